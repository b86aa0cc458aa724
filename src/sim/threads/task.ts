/** What crosses the border between threads: all of it can be cloned. */
import type { MessagePort } from 'node:worker_threads'
import type { Content } from '../../formats/content.ts'
import type { Scenario } from '../../model/scenario.ts'
import { InvariantError } from '../invariant.ts'
import type { FrameKernel } from '../kernel/choice.ts'
import type { LaneOutline } from '../outline.ts'
import type { Turn } from '../recording/turn.ts'
import type { FlowName } from '../trace/lane-trace.ts'

/** What is to be played. */
export interface Work {
  readonly scenario: Scenario
  /** Input files, in memory that threads have in common. */
  readonly inputs: ReadonlyMap<string, Content>
  /** Whether figures are wanted of each interval of the series. */
  readonly series: boolean
  /** Whether deliveries are wanted, and of which flows; null: no. */
  readonly trace: { readonly flows: readonly FlowName[] | undefined } | null
}

/** A lane of a thread. */
export interface LaneTask {
  /** Its number among all lanes. */
  readonly number: number
  readonly outline: LaneOutline
  readonly kernel: FrameKernel
}

/** What one thread is asked to do. */
export interface Task extends Work {
  readonly lanes: readonly LaneTask[]
  /** Where it tells turns. */
  readonly port: MessagePort
  /** The memory of its `Room`. */
  readonly room: Int32Array
}

/** What a thread tells: a turn, or what ended it. */
export type Message =
  | {
      readonly kind: 'turn'
      readonly turn: Omit<Turn, 'intervals'>
      /** Its intervals, and how many there are. */
      readonly rows: Float64Array
      readonly count: number
    }
  | Thrown

/** What was thrown, on its way to another thread. */
export interface Thrown {
  readonly kind: 'thrown'
  /** Keeps its message and where it arose, and its type if it is one of the language's own. */
  readonly error: unknown
  /** What a clone of an `InvariantError` loses; null: it is none. */
  readonly simulated: number | null
}

/** What was thrown, for the other side. */
export const thrown = (error: unknown): Thrown => ({
  kind: 'thrown',
  error,
  simulated: error instanceof InvariantError ? error.simulated : null,
})

/** What was thrown on the other side, as it was. */
export const rethrown = ({ error, simulated }: Thrown): unknown => {
  if (simulated === null || !(error instanceof Error)) return error
  const again = new InvariantError(error.message, simulated)
  if (error.stack !== undefined) again.stack = error.stack
  return again
}
