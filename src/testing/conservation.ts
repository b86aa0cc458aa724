/** Whether frames are neither lost without trace, nor made, nor doubled. */
import type { Passage } from './passage.ts'
import { type Verdict, broken, held } from './verdict.ts'

/** A number of frames and the sum of their sizes. */
export interface Amount {
  readonly frames: number
  readonly bytes: number
}

/** What was offered and what became of it; the flows of a result are such. */
export interface Balance {
  readonly offered: Amount
  readonly delivered: Amount
  readonly dropped: Amount
  readonly inFlight: Amount
}

/**
 * offered = delivered + dropped + in flight, in frames and in bytes.
 *
 * @param balances  one or many, for instance `result.flows`
 * @returns the first balance that is off, its index, and by how many frames or bytes
 */
export const checkConservation = (balances: Balance | readonly Balance[]): Verdict => {
  const list = 'offered' in balances ? [balances] : balances
  for (const [index, { offered, delivered, dropped, inFlight }] of list.entries()) {
    for (const unit of ['frames', 'bytes'] as const) {
      const found = delivered[unit] + dropped[unit] + inFlight[unit]
      if (found === offered[unit]) continue
      return broken('conservation', {
        problem: `balance ${index}: ${offered[unit]} ${unit} offered, ${delivered[unit]} delivered + ${dropped[unit]} dropped + ${inFlight[unit]} in flight = ${found}`,
        index,
        at: null,
        by: Math.abs(found - offered[unit]),
        unit: unit === 'frames' ? 'frame' : 'byte',
      })
    }
  }
  return held('conservation')
}

const amountOf = (passages: readonly Passage[]): Amount => ({
  frames: passages.length,
  bytes: passages.reduce((sum, { bytes }) => sum + bytes, 0),
})

/** The balance of a trace. */
export const balanceOf = (passages: readonly Passage[]): Balance => ({
  offered: amountOf(passages),
  delivered: amountOf(passages.filter(each => 'departure' in each)),
  dropped: amountOf(passages.filter(each => 'dropped' in each)),
  inFlight: amountOf(passages.filter(each => 'inFlight' in each)),
})

/** A frame that was seen somewhere. */
export interface Sighting {
  /** Tells the frame from all others. */
  readonly id: string | number
  /** When it was seen, ps. */
  readonly at: number
  readonly bytes: number
}

/** What was seen at the two ends of something, and what it says it dropped; each in any order. */
export interface FrameLog {
  readonly offered: readonly Sighting[]
  readonly delivered: readonly Sighting[]
  readonly dropped: readonly Sighting[]
}

/**
 * Every frame that is delivered or dropped was offered, once, with as many bytes, and is only one of
 * the two, once.
 *
 * @returns the first frame that is not, its index in its own list, and by how many frames or bytes
 */
export const checkNoDuplication = ({ offered, delivered, dropped }: FrameLog): Verdict => {
  const sizes = new Map<string | number, number>()
  for (const [index, { id, at, bytes }] of offered.entries()) {
    if (sizes.has(id)) {
      const problem = `offered ${index}: frame ${id} is offered a second time at ${at} ps; give each frame an id of its own`
      return broken('noDuplication', { problem, index, at, by: 1, unit: 'frame' })
    }
    sizes.set(id, bytes)
  }
  const seen = new Map<string | number, string>()
  for (const [name, list] of [
    ['delivered', delivered],
    ['dropped', dropped],
  ] as const) {
    for (const [index, { id, at, bytes }] of list.entries()) {
      const size = sizes.get(id)
      const before = seen.get(id)
      const problem =
        size === undefined
          ? `${name} ${index}: frame ${id} is ${name} at ${at} ps and was never offered`
          : before === undefined
            ? null
            : `${name} ${index}: frame ${id} is ${name} at ${at} ps after it was ${before}`
      if (problem !== null) {
        return broken('noDuplication', { problem, index, at, by: 1, unit: 'frame' })
      }
      if (size !== bytes) {
        return broken('noDuplication', {
          problem: `${name} ${index}: frame ${id} has ${bytes} bytes, and had ${size} when it was offered`,
          index,
          at,
          by: Math.abs(bytes - size!),
          unit: 'byte',
        })
      }
      seen.set(id, name)
    }
  }
  return held('noDuplication')
}

/**
 * The trace that a log tells, in the order of arrival; frames that are neither delivered nor dropped
 * are in flight. Hold the log to `checkNoDuplication` first.
 */
export const passagesOf = ({ offered, delivered, dropped }: FrameLog): readonly Passage[] => {
  const timesOf = (list: readonly Sighting[]): Map<string | number, number> =>
    new Map(list.map(({ id, at }) => [id, at]))
  const [left, lost] = [timesOf(delivered), timesOf(dropped)]
  return offered
    .toSorted((a, b) => a.at - b.at)
    .map(({ id, at: arrival, bytes }): Passage => {
      const departure = left.get(id)
      if (departure !== undefined) return { arrival, bytes, departure }
      const drop = lost.get(id)
      if (drop !== undefined) return { arrival, bytes, dropped: drop }
      return { arrival, bytes, inFlight: true }
    })
}
