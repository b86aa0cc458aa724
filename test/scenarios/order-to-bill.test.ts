import { expect, test } from 'vitest'
import { load } from '../../src/index.ts'
import { unixMs } from '../../src/calendar.ts'
import { provision } from '../../src/study/provision.ts'
import { answerOf, runScenario } from './run-scenario.ts'

const answer = answerOf('order-to-bill')

test('it carries from 600 ms on: the link at 400 ms, configured until 600', async () => {
  const result = await runScenario('order-to-bill')
  const { dropped, delivered } = result.flow('web', 'toCustomer')
  // A frame every 8 µs from 250 ms on.
  expect(dropped.byCause).toMatchObject({ linkDown: 150_000 / 8, notRouted: 200_000 / 8 })
  expect(delivered.frames).toBe(400_000 / 8)
  expect(answer).toContain('It carries from 600 ms on and loses the 350 ms before')
  expect(result.timeline.map(({ at, subject, to }) => `${at} ${subject} ${to}`)).toEqual([
    '-2433599.6 paris-1 requested',
    '-1310399.6 paris-1 loaIssued',
    '-14399.6 paris-1 patched',
    '0.4 paris-1 linkDetected',
    '0.4 paris-1 created',
    '0.4 paris-1 active',
    '0.4 web configuring',
    '0.6 web ready',
    '0.6 web active',
  ])
})

test('the provider draws up the LOA and detects the link, the customer has it patched', async () => {
  const { timeline } = await runScenario('order-to-bill')
  const orders = timeline.filter(({ kind }) => kind === 'order')
  expect(orders.map(({ to, owner }) => [to, owner])).toEqual([
    ['requested', null],
    ['loaIssued', 'provider'],
    ['patched', 'customer'],
    ['linkDetected', 'provider'],
  ])
})

test('it is billed from the link on: 600 ms of a month of 28 days', async () => {
  expect((await runScenario('order-to-bill')).billing).toEqual([
    {
      connection: 'paris-1',
      from: '2026-02-09T09:00:00.4Z',
      to: '2026-02-09T09:00:01Z',
      amount: ((1200 * 0.6) / (28 * 86_400)).toFixed(6),
      currency: 'EUR',
    },
  ])
})

test('ordered at the beginning of that day it loses nothing, and provision says the day', async () => {
  const early = { '2026-01-12T05:00:00.400Z': '2026-01-12T00:00:00Z' }
  const { objectives, billing } = await runScenario('order-to-bill', early)
  expect(objectives.map(({ met }) => met)).toEqual([true])
  expect(billing[0]!.from).toBe('2026-02-09T09:00:00Z')
  const loaded = load(new URL('../../scenarios/order-to-bill.yaml', import.meta.url).pathname)
  if (!loaded.ok) throw new Error('the scenario has faults')
  const { scenario, sha256 } = loaded.loaded
  const needBy = unixMs(Date.parse('2026-02-09T09:00:00Z'))
  const question = { scenario, sha256, replications: 10, needBy, confidence: 0.95 }
  expect((await provision(question)).connections[0]!.orderBy).toBe('2026-01-12')
})
