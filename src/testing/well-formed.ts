/** Whether a trace is one. */
import type { Arrival, Departed, Passage } from './passage.ts'
import { type Breach, type Verdict, broken, held } from './verdict.ts'

const isInstant = (value: number): boolean => Number.isSafeInteger(value) && value >= 0

/** How far a number is from one that it may be: a fraction, or all of it. */
const distance = (value: number, least: number): number => {
  if (!Number.isFinite(value)) return Infinity
  if (value < least) return least - value
  return Number.isInteger(value) ? value - Number.MAX_SAFE_INTEGER : value - Math.floor(value)
}

const instantBreach = (name: string, value: number, index: number): Breach | null =>
  isInstant(value)
    ? null
    : broken('wellFormed', {
        problem: `frame ${index}: ${name} ${value} is no whole number of picoseconds from 0 to 2^53 - 1`,
        index,
        at: null,
        by: distance(value, 0),
        unit: 'ps',
      })

/** The first size that is none, or null. */
export const sizeBreach = (frames: readonly { readonly bytes: number }[]): Breach | null => {
  const index = frames.findIndex(({ bytes }) => !Number.isSafeInteger(bytes) || bytes < 1)
  if (index === -1) return null
  const { bytes } = frames[index]!
  return broken('wellFormed', {
    problem: `frame ${index}: ${bytes} is no whole number of bytes above 0`,
    index,
    at: null,
    by: distance(bytes, 1),
    unit: 'byte',
  })
}

/** The first departure that is no instant, or null. */
export const departureBreach = (
  frames: readonly { readonly departure?: number }[],
): Breach | null => {
  for (const [index, { departure }] of frames.entries()) {
    const breach = departure === undefined ? null : instantBreach('departure', departure, index)
    if (breach !== null) return breach
  }
  return null
}

/** The first thing in which an array is no trace, or null. */
export const traceBreach = (
  passages: readonly (Arrival & Partial<Pick<Departed, 'departure'>> & { dropped?: number })[],
): Breach | null => {
  let before = 0
  for (const [index, passage] of passages.entries()) {
    const { arrival, departure, dropped } = passage
    const breach =
      instantBreach('arrival', arrival, index) ??
      (departure === undefined ? null : instantBreach('departure', departure, index)) ??
      (dropped === undefined ? null : instantBreach('drop', dropped, index))
    if (breach !== null) return breach
    if (arrival < before) {
      return broken('wellFormed', {
        problem: `frame ${index} arrives at ${arrival} ps, ${before - arrival} ps before the one ahead of it in the array; sort by arrival`,
        index,
        at: arrival,
        by: before - arrival,
        unit: 'ps',
      })
    }
    before = arrival
  }
  return sizeBreach(passages)
}

/** Whether every instant and size is one, and frames stand in the order of their arrival. */
export const checkTrace = (passages: readonly Passage[]): Verdict =>
  traceBreach(passages) ?? held('wellFormed')
