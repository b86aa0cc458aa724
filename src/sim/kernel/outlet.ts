/**
 * A lane's port, as frames reach it one by one.
 *
 * As long as a frame waits so little that there must be room for it, and that it cannot be the most that
 * ever waited, nobody has to know how many bytes wait: they are told to the queue later, many at once.
 */
import { FRAME_MAX } from '../../model/frame.ts'
import type { Lane } from '../lane.ts'
import type { Port } from '../meter/port.ts'
import { FRAME_REGISTERS } from './frame.ts'

const { FRAME, NOW, START } = FRAME_REGISTERS

/** Frames that the queue may not have been told of. */
const UNTOLD = 512
/** Frames, at least, that go through the queue itself once one had to; some for each class. */
const SINGLY = 32
/** No frame whose wait is longer is sent without the queue: sums of bytes × waits stay exact. */
const WAIT_MAX = 2 ** 30

// Numbers of an outlet.
/** When the serialiser is free again, ps. */
const FREE = 0
/** Until then frames may be sent without the queue: what they do lies on one side of the window, ps. */
const PLAIN_UNTIL = 1
/** Time that frames untold of occupy the serialiser, ps. */
const BUSY = 2

/** The way into a port. */
export class Outlet {
  declare private readonly port: Port
  declare private readonly sizes: Float64Array
  declare private readonly byteTime: number
  declare private readonly window: Lane['window']
  /** Time on the serialiser by class, ps. */
  declare private readonly occupied: Float64Array
  /** By class, the wait up to which the queue need not be asked, ps. */
  declare private readonly waitMax: Float64Array
  /** By class, what frames untold of waited, ps. */
  declare private readonly waited: Float64Array
  /** Frames untold of: when their first bits leave, and their classes. */
  declare private readonly starts: Float64Array
  declare private readonly classes: Int32Array
  declare private untold: number
  /** How many more frames go through the queue itself. */
  declare private singly: number
  declare private isMeasured: boolean
  declare private readonly numbers: Float64Array

  constructor({ sizes, byteTime, window }: Lane, port: Port) {
    this.port = port
    this.sizes = sizes
    this.byteTime = byteTime
    this.window = window
    this.occupied = sizes.map(size => port.occupies(size))
    this.waitMax = new Float64Array(Math.max(16, sizes.length))
    this.waited = new Float64Array(Math.max(16, sizes.length))
    this.starts = new Float64Array(UNTOLD)
    this.classes = new Int32Array(UNTOLD)
    this.untold = 0
    this.singly = 0
    this.isMeasured = false
    this.numbers = new Float64Array(16)
  }

  /** A frame reaches the port's queue at `NOW`; writes `START`. */
  send(frameClass: number): void {
    const { numbers, occupied } = this
    const now = FRAME[NOW]!
    const free = numbers[FREE]!
    const wait = free - now
    if (wait > this.waitMax[frameClass]! || now >= numbers[PLAIN_UNTIL]!) {
      this.sendSingly(frameClass)
      return
    }
    let start = now
    if (wait > 0) {
      start = free
      this.waited[frameClass]! += wait
    }
    FRAME[START] = start
    const occupies = occupied[frameClass]!
    numbers[FREE] = start + occupies
    numbers[BUSY]! += occupies
    const slot = this.untold++
    this.starts[slot] = start
    this.classes[slot] = frameClass
    if (slot === UNTOLD - 1) this.settle(now)
  }

  /**
   * A stretch of the run begins that lies on one side of the measured window's edges.
   *
   * @param instant  where it begins, ps; nothing has reached the port at or after it yet
   */
  begin(instant: number): void {
    this.settle(instant)
    this.port.backlog.advance(instant)
    this.singly = 0
    this.isMeasured = instant >= this.window.from
    this.open()
  }

  /** Tells the port and its queue of all that have been sent until now. */
  settle(now: number): void {
    const { port, numbers, starts, classes, sizes, untold } = this
    if (untold === 0) return
    this.untold = 0
    port.sendAll(untold, numbers[BUSY]!, numbers[FREE]!, this.isMeasured)
    numbers[BUSY] = 0
    this.tellWaits()
    let first = untold
    while (first > 0 && starts[first - 1]! > now) first--
    for (let i = first; i < untold; i++) {
      port.backlog.joinQuietly(starts[i]!, sizes[classes[i]!]!)
    }
    port.backlog.advance(now)
  }

  private tellWaits(): void {
    const { waited, sizes, port } = this
    for (let k = 0; k < sizes.length; k++) {
      const duration = waited[k]!
      if (duration === 0) continue
      waited[k] = 0
      if (this.isMeasured) port.backlog.addArea(sizes[k]! * duration)
    }
  }

  /** A frame goes through the queue itself. */
  private sendSingly(frameClass: number): void {
    const { port, numbers } = this
    const now = FRAME[NOW]!
    if (this.singly === 0) {
      this.settle(now)
      numbers[PLAIN_UNTIL] = -Infinity
      this.singly = Math.max(SINGLY, this.sizes.length)
    }
    FRAME[START] = port.send(now, this.sizes[frameClass]!)
    numbers[FREE] = port.free
    if (--this.singly === 0) this.open()
  }

  /** Works out up to which wait a frame of each class needs no closer look, and until when. */
  private open(): void {
    const { sizes, byteTime, occupied, waitMax, window, numbers, port } = this
    const { quiet, series } = port.backlog
    // A wait that falls into intervals of the series is told singly.
    const most = series === null ? WAIT_MAX : 0
    for (let k = 0; k < sizes.length; k++) {
      // Bytes that wait before it take less than its wait on the wire, where each has some overhead.
      waitMax[k] = Math.max(0, Math.min(most, (quiet - sizes[k]!) * byteTime))
    }
    if (sizes.length === 1) {
      // Those that wait before it, and it: its wait, divided by their time and rounded up.
      waitMax[0] = Math.min(most, Math.floor(quiet / sizes[0]!) * occupied[0]!)
    }
    const edge = this.isMeasured ? window.to : window.from
    numbers[PLAIN_UNTIL] = edge - WAIT_MAX - port.occupies(FRAME_MAX)
  }
}
