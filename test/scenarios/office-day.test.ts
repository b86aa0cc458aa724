/** The example of a measured day: its data, its answer, and that its frames follow its data. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { officeDay } from '../../scripts/make-office-day.ts'
import {
  IMIX,
  expectConserved,
  expectFollows,
  fixed,
  flowOf,
  loaded,
  play,
  readDay,
} from './day.ts'

const root = new URL('../../', import.meta.url).pathname
const scenario = loaded(`${root}scenarios/office-day.yaml`)
const result = await play(scenario)
/** An hour of the day in the run, seconds. */
const HOUR = 0.015

test('the data are what their script makes', () => {
  expect(readFileSync(`${root}scenarios/data/office-day.csv`, 'utf8')).toBe(officeDay())
})

test('the example has no fault and no warning, and reads its table once', () => {
  expect(scenario.warnings).toEqual([])
  expect(result.inputs.map(({ file }) => file)).toEqual(['data/office-day.csv'])
  expect(result.flows).toHaveLength(8)
})

test('the answer: all fits but the pages to the customer, from three in the afternoon on', () => {
  const missed = result.objectives.filter(({ met }) => !met)
  expect(missed).toEqual([
    expect.objectContaining({ interlink: 'web', direction: 'toCustomer', metric: 'loss' }),
  ])
  const web = flowOf(result, 'web', 'toCustomer')
  const hours = web.lossSpans.flatMap(({ from, to }) => [from / HOUR, to / HOUR])
  expect(Math.min(...hours)).toBeGreaterThan(15)
  expect(Math.min(...hours)).toBeLessThan(15.5)
  expect(Math.max(...hours)).toBeLessThan(17)
  expect(web.dropped.byCause.shaperQueueFull).toBe(web.dropped.frames)
  // The average hides it.
  expect(web.utilisation).toBeLessThan(0.5)
})

test('what each InterLink is offered follows its column, slice by slice', () => {
  const day = readDay(`${root}scenarios/data/office-day.csv`)
  const sizes = { web: IMIX, office: IMIX, voice: fixed(218), backup: IMIX }
  for (const flow of result.flows) {
    const direction = flow.direction === 'toCustomer' ? 'to_customer' : 'to_cloud'
    const network = flow.interlink as keyof typeof sizes
    const column = `${network}_${direction}_bps`
    const isCopy = network === 'backup' && flow.direction === 'toCloud'
    const playing = { day, column, scale: 1.75, speedup: 240_000 }
    expectFollows(flow, { ...playing, sizes: isCopy ? fixed(1518) : sizes[network] }, 0.36)
  }
})

test('offered = delivered + dropped + in flight, in frames and bytes', () => {
  expectConserved(result)
})
