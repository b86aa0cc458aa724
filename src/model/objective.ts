/** What must hold: a figure of a flow or a port, and the side of a limit on which it must lie. */
import type { Direction } from './direction.ts'

/** Figures of a flow that an objective may name. */
export const FLOW_METRICS = [
  'delay.mean',
  'delay.p50',
  'delay.p90',
  'delay.p99',
  'delay.p999',
  'delay.max',
  'shaperWait.mean',
  'shaperWait.p99',
  'shaperWait.max',
  'portWait.mean',
  'portWait.p99',
  'portWait.max',
  'loss',
  'throughput',
  'utilisation',
  'availability',
] as const
/** A figure of a flow: an InterLink in one direction. */
export type FlowMetric = (typeof FLOW_METRICS)[number]

/** Figures of a port that an objective may name. */
export const PORT_METRICS = ['utilisation', 'queue.max'] as const
/** A figure of a connection's port in one direction. */
export type PortMetric = (typeof PORT_METRICS)[number]

/** What a metric measures; decides the unit of its limit. */
export const dimensionOf = (
  metric: FlowMetric | PortMetric,
): 'duration' | 'rate' | 'size' | 'share' => {
  if (metric === 'throughput') return 'rate'
  if (metric === 'queue.max') return 'size'
  return metric === 'loss' || metric === 'utilisation' || metric === 'availability'
    ? 'share'
    : 'duration'
}

/** What an objective is about. `interlink: "*"` means every flow. */
export type ObjectiveSubject =
  | { readonly kind: 'interlink'; readonly interlink: string; readonly metric: FlowMetric }
  | { readonly kind: 'connection'; readonly connection: string; readonly metric: PortMetric }

/** An objective: met when the value is strictly on the given side of the limit. */
export interface Objective {
  readonly subject: ObjectiveSubject
  /** Null: both directions that carry traffic. */
  readonly direction: Direction | null
  readonly side: 'below' | 'above'
  /** In SI base units: seconds, bit/s, bytes, or a share of 1. */
  readonly limit: number
}
