/** Two scenarios under the same seeds: what their document says, and how the work ends early. */
import { describe, expect, test } from 'vitest'
import type { Objective } from '../../src/model/objective.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { FlowResult } from '../../src/sim/result/document.ts'
import { run } from '../../src/sim/run.ts'
import { compare } from '../../src/study/compare.ts'
import type { CompareDocument, Difference } from '../../src/study/compare/document.ts'
import { differenceOf } from '../../src/study/compare/paired.ts'
import { halfWidthFor } from '../../src/study/replications/interval.ts'
import { StoppedError } from '../../src/study/stopped.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { poisson } from '../sim/support/sources.ts'
import { interlink } from '../sim/support/worlds.ts'
import { certain, played, small } from './replications/support/played.ts'
import { type Compared, compared, inputOf } from './compare/compared.ts'

const SEED = 11
/** Quantile 0.975 of Student's t with 7 degrees of freedom, from a printed table. */
const T7 = 2.3646

/** A with a bucket of 4 kB, B with one of 12 kB to the cloud and less bandwidth. */
const shallow = small()
const deep = small({
  interlinks: [
    interlink({ id: 'a', bandwidth: bitsPerSecond(5e8), burst: bytes(8_000), queue: bytes(6_000) }),
    interlink({ id: 'b', bandwidth: bitsPerSecond(4.8e8), burst: bytes(12_000) }),
  ],
})

const objective = (
  subject: Objective['subject'],
  limit: number,
  side: Objective['side'] = 'below',
): Objective => ({ subject, direction: null, side, limit })

const found = (
  { differences }: CompareDocument,
  id: string,
  metric: Difference['metric'],
): Difference =>
  differences.find(
    each =>
      ('interlink' in each ? each.interlink : each.connection) === id && each.metric === metric,
  )!

/** Figures of one flow, run seed by seed. */
const alone = async (
  it: Scenario,
  seeds: number,
  id: string,
  figure: (flow: FlowResult) => number | null,
): Promise<(number | null)[]> => {
  const values: (number | null)[] = []
  for (let i = 0; i < seeds; i++) {
    const { flows } = await run(
      { scenario: { ...it, seed: SEED + i }, sha256: '', inputs: [] },
      { clock: () => 0, kernel: 'event' },
    )
    values.push(figure(flows.find(({ interlink: each }) => each === id)!))
  }
  return values
}

/** Mean and half width by the textbook. */
const textbook = (values: readonly number[], t: number) => {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0)
  return { mean, half: (t * Math.sqrt(squares / (values.length - 1))) / Math.sqrt(values.length) }
}

