/** Which way a figure is better. */
import { match } from 'ts-pattern'
import type { FlowMetric, PortMetric } from '../../model/objective.ts'

/** `down`: less is better; null: neither is, it depends on what one wants. */
export const goodDirection = (metric: FlowMetric | PortMetric): 'up' | 'down' | null =>
  match(metric)
    .with('throughput', 'availability', () => 'up' as const)
    .with('utilisation', () => null)
    .otherwise(() => 'down' as const)
