/** The example of a measured month: its data, and its answer. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { month } from '../../scripts/make-month.ts'
import { answerOf, runScenario } from './run-scenario.ts'

const HOUR = 3_600
const DAY = 24 * HOUR
const result = await runScenario('month')
const first = result.flow('first', 'toCustomer')
const second = result.flow('second', 'toCustomer')

test('the data are what their script makes', () => {
  const file = new URL('../../scenarios/data/month.csv', import.meta.url)
  expect(readFileSync(file, 'utf8')).toBe(month())
})

test('the answer: 170 minutes of the last two days, and a tenth of the five hours', () => {
  const answer = answerOf('month')
  const lost = first.lossSpans.reduce((time, { from, to }) => time + to - from, 0)
  expect(lost / 60).toBe(170)
  expect(answer).toContain('170 minutes')
  expect(first.lossSpans.every(({ from }) => from >= 28 * DAY)).toBe(true)
  expect(answer).toContain(`${(100 * first.loss).toFixed(2)} %`)
  expect(answer).toContain(`${(100 * second.loss).toFixed(1)} %`)
  const [cut, repair] = [229 * HOUR, 234 * HOUR]
  expect(second.lossSpans.every(({ from, to }) => from >= cut && to <= repair)).toBe(true)
  expect(result.outages[0]).toMatchObject({ interlink: 'first', from: cut, to: repair })
})

test('all of the month is offered to one InterLink or the other, and nothing is lost count of', () => {
  const rates = month()
    .trimEnd()
    .split('\n')
    .slice(1)
    .map(line => Number(line.split(',')[1]))
  const bytes = rates.reduce((sum, kbps) => sum + (kbps * 1000 * 300) / 8, 0)
  const offered = first.offered.bytes + second.offered.bytes
  expect(Math.abs(offered - bytes)).toBeLessThan(1e-9 * bytes)
  for (const { offered: all, delivered, dropped, inFlight } of result.flows) {
    expect(delivered.frames + dropped.frames + inFlight.frames).toBe(all.frames)
    expect(delivered.bytes + dropped.bytes + inFlight.bytes).toBe(all.bytes)
  }
})

test('what is not seen is said', () => {
  expect(first.unseen).toMatchObject({ sampling: 300, policed: null, onBurst: null })
  expect(first.unseen!.portWaitMean!.value).toBeGreaterThan(0)
})
