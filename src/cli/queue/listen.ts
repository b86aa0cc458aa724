/** A worker of a queue: takes tasks, has threads play them, gives back what comes of them. */
import { Worker } from 'bullmq'
import { type Outcome, refused } from '../../study/sweep/outcome.ts'
import { inputOf } from '../../study/sweep/team.ts'
import { startThreads } from '../../study/sweep/threads.ts'
import { another, atMost, connect, watch } from './redis.ts'
import { Scenarios } from './scenarios.ts'
import { Store } from './store.ts'
import { type TaskData, queueName } from './task.ts'
import { withoutPassword } from './url.ts'

/** Milliseconds after which a task whose worker says nothing is another's; each worker speaks twice as often. */
const LOCK = 10_000
/** Milliseconds between two looks for such tasks. */
const LOOK_EVERY = 5_000
/** Workers that a task may outlive: one that ends every worker ends as a failure. */
const WORKERS_OUTLIVED = 3

/** Milliseconds that it takes at most to leave the queue. */
const CLOSING = 2_000

/** How a worker works. */
export interface ListenOptions {
  readonly url: string
  /** Tasks that it plays at a time. */
  readonly threads: number
  /** Of this program. */
  readonly version: string
  /** Tells people something, a line without its end. */
  readonly tell: (line: string) => void
  /** Ends the work: tasks under way are taken over by others. */
  readonly signal: AbortSignal
}

/**
 * Works until it is told to stop.
 *
 * @returns how many tasks it has played
 * @throws UsageError when the queue cannot be reached
 * @throws whatever ended a thread
 */
export const listen = async (options: ListenOptions): Promise<number> => {
  const { url, threads, version, tell, signal } = options
  const redis = await connect(url)
  const crew = await startThreads(threads)
  const store = new Store(redis)
  const scenarios = new Scenarios(sha256 => store.get(sha256))
  let played = 0
  let giveUp = (_error: unknown): void => {}
  const ended = new Promise<void>((resolve, reject) => {
    giveUp = reject
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve())
  })
  const play = async (task: TaskData): Promise<Outcome> => {
    const result = (await scenarios.of(task)).vary(task.changes)
    if (!result.ok) return refused(result.faults, result.faultCount)
    try {
      const outcome = await crew.play(inputOf(result.loaded), task.replications)
      played++
      return outcome
    } catch (error) {
      // A thread that cannot work is no fault of the task, which another worker takes over.
      giveUp(error)
      return new Promise<never>(() => {})
    }
  }
  const connection = another(redis)
  const worker = new Worker<TaskData, Outcome>(queueName(version), job => play(job.data), {
    connection,
    concurrency: threads,
    lockDuration: LOCK,
    stalledInterval: LOOK_EVERY,
    maxStalledCount: WORKERS_OUTLIVED,
  })
  worker.on('error', () => {})
  const place = withoutPassword(url)
  const leave = watch(
    redis,
    () => tell(`${place} is away: waiting for it`),
    () => tell(`${place} is back`),
  )
  tell(
    `listening to ${place}: ${threads} run${threads === 1 ? '' : 's'} at a time, version ${version}`,
  )
  try {
    await ended
    return played
  } finally {
    const closing = worker.close(true)
    leave()
    connection.disconnect()
    await Promise.all([atMost(CLOSING, closing), crew.end()])
  }
}
