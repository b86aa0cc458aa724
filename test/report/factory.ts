/** Scenarios and result documents made by hand, for reports to draw. */
import type { Direction } from '../../src/model/direction.ts'
import { OPEN_POLICIES } from '../../src/model/complete-routing.ts'
import { PEERING_DEFAULT } from '../../src/model/peering.ts'
import { UNASSIGNED } from '../../src/model/demarcation-info.ts'
import type { Objective, ObjectiveSubject } from '../../src/model/objective.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { Connection, Interlink } from '../../src/model/world.ts'
import type { SummaryInput } from '../../src/report/terminal/summary.ts'
import type { Surface } from '../../src/report/terminal/style.ts'
import {
  DROP_CAUSES,
  type DropCause,
  type FlowResult,
  type PortResult,
  type ResultDocument,
} from '../../src/sim/result/document.ts'
import { judge } from '../../src/sim/result/objectives.ts'
import { type Bytes, bitsPerSecond, bytes, ps } from '../../src/units.ts'
import { cable, lit } from '../model/physical.ts'

export const GBPS = 1e9
export const WIDE: Surface = { width: 100, colour: false, unicode: true }

export const connection = (id: string, change: Partial<Connection> = {}): Connection => ({
  id,
  pop: 'th2',
  project: 'network',
  portSpeed: bitsPerSecond(10 * GBPS),
  ...lit('10GBASE-LR'),
  crossConnect: cable(120_000, 588_000),
  queue: bytes(16 * 2 ** 20),
  availableBandwidths: null,
  provisioning: null,
  loa: UNASSIGNED,
  price: null,
  ...change,
})

export const interlink = (
  id: string,
  bandwidth: number,
  change: Partial<Interlink> = {},
): Interlink => ({
  id,
  type: 'self-hosted',
  connection: 'paris-1',
  project: 'network',
  region: 'fr-par',
  vlan: 101,
  bandwidth: bitsPerSecond(bandwidth),
  burst: bytes(Math.ceil(bandwidth / 800)),
  queue: bytes(2 ** 20),
  enforce: { toCustomer: 'shape', toCloud: 'police' },
  customerShaper: null,
  mtu: bytes(1500),
  countAs: 'l2',
  attachment: { kind: 'attached', vpc: 'vpc-web' },
  configuring: ps(0),
  routing: OPEN_POLICIES,
  bgp: PEERING_DEFAULT,
  propagation: true,
  ...change,
})

export const objective = (
  subject: string,
  metric: string,
  limit: number,
  change: Partial<Objective> = {},
): Objective => {
  const kind = subject.startsWith('port ') ? 'connection' : 'interlink'
  return {
    subject: { kind, [kind]: subject.replace('port ', ''), metric } as unknown as ObjectiveSubject,
    direction: null,
    side: 'below',
    limit,
    ...change,
  }
}

export interface FlowChange extends Partial<Omit<FlowResult, 'dropped'>> {
  readonly frames?: number
  readonly drops?: Partial<Record<DropCause, number>>
  readonly offeredRate?: number
  readonly p99?: number | null
  readonly heights?: readonly number[]
  readonly lossy?: readonly number[]
  readonly queue?: readonly number[]
}

/** A flow over one second; `heights` are eighths of the bandwidth per slice, 25 of them. */
export const flow = (
  id: string,
  direction: Direction,
  bandwidth: number,
  change: FlowChange = {},
): FlowResult => {
  const {
    frames = 100_000,
    drops = {},
    offeredRate = bandwidth / 2,
    p99 = 4.11e-6,
    heights,
    lossy = [],
    queue,
    ...rest
  } = change
  const dropped = Object.values(drops).reduce((sum, some) => sum + some, 0)
  const share = frames === 0 ? 0 : (frames - dropped) / frames
  const size = offeredRate / 8
  const none = frames === dropped
  const wait = none
    ? { mean: null, min: null, p99: null, max: null }
    : { mean: 0, min: 0, p99: 0, max: 0 }
  const late = none || p99 === null ? null : p99
  return {
    interlink: id,
    direction,
    bandwidth,
    offered: { frames, bytes: size },
    delivered: { frames: frames - dropped, bytes: size * share },
    dropped: {
      frames: dropped,
      bytes: size * (1 - share),
      byCause: {
        ...(Object.fromEntries(DROP_CAUSES.map(cause => [cause, 0])) as Record<DropCause, number>),
        ...drops,
      },
    },
    inFlight: { frames: 0, bytes: 0 },
    throughput: offeredRate * share,
    peak: offeredRate,
    utilisation: (offeredRate * share * 1.004) / bandwidth,
    loss: 1 - share,
    availability: 1,
    lossSpans: [],
    delay: {
      mean: late === null ? null : late / 2,
      stdev: late === null ? null : late / 5,
      min: late === null ? null : late / 4,
      p50: late === null ? null : late / 2,
      p90: late === null ? null : late * 0.9,
      p99: late,
      p999: late === null ? null : late * 1.2,
      max: late === null ? null : late * 1.5,
    },
    shaperWait: wait,
    portWait: wait,
    shaperQueue: { mean: 0, max: 0 },
    delayHistogram: late === null ? [] : [{ upTo: 5e-6, frames: frames - dropped }],
    slices: {
      interval: 0.04,
      offered: heights?.map(eighths => (eighths / 8) * bandwidth) ?? Array(25).fill(offeredRate),
      dropped: Array.from({ length: 25 }, (_, slice) => (lossy.includes(slice) ? 1 : 0)),
      queue: queue ?? Array(25).fill(0),
    },
    bounds: {
      delayMean: null,
      portWaitMean: null,
      noMean: 'not all sources of the port are Poisson: one of web is pcap',
      delayMax: null,
      shaperQueueMax: null,
    },
    ...rest,
  }
}

