/** Scenarios made by hand or by fast-check, and the same lanes for the slow oracle. */
import fc from 'fast-check'
import type { Table } from '../../../src/formats/csv/read.ts'
import type { Capture } from '../../../src/formats/pcap/read.ts'
import type { Demand } from '../../../src/model/demand.ts'
import { DIRECTIONS, type Direction } from '../../../src/model/direction.ts'
import { byteTime, countedOverhead } from '../../../src/model/frame.ts'
import { OPEN_POLICIES } from '../../../src/model/complete-routing.ts'
import { PEERING_DEFAULT } from '../../../src/model/peering.ts'
import { UNASSIGNED } from '../../../src/model/demarcation-info.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import type { Connection, Interlink } from '../../../src/model/world.ts'
import type { FrameKernel } from '../../../src/sim/kernel/choice.ts'
import { type RunOptions, type Simulation, run } from '../../../src/sim/run.ts'
import { unixMs } from '../../../src/calendar.ts'
import type { Lead } from '../../../src/model/lead.ts'
import { bitsPerSecond, bytes, ms, ps } from '../../../src/units.ts'
import { cable, lit } from '../../model/physical.ts'
import type { OracleGate, OracleLane, OracleLimiter } from './oracle.ts'
import { type Trouble, budgetsOf, cutIn, troubled, troubles } from './trouble.ts'

export const connection = (over: Partial<Connection> = {}): Connection => ({
  id: 'c',
  pop: 'th2',
  project: 'p',
  portSpeed: bitsPerSecond(1e10),
  ...lit('10GBASE-LR'),
  crossConnect: cable(0, 0),
  queue: bytes(16 * 2 ** 20),
  availableBandwidths: null,
  provisioning: null,
  loa: UNASSIGNED,
  price: null,
  ...over,
})

export const interlink = (over: Partial<Interlink> = {}): Interlink => ({
  id: 'l',
  type: 'self-hosted',
  connection: 'c',
  project: 'p',
  region: 'fr-par',
  vlan: 1,
  bandwidth: bitsPerSecond(1e9),
  burst: bytes(65_536),
  queue: bytes(2 ** 20),
  enforce: { toCustomer: 'shape', toCloud: 'police' },
  customerShaper: null,
  mtu: bytes(1500),
  countAs: 'l2',
  attachment: { kind: 'attached', vpc: 'v' },
  configuring: ps(0),
  routing: OPEN_POLICIES,
  bgp: PEERING_DEFAULT,
  propagation: true,
  ...over,
})

export const demand = (over: Partial<Demand> & Pick<Demand, 'source'>): Demand => ({
  interlink: 'l',
  direction: 'toCustomer',
  family: 'ipv4',
  start: ps(0),
  stop: null,
  ...over,
})

export interface WorldSpec {
  readonly connections?: readonly Connection[]
  readonly interlinks?: readonly Interlink[]
  readonly traffic: readonly Demand[]
  readonly duration: number
  readonly warmup?: number
  readonly seed?: number
  readonly objectives?: Scenario['objectives']
  readonly events?: Scenario['events']
}

export const scenario = (spec: WorldSpec): Scenario => ({
  name: 'test',
  seed: spec.seed ?? 1,
  start: null,
  engine: 'packet',
  duration: ps(spec.duration),
  warmup: ps(spec.warmup ?? 0),
  seriesInterval: ps(Math.ceil(spec.duration / 1000)),
  world: {
    organization: { id: 'o', projects: ['p'] },
    pops: [{ id: 'th2', region: 'fr-par', city: null }],
    vpcs: [{ id: 'v', project: 'p', region: 'fr-par' }],
    connections: spec.connections ?? [connection()],
    interlinks: spec.interlinks ?? [interlink()],
  },
  traffic: spec.traffic,
  objectives: spec.objectives ?? [],
  events: spec.events ?? [],
  faults: [],
})

/** A capture of frames given by instant (ps) and size n. */
export const captureOf = (frames: readonly { time: number; size: number }[]): Capture => ({
  count: frames.length,
  seconds: Float64Array.from(frames, ({ time }) => Math.floor(time / 1e12)),
  picos: Float64Array.from(frames, ({ time }) => time % 1e12),
  bytes: Uint32Array.from(frames, ({ size }) => size - 4),
  headers: null,
})

const UNIT = 1_000_000_000_000n
/** 2026-03-02T08:00:00Z, when orders of generated worlds are done, more or less. */
const ACTIVE_MS = 1_772_438_400_000

/**
 * A world whose connection is ordered and becomes active at an instant of simulated time: its lead
 * times are certain, and simulated time begins as much earlier, to the picosecond.
 *
 * @param instant  ps; negative: before simulated time 0
 */
