/** A thread: plays one combination after the other, each whole. */
import { thrown } from '../../sim/threads/task.ts'
import { playCombination } from './outcome.ts'
import type { Answer, Task } from './task.ts'

/** Plays a combination. What is thrown is told, too. */
export default async ({ input, replications }: Task): Promise<Answer> => {
  try {
    const outcome = await playCombination(input, { replications, threads: 1 })
    return { kind: 'outcome', outcome }
  } catch (error) {
    return thrown(error)
  }
}
