/**
 * Puts the places of a window in the order of time: a counting sort into slots of equal width, then
 * what is out of order within a slot put right by insertion. Its cost does not depend on how many flows
 * or sources there are.
 *
 * It is stable: at one instant the lower place comes first. Places are numbered by InterLink and, within
 * one, as frames came, so that is the order that a lane promises.
 */
import { CAPACITY, COLUMNS } from './scratch.ts'

const { ORDER, TIME } = COLUMNS

/** Slots for each place. */
const SLOTS_PER_PLACE = 2
/** How many places are in a slot; then where its next one goes. */
const NEXT = new Int32Array(SLOTS_PER_PLACE * CAPACITY + 1)
const SLOT = new Int32Array(CAPACITY)
/** Numbers come into loops through an array (`docs/decisions/v8.md`). */
const REGISTERS = new Float64Array(16)
/** From so many in one slot on, insertion is no longer quick. */
const CROWD = 32

/**
 * Fills `ORDER[0 … to - from - 1]` with the places from `from` to before `to`, and `TIME` with their times.
 *
 * @param times  ps, by place
 * @param start  no time is before it, ps
 * @param end    all times are before it, ps; Infinity: they are all the same
 */
export const orderByTime = (
  times: Float64Array,
  from: number,
  to: number,
  start: number,
  end: number,
): void => {
  const count = to - from
  const slots = SLOTS_PER_PLACE * count
  if (end !== Infinity && countSlots(times, from, to, start, slots / (end - start), slots)) {
    scatter(times, from, to)
    putRight(count)
    return
  }
  for (let i = 0; i < count; i++) ORDER[i] = from + i
  if (end !== Infinity) ORDER.subarray(0, count).sort((a, b) => times[a]! - times[b]! || a - b)
  for (let i = 0; i < count; i++) TIME[i] = times[ORDER[i]!]!
}

/** Counts the places of each slot. @returns whether no slot is crowded */
const countSlots = (
  times: Float64Array,
  from: number,
  to: number,
  start: number,
  scale: number,
  slots: number,
): boolean => {
  NEXT.fill(0, 0, slots + 1)
  REGISTERS[0] = start
  REGISTERS[1] = scale
  const origin = REGISTERS[0]
  const factor = REGISTERS[1]
  for (let place = from; place < to; place++) {
    const slot = ((times[place]! - origin) * factor) | 0
    SLOT[place - from] = slot
    NEXT[slot]!++
  }
  let sum = 0
  let counts = 0
  for (let slot = 0; slot <= slots; slot++) {
    const count = NEXT[slot]!
    NEXT[slot] = sum
    sum += count
    counts |= count
  }
  return counts < CROWD
}

/** Puts each place behind those of its slot that are there already. */
const scatter = (times: Float64Array, from: number, to: number): void => {
  for (let place = from; place < to; place++) {
    const slot = SLOT[place - from]!
    const next = NEXT[slot]!
    NEXT[slot] = next + 1
    ORDER[next] = place
    TIME[next] = times[place]!
  }
}

/** Insertion of what is out of order, which is never far. */
const putRight = (count: number): void => {
  let before = TIME[0]!
  for (let i = 1; i < count; i++) {
    const time = TIME[i]!
    if (time < before) insert(i)
    else before = time
  }
}

/** Moves the entry at `i` in front of all that are later. */
const insert = (i: number): void => {
  const time = TIME[i]!
  const place = ORDER[i]!
  let hole = i
  do {
    TIME[hole] = TIME[hole - 1]!
    ORDER[hole] = ORDER[hole - 1]!
    hole--
  } while (hole > 0 && TIME[hole - 1]! > time)
  TIME[hole] = time
  ORDER[hole] = place
}
