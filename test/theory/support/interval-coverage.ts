/**
 * How many intervals of replications hold the true mean: of a Poisson port with frames of one size,
 * whose mean delay is known (M/D/1).
 */
import { replicate } from '../../../src/study/replications.ts'
import { fixed } from '../../sim/support/sources.ts'
import { meanWait } from './md1.ts'
import { BYTE, poissonPort } from './poisson-port.ts'

const LOAD = 0.5
/** Frames of a replication. */
const FRAMES = 1_000
/** Bytes of wire that a frame of 1000 bytes takes, and until its last bit has left. */
const SERVICE = 1024
const LAST_BIT = 1012

/** Replications of an interval. */
export const REPLICATIONS = 8

/** What was found. */
export interface Coverage {
  readonly intervals: number
  /** Those that hold the true mean. */
  readonly held: number
  readonly firstSeed: number
  readonly lastSeed: number
}

/**
 * Makes intervals and looks whether they hold the truth. No two share a seed.
 *
 * @param firstSeed  of the first replication of the first interval
 */
export const coverageOf = async (
  intervals: number,
  firstSeed: number,
  confidence: number,
): Promise<Coverage> => {
  const truth = (meanWait(LOAD) * SERVICE + LAST_BIT) * BYTE
  const portOf = poissonPort({ load: LOAD, mix: fixed(1_000), frames: FRAMES })
  let held = 0
  for (let i = 0; i < intervals; i++) {
    const port = portOf(firstSeed + i * REPLICATIONS)
    // One interval of the series: nobody reads it.
    const scenario = { ...port, seriesInterval: port.duration }
    const { flows } = await replicate(
      {
        input: { scenario, sha256: '', inputs: [] },
        replications: REPLICATIONS,
        confidence,
        precision: null,
        kernel: 'auto',
      },
      { clock: () => 0 },
    )
    const { low, high } = flows[0]!.confidence!['delay.mean']!
    if (low <= truth && truth <= high) held++
  }
  return { intervals, held, firstSeed, lastSeed: firstSeed + intervals * REPLICATIONS - 1 }
}
