/** Rounds of work, timed by tinybench. */
import { Bench } from 'tinybench'
import type { Outcome, Subject } from './subject.ts'

/** Speed of one subject. */
export interface Measurement {
  readonly name: string
  readonly operation: string
  readonly operations: number
  readonly rounds: number
  /** Nanoseconds per operation: middle, least and most of the rounds. */
  readonly nanoseconds: { readonly median: number; readonly min: number; readonly max: number }
  /** Operations per second at the median. */
  readonly perSecond: number
  readonly hash: string
}

/**
 * Measures subjects one after the other; rounds of all are interleaved by whole subjects.
 *
 * @param rounds  how many, after one to warm up
 * @throws Error when two rounds of a subject give different results
 */
export const measure = async (
  subjects: readonly Subject[],
  rounds: number,
): Promise<Measurement[]> => {
  const measurements: Measurement[] = []
  for (const { name, operation, work } of subjects) {
    const outcomes: Outcome[] = []
    const bench = new Bench({ iterations: rounds, time: 0, warmupIterations: 1, warmupTime: 0 })
    bench.add(name, async () => {
      outcomes.push(await work())
    })
    const [task] = await bench.run()
    const { result } = task!
    if (result.state !== 'completed') throw new Error(`${name}: ${result.state}`)
    const [{ operations, hash }] = outcomes as [Outcome]
    if (outcomes.some(outcome => outcome.hash !== hash)) throw new Error(`${name}: results differ`)
    const { latency } = result
    const per = (milliseconds: number): number => (milliseconds * 1e6) / operations
    measurements.push({
      name,
      operation,
      operations,
      rounds,
      nanoseconds: { median: per(latency.p50), min: per(latency.min), max: per(latency.max) },
      perSecond: 1e9 / per(latency.p50),
      hash,
    })
  }
  return measurements
}
