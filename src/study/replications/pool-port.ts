/** The figures of a port over several replications. */
import type { PortResult } from '../../sim/result/document.ts'
import { portBoundsOf } from './bounds.ts'
import { meanWith, meansWith } from './means.ts'

/** Adds up a port, replication by replication. */
export class PortPool {
  declare private figures: PortResult
  declare private count: number

  /** @param figures  of the first replication */
  constructor(figures: PortResult) {
    this.figures = figures
    this.count = 1
  }

  /** Adds the next replication: counts as sums, means over time as means, maxima as maxima. */
  add(next: PortResult): void {
    const { figures } = this
    const count = ++this.count
    this.figures = {
      ...figures,
      bounds: portBoundsOf(figures.bounds, next.bounds),
      throughput: meanWith(figures.throughput, next.throughput, count),
      queue: {
        mean: meanWith(figures.queue.mean, next.queue.mean, count),
        max: Math.max(figures.queue.max, next.queue.max),
      },
      offered: {
        frames: figures.offered.frames + next.offered.frames,
        bytes: figures.offered.bytes + next.offered.bytes,
      },
      dropped: {
        frames: figures.dropped.frames + next.dropped.frames,
        bytes: figures.dropped.bytes + next.dropped.bytes,
      },
      slices: {
        ...figures.slices,
        utilisation: meansWith(figures.slices.utilisation, next.slices.utilisation, count),
        queue: meansWith(figures.slices.queue, next.slices.queue, count),
      },
    }
  }

  /** The figures so far; `utilisation` is the first replication's. */
  result(): PortResult {
    return this.figures
  }
}
