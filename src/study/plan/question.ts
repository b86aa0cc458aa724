/** What is to be found, and between which bounds it is looked for. */
import type { Direction } from '../../model/direction.ts'
import type { Loaded } from '../../scenario/load.ts'
import type { KernelChoice } from '../../sim/kernel/choice.ts'

/** What a plan can be about. */
export const FINDS = ['bandwidth', 'burst', 'queue', 'portSpeed'] as const
/** One of them. */
export type Find = (typeof FINDS)[number]

/** Replications of a candidate, at most, where no number is named. */
export const CAP_DEFAULT = 30

/** What is asked. */
export interface PlanQuestion {
  readonly loaded: Loaded
  readonly find: Find
  /** Id of the InterLink whose bandwidth, burst or queue is to be found; of the connection, for its port's speed. */
  readonly subject: string
  /** Objectives of this direction alone; null: of both. */
  readonly direction: Direction | null
  /** Distance of the values that come into question, bit/s or bytes; null: the usual. */
  readonly step: number | null
  /** How often a candidate is run at most, each time with a seed of its own. */
  readonly replications: number
  /** How sure verdicts are: above 0, below 1. */
  readonly confidence: number
  readonly kernel: KernelChoice
}

/** Why nothing can be planned, and where the scenario says so. */
export class PlanError extends Error {
  override name = 'PlanError'
  declare readonly path: readonly (string | number)[]

  constructor(path: readonly (string | number)[], message: string) {
    super(message)
    this.path = path
  }
}
