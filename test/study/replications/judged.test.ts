/** Objectives of replications: met, missed or undecided, by the whole interval. */
import { expect, test } from 'vitest'
import type { Objective } from '../../../src/model/objective.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import { run } from '../../../src/sim/run.ts'
import { seedOf } from '../../../src/study/replications/question.ts'
import { studentQuantile } from '../../../src/study/student.ts'
import { certain, played, questionOf, small } from './support/played.ts'

const asking = (
  metric: string,
  side: 'below' | 'above',
  limit: number,
  subject: object = { kind: 'interlink', interlink: 'a' },
): Objective => ({ subject: { ...subject, metric }, direction: null, side, limit }) as Objective

const losing = (...objectives: readonly Objective[]): Scenario => small({ objectives })

/** The losses of InterLink `a` by seed, each from a run of its own. */
const losses = async (count: number): Promise<readonly number[]> => {
  const values: number[] = []
  for (let seed = 1; seed <= count; seed++) {
    const input = { scenario: { ...small(), seed }, sha256: '', inputs: [] }
    values.push((await run(input, { clock: () => 0 })).flows[0]!.loss)
  }
  return values
}

test('the interval is Student’s t over the figures of replications', async () => {
  const values = await losses(8)
  const mean = values.reduce((a, b) => a + b, 0) / 8
  const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 7)
  const half = (studentQuantile(0.9, 7) * deviation) / Math.sqrt(8)
  const result = await played(small(), { replications: 8, confidence: 0.9 })
  const { level, loss } = result.flows[0]!.confidence!
  expect(level).toBe(0.9)
  expect(loss!.mean).toBeCloseTo(mean, 12)
  expect(loss!.low).toBeCloseTo(mean - half, 12)
  expect(loss!.high).toBeCloseTo(mean + half, 12)
})

test('an objective is met or missed by the whole interval, and undecided with the limit inside', async () => {
  const values = await losses(8)
  const { flows } = await played(small(), { replications: 8 })
  const { low, high, mean } = flows[0]!.confidence!.loss!
  const limits = [low * 0.9, mean, high * 1.1]
  const result = await played(
    losing(
      ...limits.map(limit => asking('loss', 'below', limit)),
      ...limits.map(limit => asking('loss', 'above', limit)),
    ),
    { replications: 8 },
  )
  expect(result.objectives.map(({ met, undecided }) => [met, undecided])).toEqual([
    [false, undefined],
    [false, true],
    [true, undefined],
    [true, undefined],
    [false, true],
    [false, undefined],
  ])
  for (const [i, { missedAlone, value, low: from, high: to }] of result.objectives.entries()) {
    const limit = limits[i % 3]!
    const misses = values.filter(loss => (i < 3 ? loss >= limit : loss <= limit))
    expect(missedAlone).toBe(misses.length)
    expect(value).toBe(flows[0]!.loss)
    expect([from, to]).toEqual([Math.min(low, value!), Math.max(high, value!)])
  }
})

test('a limit that is the interval’s very end is not met', async () => {
  const { flows } = await played(small(), { replications: 5 })
  const { low, high } = flows[0]!.confidence!.throughput!
  const { objectives } = await played(
    losing(asking('throughput', 'below', high), asking('throughput', 'above', low)),
  )
  expect(objectives.map(({ met, undecided }) => [met, undecided])).toEqual([
    [false, true],
    [false, true],
  ])
})

test('the interval of a maximum reaches to the highest that was seen', async () => {
  const { flows } = await played(small(), { replications: 6 })
  const max = flows[0]!.delay.max!
  const { objectives } = await played(
    losing(
      asking('delay.max', 'below', max),
      asking('delay.max', 'below', max * 1.5),
      asking('queue.max', 'above', 1e9, { kind: 'connection', connection: 'c' }),
    ),
    { replications: 6 },
  )
  expect(objectives[0]).toMatchObject({ met: false, value: max })
  expect(objectives[0]!.high).toBeGreaterThanOrEqual(max)
  expect(objectives[1]).toMatchObject({ met: true })
  expect(objectives.at(-1)).toMatchObject({ met: false, metric: 'queue.max' })
})

test('a figure that every seed has alike is known exactly', async () => {
  const { flows } = await played(certain())
  const { throughput } = flows[0]!.confidence!
  expect(throughput).toEqual({ mean: 1.04e8, low: 1.04e8, high: 1.04e8 })
})

test('a single replication has no interval and is judged as the run that it is', async () => {
  const { objectives } = await played(losing(asking('loss', 'below', 1e-6)), { replications: 1 })
  expect(objectives[0]).toMatchObject({ met: false, low: null, high: null, missedAlone: 1 })
  expect(objectives[0]).not.toHaveProperty('undecided')
})

test('figures of no frames have no interval, and objectives of them miss where frames were offered', async () => {
  const scenario = small({ objectives: [asking('delay.p99', 'below', 1)] })
  const { world } = scenario
  const dead = {
    ...scenario,
    world: {
      ...world,
      interlinks: world.interlinks.map(each => ({ ...each, attachment: { kind: 'detached' } })),
    },
  } as unknown as Scenario
  const { flows, objectives } = await played(dead)
  expect(flows[0]!.confidence!['delay.p99']).toBeNull()
  expect(flows[0]!.confidence!.loss).toEqual({ mean: 1, low: 1, high: 1 })
  expect(objectives[0]).toMatchObject({ value: null, met: false, low: null, high: null })
})

test('seeds follow each other, and begin again after the largest', () => {
  const question = questionOf(small({ seed: 2 ** 32 - 2 }))
  expect([0, 1, 2, 3].map(index => seedOf(question, index))).toEqual([
    2 ** 32 - 2,
    2 ** 32 - 1,
    0,
    1,
  ])
})
