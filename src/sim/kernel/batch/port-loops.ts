/**
 * Loops over frames at a port, in the order of time: how long does each wait?
 *
 * Most frames need no more than a comparison. How many bytes wait is asked only where that may be too
 * much or the most so far, and how long a frame waits bounds that from above.
 */
import { NO_ROOM as NO_ROOM_OF } from '../../meter/port.ts'
import { COLUMNS } from './scratch.ts'

const NO_ROOM = NO_ROOM_OF
const { FRAME_CLASS, ORDER, TIME, WAIT } = COLUMNS

/** Frames that are sent at once, at most. */
export const RUN = 1024
/** Longer waits and gaps are worked out singly, ps: below, sums are 32-bit. */
export const FAR: number = 2 ** 30
/** Bytes waited for so long, added up, stay below 2^53. */
export const AREA_MAX: number = 2 ** 53 / RUN
/** Classes that tables have room for; of a lane with more, frames go through the queue itself. */
export const CLASSES_MAX = 1024

/** By class: time on the serialiser, ps, and size, bytes; of the lane whose turn it is. */
export const OCCUPIED: Int32Array = new Int32Array(CLASSES_MAX)
export const SIZE: Float64Array = new Float64Array(CLASSES_MAX)

export const REGISTERS: Float64Array = new Float64Array(16)
/** When the port is free, for how long it has become busy, and byte · ps waited. */
export const FREE = 0
export const BUSY = 1
export const AREA = 2
/** Always 0: where a sum begins that is more than 32 bits long. */
const NOTHING = 4
/** The wait up to which there is room and no new maximum, ps. */
export const WAIT_MAX = 3

/** Bytes that wait now, at most, and at the most so far; the latest that a frame may end, ps. */
export const WAITING = 5
export const LIMIT = 6
export const HIGHEST = 7
export const LATEST = 8
/** Frames that found no room, and their bytes. */
export const DROPPED_FRAMES = 9
export const DROPPED_BYTES = 10
/** Sums of byte · ps are handed on before they can lose a unit. */
const SUM_MAX = 2 ** 52

export const POSITIONS: Int32Array = new Int32Array(16)
/** Where the ring begins and ends. */
export const HEAD = 0
export const TAIL = 1

/** Time from a frame to when the port is free, ps: what is long past is none, and what is far is too far. */
const lagOf = (free: number, now: number): number => Math.max(-1, Math.min(free - now, FAR + 1)) | 0

/** Sends frames of one size for as long as nothing has to be known of the queue. @returns the first not sent */
export const sendAlike = (from: number, to: number): number => {
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
export const sendMixed = (from: number, to: number): number => {
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
export const takeBack = (from: number, to: number, latest: number): number => {
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

/**
 * Sends frames past those that wait, and knows of each whether it finds room: one loop for what
 * `Port.send` does.
 *
 * @param leaves  when those that wait begin, and
 * @param waits   their sizes: a ring with room for all that come
 * @returns the first that was not sent: it would end later than it may
 */
export const sendQueued = (
  leaves: Float64Array,
  waits: Int32Array,
  from: number,
  to: number,
): number => {
  const mask = leaves.length - 1
  const limit = REGISTERS[LIMIT]!
  const latest = REGISTERS[LATEST]!
  let free = REGISTERS[FREE]!
  let waiting = REGISTERS[WAITING]!
  let highest = REGISTERS[HIGHEST]!
  let area = REGISTERS[NOTHING]!
  let busy = REGISTERS[NOTHING]!
  let droppedFrames = 0
  let droppedBytes = REGISTERS[NOTHING]!
  let head = POSITIONS[HEAD]!
  let tail = POSITIONS[TAIL]!
  let i = from
  for (; i < to; i++) {
    const now = TIME[i]!
    const place = ORDER[i]!
    const frameClass = FRAME_CLASS[place]!
    const size = SIZE[frameClass]!
    while (head < tail && leaves[head & mask]! <= now) waiting -= waits[head++ & mask]!
    const wait = Math.max(free - now, 0)
    if (wait > 0 && waiting + size > limit) {
      WAIT[place] = NO_ROOM
      droppedFrames++
      droppedBytes += size
      continue
    }
    const start = now + wait
    const occupied = OCCUPIED[frameClass]!
    const waited = area + wait * size
    if (start + occupied > latest || waited > SUM_MAX) break
    WAIT[place] = wait
    area = waited
    free = start + occupied
    busy += occupied
    if (wait === 0) continue
    waiting += size
    if (waiting > highest) highest = waiting
    leaves[tail & mask] = start
    waits[tail++ & mask] = size
  }
  REGISTERS[FREE] = free
  REGISTERS[BUSY] = busy
  REGISTERS[AREA] = area
  REGISTERS[WAITING] = waiting
  REGISTERS[HIGHEST] = highest
  REGISTERS[DROPPED_FRAMES] = droppedFrames
  REGISTERS[DROPPED_BYTES] = droppedBytes
  POSITIONS[HEAD] = head
  POSITIONS[TAIL] = tail
  return i
}
