/** The values that come into question, from the least to the most. */
import { match } from 'ts-pattern'
import {
  BANDWIDTH_STEP,
  BURST_MAX,
  PORT_SPEEDS,
  QUEUE_MAX,
  burstFilled,
  largestCounted,
} from '../../model/defaults.ts'
import { isSlip, nearest } from '../../model/nearest.ts'
import { type Connection, type Interlink, interlinksOn } from '../../model/world.ts'
import { bitsPerSecond } from '../../units.ts'
import { type Find, PlanError, type PlanQuestion } from './question.ts'

/** Bandwidths where the connection names none. */
const BANDWIDTH_STEPS = 50_000_000
/** Bursts and queues. */
const SIZE_STEPS = 1024

/** What keeps values from being more. */
export type Most =
  /** What the port has beside the other InterLinks. */
  | 'port'
  /** The sizes that the connection offers. */
  | 'catalogue'
  /** The deepest bucket, or the deepest that is ever full. */
  | 'bucket'
  /** The largest queue. */
  | 'queue'
  /** The fastest port, or the fastest that the rest of the connection allows. */
  | 'fastest'

/** Rising values, bit/s or bytes. */
export interface Values {
  readonly count: number
  readonly at: (step: number) => number
  /** Distance of neighbours; null where they are a list. */
  readonly step: number | null
  readonly most: Most
  /** The value that the scenario has. */
  readonly now: number
  /** Where it says so. */
  readonly path: readonly (string | number)[]
}

const evenly = (
  { path, now, most }: Pick<Values, 'path' | 'now' | 'most'>,
  step: number,
  [from, to]: readonly [number, number],
): Values => {
  const first = Math.ceil(from / step)
  const count = Math.floor(to / step) - first + 1
  if (count < 1) {
    throw new PlanError(
      path,
      `no multiple of the step ${step} from ${from} to ${to}; a smaller step`,
    )
  }
  return { count, at: index => (first + index) * step, step, most, now, path }
}

const listed = (rest: Pick<Values, 'path' | 'now' | 'most'>, values: readonly number[]): Values => {
  const rising = [...new Set(values)].sort((a, b) => a - b)
  return { count: rising.length, at: index => rising[index]!, step: null, ...rest }
}

const bandwidths = (interlink: Interlink, { loaded, step }: PlanQuestion): Values => {
  const { world } = loaded.scenario
  const connection = world.connections.find(({ id }) => id === interlink.connection)!
  const others = interlinksOn(world, connection.id).reduce(
    (sum, { id, bandwidth }) => (id === interlink.id ? sum : sum + bandwidth),
    0,
  )
  const room = connection.portSpeed - others
  const path = ['interlinks', interlink.id, 'bandwidth']
  const now = interlink.bandwidth
  const { availableBandwidths } = connection
  if (availableBandwidths === null) {
    const each = step ?? BANDWIDTH_STEPS
    if (each % BANDWIDTH_STEP !== 0) {
      throw new PlanError(
        path,
        `bandwidths are multiples of 1 kbps; the step ${each} bit/s is none`,
      )
    }
    return evenly({ path, now, most: 'port' }, each, [each, room])
  }
  if (step !== null) {
    throw new PlanError(
      ['connections', connection.id, 'availableBandwidths'],
      `${connection.id} offers sizes of its own, which are the steps; leave the step out`,
    )
  }
  const fitting = availableBandwidths.filter(each => each <= room)
  return listed(
    { path, now, most: fitting.length < availableBandwidths.length ? 'port' : 'catalogue' },
    fitting,
  )
}

const bursts = (interlink: Interlink, step: number): Values => {
  const { id, mtu, countAs, bandwidth, burst } = interlink
  const path = ['interlinks', id, 'burst']
  return evenly({ path, now: burst, most: 'bucket' }, step, [
    largestCounted(mtu, countAs),
    Math.min(BURST_MAX, burstFilled(bitsPerSecond(bandwidth))),
  ])
}

const queues = ({ id, queue }: Interlink, step: number): Values =>
  evenly({ path: ['interlinks', id, 'queue'], now: queue, most: 'queue' }, step, [0, QUEUE_MAX])

/** What the rules allow with everything else as it is. */
const portSpeeds = ({ id, portSpeed }: Connection, { loaded, step }: PlanQuestion): Values => {
  const path = ['connections', id, 'portSpeed']
  if (step !== null) throw new PlanError(path, 'ports are of three speeds; leave the step out')
  const allowed = PORT_SPEEDS.filter(
    speed => loaded.vary([{ path, value: textOf('portSpeed', speed) }]).ok,
  )
  return listed({ path, now: portSpeed, most: 'fastest' }, allowed)
}

/** A value as a scenario file has it. */
export const textOf = (find: Find, value: number): string =>
  find === 'burst' || find === 'queue' ? `${value}B` : `${value}bps`

/** @throws PlanError where none of them has the name */
const named = <T extends { readonly id: string }>(
  all: readonly T[],
  key: 'interlinks' | 'connections',
  id: string,
): T => {
  const found = all.find(each => each.id === id)
  if (found !== undefined) return found
  const near = nearest(
    id,
    all.map(each => each.id),
  )
  const hint = near !== null && isSlip(id, near) ? `; the nearest known id is ${near}` : ''
  throw new PlanError([key], `none is called ${JSON.stringify(id)}${hint}`)
}

/**
 * The values that a question is about.
 *
 * @throws PlanError where there are none
 */
export const valuesOf = (question: PlanQuestion): Values => {
  const { find, step, subject } = question
  const { interlinks, connections } = question.loaded.scenario.world
  const interlink = (): Interlink => named(interlinks, 'interlinks', subject)
  return match(find)
    .with('bandwidth', () => bandwidths(interlink(), question))
    .with('burst', () => bursts(interlink(), step ?? SIZE_STEPS))
    .with('queue', () => queues(interlink(), step ?? SIZE_STEPS))
    .with('portSpeed', () => portSpeeds(named(connections, 'connections', subject), question))
    .exhaustive()
}

/** The step whose value is next to one, not above it where there is such a step. */
export const stepAt = ({ count, at }: Values, value: number): number => {
  let [low, high] = [0, count - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (at(middle) <= value) low = middle
    else high = middle - 1
  }
  return low
}
