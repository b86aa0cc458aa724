import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes longest begins first, or the other cores would wait for it at the end. */
const LONG = [
  'planted/planted',
  'fuzz/fuzz',
  'cli/sweep/queue',
  'report/page/browser',
  'serve/browser',
  'report/page/studies.browser',
  'library',
  'study/failures/threads',
  'cli/availability',
  'sim/threads/same',
  'study/availability',
  'scenario/hostile',
  'cli/sweep/killed',
  'cli/sweep/queue-away',
].map(name => `/test/${name}.test.ts`)

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONG.findIndex(name => moduleId.endsWith(name))
  return rank < 0 ? LONG.length : rank
}

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.toSorted((a, b) => rankOf(a) - rankOf(b))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A busy machine is no failure: limits are for what hangs, not for what is slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Some wait for other programs, and a core need not wait with them.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    sequence: { sequencer: LongFirst },
  },
})
