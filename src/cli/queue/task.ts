/** What sweep and workers agree on: the queue, what a task is, and what it is called. */
import type { Change } from '../../scenario/load.ts'

/** A combination for a worker. Its scenario and its input files are in the same Redis, by their hashes. */
export interface TaskData {
  readonly scenario: string
  readonly inputs: readonly InputName[]
  readonly changes: readonly Change[]
  readonly replications: number
}

/** An input file: as the scenario names it, and its hash. */
export interface InputName {
  readonly file: string
  readonly sha256: string
}

/** The queue of a version: other versions might give other figures. */
export const queueName = (version: string): string => `interlink-sim-${version}`

/** A combination of a question has one name, however often it is put on the queue. */
export const taskName = (question: string, index: number): string =>
  `${question.slice(0, 32)}-${index}`

/** What a worker says when Redis has lost what a task needs. */
export const LOST = 'the queue has lost the scenario or an input file'
