/** A thread: plays one replication after the other, each whole. */
import { workerData } from 'node:worker_threads'
import { thrown } from '../../sim/threads/task.ts'
import { playReplication } from './replication.ts'
import { ProgressRows } from './meters.ts'
import type { Answer, Given, Task } from './task.ts'

const { question, rows, progress } = workerData as Given
const meters = new ProgressRows(rows, progress)

/** Plays a replication. What is thrown is told, too. */
export default async ({ index, row, isWatched, scenario }: Task): Promise<Answer> => {
  const { input, kernel } = question
  const played = scenario === undefined ? input : { ...input, scenario }
  try {
    const replication = await playReplication({ input: played, kernel }, index, {
      isWatched,
      onProgress: ({ share, frames }) => {
        if (row !== null) meters.tell(row, share, frames)
      },
    })
    return { kind: 'played', replication }
  } catch (error) {
    return thrown(error)
  }
}
