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

/** Tests that change nothing outside themselves share what they have loaded. */
const SHARING = ['model', 'formats', 'theory', 'report', 'scenario'].map(
  folder => `test/${folder}/**/*.test.ts`,
)
const BROWSER = 'test/**/*browser.test.ts'

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: 'sharing', include: SHARING, exclude: [BROWSER], isolate: false },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['test/**/*.test.ts'],
          exclude: SHARING.map(pattern => pattern.replace('*.test.ts', '!(*browser).test.ts')),
        },
      },
    ],
    // A busy machine is no failure: limits are for what hangs, not for what is slow.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Some wait for other programs, and a core need not wait with them.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    sequence: { sequencer: LongFirst },
  },
})
