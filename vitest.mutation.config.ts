import { defineConfig } from 'vitest/config'

/** The tests that hold what `npm run test:mutation` breaks, each quick and always alike. */
export default defineConfig({
  test: {
    include: [
      'test/sim/{bucket,bucket.property,exact,area,backlog.property}.test.ts',
      'test/sim/kernels/turns.test.ts',
      'test/sim/{figures,agenda.property,recording.property}.test.ts',
      'test/sim/{conservation.property,kernel.property,lives.golden,vectors}.test.ts',
      'test/laws/*.test.ts',
      'test/model/{rules,warnings,demarcation,scenario.property}.test.ts',
      'test/theory/buffer-bounds.property.test.ts',
    ],
    setupFiles: ['test/mutation-setup.ts'],
    env: { RUNS: '40' },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
