/**
 * A server of fluid: a token bucket in front of a queue, a policer, or a port.
 *
 * One number says what state it is in: its level x, in units of work. Below 0 it is tokens, as many as
 * -x; above 0 it is work that waits. Work flows in at rate a and is served at rate r, so that x' = a - r
 * between breakpoints, and never below -depth. What flows in at time t waits max(0, x) ÷ r: first in,
 * first out. A port is the case of depth 0; a policer that of a queue of 0, which takes the share r ÷ a
 * of what flows in while there are no tokens (`docs/fluid.md`).
 *
 * A queue is limited in frame bytes, while work counts more for each frame. What waits is therefore kept
 * as pieces of a constant ratio between the two, in the order in which they came; the one at the head
 * says how fast bytes leave. Where it is used up there is a breakpoint, too.
 */

/** What a server does. */
export interface ServerSpec {
  /** Work per ps, bytes. */
  readonly rate: number
  /** Of its token bucket, bytes of work. */
  readonly depth: number
  /** Frame bytes that may wait; 0: nothing waits, excess is lost at once. */
  readonly queue: number
  /** Bytes of work that a frame is beyond its n. */
  readonly overhead: number
}

/**
 * Takes what has flowed in at a constant rate in [`begin`, `end`), ps.
 *
 * @param waitBegin  of what came at the beginning, ps; in between waits are linear
 * @param waitEnd    of what came at the end
 * @param share      of it that is let in; the rest is lost
 */
export type TakePiece = (
  begin: number,
  end: number,
  waitBegin: number,
  waitEnd: number,
  share: number,
) => void

/** Sees every stretch between two breakpoints; everything in it is linear. */
export interface Watch {
  /**
   * @param queueBegin  frame bytes that wait
   * @param levelBegin  x, bytes of work
   * @param use         share of its rate that the server works at
   */
  readonly stretch: (
    begin: number,
    end: number,
    queueBegin: number,
    queueEnd: number,
    levelBegin: number,
    levelEnd: number,
    use: number,
  ) => void
}

/** Two ratios that differ by less are the same one, but for rounding. */
const RATIO_TOLERANCE = 1e-12

/** One server while time passes. */
export class Server {
  declare private readonly rate: number
  declare private readonly depth: number
  declare private readonly queue: number
  declare private readonly overhead: number
  declare private readonly watch: Watch | null
  declare private now: number
  declare private level: number
  /** Frame bytes that wait. */
  declare private waiting: number
  // Pieces that wait, the first at `head`: work left of each, and its frame bytes per work.
  declare private works: number[]
  declare private ratios: number[]
  declare private head: number
  /** Stretches played. */
  declare breakpoints: number
  /** Since `busiestFrom`, the highest inflow below its rate, as a share of that. */
  declare busiest: number
  declare private readonly busiestFrom: number

  /**
   * @param watch        sees every stretch; null: nobody does
   * @param busiestFrom  from when on `busiest` counts, ps
   */
  constructor(spec: ServerSpec, watch: Watch | null, busiestFrom: number) {
    this.rate = spec.rate
    this.depth = spec.depth
    this.queue = spec.queue
    this.overhead = spec.overhead
    this.watch = watch
    this.now = 0
    this.level = -spec.depth
    this.waiting = 0
    this.works = []
    this.ratios = []
    this.head = 0
    this.breakpoints = 0
    this.busiest = 0
    this.busiestFrom = busiestFrom
  }

  /** Nothing flows in up to an instant, ps. */
  rest(until: number): void {
    while (this.now < until) {
      if (this.level > 0) this.queued(until, 0, 0, null)
      else this.free(until, 0)
    }
  }

  /**
   * Frames flow in at a constant rate in [`begin`, `end`), ps; nothing has flowed in since the call before.
   *
   * @param bytes  of the frames, n
   */
  pass(begin: number, end: number, frames: number, bytes: number, take: TakePiece): void {
    this.rest(begin)
    // A beginning that was rounded down may lie an instant back.
    const from = Math.max(begin, this.now)
    if (!(end > from)) {
      const wait = Math.max(0, this.level) / this.rate
      take(begin, begin, wait, wait, 1)
      return
    }
    const inflow = bytes / (end - begin)
    const work = inflow + (this.overhead * frames) / (end - begin)
    const load = work / this.rate
    if (load < 1 && load > this.busiest && end > this.busiestFrom) this.busiest = load
    let piece = from
    while (this.now < end) {
      const isFree = this.level < 0 || (this.level === 0 && work <= this.rate)
      if (isFree) {
        this.free(end, work)
        continue
      }
      if (piece < this.now) take(piece, this.now, 0, 0, 1)
      this.queued(end, work, inflow, take)
      piece = this.now
    }
    if (piece < end) take(piece, end, 0, 0, 1)
  }

