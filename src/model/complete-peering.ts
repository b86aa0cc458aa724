/** From the draft of an InterLink's BGP sessions to their terms: rules and defaults. */
import { type Ps, ps } from '../units.ts'
import type { InterlinkDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import type { Path } from './path.ts'
import { PEERING_DEFAULT, type Peering } from './peering.ts'

/** The least hold time that a router accepts, but for 0, which is none (RFC 4271, 4.2). */
export const HOLD_TIME_MIN: Ps = ps(3_000_000_000_000)

/**
 * Completes the terms of both sessions, and puts every violation into `findings`.
 *
 * @param path  of the terms
 */
export const completePeering = (
  findings: Findings,
  path: Path,
  draft: NonNullable<InterlinkDraft['bgp']> = {},
): Peering => {
  const { holdTime, bfd } = draft
  const peering = {
    holdTime: holdTime ?? PEERING_DEFAULT.holdTime,
    bfd: bfd ?? PEERING_DEFAULT.bfd,
    establish: draft.establish ?? PEERING_DEFAULT.establish,
    preference: draft.preference ?? PEERING_DEFAULT.preference,
  }
  const at = (key: string): Path => [...path, key]
  const isHeld = findings.lasting(at('holdTime'), peering.holdTime, '90s')
  const isWatched = bfd !== undefined && findings.lasting(at('bfd'), bfd, '900ms')
  if (isHeld && holdTime !== undefined && holdTime < HOLD_TIME_MIN) {
    findings.warn({ kind: 'hold-time-refused', path: at('holdTime'), holdTime })
  }
  if (isHeld && isWatched && bfd > peering.holdTime) {
    findings.warn({ kind: 'bfd-above-hold-time', path: at('bfd'), bfd, holdTime: peering.holdTime })
  }
  return peering
}
