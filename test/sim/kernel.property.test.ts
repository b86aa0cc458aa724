import { describe, test } from 'vitest'
import { edgeWorlds } from '../laws/edges.ts'
import { agreesWithOracle } from '../laws/oracle.ts'
import { replayWorlds, simulatorOf } from './support/worlds.ts'

/** Large runs take minutes. */
const TIMEOUT = 3_600_000
const RUNS = Number(process.env['RUNS'] ?? 400)

describe.each(['event', 'batch'] as const)('the %s kernel', kernel => {
  const simulator = simulatorOf(kernel)

  test(
    'agrees with the slow oracle in every figure of every flow and port',
    async () => {
      await agreesWithOracle(simulator, replayWorlds, { numRuns: RUNS })
    },
    TIMEOUT,
  )

  test(
    'agrees with it where windows and queues end as something happens',
    async () => {
      await agreesWithOracle(simulator, edgeWorlds, { numRuns: Math.ceil(RUNS / 2) })
    },
    TIMEOUT,
  )
})