export const activeAt = (it: Scenario, instant: number): Scenario => {
  const zero = BigInt(ACTIVE_MS) * 1_000_000_000n - BigInt(instant)
  const certain = (duration: number): Lead => ({ kind: 'certain', duration: ms(duration) })
  return {
    ...it,
    start: { seconds: Number(zero / UNIT), picos: Number(zero % UNIT) },
    world: {
      ...it.world,
      connections: it.world.connections.map(each => ({
        ...each,
        provisioning: {
          ordered: unixMs(ACTIVE_MS - 1_000_000_001),
          loa: certain(400_000_000),
          patch: certain(600_000_000),
          patchedBy: 'operator',
          turnUp: certain(1),
          loaValidity: ms(600_000_000),
        },
      })),
    },
  }
}

let clock = 0

/** Anything that plays scenarios as `src/sim/run.ts` does. */
export interface Simulator {
  readonly run: typeof run
}

/** Runs a scenario; captures and tables by file name. */
export const simulate = (
  it: Scenario,
  captures: ReadonlyMap<string, Capture> = new Map(),
  options: Omit<RunOptions, 'clock'> = {},
  simulator: Simulator = { run },
  tables: ReadonlyMap<string, Table> = new Map(),
): Promise<Simulation> =>
  simulator.run(
    {
      scenario: it,
      sha256: '',
      inputs: [
        ...[...captures].map(([file, capture]) => [file, { kind: 'capture', capture }] as const),
        ...[...tables].map(([file, table]) => [file, { kind: 'table', table }] as const),
      ].map(([file, content]) => ({ file, sha256: '', content })),
    },
    { clock: () => clock++, ...options },
  )

/** The simulator with one kernel and no other. */
export const simulatorOf = (kernel: FrameKernel): Simulator => ({
  run: (input, options) => run(input, { ...options, kernel }),
})

/** The flow of an InterLink in one direction. */
export const flowOf = (result: Simulation, id = 'l', direction: Direction = 'toCustomer') =>
  result.flows.find(flow => flow.interlink === id && flow.direction === direction)!

/** A world in which every source replays frames known in advance. */
export interface ReplayWorld {
  readonly scenario: Scenario
  readonly frames: ReadonlyMap<string, readonly { time: number; size: number }[]>
  /** On the wire and at gates, besides what the scenario has of it. */
  readonly trouble?: Trouble
}

const RATES = [1e3, 7e3, 333e3, 1e6, 7e6, 333e6, 999e6, 1e9, 99_999e6]
const SIZES = [64, 65, 68, 594, 999, 1000, 1518, 1519, 9216]

const limiterNumbers = (rate: number, mtu: number, burstExtra: number, queue: number) => {
  // The largest frame fits on any layer, and 2^53 ps fill the bucket.
  const burst = Math.min(mtu + 42 + burstExtra, Math.floor((rate * 9007) / 8))
  return { burst: bytes(Math.max(mtu + 42, burst)), queue: bytes(queue) }
}

/** Of twenty times all but one the usual. */
const mostly = <T, U>(usual: T, other: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ weight: 19, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other })

export const arbitraryInterlink = (id: string, portSpeed: number): fc.Arbitrary<Interlink> =>
  fc
    .record({
      bandwidth: fc.oneof(
        fc.constantFrom(...RATES.filter(rate => rate <= portSpeed)),
        fc.integer({ min: 1, max: portSpeed / 1e3 }).map(kbps => kbps * 1e3),
      ),
      burstExtra: fc.constantFrom(0, 1, 64, 1500, 65_536),
      queue: fc.constantFrom(0, 64, 128, 1518, 3000, 10_000, 1_000_000),
      countAs: fc.constantFrom('l1' as const, 'l2' as const, 'l3' as const),
      mtu: fc.constantFrom(46, 576, 1500, 9000, 9198),
      toCustomer: fc.constantFrom('shape' as const, 'police' as const),
      toCloud: fc.constantFrom('shape' as const, 'police' as const),
      routed: mostly(true, fc.constant(false)),
      customer: fc.option(
        fc.record({ rate: fc.constantFrom(...RATES), queue: fc.constantFrom(0, 1000, 100_000) }),
      ),
      drain: fc.boolean(),
      configuring: mostly(0, fc.constantFrom(1, 88, 1_000_000, 20_000_000)),
      propagation: mostly(true, fc.constant(false)),
      blocked: mostly(null, fc.constantFrom('ipv4' as const, 'ipv6' as const)),
    })
    .map(it => {
      const { burst, queue } = limiterNumbers(it.bandwidth, it.mtu, it.burstExtra, it.queue)
      const counted = it.mtu + 18 + countedOverhead(it.countAs)
      return interlink({
        id,
        bandwidth: bitsPerSecond(it.bandwidth),
        burst: it.drain ? bytes(counted) : burst,
        queue,
        countAs: it.countAs,
        mtu: bytes(it.mtu),
        enforce: { toCustomer: it.toCustomer, toCloud: it.toCloud },
        attachment: it.routed ? { kind: 'attached', vpc: 'v' } : { kind: 'detached' },
        configuring: ps(it.configuring),
        propagation: it.propagation,
        routing: it.blocked === null ? OPEN_POLICIES : { ...OPEN_POLICIES, [it.blocked]: null },
        customerShaper:
          it.customer === null
            ? null
            : {
                rate: bitsPerSecond(it.customer.rate),
                ...limiterNumbers(it.customer.rate, it.mtu, it.burstExtra, it.customer.queue),
              },
      })
    })

