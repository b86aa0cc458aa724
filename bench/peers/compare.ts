/** Programs in turn on the same tasks, and what the rounds come to. */
import { interleave } from '../shared/rounds.ts'
import { type Spread, median, ratios, spread } from '../shared/statistics.ts'
import { figure } from '../shared/table.ts'
import { type Outcome, type Program, type Runner, type Task, taskName } from './program.ts'
import { W1, W2 } from './workload.ts'

export interface Ready {
  readonly program: Program
  readonly run: Runner
}

/** One program on one task. */
export interface Comparison {
  readonly program: string
  readonly title: string
  readonly task: string
  /** Of a run. */
  readonly operations: number
  readonly nanoseconds: Spread
  readonly perSecond: Spread
  /** The same with the start of the command, where it is one. */
  readonly whole: Spread | null
  /** How many times as fast the engine is, round by round. `null`: the engine was not asked. */
  readonly engineTimes: Spread | null
  /** µs, of the last round; the delays of programs that round differ in the last digits. */
  readonly meanDelay: number | null
}

const tasksOf = ({ plays }: Program): readonly Task[] =>
  plays === 'bucket' ? ['bucket'] : [W1, W2]

export interface Compared {
  readonly comparisons: readonly Comparison[]
  /** Programs that failed when they were run, in words; they are left out of the comparisons. */
  readonly failed: readonly string[]
}

/**
 * Measures.
 *
 * @param base        the programs that the others are held against, by name: the engine, the engine's bucket
 * @param operations  asked of a program whose share is 1
 * @param tell        what is done next
 */
export const compare = (
  ready: readonly Ready[],
  base: readonly string[],
  rounds: number,
  operations: number,
  tell: (what: string) => void,
): Compared => {
  // Task by task, so that programs on one task are neighbours in time.
  const tasks: readonly Task[] = [W1, W2, 'bucket']
  const jobs = tasks.flatMap(task =>
    ready
      .filter(({ program }) => tasksOf(program).includes(task))
      .map(entry => ({ ...entry, task })),
  )
  const failures = new Map<string, string>()
  const runs = interleave(jobs, rounds, ({ program, run, task }, round): Outcome | null => {
    if (failures.has(program.title)) return null
    tell(`round ${round + 1} of ${rounds}: ${program.title}, ${taskName(task)}`)
    try {
      return run(task, Math.round(operations * program.share))
    } catch (error) {
      failures.set(program.title, error instanceof Error ? error.message : String(error))
      return null
    }
  })
  // Of a job all rounds or none, so that rounds of two can be paired.
  const outcomes = runs.map((own, index) =>
    failures.has(jobs[index]!.program.title) ? [] : own.flatMap(outcome => outcome ?? []),
  )
  const comparisons = jobs.flatMap(({ program, task }, index): readonly Comparison[] => {
    const own = outcomes[index]!
    if (own.length === 0) return []
    const costs = own.map(({ nanoseconds }) => nanoseconds)
    const whole = own.flatMap(({ wholeNanoseconds }) => wholeNanoseconds ?? [])
    const rival = jobs.findIndex(
      (job, index) =>
        job.task === task && base.includes(job.program.name) && outcomes[index]!.length > 0,
    )
    return [
      {
        program: program.name,
        title: program.title,
        task: taskName(task),
        operations: own[0]!.operations,
        nanoseconds: spread(costs),
        perSecond: spread(costs.map(cost => 1e9 / cost)),
        whole: whole.length === 0 ? null : spread(whole),
        engineTimes:
          rival === -1
            ? null
            : ratios(
                costs,
                outcomes[rival]!.map(({ nanoseconds }) => nanoseconds),
              ),
        meanDelay: own.at(-1)!.meanDelay,
      },
    ]
  })
  const failed = [...failures].map(([title, message]) => `${title} failed: ${message}`)
  return { comparisons, failed }
}

/** Delays that differ by more than this are not of the same work. */
const DELAY_TOLERANCE = 0.01

/** Programs whose mean delay is not that of the others, in words. Of two that differ both are named. */
export const strangers = (comparisons: readonly Comparison[]): readonly string[] =>
  comparisons.flatMap(({ title, task, meanDelay }) => {
    const delays = comparisons
      .filter(other => other.task === task)
      .flatMap(other => other.meanDelay ?? [])
    if (meanDelay === null || delays.length < 2) return []
    const usual = delays.length === 2 ? delays[0]! + delays[1]! - meanDelay : median(delays)
    if (Math.abs(meanDelay - usual) <= DELAY_TOLERANCE * usual) return []
    const [own, theirs] = [meanDelay, usual].map(delay => `${delay.toFixed(3)} µs`)
    return [
      `${title} on ${task} has a mean delay of ${own}, the others ${theirs}: not the same work`,
    ]
  })

const range = ({ min, max }: Spread, scale = 1): string =>
  `${figure(min / scale)} … ${figure(max / scale)}`

/** A table as rows of text; the first names the columns. */
export const rowsOf = (comparisons: readonly Comparison[]): readonly (readonly string[])[] => [
  [
    'program',
    'task',
    'M/s',
    'least … most',
    'ns each',
    'engine is × as fast',
    'least … most',
    'mean delay µs',
  ],
  ...comparisons.flatMap(
    ({ title, task, perSecond, nanoseconds, whole, engineTimes, meanDelay }) => {
      const first = [
        title,
        task,
        figure(perSecond.median / 1e6),
        range(perSecond, 1e6),
        figure(nanoseconds.median),
        engineTimes === null ? '' : figure(engineTimes.median),
        engineTimes === null ? '' : range(engineTimes),
        meanDelay === null ? '' : meanDelay.toFixed(3),
      ]
      if (whole === null) return [first]
      const speed = { median: 1e3 / whole.median, min: 1e3 / whole.max, max: 1e3 / whole.min }
      return [
        first,
        [
          '  from start to exit',
          task,
          figure(speed.median),
          range(speed),
          figure(whole.median),
          '',
          '',
          '',
        ],
      ]
    },
  ),
]
