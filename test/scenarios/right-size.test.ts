import { expect, test } from 'vitest'
import { load, plan } from '../../src/index.ts'
import { answerOf, runScenario } from './run-scenario.ts'

const file = new URL('../../scenarios/right-size.yaml', import.meta.url).pathname

test('the mean of what is offered fits the smallest size, and does not do', async () => {
  const outcome = await runScenario('right-size')
  // Poisson, and bursts of 800 Mbps for 20 of 320 ms.
  const mean = 370e6 + (800e6 * 20) / 320
  expect(answerOf('right-size')).toContain(`on average ${mean / 1e6} Mbps down and 180 Mbps up`)
  expect(mean).toBeLessThan(500e6)
  const { offered } = outcome.flow('shop', 'toCustomer')
  const rate = (8 * offered.bytes) / outcome.simulated.duration
  expect(rate / mean).toBeGreaterThan(0.75)
  expect(rate / mean).toBeLessThan(1.25)
  expect(outcome.objectives.filter(({ met }) => !met)).toMatchObject([
    { interlink: 'shop', direction: 'toCustomer', metric: 'delay.p99' },
  ])
})

test('1.5 Gbps is the size to order: a burst and all the rest at once pass it', async () => {
  const result = load(file)
  if (!result.ok) throw new Error('faulty')
  const { answer, below, now } = await plan(result.loaded, { find: 'bandwidth', interlink: 'shop' })
  expect([now, below!.value, answer]).toEqual([500e6, 1e9, 1.5e9])
  expect(answer).toBeGreaterThan(800e6 + 370e6)
  expect(below!.value).toBeLessThan(800e6 + 370e6)
  expect(below!.missed).toMatchObject([{ interlink: 'shop', metric: 'delay.p99' }])
})