describe('differences', () => {
  test.each([
    ['a', 'delay.mean', (flow: FlowResult) => flow.delay.mean],
    ['a', 'delay.p99', (flow: FlowResult) => flow.delay.p99],
    ['b', 'loss', (flow: FlowResult) => flow.loss],
    ['b', 'throughput', (flow: FlowResult) => flow.throughput],
  ] as const)('of %s %s are those of runs seed by seed', async (id, metric, figure) => {
    const document = await compared(shallow, deep, { seed: SEED, replications: 8 })
    const a = (await alone(shallow, 8, id, figure)) as number[]
    const b = (await alone(deep, 8, id, figure)) as number[]
    const { mean, half } = textbook(
      a.map((value, i) => b[i]! - value),
      T7,
    )
    const difference = found(document, id, metric)
    expect(half).toBeGreaterThan(0)
    const near = (value: number | null, expected: number): void =>
      expect(Math.abs(value! - expected)).toBeLessThan(1e-4 * half)
    near(difference.mean, mean)
    near(difference.low, mean - half)
    near(difference.high, mean + half)
    near(difference.a, textbook(a, T7).mean)
    near(difference.b, textbook(b, T7).mean)
    expect(difference).toMatchObject({ pairs: 8, level: 0.95 })
  })

  test('are exactly zero where both sides are the same', async () => {
    const { differences, onlyIn } = await compared(small(), small(), { replications: 4 })
    expect(differences).toHaveLength(8)
    for (const { mean, low, high, a, b, verdict } of differences) {
      expect([mean, low, high]).toEqual([0, 0, 0])
      expect(b).toBe(a)
      expect(verdict).toBe('same')
    }
    expect(onlyIn).toEqual({ a: [], b: [] })
  })

  test('of frames that are drawn alike are several times surer than of unpaired runs', async () => {
    const load = [poisson(4.9e8, 700, { interlink: 'a' })]
    const [a, b] = [5e8, 5.02e8].map(bandwidth =>
      small({
        interlinks: [
          interlink({
            id: 'a',
            bandwidth: bitsPerSecond(bandwidth),
            burst: bytes(4_000),
            queue: bytes(1e6),
          }),
        ],
        traffic: load,
      }),
    ) as [Scenario, Scenario]
    const figure = (flow: FlowResult) => flow.delay.mean
    const { low, high, verdict } = found(
      await compared(a, b, { seed: SEED, replications: 8 }),
      'a',
      'delay.mean',
    )
    const [ofA, ofB] = [
      textbook((await alone(a, 8, 'a', figure)) as number[], T7),
      textbook((await alone(b, 8, 'a', figure)) as number[], T7),
    ]
    const unpaired = Math.hypot(ofA.half, ofB.half)
    expect((high! - low!) / 2).toBeLessThan(unpaired / 4)
    // Paired they can be told apart, unpaired they cannot.
    expect(verdict).toBe('better')
    expect(ofA.mean - ofB.mean).toBeLessThan(unpaired)
  })

  test('follow the seed that is asked for, not those of the scenarios', async () => {
    const asked = { seed: SEED, replications: 3 }
    const one = await compared(small({ seed: 1 }), small({ seed: 900 }), asked)
    expect(one.seed).toBe(SEED)
    expect(one.differences.every(({ verdict }) => verdict === 'same')).toBe(true)
    const other = await compared(small(), small(), { ...asked, seed: SEED + 1 })
    expect(other.differences[0]!.a).not.toBe(one.differences[0]!.a)
  })

  test('turn round when the sides do', async () => {
    const asked = { seed: SEED, replications: 8 }
    const there = await compared(shallow, deep, asked)
    const back = await compared(deep, shallow, asked)
    there.differences.forEach((difference, i) => {
      const other = back.differences[i]!
      expect(other.a).toBe(difference.b)
      expect(other.mean! + difference.mean!).toBe(0)
      expect(other.low! + difference.high!).toBe(0)
    })
    expect(found(there, 'b', 'loss').verdict).toBe('better')
    expect(found(back, 'b', 'loss').verdict).toBe('worse')
  })

  test('are of whatever an objective of either side names', async () => {
    const a = {
      ...shallow,
      objectives: [
        objective({ kind: 'interlink', interlink: 'a', metric: 'shaperWait.max' }, 1e-3),
      ],
    }
    const b = {
      ...deep,
      objectives: [objective({ kind: 'connection', connection: 'c', metric: 'utilisation' }, 0.8)],
    }
    const { differences } = await compared(a, b, { replications: 3 })
    const names = differences.map(
      each =>
        `${'interlink' in each ? each.interlink : each.connection} ${each.direction} ${each.metric}`,
    )
    expect(names).toEqual([
      ...['delay.mean', 'delay.p99', 'loss', 'throughput', 'shaperWait.max'].map(
        metric => `a toCustomer ${metric}`,
      ),
      ...['delay.mean', 'delay.p99', 'loss', 'throughput'].map(metric => `b toCloud ${metric}`),
      'c toCustomer utilisation',
      'c toCloud utilisation',
    ])
  })

  test('of certain figures have no width', async () => {
    const late = certain()
    const slower = {
      ...late,
      world: { ...late.world, interlinks: [interlink({ mtu: bytes(900) })] },
    }
    const document = await compared(late, slower, { replications: 3 })
    // Frames longer than the MTU are lost, each of them.
    expect(found(document, 'l', 'loss')).toMatchObject({
      mean: 1,
      low: 1,
      high: 1,
      verdict: 'worse',
    })
    expect(found(document, 'l', 'delay.mean')).toMatchObject({
      a: expect.any(Number),
      b: null,
      mean: null,
      low: null,
      high: null,
      pairs: 0,
      verdict: 'undecided',
    })
  })
})

