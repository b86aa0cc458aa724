/**
 * A port's buffer and serialiser: one queue for all its InterLinks, first in, first out.
 *
 * The serialiser is busy for (n + 24) bytes a frame and free again at that instant; the last bit of the
 * frame leaves (n + 12) bytes after its first.
 */
import { TAG_AND_PREAMBLE, WIRE_OVERHEAD } from '../../model/frame.ts'
import { Backlog, type QueueFigures } from './backlog.ts'
import type { QueueSeries } from './queue-series.ts'
import { SLICES, type Window } from './window.ts'
import { ZERO } from '../zero.ts'

/** What a port answers when a frame finds no room. */
export const NO_ROOM = -1

/** A port in one direction. */
export class Port {
  declare private readonly byteTime: number
  declare private readonly window: Window
  declare readonly backlog: Backlog
  /** When the serialiser is free again, ps. */
  declare free: number
  /** Time that all frames begun or waiting to begin occupy the serialiser, ps. */
  declare private accepted: number
  /** Frames that have reached the queue, with room or without, and their bytes. */
  declare private reachedFrames: number
  declare private reachedBytes: number
  declare private sentBytes: number
  declare private droppedFrames: number
  declare private droppedBytes: number
  declare private readonly busyPerSlice: Float64Array
  declare private slice: number
  declare private busyBase: number
  declare private framesBase: number
  declare private bytesBase: number
  /** What had reached the queue since the window began when its last slice so far ended. */
  declare private offered: { readonly frames: number; readonly bytes: number }

  /**
   * @param byteTime  ps, whole
   * @param queue     bytes that may wait
   * @param series    what keeps the queue's mean of each interval; null: nothing
   */
  constructor(byteTime: number, queue: number, window: Window, series: QueueSeries | null) {
    this.byteTime = byteTime
    this.window = window
    this.backlog = new Backlog(queue, window, series)
    this.free = ZERO
    this.accepted = ZERO
    this.reachedFrames = ZERO
    this.reachedBytes = ZERO
    this.sentBytes = ZERO
    this.droppedFrames = ZERO
    this.droppedBytes = ZERO
    this.busyPerSlice = new Float64Array(SLICES)
    this.slice = 0
    this.busyBase = ZERO
    this.framesBase = ZERO
    this.bytesBase = ZERO
    this.offered = { frames: 0, bytes: 0 }
  }

  /**
   * A frame reaches the port's queue.
   *
   * @param now   ps, never before the previous call's
   * @param size  n, bytes
   * @returns when its first bit leaves, ps, Infinity when that is beyond the end of the run; or `NO_ROOM`
   */
  send(now: number, size: number): number {
    const { window, byteTime } = this
    this.reachedFrames++
    this.reachedBytes += size
    let start = now
    if (this.free > now) {
      start = this.free
      if (!this.backlog.admits(now, size)) {
        if (now >= window.from && now < window.to) {
          this.droppedFrames++
          this.droppedBytes += size
        }
        return NO_ROOM
      }
      if (start > window.to) {
        // Waits past the end; the serialiser's clock need not run on to unrepresentable times.
        this.backlog.join(now, Infinity, size)
        return Infinity
      }
      this.backlog.join(now, start, size)
    }
    const occupied = this.occupies(size)
    this.free = start + occupied
    this.accepted += occupied
    const left = start + (size + TAG_AND_PREAMBLE) * byteTime
    if (left >= window.from && left < window.to) this.sentBytes += size
    return start
  }

  /** How long a frame of `size` bytes occupies the serialiser, ps. */
  occupies(size: number): number {
    return (size + WIRE_OVERHEAD) * this.byteTime
  }

  /**
   * Frames have reached the queue and found room, and their waits are told to the backlog.
   *
   * @param busy    time that they occupy the serialiser, ps
   * @param free        when it is free again behind the last of them, ps
   * @param isMeasured  whether their last bits all leave in the measured window, or all before it
   */
  sendAll(frames: number, busy: number, free: number, isMeasured: boolean): void {
    const size = busy / this.byteTime - WIRE_OVERHEAD * frames
    this.reachedFrames += frames
    this.reachedBytes += size
    this.accepted += busy
    this.free = free
    if (isMeasured) this.sentBytes += size
  }

  /** Frames have reached the queue in the measured window and found no room. */
  dropAll(frames: number, size: number): void {
    this.reachedFrames += frames
    this.reachedBytes += size
    this.droppedFrames += frames
    this.droppedBytes += size
  }

  /** The measured window begins; nothing has reached the queue at or after its beginning yet. */
  beginWindow(): void {
    this.busyBase = this.busyUntil(this.window.from)
    this.framesBase = this.reachedFrames
    this.bytesBase = this.reachedBytes
  }

  /** A slice ends at `instant`; nothing has reached the queue at or after it yet. */
  endSlice(instant: number): void {
    this.backlog.endSlices(instant)
    const busy = this.busyUntil(instant)
    this.busyPerSlice[this.slice++] = busy - this.busyBase
    this.busyBase = busy
    this.offered = {
      frames: this.reachedFrames - this.framesBase,
      bytes: this.reachedBytes - this.bytesBase,
    }
  }

  /** Figures of the window, once its last slice has ended; times in ps, sizes in bytes. */
  figures(): PortFigures {
    return {
      busyPerSlice: this.busyPerSlice,
      sentBytes: this.sentBytes,
      queue: this.backlog.figures(),
      offered: this.offered,
      dropped: { frames: this.droppedFrames, bytes: this.droppedBytes },
    }
  }

  /** Time the serialiser has been busy before `instant`, given all that was accepted before it. */
  busyUntil(instant: number): number {
    return this.accepted - Math.max(0, this.free - instant)
  }
}

/** What a port counted over the measured window. */
export interface PortFigures {
  /** Time the serialiser was busy in each slice, ps. */
  readonly busyPerSlice: Float64Array
  /** Frame bytes whose last bit left. */
  readonly sentBytes: number
  readonly queue: QueueFigures
  /** What reached the queue, with room in it or without. */
  readonly offered: { readonly frames: number; readonly bytes: number }
  readonly dropped: { readonly frames: number; readonly bytes: number }
}
