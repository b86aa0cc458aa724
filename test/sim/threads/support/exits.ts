/** In place of a thread that plays: the one with the first lane ends itself, the others wait. */
import type { Task } from '../../../../src/sim/threads/task.ts'
import { waitForEver } from './waits.ts'

export default ({ lanes }: Task): void => {
  if (lanes[0]!.number === 0) process.exit(3)
  waitForEver()
}