describe('a figure', () => {
  const figure = { interlink: 'l', direction: 'toCloud', metric: 'delay.mean' } as const
  const of = (a: readonly (number | null)[], b: readonly (number | null)[]): Difference =>
    differenceOf(figure, a, b, 0.95, halfWidthFor(0.95))

  test('is paired only where both have it', () => {
    const { mean, pairs, a, b, low, high } = of([1, null, 3, 4, 9], [2, 7, 5, null, 10])
    expect([pairs, mean]).toEqual([3, 4 / 3])
    expect(a).toBeCloseTo(13 / 3, 12)
    expect(b).toBeCloseTo(17 / 3, 12)
    // t of 2 degrees of freedom; the deviation of 1, 2, 1 is √(1/3).
    expect((high! - low!) / 2).toBeCloseTo((4.30265 * Math.sqrt(1 / 3)) / Math.sqrt(3), 4)
  })

  test('has no interval of a single pair, and no difference of none', () => {
    expect(of([1, null], [4, 5])).toMatchObject({ pairs: 1, mean: 3, low: null, high: null })
    expect(of([1, null], [null, 5])).toMatchObject({ pairs: 0, a: 1, b: 5, mean: null })
    expect(of([null, null], [null, 5])).toMatchObject({ pairs: 0, a: null, b: 5, mean: null })
    expect(of([1, null], [4, 5]).verdict).toBe('undecided')
  })

  test.each([
    ['delay.p99', 1, 'worse'],
    ['delay.p99', -1, 'better'],
    ['portWait.max', -1, 'better'],
    ['throughput', 1, 'better'],
    ['availability', -0.5, 'worse'],
    ['utilisation', 0.5, 'other'],
  ] as const)('%s that moves by %d is %s', (metric, by, verdict) => {
    const difference = differenceOf(
      { interlink: 'l', direction: 'toCloud', metric },
      [1, 2, 3],
      [1 + by, 2 + by, 3 + by],
      0.95,
      halfWidthFor(0.95),
    )
    expect(difference.verdict).toBe(verdict)
  })

  test('is undecided where its interval touches zero, and a share moves by 1 at most', () => {
    const loss = { interlink: 'l', direction: 'toCloud', metric: 'loss' } as const
    const wide = differenceOf(loss, [0, 0], [1, 0.2], 0.95, halfWidthFor(0.95))
    expect(wide).toMatchObject({ mean: 0.6, low: -1, high: 1, verdict: 'undecided' })
    for (const [b, low, high] of [
      [[1.5, 0.5], 0, 2],
      [[-0.5, -1.5], -2, 0],
    ] as const) {
      const rate = { ...loss, metric: 'throughput' } as const
      const touching = differenceOf(rate, [0, 0], b, 0.95, () => 1)
      expect(touching).toMatchObject({ low, high, verdict: 'undecided' })
    }
  })
})

describe('what only one side has', () => {
  const objectives = [objective({ kind: 'connection', connection: 'c', metric: 'queue.max' }, 1e6)]
  const { traffic } = shallow
  const without = { ...shallow, traffic: traffic.slice(0, 2), objectives }

  test('is told, and nothing else of it', async () => {
    const document = await compared({ ...shallow, objectives }, without, { replications: 3 })
    expect(document.onlyIn).toEqual({ a: [{ interlink: 'b', direction: 'toCloud' }], b: [] })
    const ids = document.differences.map(each => ('interlink' in each ? each.interlink : 'port'))
    expect(new Set(ids)).toEqual(new Set(['a', 'port']))
    const back = await compared(without, { ...shallow, objectives }, { replications: 3 })
    expect(back.onlyIn).toEqual({ a: [], b: [{ interlink: 'b', direction: 'toCloud' }] })
  })

  test('may be a port that an objective names', async () => {
    const { world } = shallow
    const other = {
      ...shallow,
      world: {
        ...world,
        connections: world.connections.map(each => ({ ...each, id: 'd' })),
        interlinks: world.interlinks.map(each => ({ ...each, connection: 'd' })),
      },
    }
    const { onlyIn, differences } = await compared({ ...shallow, objectives }, other, {
      replications: 2,
    })
    expect(onlyIn).toEqual({
      a: [
        { connection: 'c', direction: 'toCustomer' },
        { connection: 'c', direction: 'toCloud' },
      ],
      b: [],
    })
    expect(differences.map(each => 'interlink' in each)).toEqual(Array(8).fill(true))
  })
})

