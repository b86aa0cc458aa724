/** Replications that go on until enough is known. */
import { expect, test, vi } from 'vitest'
import type { Objective } from '../../../src/model/objective.ts'
import { certain, played, small } from './support/played.ts'

vi.mock('../../../src/sim/threads/start-cost.ts', () => ({ START_COST: 0 }))

const loss: Objective = {
  subject: { kind: 'interlink', interlink: 'a', metric: 'loss' },
  direction: null,
  side: 'below',
  limit: 0.5,
}

test('stops at the first batch at which every figure is known as asked, and not before', async () => {
  const all = await played(small(), { replications: 60, precision: 0.1 })
  const { count, precision } = all.replications!
  expect(count % 5).toBe(0)
  expect(count).toBeGreaterThan(5)
  expect(count).toBeLessThan(60)
  expect(precision).toMatchObject({ target: 0.1, cap: 60, reached: true })
  expect(precision!.widest!.precision).toBeLessThanOrEqual(0.1)
  // One batch sooner it was not known; figures are those of as many replications without a precision.
  const sooner = await played(small(), { replications: count - 5, precision: 0.1 })
  expect(sooner.replications!.precision).toMatchObject({ reached: false, cap: count - 5 })
  const { run: _, replications: _1, ...same } = await played(small(), { replications: count })
  const { run: _2, replications: _3, ...pooled } = all
  expect(pooled).toEqual(same)
})

test('knows the least of what it names', async () => {
  const { flows, replications } = await played(small(), { replications: 10, precision: 1e-6 })
  const shares = flows.flatMap(({ confidence }) =>
    (['delay.mean', 'delay.p99', 'loss', 'throughput'] as const).map(metric => {
      const { mean, high } = confidence![metric]!
      return (high - mean) / mean
    }),
  )
  expect(replications!.precision!.widest!.precision).toBeCloseTo(Math.max(...shares), 9)
})

test('looks at figures of objectives alone where there are some', async () => {
  const it = small({ objectives: [loss] })
  const { replications } = await played(it, { replications: 40, precision: 0.2 })
  expect(replications!.precision!.widest).toMatchObject({ interlink: 'a', metric: 'loss' })
  expect(replications!.precision!.reached).toBe(true)
})

test('stops after five where all are alike, and takes the cap for an answer where it must', async () => {
  expect(
    (await played(certain(), { replications: 50, precision: 1e-9 })).replications,
  ).toMatchObject({ count: 5, precision: { reached: true, widest: { precision: 0 } } })
  expect((await played(small(), { replications: 7, precision: 1e-9 })).replications).toMatchObject({
    count: 7,
    precision: { reached: false, cap: 7 },
  })
})

test('the number of threads does not change when it stops', async () => {
  const documents = await Promise.all(
    [1, 2, 3].map(async threads => {
      const { run, ...rest } = await played(
        small(),
        { replications: 60, precision: 0.1 },
        { threads },
      )
      expect(run.threads).toBe(threads)
      return rest
    }),
  )
  expect(documents[1]).toEqual(documents[0])
  expect(documents[2]).toEqual(documents[0])
})
