/** In place of a thread that plays: the one with the first lane takes all memory, the others wait. */
import type { Task } from '../../../../src/sim/threads/task.ts'
import { waitForEver } from './waits.ts'

export default ({ lanes }: Task): void => {
  if (lanes[0]!.number !== 0) waitForEver()
  const hoard: number[][] = []
  for (;;) hoard.push(Array.from({ length: 10_000 }, (_, i) => i))
}
