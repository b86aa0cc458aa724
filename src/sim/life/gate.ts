/**
 * A gate: when frames of a family may enter an InterLink, and why not otherwise. It is settled before
 * any frame is emitted and changes at finitely many instants.
 */
import { DROP_CAUSES, type DropCause } from '../../model/drop-cause.ts'

/** From each instant on, up to the next, the gate is open or drops all frames for one cause. */
export interface Gate {
  /** Whole ps, rising; the first one is 0. */
  readonly instants: Float64Array
  /** For each instant: `OPEN`, or the index of a cause in `DROP_CAUSES`. */
  readonly causes: Int8Array
}

/** In place of a cause: frames pass. */
export const OPEN = -1
/** In place of a cause: frames of this source take another InterLink, and are none of this one's. */
export const ELSEWHERE = -2

/** What a gate does from an instant on. */
export interface GateState {
  /** Whole ps; what lies before 0 is as good as 0. */
  readonly from: number
  /** Null: open. */
  readonly cause: DropCause | null
}

/**
 * A gate of states in the order of their instants, the first of them at 0 or before; of several at one
 * instant, or before 0, the last one stands. States that change nothing are left out.
 */
export const gateOf = (states: readonly GateState[]): Gate => {
  const instants: number[] = []
  const causes: number[] = []
  for (const { from, cause } of states) {
    const at = Math.max(0, from)
    const code = cause === null ? OPEN : DROP_CAUSES.indexOf(cause)
    if (instants.at(-1) === at) {
      instants.pop()
      causes.pop()
    }
    if (causes.at(-1) === code) continue
    instants.push(at)
    causes.push(code)
  }
  return { instants: Float64Array.from(instants), causes: Int8Array.from(causes) }
}

/** What a gate is at an instant: `OPEN` or a cause's index. */
const causeAt = ({ instants, causes }: Gate, instant: number): number =>
  causes[instants.findLastIndex(from => from <= instant)]!

/**
 * How long all gates are open together within [`from`, `to`).
 *
 * @returns whole ps; all of the time where there is no gate
 */
export const openTime = (gates: readonly Gate[], from: number, to: number): number => {
  const inside = gates.flatMap(({ instants }) =>
    [...instants].filter(instant => instant > from && instant < to),
  )
  const borders = [from, ...new Set(inside.toSorted((a, b) => a - b)), to]
  let open = 0
  for (let i = 0; i + 1 < borders.length; i++) {
    const at = borders[i]!
    if (gates.every(gate => causeAt(gate, at) === OPEN)) open += borders[i + 1]! - at
  }
  return open
}
