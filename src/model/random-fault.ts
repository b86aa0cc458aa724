/** Faults that come by chance: how often a part of a connection fails, and how long repair takes. */
import type { Ms } from '../units.ts'
import type { Lead } from './lead.ts'
import type { Spot } from './scheduled-event.ts'

/** A way in which a part fails. */
export type RandomFault = {
  readonly connection: string
  /** Mean time to failure while the part is whole; it is exponential. */
  readonly mtbf: Ms
  readonly repair: Lead
} & (
  | {
      readonly spot: Extract<Spot, { kind: 'segment' }>
      readonly kind: 'cut' | 'blackhole'
    }
  | {
      readonly spot: Extract<Spot, { kind: 'end' }>
      readonly kind: 'portDown' | 'opticFail' | 'blackhole'
    }
)