  /** Nothing waits: tokens are used up, or more of them come, up to `end` or until there is none or no room for more. */
  private free(end: number, work: number): void {
    const { now, level, depth, rate } = this
    const net = work - rate
    let until = end
    let next = level
    if (net > 0) {
      const empty = now - level / net
      if (empty <= end) [until, next] = [empty, 0]
      else next = Math.min(0, level + net * (end - now))
    } else if (level > -depth) {
      const full = now + (level + depth) / (rate - work)
      if (full <= end) [until, next] = [full, -depth]
      else next = Math.max(-depth, level + net * (end - now))
    }
    this.tell(until, 0, 0, next, Math.min(1, work / rate))
    this.level = next
    this.now = until
  }

  /** Work waits, or begins to. */
  private queued(end: number, work: number, inflow: number, take: TakePiece | null): void {
    const { now, level, rate, queue } = this
    if (queue === 0 && level === 0) {
      this.tell(end, 0, 0, 0, 1)
      this.now = end
      take?.(now, end, 0, 0, rate / work)
      return
    }
    const { works, ratios, head } = this
    const pieces = works.length - head
    const ratioIn = work > 0 ? inflow / work : 0
    const ratioOut = pieces > 0 ? ratios[head]! : ratioIn
    const isAlike =
      pieces === 0 ||
      (pieces === 1 && work > 0 && Math.abs(ratioIn - ratioOut) <= RATIO_TOLERANCE * ratioOut)
    const outflow = rate * ratioOut
    const isFull = this.waiting >= queue && inflow > outflow
    const share = isFull ? outflow / inflow : 1
    const net = isFull && isAlike ? 0 : share * work - rate
    const netBytes = isFull ? 0 : inflow - outflow
    const used = isAlike ? Infinity : now + works[head]! / rate
    const full = netBytes > 0 && !isFull ? now + (queue - this.waiting) / netBytes : Infinity
    const empty = net < 0 ? now - level / net : Infinity
    const until = Math.min(end, used, full, empty)
    const time = until - now
    const wasWaiting = this.waiting
    let next = 0
    let waits = 0
    if (until === empty) {
      this.works = []
      this.ratios = []
      this.head = 0
    } else {
      next = Math.max(0, level + net * time)
      waits =
        until === full || isFull
          ? queue
          : Math.min(queue, Math.max(0, wasWaiting + netBytes * time))
      this.exchange(share * work * time, rate * time, ratioIn, until === used)
    }
    this.tell(until, wasWaiting, waits, next, 1)
    this.level = next
    this.waiting = waits
    this.now = until
    take?.(now, until, level / rate, next / rate, share)
  }

  /** Work joins what waits, and work of its head leaves. */
  private exchange(joins: number, leaves: number, ratio: number, isUsedUp: boolean): void {
    const { works, ratios } = this
    const last = works.length - 1
    if (last < this.head) {
      if (joins > leaves) {
        works.push(joins - leaves)
        ratios.push(ratio)
      }
      return
    }
    if (joins > 0) {
      if (Math.abs(ratios[last]! - ratio) <= RATIO_TOLERANCE * ratio) works[last]! += joins
      else {
        works.push(joins)
        ratios.push(ratio)
      }
    }
    if (isUsedUp) {
      this.head++
      if (this.head > 1024) {
        works.splice(0, this.head)
        ratios.splice(0, this.head)
        this.head = 0
      }
    } else works[this.head] = Math.max(0, works[this.head]! - leaves)
  }

  /** Everything up to `until` is played; the level is still that of its beginning. */
  private tell(
    until: number,
    queueBegin: number,
    queueEnd: number,
    levelEnd: number,
    use: number,
  ): void {
    this.breakpoints++
    this.watch?.stretch(this.now, until, queueBegin, queueEnd, this.level, levelEnd, use)
  }
}
