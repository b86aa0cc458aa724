import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { runOut } from '../../scripts/make-run-out.ts'
import { type ForecastDocument, forecast, load } from '../../src/index.ts'

const root = new URL('../../', import.meta.url).pathname
let document: ForecastDocument
beforeAll(async () => {
  const result = load(`${root}scenarios/run-out.yaml`)
  if (!result.ok) throw new Error('faulty')
  expect(result.loaded.warnings).toEqual([])
  document = await forecast(result.loaded, { growth: '40%/y', horizon: '3y' })
})

test('the data are what their script makes', () => {
  expect(readFileSync(`${root}scenarios/data/run-out.csv`, 'utf8')).toBe(runOut())
})

test('all is well now, and web is the first to fail', () => {
  const { objectives, from } = document
  expect(objectives.every(({ met }) => met)).toBe(true)
  expect(from).toBe('2026-03-15')
  const [first] = objectives.toSorted((a, b) => a.failsOn!.localeCompare(b.failsOn!))
  expect(first).toMatchObject({ interlink: 'web', metric: 'delay.p99', failsOn: '2027-09-10' })
})

test('web is full when the busiest Monday hour has grown to its bandwidth', () => {
  const web = document.allocations.find(each => 'interlink' in each && each.interlink === 'web')!
  const rates = readFileSync(`${root}scenarios/data/run-out.csv`, 'utf8')
    .trim()
    .split('\n')
    .slice(-168)
    .map(row => Number(row.split(',')[1]))
  // The simple Internet mix: 340 bytes in the mean, and a VLAN tag on each.
  const mean = (7 * 64 + 4 * 594 + 1518) / 12
  const busiest = (Math.max(...rates) * (mean + 4)) / mean
  expect(web.busiest / busiest).toBeCloseTo(1, 9)
  expect(web.at).toBe(rates.indexOf(Math.max(...rates)) * 3600)
  const days = Math.ceil((365.25 * Math.log(600e6 / busiest)) / Math.log(1.4))
  expect(web.failsOn).toBe(new Date(Date.UTC(2026, 2, 15 + days)).toISOString().slice(0, 10))
})

test('an order takes 24 days in nine of ten cases', () => {
  for (const { failsOn, orderBy } of document.objectives) {
    expect((Date.parse(failsOn!) - Date.parse(orderBy!)) / 86_400_000).toBe(24)
  }
})
