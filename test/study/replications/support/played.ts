/** Replications of a scenario made by hand. */
import type { Scenario } from '../../../../src/model/scenario.ts'
import type { Simulation } from '../../../../src/sim/run.ts'
import { type ReplicateOptions, replicate } from '../../../../src/study/replications.ts'
import type { Question } from '../../../../src/study/replications/question.ts'
import { bytes } from '../../../../src/units.ts'
import { fixed, poisson } from '../../../sim/support/sources.ts'
import { connection, demand, interlink, scenario } from '../../../sim/support/worlds.ts'

/** What is asked of a scenario. */
export const questionOf = (
  it: Scenario,
  change: Partial<Omit<Question, 'input'>> = {},
): Question => ({
  input: { scenario: it, sha256: '', inputs: [] },
  replications: 5,
  confidence: 0.95,
  precision: null,
  kernel: 'auto',
  ...change,
})

/** Plays replications of a scenario. */
export const played = (
  it: Scenario,
  change: Partial<Omit<Question, 'input'>> = {},
  options: Partial<ReplicateOptions> = {},
): Promise<Simulation> =>
  replicate(questionOf(it, change), { clock: () => performance.now() / 1000, ...options })

/** A small scenario with drops, waits and two flows, some hundred frames each. */
export const small = (change: Partial<Parameters<typeof scenario>[0]> = {}): Scenario =>
  scenario({
    connections: [connection()],
    interlinks: [
      interlink({ id: 'a', bandwidth: 5e8 as never, burst: bytes(4_000), queue: bytes(6_000) }),
      interlink({ id: 'b', bandwidth: 5e8 as never, burst: bytes(4_000) }),
    ],
    traffic: [
      poisson(6e8, 700, { interlink: 'a' }),
      poisson(3e8, 1_200, { interlink: 'a' }),
      poisson(4.5e8, 900, { interlink: 'b', direction: 'toCloud' }),
    ],
    duration: 4e9,
    ...change,
  })

/** One flow of the same frames at the same distance: every seed gives the same figures. */
export const certain = (): Scenario =>
  scenario({
    traffic: [
      demand({
        source: { kind: 'cbr', rate: 1e8 as never, frame: fixed(1_000), phase: 0 as never },
      }),
    ],
    duration: 1e9,
  })
