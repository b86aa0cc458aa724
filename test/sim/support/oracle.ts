/**
 * A slow, obvious reference for one lane, written from the contract and not from the kernels: every
 * queue is a list, time goes from one instant at which something happens to the next, and tokens are
 * counted in BigInt in units of 10^-12 bit (rate × picosecond is whole).
 */

export interface OracleLimiter {
  kind: 'shape' | 'police'
  rate: bigint
  /** Counted bytes. */
  burst: bigint
  /** Frame bytes. */
  queue: number
  overhead: number
}

/**
 * From each instant on, up to the next: why every frame is dropped; null: it is not; `elsewhere`: it is
 * no frame of this lane at all.
 */
export type OracleGate = readonly { from: number; cause: string | null }[]

/** From each instant on, up to the next: whatever is on the wire is lost, or a bit error ratio. */
export type OracleWire = readonly { from: number; state: 'lost' | number }[]

export interface OracleFlow {
  interlink: string
  /** Null towards the cloud when there is no customer's shaper. */
  before: OracleLimiter | null
  /** Null towards the customer. */
  behind: OracleLimiter | null
  mtu: number
  /** Frames of each source in the order of `traffic`, each in rising time. */
  sources: { time: number; size: number }[][]
  /** Of each source; the first change is at 0. */
  gates: OracleGate[]
}

export interface OracleLane {
  byteTime: number
  portQueue: number
  propagation: number
  wire: OracleWire
  /** What the frames of the lane may take, one after the other, before a bit is read wrong. */
  budgets: () => number
  from: number
  to: number
  flows: OracleFlow[]
}

export interface OracleFrame {
  flow: number
  size: number
  emission: number
  portArrival: number
  start: number
  bucketArrival: number
  release: number
  delivered: number
  dropped: { cause: string; time: number } | null
}

interface Waiting {
  frame: OracleFrame
  since: number
}

const UNIT = 1_000_000_000_000n

class SlowBucket {
  private level: bigint
  private time = 0
  readonly line: Waiting[] = []
  readonly limiter: OracleLimiter
  constructor(limiter: OracleLimiter) {
    this.limiter = limiter
    this.level = 8n * limiter.burst * UNIT
  }
  private fill(now: number): void {
    const full = 8n * this.limiter.burst * UNIT
    const level = this.level + this.limiter.rate * BigInt(now - this.time)
    this.level = level > full ? full : level
    this.time = now
  }
  private cost(size: number): bigint {
    return 8n * BigInt(size + this.limiter.overhead) * UNIT
  }
  holds(size: number, now: number): boolean {
    this.fill(now)
    return this.level >= this.cost(size)
  }
  take(size: number, now: number): void {
    this.fill(now)
    this.level -= this.cost(size)
  }
  /** First whole picosecond at which the frame at the head is held; only valid right after `fill`. */
  headRelease(now: number): number {
    const head = this.line[0]
    if (head === undefined) return Infinity
    this.fill(now)
    const missing = this.cost(head.frame.size) - this.level
    if (missing <= 0n) return now
    return now + Number((missing + this.limiter.rate - 1n) / this.limiter.rate)
  }
  waiting(): number {
    return this.line.reduce((sum, { frame }) => sum + frame.size, 0)
  }
}

export interface OracleResult {
  frames: OracleFrame[]
  events: number
  /** Each change of a queue: instant and waiting bytes after it. */
  portQueue: [number, number][]
  shaperQueues: [number, number][][]
  busy: [number, number][]
}

