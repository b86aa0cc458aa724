/** Replications on their way into one result: pooled one by one, in their order, none is kept. */
import {
  FLOW_METRICS,
  type FlowMetric,
  PORT_METRICS,
  type PortMetric,
} from '../../model/objective.ts'
import type { AvailabilityEntry, FlowResult, PortResult } from '../../sim/result/document.ts'
import { flowValue, portValue } from '../../sim/result/objectives.ts'
import type { Window } from '../../sim/meter/window.ts'
import { meanWith } from './means.ts'
import { FlowPool } from './pool-flow.ts'
import { PortPool } from './pool-port.ts'
import type { Replication } from './replication.ts'
import { type Sample, Samples } from './samples.ts'
import { TransientSamples } from './transient.ts'

const FLOW = FLOW_METRICS.length
const PORT = PORT_METRICS.length

/** A flow or port by its number in the result, and a metric of it. */
export type Figure =
  | { readonly flow: number; readonly metric: FlowMetric }
  | { readonly port: number; readonly metric: PortMetric }

/** Mean seconds of availability. @param count  of replications, that of `b` included */
const meanEntry = (
  a: AvailabilityEntry,
  b: AvailabilityEntry,
  count: number,
): AvailabilityEntry => ({
  ...a,
  up: meanWith(a.up, b.up, count),
  down: meanWith(a.down, b.down, count),
  downByOwner: {
    customer: meanWith(a.downByOwner.customer, b.downByOwner.customer, count),
    provider: meanWith(a.downByOwner.provider, b.downByOwner.provider, count),
  },
})

/** Pools replications. */
export class Pool {
  /** By replication. */
  declare readonly seeds: number[]
  declare emitted: number
  declare eventCount: number
  /** By objective of the result: replications that miss it, each judged alone. */
  declare readonly missedAlone: number[]
  declare readonly transient: TransientSamples
  declare private readonly flows: readonly FlowPool[]
  declare private readonly ports: readonly PortPool[]
  declare private uptimes: readonly AvailabilityEntry[]
  declare private readonly ofFlows: Samples
  declare private readonly ofPorts: Samples

  /** @param first  the first replication */
  constructor(first: Replication) {
    this.seeds = []
    this.emitted = 0
    this.eventCount = 0
    this.missedAlone = first.met.map(() => 0)
    this.transient = new TransientSamples()
    this.flows = first.flows.map((flow, i) => new FlowPool(flow, first.counters[i]!))
    this.ports = first.ports.map(port => new PortPool(port))
    this.uptimes = first.availability
    this.ofFlows = new Samples(first.flows.length * FLOW)
    this.ofPorts = new Samples(first.ports.length * PORT)
    this.note(first)
  }

  /** Adds the next replication. */
  add(replication: Replication): void {
    const { flows, ports, counters, availability } = replication
    this.flows.forEach((pool, i) => pool.add(flows[i]!, counters[i]!))
    this.ports.forEach((pool, i) => pool.add(ports[i]!))
    this.uptimes = this.uptimes.map((entry, i) =>
      meanEntry(entry, availability[i]!, this.count + 1),
    )
    this.note(replication)
  }

  /** Replications so far. */
  get count(): number {
    return this.seeds.length
  }

  /** The pooled figures of flows. */
  flowResults(window: Window): readonly FlowResult[] {
    return this.flows.map((pool, flow) => {
      const mean = (metric: FlowMetric): number => this.sampleOf({ flow, metric }).mean
      return {
        ...pool.result(window),
        throughput: mean('throughput'),
        utilisation: mean('utilisation'),
        availability: mean('availability'),
      }
    })
  }

  /** The pooled figures of ports. */
  portResults(): readonly PortResult[] {
    return this.ports.map((pool, port) => ({
      ...pool.result(),
      utilisation: this.sampleOf({ port, metric: 'utilisation' }).mean,
    }))
  }

  /** Mean seconds of availability. */
  availability(): readonly AvailabilityEntry[] {
    return this.uptimes
  }

  /** What replications say of a figure. */
  sampleOf(figure: Figure): Sample {
    return 'flow' in figure
      ? this.ofFlows.of(figure.flow * FLOW + FLOW_METRICS.indexOf(figure.metric))
      : this.ofPorts.of(figure.port * PORT + PORT_METRICS.indexOf(figure.metric))
  }

  private note({ seed, flows, ports, met, tenths, emitted, eventCount }: Replication): void {
    this.seeds.push(seed)
    this.emitted += emitted
    this.eventCount += eventCount
    met.forEach((isMet, i) => {
      if (!isMet) this.missedAlone[i]!++
    })
    flows.forEach((flow, i) => {
      FLOW_METRICS.forEach((metric, k) => {
        this.ofFlows.add(i * FLOW + k, flowValue(metric, flow))
      })
    })
    ports.forEach((port, i) => {
      PORT_METRICS.forEach((metric, k) => {
        this.ofPorts.add(i * PORT + k, portValue(metric, port))
      })
    })
    if (tenths !== null) this.transient.add(tenths)
  }
}
