/**
 * Whether the warm-up is too short: a mean over replications of the first tenth of the measured window
 * that differs from that of the rest, by a paired t test.
 *
 * What waits (in bytes, mean over time) stands for delays, of which it is a multiple in the long run
 * (Little's law); what is dropped, for loss.
 *
 * @see Goldsman, Schruben, Swain: Tests for transient means in simulated time series, Naval Research
 *   Logistics 41 (1994), 171–187
 */
import type { Scenario } from '../../model/scenario.ts'
import { fedBy } from '../../model/fed-by.ts'
import { connectionOf } from '../../model/world.ts'
import type { FlowResult, PortResult, TransientEntry } from '../../sim/result/document.ts'
import { studentTails } from '../student.ts'
import { Samples } from './samples.ts'
import type { Tenths } from './tenths.ts'

/** Replications whose series is looked at, at most: more would tell no more, and recording takes time. */
export const WATCHED = 20
/** Fewer tell too little. */
const LEAST = 5
/** How seldom a difference is found where there is none, all figures together. */
const SIGNIFICANCE = 0.01
/** A first tenth that moves the mean of the window by less than this share of it is no trouble. */
const NOTABLE = 0.01
const FIRST = 0.1

/** The first tenths and the rests of replications. */
export class TransientSamples {
  declare private first: Samples | null
  declare private rest: Samples | null
  declare private apart: Samples | null

  constructor() {
    this.first = null
    this.rest = null
    this.apart = null
  }

  /** Adds a replication. */
  add({ first, rest }: Tenths): void {
    const firsts = (this.first ??= new Samples(first.length))
    const rests = (this.rest ??= new Samples(first.length))
    const aparts = (this.apart ??= new Samples(first.length))
    first.forEach((value, i) => {
      firsts.add(i, value)
      rests.add(i, rest[i]!)
      aparts.add(i, value - rest[i]!)
    })
  }

  /** Whether a figure is above 0 in any replication. */
  isSomething(figure: number): boolean {
    const { first, rest } = this
    return first !== null && rest !== null && first.of(figure).mean + rest.of(figure).mean > 0
  }

  /**
   * How a figure's first tenth differs from the rest; null: not to be told from chance, or too little.
   *
   * @param tested  how many figures are looked at (Bonferroni)
   */
  differenceOf(
    figure: number,
    tested: number,
  ): { readonly first: number; readonly rest: number } | null {
    const apart = this.apart?.of(figure)
    if (apart === undefined || apart.count < LEAST) return null
    const [first, rest] = [this.first!.of(figure).mean, this.rest!.of(figure).mean]
    const mean = FIRST * first + (1 - FIRST) * rest
    if (mean === 0 || Math.abs(mean - rest) <= NOTABLE * mean) return null
    const error = apart.deviation / Math.sqrt(apart.count)
    const tails = error === 0 ? 0 : studentTails(Math.abs(apart.mean) / error, apart.count - 1)
    return tails < SIGNIFICANCE / tested ? { first, rest } : null
  }
}

/**
 * Lanes that ought to be alike from the beginning of the window to its end: what is offered has one
 * rate throughout, and nothing happens. `connection direction`.
 */
const steadyLanes = (scenario: Scenario): ReadonlySet<string> => {
  const { world, traffic, events, warmup, duration } = scenario
  if (events.length > 0 || world.connections.some(({ provisioning }) => provisioning !== null)) {
    return new Set()
  }
  const interlinks = new Map(world.interlinks.map(each => [each.id, each]))
  const steady = new Set<string>()
  const unsteady = new Set<string>()
  for (const demand of traffic) {
    const { source, start, stop, direction } = demand
    const isSteady =
      source.kind !== 'csv' &&
      source.kind !== 'pcap' &&
      start <= warmup &&
      (stop === null || stop >= warmup + duration)
    for (const id of fedBy(demand, scenario)) {
      const lane = `${connectionOf(world, interlinks.get(id)!).id} ${direction}`
      ;(isSteady ? steady : unsteady).add(lane)
    }
  }
  return new Set([...steady].filter(lane => !unsteady.has(lane)))
}

/** Whether there is anything that the first tenth may be compared of. */
export const isSteady = (scenario: Scenario): boolean => steadyLanes(scenario).size > 0

/** The figures whose first tenth differs. */
export const transientOf = (
  scenario: Scenario,
  samples: TransientSamples,
  flows: readonly FlowResult[],
  ports: readonly PortResult[],
): readonly TransientEntry[] => {
  const { world } = scenario
  const lanes = steadyLanes(scenario)
  const carriers = new Map(world.interlinks.map(({ id, connection }) => [id, connection]))
  const figures = [
    ...flows.flatMap(({ interlink, direction }) => {
      const isTested = lanes.has(`${carriers.get(interlink)!} ${direction}`)
      const subject = { interlink, direction }
      return [
        { isTested, subject: { ...subject, metric: 'shaperQueue.mean' as const } },
        { isTested, subject: { ...subject, metric: 'dropped' as const } },
      ]
    }),
    ...ports.map(({ connection, direction }) => ({
      isTested: lanes.has(`${connection} ${direction}`),
      subject: { connection, direction, metric: 'queue.mean' as const },
    })),
  ]
  // What is always nothing cannot be mistaken for anything.
  const tested = figures.filter(({ isTested }, i) => isTested && samples.isSomething(i)).length
  return figures.flatMap(({ isTested, subject }, i): TransientEntry[] => {
    const difference = isTested ? samples.differenceOf(i, tested) : null
    return difference === null ? [] : [{ ...subject, ...difference }]
  })
}
