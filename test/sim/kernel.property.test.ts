import { test } from 'vitest'
import { run } from '../../src/sim/run.ts'
import { edgeWorlds } from '../laws/edges.ts'
import { agreesWithOracle } from '../laws/oracle.ts'
import { replayWorlds } from './support/worlds.ts'

/** Large runs take minutes. */
const TIMEOUT = 3_600_000
const RUNS = Number(process.env['RUNS'] ?? 400)

test(
  'the event kernel agrees with the slow oracle in every figure of every flow and port',
  async () => {
    await agreesWithOracle({ run }, replayWorlds, { numRuns: RUNS })
  },
  TIMEOUT,
)

test(
  'the event kernel agrees with it where windows and queues end as something happens',
  async () => {
    await agreesWithOracle({ run }, edgeWorlds, { numRuns: Math.ceil(RUNS / 2) })
  },
  TIMEOUT,
)