describe('objectives', () => {
  const loss = (id: string, limit: number) =>
    objective({ kind: 'interlink', interlink: id, metric: 'loss' }, limit)

  test('stand beside each other as each side judges them', async () => {
    const a = { ...shallow, objectives: [loss('*', 0.05), loss('a', 0.9)] }
    const b = { ...deep, objectives: [loss('b', 0.1)] }
    const asked = { seed: SEED, replications: 6 }
    const { objectives } = await compared(a, b, asked)
    const [ofA, ofB] = [
      await played({ ...a, seed: SEED }, { replications: 6 }),
      await played({ ...b, seed: SEED }, { replications: 6 }),
    ]
    const outcome = ({ objectives: all }: typeof ofA, i: number) => {
      const {
        interlink: _,
        direction: _d,
        metric: _m,
        missedAlone: _a,
        ...rest
      } = all[i]! as never as {
        [key: string]: unknown
      }
      return rest
    }
    expect(objectives).toEqual([
      { interlink: 'a', direction: 'toCustomer', metric: 'loss', a: outcome(ofA, 0), b: null },
      {
        interlink: 'b',
        direction: 'toCloud',
        metric: 'loss',
        a: outcome(ofA, 1),
        b: outcome(ofB, 0),
      },
      { interlink: 'a', direction: 'toCustomer', metric: 'loss', a: outcome(ofA, 2), b: null },
    ])
    expect(objectives.map(({ a: side }) => side!.below)).toEqual([0.05, 0.05, 0.9])
  })
})

describe('the work', () => {
  const progress = async (change: Compared = {}): Promise<readonly number[]> => {
    const shares: number[] = []
    await compared(
      shallow,
      deep,
      { replications: 4, ...change },
      { onProgress: share => shares.push(share) },
    )
    return shares
  }

  test('is told over both sides, from none to all', async () => {
    const shares = await progress()
    expect(shares.toSorted((x, y) => x - y)).toEqual(shares)
    expect(shares.at(-1)).toBe(1)
    expect(shares.some(share => share > 0.3 && share < 0.7)).toBe(true)
  })

  test.each([0.2, 0.8])('ends at %d when its signal aborts', async from => {
    const stop = new AbortController()
    const stopped = compared(
      shallow,
      deep,
      { replications: 10 },
      { signal: stop.signal, onProgress: share => share >= from && stop.abort() },
    )
    const error = await stopped.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(StoppedError)
    const { done, total } = error as StoppedError
    expect(total).toBe(20)
    expect(done >= 10).toBe(from > 0.5)
    expect(done).toBeLessThan(20)
  })

  test('does not begin after its signal', async () => {
    const signal = AbortSignal.abort()
    await expect(compared(shallow, deep, {}, { signal })).rejects.toThrow(StoppedError)
  })

  test('hands on what a callback throws', async () => {
    const onProgress = (): void => {
      throw new Error('enough')
    }
    await expect(compared(shallow, deep, {}, { onProgress })).rejects.toThrow('enough')
  })

  test('is the same with any kernel', async () => {
    const [event, batch] = await Promise.all(
      (['event', 'batch'] as const).map(kernel =>
        compare(
          {
            a: inputOf(shallow),
            b: inputOf(deep),
            seed: 1,
            replications: 3,
            confidence: 0.9,
            kernel,
          },
          { clock: () => 0 },
        ),
      ),
    )
    expect(JSON.stringify(event)).toBe(JSON.stringify(batch))
  })
})
