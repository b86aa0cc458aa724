/**
 * Frames of a window at the port, in the order of time: how long does each wait?
 *
 * Most frames need no more than a comparison. How many bytes wait is asked only where that may be too
 * much or the most so far, and how long a frame waits bounds that from above. Such a frame and some
 * behind it go through the queue itself (`Port.send`), which is told before who waits.
 */
import { WIRE_OVERHEAD } from '../../../model/frame.ts'
import type { Lane } from '../../lane.ts'
import { NO_ROOM, type Port } from '../../meter/port.ts'
import { COLUMNS } from './scratch.ts'

const { FRAME_CLASS, ORDER, TIME, WAIT } = COLUMNS

/** Frames that go through the queue itself before others are tried without. */
const SINGLY = 32
/** Frames that are sent at once, at most. */
const RUN = 1024
/** Longer waits and gaps are worked out singly, ps: below, sums are 32-bit. */
const FAR = 2 ** 30
/** Bytes waited for so long, added up, stay below 2^53. */
const AREA_MAX = 2 ** 53 / RUN
/** Classes that tables have room for; of a lane with more, frames go through the queue itself. */
const CLASSES_MAX = 1024

/** By class: time on the serialiser, ps, and size, bytes; of the lane whose turn it is. */
const OCCUPIED = new Int32Array(CLASSES_MAX)
const SIZE = new Float64Array(CLASSES_MAX)

const REGISTERS = new Float64Array(16)
/** When the port is free, for how long it has become busy, and byte · ps waited. */
const FREE = 0
const BUSY = 1
const AREA = 2
/** Always 0: where a sum begins that is more than 32 bits long. */
const NOTHING = 4
/** The wait up to which there is room and no new maximum, ps. */
const WAIT_MAX = 3

/** Time from a frame to when the port is free, ps: what is long past is none, and what is far is too far. */
const lagOf = (free: number, now: number): number => Math.max(-1, Math.min(free - now, FAR + 1)) | 0

/** Sends frames of one size for as long as nothing has to be known of the queue. @returns the first not sent */
const sendAlike = (from: number, to: number): number => {
  const most = REGISTERS[WAIT_MAX]! | 0
  const occupied = OCCUPIED[0]!
  let before = TIME[from]!
  let lag = lagOf(REGISTERS[FREE]!, before)
  let waited = REGISTERS[NOTHING]!
  let i = from
  for (; i < to; i++) {
    const now = TIME[i]!
    const gap = now - before
    if (gap > FAR) break
    let wait = (lag - (gap | 0)) | 0
    // None, where that is less: by mask, because no branch predictor knows.
    wait &= ~(wait >> 31)
    if (wait > most) break
    WAIT[ORDER[i]!] = wait
    waited += wait
    lag = (wait + occupied) | 0
    before = now
  }
  if (i > from) REGISTERS[FREE] = before + lag
  REGISTERS[BUSY] = (REGISTERS[NOTHING]! + occupied) * (i - from)
  REGISTERS[AREA] = waited * SIZE[0]!
  return i
}

/** As `sendAlike`, of several sizes. */
const sendMixed = (from: number, to: number): number => {
  const most = REGISTERS[WAIT_MAX]! | 0
  let before = TIME[from]!
  let lag = lagOf(REGISTERS[FREE]!, before)
  let area = REGISTERS[NOTHING]!
  let busy = REGISTERS[NOTHING]!
  let i = from
  for (; i < to; i++) {
    const now = TIME[i]!
    const gap = now - before
    if (gap > FAR) break
    let wait = (lag - (gap | 0)) | 0
    wait &= ~(wait >> 31)
    if (wait > most) break
    const place = ORDER[i]!
    const frameClass = FRAME_CLASS[place]!
    const occupied = OCCUPIED[frameClass]!
    WAIT[place] = wait
    area += wait * SIZE[frameClass]!
    busy += occupied
    lag = (wait + occupied) | 0
    before = now
  }
  if (i > from) REGISTERS[FREE] = before + lag
  REGISTERS[BUSY] = busy
  REGISTERS[AREA] = area
  return i
}

/** Takes frames back that the port has not done with by an instant, from the last one on. @returns the first of them */
const takeBack = (from: number, to: number, latest: number): number => {
  let next = to
  let free = REGISTERS[FREE]!
  while (next > from && free > latest) {
    const place = ORDER[--next]!
    const frameClass = FRAME_CLASS[place]!
    // When it began is when the one before it was done; or that one was done long before.
    free = TIME[next]! + WAIT[place]!
    REGISTERS[BUSY] = REGISTERS[BUSY]! - OCCUPIED[frameClass]!
    REGISTERS[AREA] = REGISTERS[AREA]! - WAIT[place]! * SIZE[frameClass]!
  }
  REGISTERS[FREE] = free
  return next
}

/** The port of a lane. */
export class PortPass {
  declare private readonly lane: Lane
  declare private readonly port: Port
  /** Time on the serialiser by class, ps. */
  declare private readonly occupied: Float64Array
  /** Size of the largest frame that any flow admits, bytes. */
  declare private readonly largest: number
  /** Whether numbers are small enough for frames to be sent at once. */
  declare private readonly isPlain: boolean
  /** Whether a frame of the last window found no room, or begins after the end of the run. */
  declare isOdd: boolean

