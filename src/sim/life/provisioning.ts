/** The life of an order: from the order to the active link, drawn once. */
import { LATEST, type UnixMs, unixMs } from '../../calendar.ts'
import type { Provisioning } from '../../model/provisioning.ts'
import { type Stream, openStream } from '../random/stream.ts'
import { drawLead } from './lead.ts'

/** An order's milestones, none before the one before it. */
export interface OrderedDraw {
  /** When the first LOA is issued; from then on somebody may patch. */
  readonly loaIssued: UnixMs
  readonly patched: UnixMs
  /** From this instant on frames pass and the connection is billed. */
  readonly linkActive: UnixMs
  /** How many LOAs expired before the cross-connect was patched. */
  readonly expiries: number
}

/**
 * The stream from which the order of a connection is drawn: its own, whatever other connections there
 * are.
 *
 * @param seed  of the run; replication i of a study has the study's seed + i
 */
export const openOrderStream = (seed: number, connection: string): Stream =>
  openStream(seed, `provisioning ${connection}`)

/** A step of an order, told when it is drawn. */
export type OrderStep = 'loaIssued' | 'loaExpired' | 'patched' | 'linkDetected'

const after = (instant: UnixMs, time: number): UnixMs => unixMs(Math.min(LATEST, instant + time))

/**
 * Draws what becomes of an order. An LOA that expires before the cross-connect is patched voids the
 * patch: at that instant a new LOA is ordered, and patching starts again when it is issued.
 *
 * @param tell  is told every step in its order, those of each LOA too
 * @returns milestones, none later than the end of the year 9999
 */
export const orderedDraw = (
  provisioning: Provisioning,
  stream: Stream,
  tell?: (step: OrderStep, at: UnixMs) => void,
): OrderedDraw => {
  const { ordered, loa, patch, turnUp, loaValidity } = provisioning
  // First, so that it is the same however many LOAs expire.
  const toActive = drawLead(stream, turnUp)
  const loaIssued = after(ordered, drawLead(stream, loa))
  tell?.('loaIssued', loaIssued)
  let issued = loaIssued
  let toPatched = drawLead(stream, patch)
  let expiries = 0
  while (toPatched > loaValidity && issued < LATEST) {
    expiries++
    tell?.('loaExpired', after(issued, loaValidity))
    issued = after(issued, loaValidity + drawLead(stream, loa))
    tell?.('loaIssued', issued)
    toPatched = drawLead(stream, patch)
  }
  const patched = after(issued, toPatched)
  const linkActive = after(patched, toActive)
  tell?.('patched', patched)
  tell?.('linkDetected', linkActive)
  return { loaIssued, patched, linkActive, expiries }
}
