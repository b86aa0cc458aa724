/** In place of a thread that plays: the second replication without connection b fails. */
import { InvariantError } from '../../../../src/sim/invariant.ts'
import { thrown } from '../../../../src/sim/threads/task.ts'
import play from '../../../../src/study/replications/worker.ts'
import type { Answer, Task } from '../../../../src/study/replications/task.ts'

export default async (task: Task): Promise<Answer> => {
  const isWithoutB = task.scenario?.world.interlinks.some(
    ({ connection, propagation }) => connection === 'b' && !propagation,
  )
  return isWithoutB === true && task.index === 1
    ? thrown(new InvariantError('time retreated', 5e11))
    : play(task)
}
