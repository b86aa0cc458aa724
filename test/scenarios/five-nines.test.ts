import { expect, test } from 'vitest'
import { load } from '../../src/index.ts'
import { availability } from '../../src/study/availability.ts'
import { answerOf } from './run-scenario.ts'

const answer = answerOf('five-nines')

const MINUTES = 525_960
/** Mean of a lognormal time by its median and p90, hours. */
const mean = (median: number, p90: number): number =>
  median * Math.exp((Math.log(p90 / median) / 1.28155) ** 2 / 2)

/** The product of the availabilities of what is in series on one connection. */
const one = [
  [43_800, mean(6, 24)],
  [8_760, mean(0.25, 1)],
  [17_520, mean(1, 4)],
  [500_000, mean(12, 48)],
  [500_000, mean(4, 12)],
  [87_600, mean(1, 4)],
].reduce((product, [mtbf, repair]) => (product * mtbf!) / (mtbf! + repair!), 1)

test('one connection is not enough for 99.99 %, two are, as the formulas have it', async () => {
  const loaded = load(new URL('../../scenarios/five-nines.yaml', import.meta.url).pathname)
  if (!loaded.ok) throw new Error('the scenario has faults')
  const { scenario, sha256 } = loaded.loaded
  const question = { scenario, sha256, years: 10, replications: 1_000, confidence: 0.95 }
  const { subjects, objectives } = await availability(question)
  const of = (id: string) =>
    subjects.find(
      each => ('vpc' in each ? each.vpc : each.interlink) === id && each.family === 'ipv4',
    )!
  for (const id of ['web-1', 'web-2']) {
    const { minutesPerYear, minutesPerYearByOwner, availability: share } = of(id)
    expect(Math.abs(share.mean - one)).toBeLessThan(1.5 * (share.high - share.mean))
    expect((100 * share.mean).toFixed(2)).toBe('99.95')
    expect(minutesPerYear.mean / 60).toBeCloseTo(4, 0)
    expect(minutesPerYearByOwner.customer / minutesPerYear.mean).toBeCloseTo(0.7, 1)
  }
  expect(answer).toContain('One is not: 99.95 %, four hours a year')
  const both = of('vpc-web')
  expect(both.availability.low).toBeGreaterThan(0.9999)
  // Few outages in 10,000 years: within three times of what two of them have by the formula.
  const theory = (1 - one) ** 2 * MINUTES
  expect(theory * 60).toBeCloseTo(7, 0)
  expect(both.minutesPerYear.mean).toBeGreaterThan(theory / 3)
  expect(both.minutesPerYear.mean).toBeLessThan(theory * 3)
  expect(answer).toContain('down for 7 seconds a year')
  expect(objectives.every(({ met }) => !met)).toBe(true)
})