/** Frames with many ties and bursts: gaps are often zero, or exactly a serialisation time. */
export const arbitraryFrames = (bt: number): fc.Arbitrary<{ time: number; size: number }[]> =>
  fc
    .array(
      fc.record({
        gap: fc.oneof(
          fc.constant(0),
          fc.constantFrom(...SIZES).map(size => (size + 24) * bt),
          fc.integer({ min: 0, max: 3000 * bt }),
          fc.constantFrom(1, 1000, 1_000_000, 1_000_000_000),
        ),
        size: fc.oneof(fc.constantFrom(...SIZES), fc.integer({ min: 64, max: 1600 })),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map(list => {
      let time = 0
      // A capture is replayed from its first record on.
      return list.map(({ gap, size }, i) => ({ time: i === 0 ? 0 : (time += gap), size }))
    })

/** Most sources of a generated world. */
const SOURCES_MAX = 6

/** Worlds of one connection with replayed traffic in both directions. */
const quietWorlds: fc.Arbitrary<ReplayWorld> = fc.constantFrom(1e9, 1e10, 1e11).chain(portSpeed => {
  const bt = 8e12 / portSpeed
  return fc.integer({ min: 1, max: 3 }).chain(count =>
    fc
      .record({
        interlinks: fc.tuple(
          ...Array.from({ length: count }, (_, i) => arbitraryInterlink(`l${i}`, portSpeed)),
        ),
        sources: fc.array(
          fc.record({
            flow: fc.integer({ min: 0, max: count - 1 }),
            direction: fc.constantFrom(...DIRECTIONS),
            start: fc.constantFrom(0, 1, 24 * bt, 1_000_000),
            family: mostly('ipv4' as const, fc.constant('ipv6' as const)),
            frames: arbitraryFrames(bt),
          }),
          { minLength: 1, maxLength: SOURCES_MAX },
        ),
        portQueue: fc.constantFrom(0, 64, 1518, 3036, 20_000, 16 * 2 ** 20),
        propagation: fc.constantFrom(0, 1, 4900, 588_000, 98_000_000),
        cut: fc.oneof(
          fc.constant(1e12),
          fc.integer({ min: 1, max: 200_000 * bt }),
          // The end falls exactly on an emission or an end of serialisation.
          fc.constantFrom(88 * bt, 1542 * bt, 1_000_000),
        ),
        warmup: fc.constantFrom(0, 1, 88 * bt, 1_000_000, 20_000 * bt),
        // Not ordered, active long before, or at some instant of the run, ties with frames included.
        active: fc.oneof(
          { weight: 6, arbitrary: fc.constant(null) },
          fc.constantFrom(-1, 0, 1, 24 * bt, 88 * bt, 1542 * bt, 1_000_000, 20_000 * bt, 1e15),
          fc.integer({ min: -1e6, max: 60_000 * bt }),
        ),
      })
      .map(it => {
        const files = it.sources.map((source, i) => [`${i}.pcap`, source.frames] as const)
        const dated = (whole: Scenario): Scenario =>
          it.active === null ? whole : activeAt(whole, it.active)
        return {
          frames: new Map(files),
          scenario: dated(
            scenario({
              connections: [
                connection({
                  portSpeed: bitsPerSecond(portSpeed),
                  queue: bytes(it.portQueue),
                  crossConnect: cable(0, it.propagation),
                }),
              ],
              interlinks: it.interlinks,
              duration: it.cut,
              warmup: it.warmup,
              traffic: it.sources.map((source, i) =>
                demand({
                  interlink: `l${source.flow}`,
                  direction: source.direction,
                  start: ps(source.start),
                  family: source.family,
                  source: {
                    kind: 'pcap',
                    file: `${i}.pcap`,
                    speedup: { numerator: 1n, denominator: 1n },
                  },
                }),
              ),
            }),
          ),
        }
      }),
  )
})

/** Such worlds, and trouble on the wire and at gates in many. */
export const replayWorlds: fc.Arbitrary<ReplayWorld> = fc
  .tuple(quietWorlds, troubles(SOURCES_MAX))
  .map(([world, trouble]) => {
    const [link] = world.scenario.world.connections
    return { ...world, trouble: trouble(byteTime(link!.portSpeed)) }
  })

/** The captures of a replayed world. */
export const capturesOf = ({ frames }: ReplayWorld): Map<string, Capture> =>
  new Map([...frames].map(([file, list]) => [file, captureOf(list)]))

/** Runs a replayed world. */
export const simulateWorld = (
  world: ReplayWorld,
  recording: Pick<RunOptions, 'onInterval' | 'trace' | 'kernel'> = {},
  simulator: Simulator = { run },
): Promise<Simulation> => {
  const alter = troubled(world.trouble ?? {}, world.scenario.traffic)
  return simulate(world.scenario, capturesOf(world), { ...recording, alter }, simulator)
}

/**
 * When the link is active, worked out from the rules in whole picoseconds since 1970: only certain lead
 * times, and a patch within its letter's validity.
 *
 * @returns ps since simulated time 0, at the earliest 0
 */
const activeFrom = ({ start }: Scenario, { provisioning: order }: Connection): number => {
  if (order === null || start === null) return 0
  const leads = [order.loa, order.patch, order.turnUp]
  const taken = leads.reduce((sum, each) => sum + (each as { duration: number }).duration, 0)
  const zero = BigInt(start.seconds) * UNIT + BigInt(start.picos)
  return Math.max(0, Number(BigInt(order.ordered + taken) * 1_000_000_000n - zero))
}

/** When frames of a family may enter. */
const oracleGate = (
  it: Scenario,
  link: Connection,
  { attachment, propagation, routing, configuring }: Interlink,
  family: Demand['family'],
): OracleGate => {
  const never = attachment.kind === 'detached' || !propagation || routing[family] === null
  if (never) return [{ from: 0, cause: 'notRouted' }]
  const from = activeFrom(it, link)
  return [
    { from: 0, cause: 'linkDown' },
    { from, cause: 'notRouted' },
    { from: from + configuring, cause: null },
  ]
}

const feeds = (entry: Demand, id: string): boolean => 'interlink' in entry && entry.interlink === id

/** The same lane for the oracle. */
export const oracleLane = (world: ReplayWorld, direction: Direction): OracleLane => {
  const { scenario: it, frames, trouble } = world
  const link = it.world.connections[0]!
  const named = it.world.interlinks.filter(({ id }) =>
    it.traffic.some(entry => feeds(entry, id) && entry.direction === direction),
  )
  return {
    byteTime: byteTime(link.portSpeed),
    portQueue: link.queue,
    propagation: link.crossConnect.propagation,
    wire: trouble?.wires?.[direction] ?? cutIn(0, activeFrom(it, link)),
    budgets: budgetsOf(it.seed, link.id, direction),
    from: it.warmup,
    to: it.warmup + it.duration,
    flows: named.map(one => {
      const overhead = countedOverhead(one.countAs)
      const limiter: OracleLimiter = {
        kind: one.enforce[direction],
        rate: BigInt(one.bandwidth),
        burst: BigInt(one.burst),
        queue: one.queue,
        overhead,
      }
      const shaper: OracleLimiter | null =
        one.customerShaper === null
          ? null
          : {
              kind: 'shape',
              rate: BigInt(one.customerShaper.rate),
              burst: BigInt(one.customerShaper.burst),
              queue: one.customerShaper.queue,
              overhead,
            }
      return {
        interlink: one.id,
        before: direction === 'toCustomer' ? limiter : shaper,
        behind: direction === 'toCustomer' ? null : limiter,
        mtu: one.mtu,
        gates: it.traffic
          .filter(entry => feeds(entry, one.id) && entry.direction === direction)
          .map(
            entry =>
              trouble?.gates?.[it.traffic.indexOf(entry)] ??
              oracleGate(it, link, one, entry.family),
          ),
        sources: it.traffic
          .filter(entry => feeds(entry, one.id) && entry.direction === direction)
          .map(entry => {
            const { source } = entry
            const list = source.kind === 'pcap' ? frames.get(source.file)! : []
            return list.map(({ time, size }) => ({ time: time + entry.start, size }))
          }),
      }
    }),
  }
}
