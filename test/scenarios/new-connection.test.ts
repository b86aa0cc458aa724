import { expect, test } from 'vitest'
import { DAY_MS } from '../../src/calendar.ts'
import type { Provisioning } from '../../src/model/provisioning.ts'
import { load } from '../../src/index.ts'
import { provision } from '../../src/study/provision.ts'
import { POINTS, STEP, distributionOf } from '../study/distribution.ts'
import { at } from '../study/order.ts'
import { answerOf, runScenario } from './run-scenario.ts'

const answer = answerOf('new-connection')
const result = load(new URL('../../scenarios/new-connection.yaml', import.meta.url).pathname)
if (!result.ok) throw new Error('the scenario has faults')
const { scenario, sha256 } = result.loaded
const { provisioning } = scenario.world.connections[0]!
const needBy = at('2026-02-07')

/** The probability that an order is active within so many days. */
const within = (order: Provisioning, days: number): number => {
  const { linkActive } = distributionOf(order)
  let share = 0
  // Between two points of the grid, by interpolation.
  for (let k = 0; k < POINTS; k++) {
    share += linkActive[k]! * Math.min(1, Math.max(0, days / STEP - k + 0.5))
  }
  return share
}

test('the order is ready with 92 %, and ordered by 9 January with more than 95', () => {
  const daysTo = (ordered: string): number => (needBy - at(ordered)) / DAY_MS
  expect(within(provisioning!, daysTo('2026-01-12T09:00:00Z'))).toBeCloseTo(0.9214, 3)
  expect(within(provisioning!, daysTo('2026-01-09'))).toBeGreaterThan(0.95)
  expect(within(provisioning!, daysTo('2026-01-10'))).toBeLessThan(0.95)
  expect(answer).toContain('with 92 %. Ordered by 9 January it is.')
})

test('provision says the same, and what is billed', async () => {
  const question = { scenario, sha256, replications: 10_000, needBy, confidence: 0.95 }
  const [connection] = (await provision(question)).connections
  expect(Math.round(100 * connection!.readyBy!)).toBe(92)
  expect(connection!.orderBy).toBe('2026-01-09')
  const half = Math.ceil(Number(connection!.idleCost!.p50))
  expect(answer).toContain(`In half of the cases at most ${half} EUR are billed by then.`)
})

test('the scenario itself loses nothing', async () => {
  expect((await runScenario('new-connection')).objectives.every(({ met }) => met)).toBe(true)
})