export const port = (
  id: string,
  direction: Direction,
  utilisation: number,
  change: Partial<PortResult> & { readonly heights?: readonly number[] } = {},
): PortResult => {
  const { heights, ...rest } = change
  return {
    connection: id,
    direction,
    speed: 10 * GBPS,
    utilisation,
    throughput: utilisation * 9.8 * GBPS,
    queue: { mean: 0, max: 0 },
    offered: { frames: 0, bytes: 0 },
    dropped: { frames: 0, bytes: 0 },
    slices: {
      interval: 0.04,
      utilisation: heights?.map(eighths => eighths / 8) ?? Array(25).fill(utilisation),
      queue: Array(25).fill(rest.queue?.mean ?? 0),
    },
    bounds: { queueMax: { formula: 'network calculus', value: 16 * 2 ** 20 } },
    ...rest,
  }
}

/** Levels of a drawn sparkline as eighths; `✗` counts as full. */
export const levels = (drawn: string): number[] =>
  [...drawn].map(character => (character === '✗' ? 8 : ' ▁▂▃▄▅▆▇█'.indexOf(character)))
/** Slices that a drawn sparkline marks as lossy. */
export const losses = (drawn: string): number[] =>
  [...drawn].flatMap((character, slice) => (character === '✗' ? [slice] : []))

export interface Drawn {
  readonly connections?: readonly Connection[]
  readonly interlinks: readonly Interlink[]
  readonly flows: readonly FlowResult[]
  readonly ports: readonly PortResult[]
  readonly objectives?: readonly Objective[]
  readonly traffic?: Scenario['traffic']
}

/** A summary's input; line 58 + 2·i is where objective i stands, other keys have lines of their own. */
export const summaryInput = (drawn: Drawn, change: Partial<SummaryInput> = {}): SummaryInput => {
  const { connections = [connection('paris-1')], interlinks, flows, ports, objectives = [] } = drawn
  const scenario: Scenario = {
    name: 'hybrid-paris',
    seed: 1,
    start: null,
    engine: 'packet',
    duration: ps(1e12),
    warmup: ps(5e10),
    seriesInterval: ps(1e9),
    world: {
      organization: { id: 'acme', projects: ['network'] },
      pops: [{ id: 'th2', region: 'fr-par', city: 'Paris' }],
      vpcs: [{ id: 'vpc-web', project: 'network', region: 'fr-par' }],
      connections,
      interlinks,
    },
    traffic: drawn.traffic ?? [
      {
        interlink: interlinks[0]?.id ?? 'none',
        direction: 'toCustomer',
        family: 'ipv4',
        start: ps(0),
        stop: null,
        source: {
          kind: 'poisson',
          rate: bitsPerSecond(GBPS),
          frame: [{ size: 1000 as Bytes, weight: 1 }],
        },
      },
    ],
    objectives,
    events: [],
    faults: [],
  }
  const document: ResultDocument = {
    format: 'interlink-sim/result',
    version: 1,
    scenario: { name: scenario.name, sha256: 'ab' },
    inputs: [],
    seed: 1,
    engine: 'packet',
    simulated: { warmup: 0.05, duration: 1 },
    seriesInterval: 0.001,
    flows,
    ports,
    objectives: judge(scenario, flows, ports).map(({ result }) => result),
    timeline: [],
    availability: [],
    outages: [],
    billing: [],
    eventCount: 0,
    run: {
      wall: 0,
      packetsPerSecond: 0,
      eventsPerSecond: 0,
      kernel: {},
      threads: 1,
      version: '0.1.0',
      node: 'v20',
    },
  }
  return {
    scenario,
    document,
    locate: path => {
      if (path[0] === 'objectives') return { line: 58 + 2 * Number(path[1] ?? 0), column: 5 }
      return path[0] === 'interlinks' && path.length === 3 ? { line: 28, column: 12 } : null
    },
    file: 'scenarios/hybrid-paris.yaml',
    version: '0.1.0',
    ...change,
  }
}
