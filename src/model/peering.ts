/** How the BGP sessions of an InterLink are lost and come back, and how routes are preferred. */
import { type Ps, ps } from '../units.ts'

/**
 * How much the routes over an InterLink are preferred, for traffic of a VPC that has several: the
 * communities 12876:42050, 12876:42100 and 12876:42200 (provider's documentation).
 */
export type Preference = 'low' | 'medium' | 'high'
/** All preferences, the least first. */
export const PREFERENCES: readonly Preference[] = ['low', 'medium', 'high']

/** The terms of both sessions of an InterLink. */
export interface Peering {
  /** Silence after which a session is lost (RFC 4271, 6.5). */
  readonly holdTime: Ps
  /** Silence after which BFD finds it lost (RFC 5880, 6.8.4); null: no BFD. */
  readonly bfd: Ps | null
  /** From the return of the link to sessions that are up. */
  readonly establish: Ps
  readonly preference: Preference
}

/** What holds where a scenario says nothing (RFC 4271, 10: a hold time of 90 s). */
export const PEERING_DEFAULT: Peering = {
  holdTime: ps(90_000_000_000_000),
  bfd: null,
  establish: ps(0),
  preference: 'medium',
}

/** How long frames must vanish, while the light stays, until a session is lost. */
export const detectionOf = ({ holdTime, bfd }: Peering): Ps => bfd ?? holdTime
