/** What stands in front of a lane's port: each flow's limiter, and the frames that it holds. */
import { Buckets } from '../bucket.ts'
import type { Lane, LimiterSpec } from '../lane.ts'
import { Backlog } from '../meter/backlog.ts'
import type { LaneSeries } from '../meter/series.ts'
import { sliceStarts } from '../meter/window.ts'
import { type Limits, limitsOf } from './limits.ts'
import { Line } from './line.ts'

/** Limiters in front of the port, by flow. */
export class Front {
  declare readonly limits: Limits
  declare readonly buckets: Buckets
  declare readonly lines: readonly Line[]
  declare readonly backlogs: readonly Backlog[]
  /** The series, where the InterLinks' buckets stand here; else null. */
  declare readonly series: LaneSeries | null

  /** @param buckets  of the InterLinks, at the provider's port: towards the cloud that is behind the cable */
  constructor(lane: Lane, buckets: Buckets, series: LaneSeries | null) {
    const { flows, sizes, window } = lane
    const isBehind = lane.direction === 'toCloud'
    const specs = flows.map(({ limiter, customerShaper }): LimiterSpec | null => {
      if (!isBehind) return limiter
      return customerShaper === null ? null : { kind: 'shape', ...customerShaper }
    })
    this.limits = limitsOf(specs)
    this.buckets = isBehind ? new Buckets(specs, sizes, window.to) : buckets
    this.series = isBehind ? null : series
    // Where nothing ever waits, one empty queue serves all.
    const nobody = new Line()
    const starts = sliceStarts(window)
    const empty = new Backlog(0, window, null, nobody, starts)
    this.lines = specs.map(spec => (spec?.kind === 'shape' ? new Line() : nobody))
    this.backlogs = specs.map((spec, flow) => {
      if (spec?.kind !== 'shape') return empty
      const queueSeries = this.series?.shaperQueues[flow] ?? null
      return new Backlog(spec.queue, window, queueSeries, this.lines[flow], starts)
    })
  }
}
