/** In place of a thread that plays: it ends itself at the third replication. */
import play from '../../../../src/study/replications/worker.ts'
import type { Answer, Task } from '../../../../src/study/replications/task.ts'

export default async (task: Task): Promise<Answer> => {
  if (task.index === 2) process.exit(3)
  return play(task)
}
