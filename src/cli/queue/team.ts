/**
 * Workers on any machines, seen from the sweep.
 *
 * What Redis holds may be gone at any moment: the sweep remembers what it waits for, looks for it now and then,
 * and puts it there again. A task has the name of its combination, so nothing is played twice for being asked
 * twice, and what was finished while no sweep listened is found.
 */
import { Job, Queue, QueueEvents } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Outcome } from '../../study/sweep/outcome.ts'
import type { Combination, Team } from '../../study/sweep/team.ts'
import { UsageError } from '../exit.ts'
import { another, atMost, connect, watch } from './redis.ts'
import { type Goods, Store, goodsOf } from './store.ts'
import { LOST, type TaskData, queueName, taskName } from './task.ts'
import { withoutPassword } from './url.ts'

/** Tasks that are on the queue at once: enough for many workers, and soon put there again when they are lost. */
const AHEAD = 1_000
/** Milliseconds between two looks at what the sweep waits for. */
const LOOK_EVERY = 2_000
/** Seconds for which Redis may be away before the sweep gives up. */
export const PATIENCE = 60
/** Milliseconds without any outcome after which the sweep looks whether there are workers at all. */
const SILENCE = 3_000

/** What a team is gathered for. */
export interface QueueOptions {
  readonly url: string
  /** Hash of the question, hexadecimal. */
  readonly question: string
  readonly replications: number
  /** Of this program. */
  readonly version: string
  /** Seconds for which Redis may be away. */
  readonly patience: number
  /** Tells people something, a line without its end. */
  readonly tell: (line: string) => void
}

/** A task that the sweep waits for. */
interface Awaited {
  readonly data: TaskData
  readonly goods: Goods
  readonly since: number
  readonly settle: (outcome: Outcome) => void
  readonly fail: (error: unknown) => void
}

const JOB = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 500 },
  removeOnComplete: { age: 24 * 3600 },
  removeOnFail: { age: 24 * 3600 },
} as const

/** The sweep's side of a queue. */
class QueueTeam implements Team {
  readonly ahead: number = AHEAD
  readonly #options: QueueOptions
  readonly #redis: Redis
  /** For what blocks. */
  readonly #twin: Redis
  readonly #store: Store
  readonly #queue: Queue<TaskData, Outcome>
  readonly #events: QueueEvents
  readonly #awaited = new Map<string, Awaited>()
  readonly #looking: NodeJS.Timeout
  /** Ends the connection. */
  readonly #leave: () => void
  /** Tasks whose outcomes have been taken; they are removed at the next look. */
  #taken: string[] = []
  #lastOutcome = Date.now()
  #hasMissedWorkers = false
  #isLookingNow = false
  #givingUp: NodeJS.Timeout | undefined

