import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { compare, explain, load } from '../../src/index.ts'
import { main } from '../../src/cli/program.ts'
import { fakeHost } from '../cli/host.ts'
import { answerOf, runScenario } from './run-scenario.ts'

const fileOf = (side: 'a' | 'b'): string =>
  new URL(`../../scenarios/which-is-better-${side}.yaml`, import.meta.url).pathname
const loadedOf = (side: 'a' | 'b') => {
  const result = load(fileOf(side))
  if (!result.ok) throw new Error(result.faults.map(explain).join('\n'))
  return result.loaded
}

const answer = answerOf('which-is-better-a')
const document = await compare(loadedOf('a'), loadedOf('b'))
const loss = document.differences.find(
  each => 'interlink' in each && each.interlink === 'exports' && each.metric === 'loss',
)!
const percent = (share: number): string => (100 * share).toFixed(1)

/** Quantile 0.975 of Student's t with 19 degrees of freedom. */
const T19 = 2.093

/** Loss of the exports, seed by seed. */
const lossesOf = async (side: 'a' | 'b'): Promise<number[]> => {
  const losses: number[] = []
  for (let seed = 1; seed <= 20; seed++) {
    const { flow } = await runScenario(`which-is-better-${side}`, {
      'duration: 400ms': `seed: ${seed}\nduration: 400ms`,
    })
    losses.push(flow('exports', 'toCloud').loss)
  }
  return losses
}
const intervalOf = (values: readonly number[]): readonly [number, number] => {
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length
  const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0)
  const half = (T19 * Math.sqrt(squares / (values.length - 1))) / Math.sqrt(values.length)
  return [mean - half, mean + half]
}
const [a, b] = [await lossesOf('a'), await lossesOf('b')]

describe('which is better', () => {
  test('the files differ in name and InterLink of the exports alone', () => {
    const bodyOf = (side: 'a' | 'b'): string[] =>
      readFileSync(fileOf(side), 'utf8')
        .split('\n')
        .filter(line => !/^\s*#/.test(line))
    const [linesA, linesB] = [bodyOf('a'), bodyOf('b')]
    expect(linesB).toHaveLength(linesA.length)
    expect(linesA.filter((line, i) => line !== linesB[i])).toEqual([
      'name: wide-and-shallow',
      expect.stringContaining('  exports: ') as string,
    ])
  })

  test('B loses less, and the answer says how much', () => {
    expect(loss.verdict).toBe('better')
    expect(answer).toContain(
      `It loses ${percent(loss.b!)} % of the exports' frames, A ${percent(loss.a!)} %.`,
    )
    expect(answer).toContain(
      `seed by seed B loses ${Number(percent(-loss.high!))} to ${percent(-loss.low!)} % less`,
    )
    expect(document.differences.every(({ verdict }) => verdict !== 'worse')).toBe(true)
  })

  test('seed by seed it is told apart, side by side it is not', () => {
    const [ofA, ofB] = [intervalOf(a), intervalOf(b)]
    expect(answer).toContain(
      `A loses ${percent(ofA[0])} to ${percent(ofA[1])} %, B ${percent(ofB[0])} to ${percent(ofB[1])} %`,
    )
    expect(ofB[1]).toBeGreaterThan(ofA[0])
    const paired = intervalOf(a.map((value, i) => b[i]! - value))
    expect(paired[0]).toBeCloseTo(loss.low!, 5)
    expect(paired[1]).toBeCloseTo(loss.high!, 5)
    const width = ([low, high]: readonly [number, number]): number => high - low
    expect(Math.hypot(width(ofA), width(ofB))).toBeGreaterThan(4 * width(paired))
  })

  test('a single burst that empties the bucket is policed as excess is: longer ones lose more', () => {
    // A bucket of b at rate r bears a burst at rate C, counted with tags, for b / (C - r).
    const bears = (bandwidth: number, burst: number): number =>
      (8 * burst) / ((3e9 * 1522) / 1518 - bandwidth)
    expect(bears(1e9, 3e6)).toBeGreaterThan(1.3 * bears(1.2e9, 2e6))
  })

  test('the list shows the verdict that the command prints', async () => {
    const host = fakeHost({})
    expect(await main(['compare', fileOf('a'), fileOf('b')], host)).toBe(0)
    const [headline = ''] = host.written.out.split('\n')
    const list = readFileSync(new URL('../../scenarios/README.md', import.meta.url), 'utf8')
    expect(headline).toMatch(/^✓ B is better: /)
    expect(list).toContain(`"${headline.slice(2)}"`)
  })

  test('each alone misses its objective with seed 1, as its file says', async () => {
    for (const side of ['a', 'b'] as const) {
      const { objectives } = await runScenario(`which-is-better-${side}`)
      expect(objectives.filter(({ met }) => !met)).toMatchObject([{ interlink: 'exports' }])
    }
    const [ofA, ofB] = (['a', 'b'] as const).map(side =>
      document.objectives.map(each => each[side]!.met),
    )
    expect(ofA).toEqual([false, true, true, true, true])
    expect(ofB).toEqual([true, true, true, true, true])
  })
})
