/**
 * Frames of a window at the port.
 *
 * They are sent at once where nothing has to be known of the queue; else past the queue, which is told
 * before who waits; and one by one (`Port.send`) where what happens counts in parts.
 */
import { WIRE_OVERHEAD } from '../../../model/frame.ts'
import type { Lane } from '../../lane.ts'
import { NO_ROOM, type Port } from '../../meter/port.ts'
import {
  AREA,
  AREA_MAX,
  BUSY,
  CLASSES_MAX,
  DROPPED_BYTES,
  DROPPED_FRAMES,
  FAR,
  FREE,
  HEAD,
  HIGHEST,
  LATEST,
  LIMIT,
  OCCUPIED,
  POSITIONS,
  REGISTERS,
  RUN,
  SIZE,
  TAIL,
  WAITING,
  WAIT_MAX,
  sendAlike,
  sendMixed,
  sendQueued,
  takeBack,
} from './port-loops.ts'
import { COLUMNS } from './scratch.ts'

const { FRAME_CLASS, ORDER, TIME, WAIT } = COLUMNS

/** Frames that are sent past a queue before others are tried without knowing it. */
const QUEUED = 256
/** Frames that go through the queue one by one before others are tried at once. */
const SINGLY = 32

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
  /** Whether a frame of the last window found no room. */
  declare isFull: boolean
  /** Whether one begins after the end of the run. */
  declare isOver: boolean

  constructor(lane: Lane, port: Port) {
    const { sizes, byteTime, flows } = lane
    this.lane = lane
    this.port = port
    this.occupied = sizes.map(size => (size + WIRE_OVERHEAD) * byteTime)
    const admitted = sizes.filter((_, k) => flows.some(({ refusal }) => refusal[k]! < 0))
    this.largest = admitted.reduce((most, size) => Math.max(most, size), 0)
    this.isPlain = sizes.length <= CLASSES_MAX && (this.largest + WIRE_OVERHEAD) * byteTime < FAR
    this.isFull = false
    this.isOver = false
  }

  /**
   * Fills `WAIT` for the first `count` of `ORDER`.
   *
   * @param begin  of the window, ps: no frame is before it
   * @param end    all frames are before it, ps; Infinity: the run is over
   */
  send(count: number, begin: number, end: number): void {
    const { port } = this
    this.isFull = false
    this.isOver = false
    if (count === 0) return
    this.takeTurn()
    port.backlog.advance(begin)
    const latest = this.latest(begin)
    let told = 0
    let sent = 0
    let isPlain = this.isPlain && end !== Infinity
    while (sent < count) {
      if (isPlain) {
        const stop = Math.min(count, sent + RUN)
        const next = this.sendMany(sent, stop, begin, latest)
        isPlain = next >= 0
        sent = isPlain ? next : -1 - next
        if (sent === stop) continue
        this.tellQueue(told, sent, TIME[sent]!)
        if (isPlain && begin >= this.lane.window.from) {
          sent = this.sendQueued(sent, Math.min(count, sent + QUEUED), begin, latest)
          told = sent
          continue
        }
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
  private sendMany(from: number, to: number, begin: number, latest: number): number {
    const { port, lane } = this
    const isMeasured = begin >= lane.window.from
    REGISTERS[FREE] = port.free
    REGISTERS[WAIT_MAX] = this.waitMax()
    const stop = lane.sizes.length === 1 ? sendAlike(from, to) : sendMixed(from, to)
    const next = takeBack(from, stop, latest)
    if (next > from) {
      port.sendAll(next - from, REGISTERS[BUSY]!, REGISTERS[FREE], isMeasured)
      if (isMeasured) port.backlog.addWaits(begin, REGISTERS[AREA]!)
    }
    return next === stop ? stop : -1 - next
  }

  /**
   * Sends frames past those that wait.
   *
   * @returns the first that was not sent
   */
  private sendQueued(from: number, to: number, begin: number, latest: number): number {
    const { port } = this
    const { backlog } = port
    const { ring } = backlog
    ring.makeRoom(to - from)
    REGISTERS[FREE] = port.free
    REGISTERS[WAITING] = backlog.waiting
    REGISTERS[LIMIT] = backlog.limit
    REGISTERS[HIGHEST] = backlog.highest
    REGISTERS[LATEST] = latest
    POSITIONS[HEAD] = ring.first
    POSITIONS[TAIL] = ring.tail
    const stop = sendQueued(ring.leaves, ring.sizes, from, to)
    const droppedFrames = REGISTERS[DROPPED_FRAMES]!
    backlog.waiting = REGISTERS[WAITING]
    backlog.highest = REGISTERS[HIGHEST]
    ring.first = POSITIONS[HEAD]
    ring.tail = POSITIONS[TAIL]
    backlog.addWaits(begin, REGISTERS[AREA]!)
    port.sendAll(stop - from - droppedFrames, REGISTERS[BUSY]!, REGISTERS[FREE], true)
    if (droppedFrames > 0) {
      port.dropAll(droppedFrames, REGISTERS[DROPPED_BYTES]!)
      this.isFull = true
    }
    if (stop < to) {
      this.sendSingly(stop, stop + 1)
      return stop + 1
    }
    return stop
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
      if (start === NO_ROOM) this.isFull = true
      if (start === Infinity) this.isOver = true
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
