/**
 * A lane: one direction of one connection, compiled from the world into flat numbers.
 *
 * Open-loop lanes share nothing, so a lane is the unit of simulation, of parallelism and of
 * comparison between kernels. Kernels see no model objects.
 */
import type { Content } from '../formats/content.ts'
import type { Demand, Family } from '../model/demand.ts'
import type { Direction } from '../model/direction.ts'
import { byteTime, countedOverhead, largestFrame } from '../model/frame.ts'
import type { Scenario } from '../model/scenario.ts'
import type { Interlink } from '../model/world.ts'
import type { Bytes, Ps } from '../units.ts'
import type { BucketSpec } from './bucket.ts'
import type { Gate } from './life/gate.ts'
import type { Wire } from './life/wire.ts'
import { CAUSE } from './meter/flow.ts'
import type { Window } from './meter/window.ts'
import type { LaneOutline } from './outline.ts'
import { FrameClasses } from './source/sizes.ts'
import { openSource } from './source/open.ts'
import type { EmissionSource } from './source/source.ts'

/** A bucket with a queue in front of it: excess waits. */
export interface ShaperSpec extends BucketSpec {
  readonly queue: Bytes
}

/** How a flow's bandwidth is enforced at the provider's port. */
export type LimiterSpec =
  | ({ readonly kind: 'shape' } & ShaperSpec)
  | ({ readonly kind: 'police' } & BucketSpec)

/** An InterLink in the lane's direction. */
export interface LaneFlow {
  readonly interlink: string
  readonly limiter: LimiterSpec
  /** On the customer's router, before the port; null: none, or not in this direction. */
  readonly customerShaper: ShaperSpec | null
  /** For each frame class: -1 where the MTU admits it, else the index of the cause that drops it. */
  readonly refusal: Int8Array
  /** Families of its sources. */
  readonly families: readonly Family[]
}

/** A source of a lane and the flow it feeds. */
export interface LaneSource {
  readonly flow: number
  readonly source: EmissionSource
  /** When its frames may enter, whatever their size. */
  readonly gate: Gate
  /** Its entry in the scenario's `traffic`. */
  readonly demand: number
}

export interface Lane {
  readonly connection: string
  readonly direction: Direction
  /** Time of a byte on the port, whole ps. */
  readonly byteTime: Ps
  readonly portQueue: Bytes
  readonly propagation: Ps
  readonly wire: Wire
  /** The scenario's, from which its bit errors are drawn. */
  readonly seed: number
  readonly window: Window
  /** Frame size n of each class, bytes. */
  readonly sizes: Float64Array
  /** Flows that traffic names, in the order of `interlinks`. */
  readonly flows: readonly LaneFlow[]
  /** By flow, and within a flow in the order of `traffic`. */
  readonly sources: readonly LaneSource[]
}

/** What a lane must know of the life of its connection and InterLinks. */
export interface LaneLife {
  readonly gateFor: (demand: Demand, interlink: string) => Gate
  readonly wireOf: (connection: string, direction: Direction) => Wire
}

/** Mention of a lane in results: `paris-1 toCustomer`. */
export const laneName = (lane: Pick<LaneOutline, 'connection' | 'direction'>): string =>
  `${lane.connection} ${lane.direction}`

/** How an InterLink's bandwidth is enforced in a direction. */
export const limiterOf = (interlink: Interlink, direction: Direction): LimiterSpec => {
  const { bandwidth: rate, burst, queue } = interlink
  const overhead = countedOverhead(interlink.countAs)
  return interlink.enforce[direction] === 'shape'
    ? { kind: 'shape', rate, burst, overhead, queue }
    : { kind: 'police', rate, burst, overhead }
}

/** What shapes an InterLink's frames on the customer's router; null: nothing does, in this direction. */
export const shaperOf = (
  { customerShaper, countAs }: Interlink,
  direction: Direction,
): ShaperSpec | null =>
  // A router's shaper counts what the limiter behind it counts, or it could not serve it.
  direction === 'toCloud' && customerShaper !== null
    ? { ...customerShaper, overhead: countedOverhead(countAs) }
    : null

const refusals = (interlink: Interlink, sizes: Float64Array): Int8Array =>
  Int8Array.from(sizes, size => (size > largestFrame(interlink.mtu) ? CAUSE.oversize : -1))

/** A value as text, the same for objects alike whatever the order of their keys. */
const canonical = (value: unknown): string => {
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, field]) => `${key}:${canonical(field)}`).join()}}`
}

/**
 * Names each demand so that its random streams depend on no other demand, nor on where it stands: by
 * all it says, and twins by their order, which nobody can tell.
 */
const nameSources = (traffic: readonly Demand[]): readonly string[] => {
  const seen = new Map<string, number>()
  return traffic.map(demand => {
    const name = canonical(demand)
    const twins = seen.get(name) ?? 0
    seen.set(name, twins + 1)
    return `${name}/${twins}`
  })
}

/**
 * Compiles a lane of a scenario.
 *
 * @param inputs  what input files hold, by file as written in the scenario
 * @param life    when frames of a demand may enter an InterLink, and what the cable does to frames
 */
export const compileLane = (
  scenario: Scenario,
  outline: LaneOutline,
  inputs: ReadonlyMap<string, Content>,
  life: LaneLife,
): Lane => {
  const { direction, window } = outline
  const { connections, interlinks } = scenario.world
  const connection = connections.find(({ id }) => id === outline.connection)!
  const interlinkOf = new Map(interlinks.map(each => [each.id, each]))
  const classes = new FrameClasses()
  const names = nameSources(scenario.traffic)
  const sources = outline.sources.map(({ flow, demand: index }): LaneSource => {
    const demand = scenario.traffic[index]!
    const { interlink: id } = outline.flows[flow]!
    // A source that several InterLinks may carry is opened for each: they draw the same frames.
    const context = { seed: scenario.seed, name: names[index]!, inputs, classes, end: window.to }
    const gate = life.gateFor(demand, id)
    return { flow, source: openSource(demand, context), gate, demand: index }
  })
  const sizes = classes.sizes()
  return {
    connection: connection.id,
    direction,
    byteTime: byteTime(connection.portSpeed),
    portQueue: connection.queue,
    propagation: connection.crossConnect.propagation,
    wire: life.wireOf(connection.id, direction),
    seed: scenario.seed,
    window,
    sizes,
    flows: outline.flows.map(({ interlink: id, families }) => {
      const interlink = interlinkOf.get(id)!
      return {
        interlink: id,
        limiter: limiterOf(interlink, direction),
        customerShaper: shaperOf(interlink, direction),
        refusal: refusals(interlink, sizes),
        families,
      }
    }),
    sources,
  }
}
