/** One replication: a whole run with a seed of its own, and what is kept of it. */
import type { FlowCounters } from '../../sim/meter/flow.ts'
import type { Progress } from '../../sim/progress.ts'
import type { TakeInterval } from '../../sim/recording/series.ts'
import type { AvailabilityEntry, FlowResult, PortResult } from '../../sim/result/document.ts'
import { type RunCounters, type Simulation, run } from '../../sim/run.ts'
import { type Question, seedOf } from './question.ts'
import { type Tenths, TenthsMeter } from './tenths.ts'

/** What is kept of a replication. All of it is plain data. */
export interface Replication {
  readonly seed: number
  /** Its figures, as a run alone has them. */
  readonly flows: readonly FlowResult[]
  readonly ports: readonly PortResult[]
  readonly availability: readonly AvailabilityEntry[]
  /** Whether it meets each objective, in the order of the result's. */
  readonly met: readonly boolean[]
  /** By flow. */
  readonly counters: readonly FlowCounters[]
  readonly tenths: Tenths | null
  readonly emitted: number
  readonly eventCount: number
  /** Everything that a run says; of the first replication only. */
  readonly whole: Simulation | null
}

/** What is asked of a replication besides its figures. */
export interface ReplicationOptions {
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
  readonly onInterval?: TakeInterval
  /** Whether the first tenth of the window is told apart from the rest. */
  readonly isWatched: boolean
}

/**
 * Plays a replication in this thread.
 *
 * @param index  its number, from 0
 * @throws what `run` throws
 */
export const playReplication = async (
  question: Pick<Question, 'input' | 'kernel'>,
  index: number,
  { onProgress, signal, onInterval, isWatched }: ReplicationOptions,
): Promise<Replication> => {
  const { input, kernel } = question
  const { duration, seriesInterval } = input.scenario
  const seed = seedOf(question, index)
  const meter = isWatched ? new TenthsMeter(duration, seriesInterval) : null
  const take: TakeInterval = interval => {
    meter?.take(interval)
    onInterval?.(interval)
  }
  let counters: RunCounters | null = null
  const simulation = await run(
    { ...input, scenario: { ...input.scenario, seed } },
    {
      // How long a replication alone takes is nobody's concern.
      clock: () => 0,
      kernel,
      onCounters: counted => {
        counters = counted
      },
      ...(meter === null && onInterval === undefined ? {} : { onInterval: take }),
      ...(onProgress === undefined ? {} : { onProgress }),
      ...(signal === undefined ? {} : { signal }),
    },
  )
  const { flows, emitted } = counters as unknown as RunCounters
  return {
    seed,
    flows: simulation.flows,
    ports: simulation.ports,
    availability: simulation.availability,
    met: simulation.objectives.map(({ met }) => met),
    counters: flows,
    tenths: meter?.tenths() ?? null,
    emitted,
    eventCount: simulation.eventCount,
    whole: index === 0 ? simulation : null,
  }
}
