/** The figures of a port over several replications. */
import type { PortResult } from '../../sim/result/document.ts'
import { sumOf } from './sum.ts'

/** Adds up a port, replication by replication. */
export class PortPool {
  declare private figures: PortResult
  declare private count: number

  /** @param figures  of the first replication */
  constructor(figures: PortResult) {
    this.figures = figures
    this.count = 1
  }

  /** Adds the next replication: counts and means as sums, maxima as maxima. */
  add(next: PortResult): void {
    const { figures } = this
    this.count++
    this.figures = {
      ...figures,
      throughput: figures.throughput + next.throughput,
      queue: {
        mean: figures.queue.mean + next.queue.mean,
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
        utilisation: sumOf(figures.slices.utilisation, next.slices.utilisation),
      },
    }
  }

  /** The figures so far; `utilisation` is the first replication's. */
  result(): PortResult {
    const { figures, count } = this
    const { throughput, queue, slices } = figures
    return {
      ...figures,
      throughput: throughput / count,
      queue: { mean: queue.mean / count, max: queue.max },
      slices: { ...slices, utilisation: slices.utilisation.map(share => share / count) },
    }
  }
}
