/**
 * The link budget: how much light arrives at a receiver, and what it is good for.
 *
 * margin = launch power − losses of the segments − sensitivity, for each direction; of a medium with
 * several lanes for each lane, all of them alike. Only what a scenario states counts as a loss.
 */
import { match } from 'ts-pattern'
import { formatQuantity } from '../quantity.ts'
import { type NanoDb, type NanoDbm, bytes, nanoDb, nanoDbm } from '../units.ts'
import { BIT_ERROR_RATIO_MAX, bitErrorRatio, frameLossRatio } from './bit-errors.ts'
import { senderOf } from './demarcation.ts'
import type { Direction } from './direction.ts'
import type { Connection, Segment } from './world.ts'

/** What a connection is made of. */
export type Physical = Pick<Connection, 'media' | 'crossConnect' | 'optics'>

/** What the light of one direction is good for. */
export type Light =
  /** Enough and not too much. */
  | { readonly kind: 'bright' }
  /** Present, but too weak for the receiver's 1e-12: frames are lost to wrong bits. */
  | { readonly kind: 'errored'; readonly bitErrorRatio: number }
  /** So weak that more than one bit in a thousand would be wrong: no light, as a receiver sees it. */
  | { readonly kind: 'dark' }
  /** Stronger than the receiver reads, by `excess`. */
  | { readonly kind: 'overloaded'; readonly excess: NanoDb }

/** The budget of one direction; powers are those of one lane. */
export interface OpticalBudget {
  readonly launch: NanoDbm
  /** Of all segments together. */
  readonly loss: NanoDb
  readonly received: NanoDbm
  readonly sensitivity: NanoDbm
  readonly overload: NanoDbm
  /** Power received above the sensitivity; negative where the light is too weak. */
  readonly margin: NanoDb
  readonly light: Light
}

/** Beyond a million dB losses are not added up any further. */
const LOSS_MAX = nanoDb(1_000_000_000_000_000)

/** What all segments lose together: their exact sum, at most a million dB. */
export const lossOf = (segments: readonly Segment[]): NanoDb =>
  segments.reduce((sum, { loss }) => nanoDb(Math.min(LOSS_MAX, sum + loss)), nanoDb(0))

const judge = (received: NanoDbm, margin: NanoDb, overload: NanoDbm): Light => {
  if (received > overload) return { kind: 'overloaded', excess: nanoDb(received - overload) }
  if (margin >= 0) return { kind: 'bright' }
  const ratio = bitErrorRatio(margin)
  return ratio <= BIT_ERROR_RATIO_MAX ? { kind: 'errored', bitErrorRatio: ratio } : { kind: 'dark' }
}

/** The link budget of a connection in one direction, exact in 10^-9 dB. */
export const opticalBudget = (
  { media, crossConnect, optics }: Physical,
  direction: Direction,
): OpticalBudget => {
  const { sensitivity, overload } = media
  const launch = optics[senderOf(direction)].tx
  const loss = lossOf(crossConnect.segments)
  const received = nanoDbm(launch - loss)
  const margin = nanoDb(received - sensitivity)
  const light = judge(received, margin, overload)
  return { launch, loss, received, sensitivity, overload, margin, light }
}

/** Whether the light of a budget carries frames as the medium promises. */
export const lightOk = ({ light }: OpticalBudget): boolean => light.kind === 'bright'

/** Whether its receiver detects a link by it: light is there, and not too much; wrong bits come later. */
export const bringsLink = ({ light: { kind } }: OpticalBudget): boolean =>
  kind === 'bright' || kind === 'errored'

/** The largest untagged frame of an MTU of 1500: the example in words about lost frames. */
const TYPICAL_FRAME = bytes(1518)

/** A share as so many in a million, with two significant digits. */
const ofMillion = (share: number): string => {
  const lost = share * 1_000_000
  if (lost < 1) return 'less than one in a million'
  const rounded = Number(lost.toPrecision(2))
  return rounded === 1_000_000
    ? 'nearly all'
    : `about ${rounded.toLocaleString('en-US')} in a million`
}

const db = (value: NanoDb): string => formatQuantity(value, 'attenuation', ' ')
const dbm = (value: NanoDbm): string => formatQuantity(value, 'power', ' ')

/**
 * In words what the light of a budget is, with the values that say so: `sufficient: 6 dB of margin`,
 * `1 dB short: …`, `1 dB too strong: …`.
 */
export const explainLight = ({ light, margin, received, overload }: OpticalBudget): string =>
  match(light)
    .with({ kind: 'bright' }, () => `sufficient: ${db(margin)} of margin`)
    .with(
      { kind: 'errored' },
      ({ bitErrorRatio: ratio }) =>
        `${db(nanoDb(0 - margin))} short: ${ofMillion(frameLossRatio(ratio, TYPICAL_FRAME))} frames of ` +
        `${TYPICAL_FRAME} B are lost to wrong bits`,
    )
    .with(
      { kind: 'dark' },
      () => `${db(nanoDb(0 - margin))} short: too dark to use, above 1 wrong bit in 1,000`,
    )
    .with(
      { kind: 'overloaded' },
      ({ excess }) =>
        `${db(excess)} too strong: ${dbm(received)} received, the receiver reads up to ${dbm(overload)}`,
    )
    .exhaustive()
