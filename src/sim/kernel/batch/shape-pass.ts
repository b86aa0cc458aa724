/**
 * Frames of a flow that find others waiting for their bucket: they wait too, or find no room.
 *
 * One loop does for a run of frames what `Buckets.conformsAt`, `Backlog.admits` and `Backlog.join` do
 * for one. It ends where it would have to know more: at a frame that comes after all before it are
 * released, or one whose wait does not lie in one part of the run.
 */
import type { Buckets } from '../../bucket.ts'
import type { Backlog } from '../../meter/backlog.ts'
import type { Line } from '../line.ts'
import { COLUMNS } from './scratch.ts'

const { ENTRY, FRAME_CLASS, MARK } = COLUMNS

/** Sums of byte · ps are handed on before they can lose a unit. */
const AREA_MAX = 2 ** 52

const REGISTERS = new Float64Array(16)
/** y of the bucket (`bucket.ts`) and its denominator. */
const WHOLE = 0
const PART = 1
const DENOMINATOR = 2
/** Bytes that wait now, at most, and at the most so far. */
const WAITING = 3
const LIMIT = 4
const HIGHEST = 5
/** byte · ps waited. */
const AREA = 6
/** The last frame's release, and the latest that any may have, ps. */
const RELEASE = 7
const LATEST = 8
/** Frames that found no room, and their bytes. */
const DROPPED_FRAMES = 9
const DROPPED_BYTES = 10

const POSITIONS = new Int32Array(16)
/** Where the ring begins and ends. */
const HEAD = 0
const TAIL = 1

/**
 * Lets frames wait for as long as others do.
 *
 * @param line    those that wait, with room for all that come
 * @param sizes   by class, bytes
 * @param wholes  time that a frame of each class takes from the bucket, from `base` on: whole ps
 * @param parts   … and the fraction's numerator
 * @returns the first that was not looked at
 */
const holdOn = (
  line: Line,
  sizes: Float64Array,
  wholes: Float64Array,
  parts: Float64Array,
  base: number,
  from: number,
  to: number,
): number => {
  const { leaves, sizes: waits, arrivals, classes, marks } = line
  const mask = leaves.length - 1
  const denominator = REGISTERS[DENOMINATOR]!
  const limit = REGISTERS[LIMIT]!
  const latest = REGISTERS[LATEST]!
  let whole = REGISTERS[WHOLE]!
  let part = REGISTERS[PART]!
  let waiting = REGISTERS[WAITING]!
  let highest = REGISTERS[HIGHEST]!
  let area = REGISTERS[AREA]!
  let release = REGISTERS[RELEASE]!
  let droppedFrames = 0
  let droppedBytes = 0
  let head = POSITIONS[HEAD]!
  let tail = POSITIONS[TAIL]!
  let i = from
  for (; i < to; i++) {
    const now = ENTRY[i]!
    if (now >= release) break
    while (leaves[head & mask]! <= now) waiting -= waits[head++ & mask]!
    const frameClass = FRAME_CLASS[i]!
    const size = sizes[frameClass]!
    if (waiting + size > limit) {
      droppedFrames++
      droppedBytes += size
      continue
    }
    const k = base + frameClass
    let nextWhole = whole + wholes[k]!
    let nextPart = part + parts[k]!
    if (nextPart >= denominator) {
      nextPart -= denominator
      nextWhole += 1
    }
    const instant = nextPart > 0 ? nextWhole + 1 : nextWhole
    const waited = area + size * (instant - now)
    if (instant > latest || waited > AREA_MAX) break
    area = waited
    whole = nextWhole
    part = nextPart
    release = instant
    waiting += size
    if (waiting > highest) highest = waiting
    const slot = tail++ & mask
    leaves[slot] = instant
    waits[slot] = size
    arrivals[slot] = now
    classes[slot] = frameClass
    marks[slot] = MARK[i]!
  }
  REGISTERS[WHOLE] = whole
  REGISTERS[PART] = part
  REGISTERS[WAITING] = waiting
  REGISTERS[HIGHEST] = highest
  REGISTERS[AREA] = area
  REGISTERS[RELEASE] = release
  REGISTERS[DROPPED_FRAMES] = droppedFrames
  REGISTERS[DROPPED_BYTES] = droppedBytes
  POSITIONS[HEAD] = head
  POSITIONS[TAIL] = tail
  return i
}

/** What became of a run of frames. */
export interface HeldRun {
  /** The place of the first that was not looked at. */
  readonly stop: number
  /** When the last that waits is released, ps. */
  readonly release: number
  readonly droppedFrames: number
  readonly droppedBytes: number
}

/**
 * Lets frames wait for as long as others do.
 *
 * @param flow     its index among the buckets
 * @param sizes    by class, bytes; no frame takes the whole bucket
 * @param from     the first of them
 * @param to       the one behind the last
 * @param release  when the last that waits is released, ps
 * @param latest   none may be released later, ps
 */
export const holdRun = (
  flow: number,
  buckets: Buckets,
  backlog: Backlog,
  line: Line,
  sizes: Float64Array,
  from: number,
  to: number,
  release: number,
  latest: number,
): HeldRun => {
  line.makeRoom(to - from)
  REGISTERS[WHOLE] = buckets.emptyWhole[flow]!
  REGISTERS[PART] = buckets.emptyPart[flow]!
  REGISTERS[DENOMINATOR] = buckets.denominator[flow]!
  REGISTERS[WAITING] = backlog.waiting
  REGISTERS[LIMIT] = backlog.limit
  REGISTERS[HIGHEST] = backlog.highest
  REGISTERS[AREA] = 0
  REGISTERS[RELEASE] = release
  REGISTERS[LATEST] = latest
  POSITIONS[HEAD] = line.first
  POSITIONS[TAIL] = line.tail
  const { costWhole, costPart, classes } = buckets
  const base = flow * classes
  const stop = holdOn(line, sizes, costWhole, costPart, base, from, to)
  buckets.emptyWhole[flow] = REGISTERS[WHOLE]
  buckets.emptyPart[flow] = REGISTERS[PART]
  backlog.waiting = REGISTERS[WAITING]
  backlog.highest = REGISTERS[HIGHEST]
  line.first = POSITIONS[HEAD]
  line.tail = POSITIONS[TAIL]
  backlog.addArea(REGISTERS[AREA])
  return {
    stop,
    release: REGISTERS[RELEASE],
    droppedFrames: REGISTERS[DROPPED_FRAMES]!,
    droppedBytes: REGISTERS[DROPPED_BYTES]!,
  }
}
