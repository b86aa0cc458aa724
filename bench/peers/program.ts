/** What is measured against what: programs that play a workload, or a token bucket alone. */
import type { Workload } from './workload.ts'

/** What a run of a program tells. */
export interface Outcome {
  /** Packets delivered or offered, or operations of the bucket. */
  readonly operations: number
  /** Per operation, start and end of the process left out. */
  readonly nanoseconds: number
  /** The same with start and end, where it is a command that people run. */
  readonly wholeNanoseconds?: number
  /** µs; of programs that play a workload. */
  readonly meanDelay: number | null
}

/** The token bucket alone has no workload. */
export type Task = Workload | 'bucket'

/** Runs once. @throws Error with what the program said, if it failed */
export type Runner = (task: Task, operations: number) => Outcome

export type Prepared =
  | { readonly kind: 'ready'; readonly run: Runner }
  | { readonly kind: 'missing'; readonly what: string; readonly packages: readonly string[] }
  | { readonly kind: 'broken'; readonly command: string; readonly output: string }

export interface Program {
  /** As `--only` names it. */
  readonly name: string
  readonly title: string
  readonly plays: 'workloads' | 'bucket'
  /** Operations of a run, of those asked for, so that each takes a second or some. */
  readonly share: number
  /** Finds what it needs, and builds it. */
  readonly prepare: () => Prepared
}

export const taskName = (task: Task): string => (task === 'bucket' ? 'token bucket' : task.name)
