/**
 * Frames of a window at the port, in the order of time: when does the first bit of each leave?
 *
 * Most frames need no more than a comparison. How many bytes wait is asked only where that may be too
 * much or the most so far, and how long a frame waits bounds that from above. Such a frame and some
 * behind it go through the queue itself (`Port.send`), which is told before who waits.
 */
import { WIRE_OVERHEAD } from '../../../model/frame.ts'
import type { Lane } from '../../lane.ts'
import { NO_ROOM, type Port } from '../../meter/port.ts'
import { COLUMNS } from './scratch.ts'

const { FRAME_CLASS, ORDER, START, TIME } = COLUMNS

/** Frames that go through the queue itself before others are tried without. */
const SINGLY = 32
/** Longer waits are worked out singly, ps: sums of so many stay below 2^53. */
const WAIT_MAX = 2 ** 34

/** When the port is free, and for how long it has become busy. */
const FREE = 0
const BUSY = 1
const REGISTERS = new Float64Array(16)

/**
 * Sends frames for as long as nothing has to be known of the queue.
 *
 * @param occupied  time on the serialiser by class, ps
 * @param waitMax   by class, the wait up to which there is room and no new maximum, ps
 * @param waited    by class, to which waits are added, ps
 * @returns the first frame that was not sent
 */
const sendOn = (
  from: number,
  to: number,
  occupied: Float64Array,
  waitMax: Float64Array,
  waited: Float64Array,
): number => {
  let free = REGISTERS[FREE]!
  let busy = 0
  let i = from
  for (; i < to; i++) {
    const place = ORDER[i]!
    const now = TIME[i]!
    const frameClass = FRAME_CLASS[place]!
    const wait = free - now
    if (wait > 0) {
      if (wait > waitMax[frameClass]!) break
      waited[frameClass] = waited[frameClass]! + wait
    } else free = now
    START[place] = free
    const occupies = occupied[frameClass]!
    free += occupies
    busy += occupies
  }
  REGISTERS[FREE] = free
  REGISTERS[BUSY] = busy
  return i
}

/** The port of a lane. */
export class PortPass {
  declare private readonly lane: Lane
  declare private readonly port: Port
  declare private readonly occupied: Float64Array
  declare private readonly waitMax: Float64Array
  declare private readonly waited: Float64Array
  /** Whether a frame of the last window found no room, or begins after the end of the run. */
  declare isOdd: boolean

  constructor(lane: Lane, port: Port) {
    const { sizes, byteTime } = lane
    this.lane = lane
    this.port = port
    this.occupied = sizes.map(size => (size + WIRE_OVERHEAD) * byteTime)
    this.waitMax = new Float64Array(sizes.length)
    this.waited = new Float64Array(sizes.length)
    this.isOdd = false
  }

  /**
   * Fills `START` for the first `count` of `ORDER`.
   *
   * @param begin  of the window, ps: no frame is before it
   * @param end    all frames are before it, ps; Infinity: the run is over
   */
  send(count: number, begin: number, end: number): void {
    const { port } = this
    const { from, to } = this.lane.window
    this.isOdd = false
    if (count === 0) return
    const isMeasured = begin >= from
    // What reaches beyond counts in part, and is worked out singly.
    const latest = isMeasured ? to : from
    port.backlog.advance(begin)
    let told = 0
    let sent = 0
    let isPlain = end !== Infinity
    while (sent < count) {
      if (isPlain) {
        this.bound()
        REGISTERS[FREE] = port.free
        const stop = sendOn(sent, count, this.occupied, this.waitMax, this.waited)
        isPlain = REGISTERS[FREE] <= latest
        if (isPlain) {
          port.sendAll(stop - sent, REGISTERS[BUSY]!, REGISTERS[FREE], isMeasured)
          this.tellWaits(sent, stop, isMeasured)
          sent = stop
        } else this.waited.fill(0)
        if (sent === count) break
        this.tellQueue(told, sent, TIME[sent]!)
      }
      const stop = isPlain ? Math.min(count, sent + SINGLY) : count
      this.sendSingly(sent, stop)
      sent = stop
      told = stop
    }
    if (end !== Infinity) this.tellQueue(told, count, end)
  }

  /** Frames go through the queue itself. */
  private sendSingly(from: number, to: number): void {
    const { port, lane } = this
    for (let i = from; i < to; i++) {
      const place = ORDER[i]!
      const start = port.send(TIME[i]!, lane.sizes[FRAME_CLASS[place]!]!)
      START[place] = start
      if (start === NO_ROOM || start === Infinity) this.isOdd = true
    }
  }

  /** Works out up to which wait a frame of each class needs no closer look. */
  private bound(): void {
    const { sizes, byteTime } = this.lane
    const { quiet } = this.port.backlog
    const { occupied, waitMax } = this
    if (sizes.length === 1) {
      // Those that wait before it, and it: its wait, divided by their time and rounded up.
      const frames = Math.floor(quiet / sizes[0]!)
      waitMax[0] = Math.min(WAIT_MAX, frames * occupied[0]!)
      return
    }
    // Bytes that wait before it take less than its wait on the wire, where each has some overhead.
    for (let k = 0; k < sizes.length; k++) {
      waitMax[k] = Math.max(0, Math.min(WAIT_MAX, (quiet - sizes[k]!) * byteTime))
    }
  }

  /** What the queue must know of frames that were sent without it: those that wait at `now`. */
  private tellQueue(from: number, to: number, now: number): void {
    const { port, lane } = this
    port.backlog.advance(now)
    let first = to
    while (first > from && START[ORDER[first - 1]!]! > now) first--
    for (let i = first; i < to; i++) {
      const place = ORDER[i]!
      port.backlog.joinQuietly(START[place]!, lane.sizes[FRAME_CLASS[place]!]!)
    }
  }

  /** What their waits add to the queue's mean. */
  private tellWaits(from: number, to: number, isMeasured: boolean): void {
    const { waited, lane, port } = this
    for (let k = 0; k < waited.length; k++) {
      const duration = waited[k]!
      if (duration === 0) continue
      waited[k] = 0
      if (isMeasured) port.backlog.addWaits(lane.sizes[k]!, duration)
    }
    const { series } = port.backlog
    if (series === null || !isMeasured) return
    for (let i = from; i < to; i++) {
      const place = ORDER[i]!
      const now = TIME[i]!
      const start = START[place]!
      if (start > now) series.wait(now, start, lane.sizes[FRAME_CLASS[place]!]!)
    }
  }
}
