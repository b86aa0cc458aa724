/** How many times plain C's time a kernel may take, and whether it does. */
import { type Spread, ratios } from '../shared/statistics.ts'
import type { Runner } from '../peers/program.ts'
import { interleave } from '../shared/rounds.ts'
import { W1, W2, type Workload } from '../peers/workload.ts'

export interface Limit {
  readonly kernel: 'batch' | 'event'
  readonly workload: Workload
  /** Packets of a run of the kernel: some tenths of a second. */
  readonly packets: number
  /** Nanoseconds per packet ÷ those of plain C in the same minute. */
  readonly most: number
}

/** Packets of a run of plain C. */
const C_PACKETS = 4_000_000

/**
 * Twice what was measured, compilation by V8 included, as runs are short. A change that costs a factor
 * is caught; a busy machine, other processors and another Node stay within.
 */
export const LIMITS: readonly Limit[] = [
  { kernel: 'batch', workload: W1, packets: 3_000_000, most: 15 },
  { kernel: 'batch', workload: W2, packets: 3_000_000, most: 15 },
  { kernel: 'event', workload: W1, packets: 1_000_000, most: 45 },
  { kernel: 'event', workload: W2, packets: 1_000_000, most: 45 },
]

export interface Verdict {
  readonly limit: Limit
  /** Times plain C's time, round by round. */
  readonly ratio: Spread
  /** The median is within. One bad round does not decide. */
  readonly held: boolean
}

export interface Contestants {
  readonly plainC: Runner
  readonly engine: (kernel: Limit['kernel']) => Runner
}

/**
 * Measures each limit, the kernel and plain C one right after the other in each round.
 *
 * @param share  of the packets; less than 1 measures V8's compiler rather than the kernel
 */
export const judge = (
  { plainC, engine }: Contestants,
  limits: readonly Limit[],
  rounds: number,
  share = 1,
): readonly Verdict[] => {
  const pairs = interleave(limits, rounds, ({ kernel, workload, packets }) => ({
    kernel: engine(kernel)(workload, packets * share).nanoseconds,
    plainC: plainC(workload, C_PACKETS * share).nanoseconds,
  }))
  return limits.map((limit, index) => {
    const own = pairs[index]!
    const ratio = ratios(
      own.map(pair => pair.kernel),
      own.map(pair => pair.plainC),
    )
    return { limit, ratio, held: ratio.median <= limit.most }
  })
}

export const inWords = ({ limit, ratio, held }: Verdict): string => {
  const { kernel, workload, most } = limit
  const times = ratio.median.toFixed(1)
  const range = `${ratio.min.toFixed(1)} … ${ratio.max.toFixed(1)}`
  const found = `${kernel} kernel on ${workload.name}: ${times} times plain C's time (${range})`
  return held
    ? `${found}, at most ${most}`
    : `${found}, ${(ratio.median / most).toFixed(2)} times the limit of ${most}`
}