  constructor(lane: Lane, port: Port) {
    const { sizes, byteTime, flows } = lane
    this.lane = lane
    this.port = port
    this.occupied = sizes.map(size => (size + WIRE_OVERHEAD) * byteTime)
    const admitted = sizes.filter((_, k) => flows.some(({ refusal }) => refusal[k]! < 0))
    this.largest = admitted.reduce((most, size) => Math.max(most, size), 0)
    this.isPlain = sizes.length <= CLASSES_MAX && (this.largest + WIRE_OVERHEAD) * byteTime < FAR
    this.isOdd = false
  }

  /**
   * Fills `WAIT` for the first `count` of `ORDER`.
   *
   * @param begin  of the window, ps: no frame is before it
   * @param end    all frames are before it, ps; Infinity: the run is over
   */
  send(count: number, begin: number, end: number): void {
    const { port } = this
    this.isOdd = false
    if (count === 0) return
    this.takeTurn()
    port.backlog.advance(begin)
    let told = 0
    let sent = 0
    let isPlain = this.isPlain && end !== Infinity
    while (sent < count) {
      if (isPlain) {
        const stop = Math.min(count, sent + RUN)
        const next = this.sendMany(sent, stop, begin)
        isPlain = next >= 0
        sent = isPlain ? next : -1 - next
        if (sent === stop) continue
        this.tellQueue(told, sent, TIME[sent]!)
      }
      const stop = isPlain ? Math.min(count, sent + SINGLY) : count
      this.sendSingly(sent, stop)
      sent = stop
      told = stop
    }
    if (end !== Infinity) this.tellQueue(told, count, end)
  }

  /** Fills the tables of classes, which lanes share. */
  private takeTurn(): void {
    if (!this.isPlain) return
    const { occupied } = this
    const { sizes } = this.lane
    for (let k = 0; k < sizes.length; k++) {
      OCCUPIED[k] = occupied[k]!
      SIZE[k] = sizes[k]!
    }
  }

  /**
   * Sends frames for as long as nothing has to be known of the queue.
   *
   * @returns the first that was not sent; -1 less that, where it and those behind it reach into another
   *   interval or beyond the window: what counts in parts is worked out singly
   */
  private sendMany(from: number, to: number, begin: number): number {
    const { port, lane } = this
    const isMeasured = begin >= lane.window.from
    const latest = this.latest(begin)
    REGISTERS[FREE] = port.free
    REGISTERS[WAIT_MAX] = this.waitMax()
    const stop = lane.sizes.length === 1 ? sendAlike(from, to) : sendMixed(from, to)
    const next = takeBack(from, stop, latest)
    if (next > from) {
      port.sendAll(next - from, REGISTERS[BUSY]!, REGISTERS[FREE]!, isMeasured)
      if (isMeasured) port.backlog.addWaits(begin, REGISTERS[AREA]!)
    }
    return next === stop ? stop : -1 - next
  }

  /** Up to when what happens counts alike, ps. */
  private latest(begin: number): number {
    const { window } = this.lane
    if (begin < window.from) return window.from
    if (this.port.backlog.series === null) return window.to
    const intervals = Math.floor((begin - window.from) / window.interval) + 1
    return Math.min(window.to, window.from + intervals * window.interval)
  }

  /** Up to which wait a frame needs no closer look, ps. */
  private waitMax(): number {
    const { occupied, largest } = this
    const { sizes, byteTime } = this.lane
    const { quiet } = this.port.backlog
    // Of one size: those that wait before it, and it: its wait, divided by their time and rounded up. Else
    // bytes that wait before it take less than its wait on the wire, where each has some overhead.
    const wait =
      sizes.length === 1
        ? Math.floor(quiet / largest) * occupied[0]!
        : Math.max(0, (quiet - largest) * byteTime)
    return Math.min(FAR, Math.floor(AREA_MAX / largest), wait)
  }

  /** Frames go through the queue itself. */
  private sendSingly(from: number, to: number): void {
    const { port, lane } = this
    for (let i = from; i < to; i++) {
      const place = ORDER[i]!
      const now = TIME[i]!
      const start = port.send(now, lane.sizes[FRAME_CLASS[place]!]!)
      WAIT[place] = start === NO_ROOM ? NO_ROOM : start - now
      if (start === NO_ROOM || start === Infinity) this.isOdd = true
    }
  }

  /** What the queue must know of frames that were sent without it: those that wait at `now`. */
  private tellQueue(from: number, to: number, now: number): void {
    const { port, lane } = this
    port.backlog.advance(now)
    let first = to
    while (first > from && TIME[first - 1]! + WAIT[ORDER[first - 1]!]! > now) first--
    for (let i = first; i < to; i++) {
      const place = ORDER[i]!
      port.backlog.joinQuietly(TIME[i]! + WAIT[place]!, lane.sizes[FRAME_CLASS[place]!]!)
    }
  }
}
