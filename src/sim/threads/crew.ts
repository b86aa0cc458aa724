/** Lanes played by several threads, seen from the one that started them. */
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { Progress } from '../progress.ts'
import type { Gathering } from '../recording/gathering.ts'
import { ENTRY } from './entry.ts'
import { unpacked } from './interval-rows.ts'
import { Room } from './room.ts'
import type { Shares } from './shares.ts'
import { type LaneTask, type Message, type Task, type Work, rethrown } from './task.ts'

/** What is asked of a crew besides its work. */
interface CrewOptions {
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
}

/** One thread. */
class Member {
  declare readonly port: MessagePort
  declare readonly lanes: readonly number[]
  declare private readonly room: Room
  /** Instants up to which everything has to be handed on before each turn is worked off. */
  declare private readonly owed: number[]
  declare private readonly farPort: MessagePort

  constructor(lanes: readonly number[]) {
    const { port1, port2 } = new MessageChannel()
    this.port = port1
    this.farPort = port2
    this.lanes = lanes
    this.room = new Room()
    this.owed = []
  }

  /** What it is asked to do, and what has to be moved to it. */
  task(work: Work, lanes: readonly LaneTask[]): readonly [Task, MessagePort[]] {
    const own = this.lanes.map(number => lanes[number]!)
    const task = { ...work, lanes: own, port: this.farPort, room: this.room.memory }
    return [task, [this.farPort]]
  }

  /** It has told a turn, the last of whose records is handed on when `level` is reached. */
  owe(level: number): void {
    this.owed.push(level)
  }

  /** Everything up to `level` has been handed on. */
  settle(level: number): void {
    const { owed } = this
    let settled = 0
    while (settled < owed.length && owed[settled]! <= level) settled++
    if (settled === 0) return
    owed.splice(0, settled)
    this.room.free(settled)
  }
}

/**
 * Plays lanes in threads, and gathers what they tell. All threads have ended when this ends, however.
 *
 * @param lanes  all lanes, by number
 * @throws InterruptedError when `signal` aborts
 * @throws what a thread throws, or what ended it
 */
export const playInThreads = async (
  work: Work,
  lanes: readonly LaneTask[],
  shares: Shares,
  gathering: Gathering,
  { onProgress, signal }: CrewOptions,
): Promise<void> => {
  const { Piscina } = await import('piscina')
  if (signal?.aborted === true) throw gathering.interrupted()
  const crew = shares.map(share => new Member(share))
  const isRecorded = work.series || work.trace !== null
  const pool = new Piscina({
    ...ENTRY,
    // One for each share, and none in place of one that has ended: the run ends with it.
    minThreads: 0,
    maxThreads: crew.length,
    idleTimeout: Infinity,
    // Tasks are few: no thread needs to be blocked to hear of one at once.
    atomics: 'disabled',
    recordTiming: false,
  })
  let exits: Promise<unknown>[] = []
  let interrupt = (): void => {}
  try {
    await new Promise<void>((resolve, reject) => {
      let isOver = false
      let turns = 0
      const fail = (error: unknown): void => {
        isOver = true
        reject(error)
      }
      const hear = (member: Member, message: Message): void => {
        if (message.kind === 'thrown') {
          fail(rethrown(message))
          return
        }
        const { turn, rows, count } = message
        gathering.take({ ...turn, intervals: unpacked(rows, count) })
        member.owe(isRecorded ? gathering.levelOf(member.lanes) : 0)
        const { level } = gathering
        for (const each of crew) each.settle(level)
        const isDone = level === Infinity
        // As often as one thread takes its turns.
        if (++turns % crew.length === 0 || isDone) onProgress?.(gathering.progress())
        if (isDone) resolve()
      }
      interrupt = () => fail(gathering.interrupted())
      signal?.addEventListener('abort', interrupt)
      pool.on('error', fail)
      for (const member of crew) {
        member.port.on('message', (message: Message) => {
          if (isOver) return
          try {
            hear(member, message)
          } catch (error) {
            fail(error)
          }
        })
        const [task, moved] = member.task(work, lanes)
        pool.run(task, { transferList: moved }).catch(fail)
      }
      exits = pool.threads.map(thread => new Promise(ended => thread.once('exit', ended)))
    })
  } finally {
    signal?.removeEventListener('abort', interrupt)
    for (const { port } of crew) port.close()
    await pool.destroy()
    await Promise.all(exits)
  }
}