  constructor(redis: Redis, options: QueueOptions) {
    this.#options = options
    this.#redis = redis
    this.#store = new Store(redis)
    const name = queueName(options.version)
    this.#queue = new Queue(name, { connection: redis, defaultJobOptions: JOB })
    this.#twin = another(redis)
    this.#events = new QueueEvents(name, { connection: this.#twin })
    this.#queue.on('error', () => {})
    this.#events.on('error', () => {})
    this.#events.on('completed', ({ jobId, returnvalue }) => {
      this.#settle(jobId, returnvalue)
    })
    this.#events.on('failed', ({ jobId }) => {
      // Where Redis goes away meanwhile, there will be a look.
      if (this.#awaited.has(jobId)) this.#collect(jobId).catch(() => {})
    })
    this.#looking = setInterval(() => void this.#look(), LOOK_EVERY)
    const place = withoutPassword(options.url)
    this.#leave = watch(
      redis,
      () => {
        options.tell(`${place} is away: waiting for it; what is done is kept`)
        this.#givingUp = setTimeout(() => {
          this.#failAll(
            new UsageError(
              `--queue: ${place} stayed away for ${options.patience} s; what is done is kept: start again to go on`,
            ),
          )
        }, options.patience * 1000)
      },
      () => {
        clearTimeout(this.#givingUp)
        options.tell(`${place} is back`)
        void this.#look()
      },
    )
  }

  async play(combination: Combination): Promise<Outcome> {
    const { index, changes, loaded } = combination
    const { question, replications } = this.#options
    const goods = goodsOf(loaded)
    const { sha256: scenario, inputs } = goods
    const data: TaskData = { scenario, inputs, changes, replications }
    const id = taskName(question, index)
    const outcome = new Promise<Outcome>((settle, fail) => {
      this.#awaited.set(id, { data, goods, since: Date.now(), settle, fail })
    })
    this.#put(id).catch((error: unknown) => this.#awaited.get(id)?.fail(error))
    return outcome
  }

  /** Waits until outcomes are told as soon as they are there. */
  async start(): Promise<void> {
    await this.#events.waitUntilReady()
  }

  async end(): Promise<void> {
    clearInterval(this.#looking)
    clearTimeout(this.#givingUp)
    const left = [...this.#awaited.keys(), ...this.#taken]
    this.#awaited.clear()
    const isThere = this.#redis.status === 'ready'
    if (isThere) {
      // Tasks that nobody has begun are nobody's any more; those under way end, and are found by the next sweep.
      await atMost(LOOK_EVERY, ...left.map(id => this.#queue.remove(id)))
    }
    this.#leave()
    this.#twin.disconnect()
    await atMost(isThere ? LOOK_EVERY : 0, this.#events.close(), this.#queue.close())
  }

  async #put(id: string): Promise<void> {
    const awaited = this.#awaited.get(id)
    if (awaited === undefined) return
    await this.#store.put(awaited.goods)
    await this.#queue.add('combination', awaited.data, { jobId: id })
  }

  #settle(id: string, outcome: Outcome): void {
    const awaited = this.#awaited.get(id)
    if (awaited === undefined) return
    this.#awaited.delete(id)
    this.#taken.push(id)
    this.#lastOutcome = Date.now()
    awaited.settle(outcome)
  }

  #failAll(error: unknown): void {
    for (const { fail } of this.#awaited.values()) fail(error)
    this.#awaited.clear()
  }

  /** Removes what was taken, takes what was not told, puts back what is lost. */
  async #look(): Promise<void> {
    if (this.#isLookingNow || this.#redis.status !== 'ready') return
    this.#isLookingNow = true
    try {
      const taken = this.#taken
      this.#taken = []
      await Promise.all(taken.map(id => this.#queue.remove(id)))
      const old = [...this.#awaited].filter(([, { since }]) => Date.now() - since > LOOK_EVERY)
      const ended = await Promise.all(
        old.map(([id]) => this.#redis.hmget(this.#queue.toKey(id), 'name', 'finishedOn')),
      )
      for (const [i, [name, finishedOn]] of ended.entries()) {
        const [id] = old[i]!
        if (name === null) await this.#put(id)
        else if (finishedOn !== null) await this.#collect(id)
      }
      await this.#lookForWorkers()
    } catch {
      // Redis went away in the middle: there will be another look.
    } finally {
      this.#isLookingNow = false
    }
  }

  /** Takes the outcome of a task that has ended, or puts it back where only the queue was at fault. */
  async #collect(id: string): Promise<void> {
    const job = await Job.fromId<TaskData, Outcome>(this.#queue, id)
    if (job === undefined) return
    if (!(await job.isFailed())) {
      this.#settle(id, job.returnvalue)
    } else if (job.failedReason === LOST) {
      await this.#queue.remove(id)
      await this.#put(id)
    } else this.#settle(id, { kind: 'failed', error: `its workers failed: ${job.failedReason}` })
  }

  async #lookForWorkers(): Promise<void> {
    const { url, tell } = this.#options
    if (this.#hasMissedWorkers || this.#awaited.size === 0) return
    if (Date.now() - this.#lastOutcome < SILENCE) return
    if ((await this.#queue.getWorkersCount()) > 0) return
    this.#hasMissedWorkers = true
    tell(
      `no worker listens to ${withoutPassword(url)}: start some with interlink-sim worker --queue ${withoutPassword(url)}`,
    )
  }
}

/**
 * Gathers the workers that listen to a queue, now or later.
 *
 * @throws UsageError when the queue cannot be reached
 */
export const gatherWorkers = async (options: QueueOptions): Promise<Team> => {
  const team = new QueueTeam(await connect(options.url), options)
  await team.start()
  return { ahead: team.ahead, play: each => team.play(each), end: () => team.end() }
}
