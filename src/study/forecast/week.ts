/**
 * The last whole week of measured demand, as a scenario that repeats it at any multiple.
 *
 * What was measured for less than a week stands for it day after day; for less than a day, as it is.
 */
import type { Content } from '../../formats/content.ts'
import type { Demand } from '../../model/demand.ts'
import type { Scenario } from '../../model/scenario.ts'
import { PS_PER_SECOND, bitsPerSecond, ps } from '../../units.ts'
import type { RunInput } from '../../sim/run.ts'
import {
  DAY_SECONDS,
  type History,
  WEEK_SECONDS,
  forEachIn,
  historyOf,
  spacingOf,
} from './history.ts'
import { ForecastError } from './question.ts'

/** The finest series of a week. */
const INTERVALS_MAX = 20_000
const TIME = 'time'
const RATE = 'rate'

/** A measured demand, and where the scenario has it. */
export interface MeasuredDemand {
  readonly index: number
  readonly file: string
  readonly column: string
  readonly history: History
}

/** A week that can be played. */
export interface Week {
  /** Seconds. */
  readonly length: number
  /** Distance of samples, seconds. */
  readonly spacing: number
  readonly measured: readonly MeasuredDemand[]
  /** The instant of the last sample of all, seconds since 1970; null where no file names dates. */
  readonly lastSample: number | null
  /** What is run when measured demand is so many times what it was. */
  readonly at: (factor: number) => RunInput
}

const contentOf = ({ inputs }: RunInput, file: string): Content =>
  inputs.find(each => each.file === file)!.content

/** @throws ForecastError where nothing was measured */
const measuredIn = (input: RunInput): readonly MeasuredDemand[] => {
  const measured = input.scenario.traffic.flatMap(({ source }, index): MeasuredDemand[] => {
    if (source.kind !== 'csv') return []
    const content = contentOf(input, source.file)
    if (content.kind !== 'table') return []
    const { times, values } = content.table
    const factor = source.unit * source.scale
    const history = historyOf(times.get(source.time)!, values.get(source.column)!, factor)
    return [{ index, file: source.file, column: source.column, history }]
  })
  if (measured.length > 0) return measured
  throw new ForecastError(
    ['traffic'],
    'no source is a measured series, so that nothing grows; add one of kind csv',
  )
}

/** How long a history stands for itself: whole days where there is one, at most a week. */
const periodOf = ({ begins, end }: History): number => {
  const length = end - begins[0]!
  if (length >= WEEK_SECONDS) return WEEK_SECONDS
  return length >= DAY_SECONDS ? DAY_SECONDS * Math.floor(length / DAY_SECONDS) : length
}

/** A history's last period, again and again over a week that begins at an instant, as a table. */
const tableOf = (history: History, begin: number, length: number): Content => {
  const period = periodOf(history)
  const origin = history.end - period
  const seconds: number[] = []
  const picos: number[] = []
  const samples: number[] = []
  const put = (at: number, rate: number): void => {
    const whole = Math.floor(at)
    seconds.push(whole)
    picos.push(Math.round((at - whole) * PS_PER_SECOND))
    samples.push(rate)
  }
  for (let done = 0; done < length;) {
    const phase = (((begin + done - origin) % period) + period) % period
    const part = Math.min(period - phase, length - done)
    const [from, shift] = [origin + phase, done - origin - phase]
    forEachIn(history, from, from + part, (at, rate) => put(at + shift, rate))
    done += part
  }
  // A last sample holds as long as the one before it: to the end of the week, and no longer.
  const last = seconds.length - 1
  const lastAt = seconds[last]! + picos[last]! / PS_PER_SECOND
  put(lastAt + (length - lastAt) / 2, samples[last]!)
  const highest = samples.reduce((most, each) => Math.max(most, each), 0)
  return {
    kind: 'table',
    table: {
      count: samples.length,
      times: new Map([
        [
          TIME,
          { seconds: Float64Array.from(seconds), picos: Float64Array.from(picos), epoch: null },
        ],
      ]),
      values: new Map([
        [RATE, { samples: Float64Array.from(samples), highest: { value: highest, line: 1 } }],
      ]),
    },
  }
}

/** The scenario without what happens only once: orders, events, faults. */
const atRest = (scenario: Scenario): Scenario => ({
  ...scenario,
  engine: 'fluid',
  start: null,
  warmup: ps(0),
  world: {
    ...scenario.world,
    connections: scenario.world.connections.map(each => ({ ...each, provisioning: null })),
    interlinks: scenario.world.interlinks.map(each => ({ ...each, configuring: ps(0) })),
  },
  events: [],
  faults: [],
})

/**
 * Prepares the week.
 *
 * @throws ForecastError where nothing was measured
 */
export const weekOf = (input: RunInput): Week => {
  const measured = measuredIn(input)
  const length = Math.max(...measured.map(({ history }) => periodOf(history)))
  const spacing = Math.min(...measured.map(({ history }) => spacingOf(history)))
  const dated = measured.filter(({ history }) => history.isDated)
  const end = Math.max(...(dated.length > 0 ? dated : measured).map(({ history }) => history.end))
  const scenario = atRest(input.scenario)
  const nameOf = (index: number): string => `week of traffic[${index}]`
  const inputs = [
    ...input.inputs.filter(({ content }) => content.kind !== 'table'),
    ...measured.map(({ index, history }) => ({
      file: nameOf(index),
      sha256: '',
      content: tableOf(history, history.isDated ? end - length : history.end - length, length),
    })),
  ]
  const duration = ps(length * PS_PER_SECOND)
  const interval = Math.max(spacing, length / INTERVALS_MAX)
  const demandAt = (demand: Demand, index: number, factor: number): Demand => {
    const always = { ...demand, start: ps(0), stop: null }
    const { source } = demand
    if (source.kind !== 'csv') return always
    return {
      ...always,
      source: {
        ...source,
        file: nameOf(index),
        time: TIME,
        column: RATE,
        unit: bitsPerSecond(1),
        scale: factor,
        speedup: { numerator: 1n, denominator: 1n },
      },
    }
  }
  const last = dated.map(({ history: { begins } }) => begins.at(-1)!)
  return {
    length,
    spacing,
    measured,
    lastSample: last.length === 0 ? null : Math.max(...last),
    at: factor => ({
      sha256: input.sha256,
      inputs,
      scenario: {
        ...scenario,
        duration,
        seriesInterval: ps(Math.round(interval * PS_PER_SECOND)),
        traffic: scenario.traffic.map((demand, index) => demandAt(demand, index, factor)),
      },
    }),
  }
}
