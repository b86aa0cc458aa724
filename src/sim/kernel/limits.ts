/** What stands at one place of each flow's path, as small numbers that a loop compares. */
import type { LimiterSpec } from '../lane.ts'

/** What a limiter does with excess. */
export const LIMITS = { none: 0, shape: 1, police: 2 } as const

/** One of `LIMITS` for each flow. */
export type Limits = Int8Array

/** @param specs  the limiter of each flow at that place; null: none */
export const limitsOf = (specs: readonly (LimiterSpec | null)[]): Limits =>
  Int8Array.from(specs, spec => (spec === null ? LIMITS.none : LIMITS[spec.kind]))
