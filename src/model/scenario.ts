/** A scenario: what exists, what is wished, and for how long it is watched. */
import type { CalendarInstant } from '../calendar.ts'
import type { Ps } from '../units.ts'
import type { Demand } from './demand.ts'
import type { Objective } from './objective.ts'
import type { RandomFault } from './random-fault.ts'
import type { ScheduledEvent } from './scheduled-event.ts'
import type { World } from './world.ts'

/** How traffic is simulated: frame by frame, or as rates that are constant between breakpoints. */
export const ENGINES = ['packet', 'fluid'] as const
/** One of them. */
export type Engine = (typeof ENGINES)[number]

export interface Scenario {
  readonly name: string
  /** 0 … 2^32 - 1. */
  readonly seed: number
  readonly engine: Engine
  /** Calendar instant of simulated time 0; null where the scenario names none. */
  readonly start: CalendarInstant | null
  /** Measured simulated time. */
  readonly duration: Ps
  /** Simulated before it, not measured. */
  readonly warmup: Ps
  /** Width of an interval of the series: bins of peak rate and of spans of loss. */
  readonly seriesInterval: Ps
  readonly world: World
  readonly traffic: readonly Demand[]
  readonly objectives: readonly Objective[]
  /** In the order of time, and of the file at one instant. */
  readonly events: readonly ScheduledEvent[]
  /** Faults that come by chance; a run knows none of them. */
  readonly faults: readonly RandomFault[]
}
