/** How many times plain C's time a kernel may take, and whether it does. */
import { type Spread, ratios } from '../shared/statistics.ts'
import type { Runner } from '../peers/program.ts'
import { interleave } from '../shared/rounds.ts'
import { W1, W2, type Workload } from '../peers/workload.ts'

export interface Limit {
  readonly kernel: 'batch' | 'event'
  readonly workload: Workload
  /** Packets of a run of the kernel: some half a second. */
  readonly packets: number
  /** Nanoseconds per packet ÷ those of plain C in the same minute. */
  readonly most: number
}

/** Packets of a run of plain C. */
const C_PACKETS = 4_000_000

/**
 * Some twice what was measured on a busy machine (4 and 6 times for the batch kernel, 11 and 12 for the
 * event kernel), compilation by V8 included. A change that costs a factor is caught; a busy machine,
 * other processors and another Node stay within. A kernel that becomes faster lowers its limit.
 */
export const LIMITS: readonly Limit[] = [
  { kernel: 'batch', workload: W1, packets: 10_000_000, most: 10 },
  { kernel: 'batch', workload: W2, packets: 10_000_000, most: 10 },
  { kernel: 'event', workload: W1, packets: 3_000_000, most: 30 },
  { kernel: 'event', workload: W2, packets: 3_000_000, most: 30 },
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

/** Measures each limit, the kernel and plain C one right after the other in each round. */
export const judge = (
  { plainC, engine }: Contestants,
  limits: readonly Limit[],
  rounds: number,
): readonly Verdict[] => {
  const pairs = interleave(limits, rounds, ({ kernel, workload, packets }) => ({
    kernel: engine(kernel)(workload, packets).nanoseconds,
    plainC: plainC(workload, C_PACKETS).nanoseconds,
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
