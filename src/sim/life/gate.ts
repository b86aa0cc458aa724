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
  /** Null: open; `elsewhere`: frames take another InterLink. */
  readonly cause: DropCause | 'elsewhere' | null
}

const codeOf = (cause: GateState['cause']): number => {
  if (cause === null) return OPEN
  return cause === 'elsewhere' ? ELSEWHERE : DROP_CAUSES.indexOf(cause)
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
    const code = codeOf(cause)
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
