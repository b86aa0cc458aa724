/** In place of a thread that plays: one replication fails, sooner than those before it are done. */
import { InvariantError } from '../../../../src/sim/invariant.ts'
import { thrown } from '../../../../src/sim/threads/task.ts'
import play from '../../../../src/study/replications/worker.ts'
import type { Answer, Task } from '../../../../src/study/replications/task.ts'

export default async (task: Task): Promise<Answer> =>
  task.index === 3 ? thrown(new InvariantError('time retreated', 5e11)) : play(task)