export const simulateSlowly = (lane: OracleLane): OracleResult => {
  const end = lane.to
  const frames: OracleFrame[] = []
  const before = lane.flows.map(flow => (flow.before === null ? null : new SlowBucket(flow.before)))
  const behind = lane.flows.map(flow => (flow.behind === null ? null : new SlowBucket(flow.behind)))
  const next = lane.flows.map(flow => flow.sources.map(() => 0))
  const port: OracleFrame[] = []
  let free = 0
  const onWire: OracleFrame[] = []
  let events = 0
  const portQueue: [number, number][] = []
  const shaperQueues: [number, number][][] = lane.flows.map(() => [])
  const busy: [number, number][] = []
  const wireAt = (instant: number): 'lost' | number =>
    lane.wire.filter(({ from }) => from <= instant).at(-1)!.state
  let budget: number | null = null

  const drop = (frame: OracleFrame, cause: string, now: number): void => {
    frame.dropped = { cause, time: now }
    events++
  }
  const begin = (frame: OracleFrame, now: number): void => {
    frame.start = now
    free = now + (frame.size + 24) * lane.byteTime
    busy.push([now, free])
    events++
    onWire.push(frame)
  }
  const farEnd = (frame: OracleFrame): number =>
    frame.start + (frame.size + 12) * lane.byteTime + lane.propagation

  /** A frame that no cut has lost: those that began before it are all through, or lost. */
  const readsWrong = ({ start, size }: OracleFrame): boolean => {
    const ratio = wireAt(start)
    if (ratio === 'lost' || ratio === 0) return false
    budget ??= lane.budgets()
    budget -= (size + 4) * 8 * -Math.log1p(-ratio)
    if (budget > 0) return false
    budget = null
    return true
  }

  let now = -1
  for (;;) {
    // The next instant at which anything happens.
    let instant = Infinity
    const consider = (time: number): void => {
      if (time > now && time < instant) instant = time
    }
    lane.flows.forEach((flow, f) => {
      flow.sources.forEach((source, s) => consider(source[next[f]![s]!]?.time ?? Infinity))
      for (const bucket of [before[f], behind[f]]) {
        if (bucket) consider(bucket.headRelease(Math.max(0, now)))
      }
    })
    if (port.length > 0) consider(free)
    for (const frame of onWire) consider(farEnd(frame))
    for (const { from } of lane.wire) consider(from)
    if (instant > end) break
    now = instant

    // First: deliveries, ends of serialisation, releases by buckets.
    const atPort: OracleFrame[] = []
    const atBucket: OracleFrame[] = []
    while (onWire.length > 0 && farEnd(onWire[0]!) === now) {
      const frame = onWire.shift()!
      if (readsWrong(frame)) drop(frame, 'bitError', now)
      else if (behind[frame.flow] === null) {
        frame.delivered = now
        events++
      } else atBucket.push(frame)
    }
    if (port.length > 0 && free <= now) begin(port.shift()!, now)
    lane.flows.forEach((_, f) => {
      const bucket = before[f]!
      while (bucket && bucket.line.length > 0 && bucket.holds(bucket.line[0]!.frame.size, now)) {
        const { frame } = bucket.line.shift()!
        bucket.take(frame.size, now)
        events++
        frame.release = behind[f] ? frame.release : now
        atPort.push(frame)
      }
      const last = behind[f]!
      while (last && last.line.length > 0 && last.holds(last.line[0]!.frame.size, now)) {
        const { frame } = last.line.shift()!
        last.take(frame.size, now)
        frame.release = now
        frame.delivered = now
        events += 2
      }
    })
    // Then arrivals at the first queue of a path.
    lane.flows.forEach((flow, f) => {
      flow.sources.forEach((source, s) => {
        for (;;) {
          const emission = source[next[f]![s]!]
          if (emission === undefined || emission.time !== now) break
          next[f]![s]!++
          const closed = flow.gates[s]!.filter(({ from }) => from <= now).at(-1)!.cause
          if (closed === 'elsewhere') continue
          const frame: OracleFrame = {
            flow: f,
            size: emission.size,
            emission: now,
            portArrival: -1,
            start: -1,
            bucketArrival: -1,
            release: -1,
            delivered: -1,
            dropped: null,
          }
          frames.push(frame)
          events++
          if (closed !== null) drop(frame, closed, now)
          else if (frame.size - 18 > flow.mtu) drop(frame, 'oversize', now)
          else {
            const bucket = before[f]
            if (!bucket) atPort.push(frame)
            else {
              if (!behind[f]) frame.bucketArrival = now
              if (bucket.line.length === 0 && bucket.holds(frame.size, now)) {
                bucket.take(frame.size, now)
                events++
                if (!behind[f]) frame.release = now
                atPort.push(frame)
              } else if (bucket.limiter.kind === 'police') drop(frame, 'policed', now)
              else if (bucket.waiting() + frame.size > bucket.limiter.queue) {
                drop(frame, 'shaperQueueFull', now)
              } else bucket.line.push({ frame, since: now })
            }
          }
        }
      })
    })
    // Then arrivals at the next one; at the port by InterLink, each InterLink's as they came.
    for (const frame of [...atPort].sort((a, b) => a.flow - b.flow)) {
      frame.portArrival = now
      if (free <= now && port.length === 0) begin(frame, now)
      else if (port.reduce((sum, { size }) => sum + size, 0) + frame.size > lane.portQueue) {
        drop(frame, 'portQueueFull', now)
      } else port.push(frame)
    }
    for (const frame of atBucket) {
      const bucket = behind[frame.flow]!
      frame.bucketArrival = now
      if (bucket.line.length === 0 && bucket.holds(frame.size, now)) {
        bucket.take(frame.size, now)
        frame.release = now
        frame.delivered = now
        events += 2
      } else if (bucket.limiter.kind === 'police') drop(frame, 'policed', now)
      else if (bucket.waiting() + frame.size > bucket.limiter.queue) {
        drop(frame, 'shaperQueueFull', now)
      } else bucket.line.push({ frame, since: now })
    }
    // Last: what is on the wire while it is cut is lost.
    if (wireAt(now) === 'lost') {
      for (const frame of onWire.splice(0)) drop(frame, 'linkDown', now)
    }
    portQueue.push([now, port.reduce((sum, { size }) => sum + size, 0)])
    lane.flows.forEach((_, f) => {
      shaperQueues[f]!.push([now, (behind[f] ?? before[f])?.waiting() ?? 0])
    })
  }
  return { frames, events, portQueue, shaperQueues, busy }
}

/** Mean over time and maximum of a step function inside [from, to). */
export const overWindow = (
  steps: readonly [number, number][],
  from: number,
  to: number,
): { mean: number; max: number } => {
  let area = 0n
  let max = 0
  steps.forEach(([time, value], i) => {
    const begin = Math.max(from, time)
    const finish = Math.min(to, steps[i + 1]?.[0] ?? Infinity)
    if (finish <= begin) return
    area += BigInt(value) * BigInt(finish - begin)
    max = Math.max(max, value)
  })
  return { mean: Number(area) / (to - from), max }
}
