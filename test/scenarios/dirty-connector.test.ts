import { expect, test } from 'vitest'
import { bitErrorRatio, frameLossRatio } from '../../src/model/bit-errors.ts'
import { bytes, nanoDb } from '../../src/units.ts'
import { answerOf, runScenario } from './run-scenario.ts'

const answer = answerOf('dirty-connector')

/** Two connectors of 0.5 dB and 5 km of 0.4 dB: of 6.2 dB 3.2 are left, of which dirt takes 4.6. */
const SHORT = 4.6 - (6.2 - 2 * 0.5 - 5 * 0.4)

test('the light is 1.4 dB short, which loses about one frame in 500', () => {
  expect(SHORT).toBeCloseTo(1.4, 9)
  const share = frameLossRatio(bitErrorRatio(nanoDb(-1.4e9)), bytes(1518))
  expect(answer).toContain('1.4 dB short of what the receiver is specified for')
  expect(answer).toContain('lose about one frame in 500')
  expect(1 / share).toBeGreaterThan(450)
  expect(1 / share).toBeLessThan(550)
})

test('as many are lost in each direction, in the 600 ms of dirt alone, and no session is', async () => {
  const { flow, timeline, availability } = await runScenario('dirty-connector')
  const share = frameLossRatio(bitErrorRatio(nanoDb(-1.4e9)), bytes(1518))
  for (const direction of ['toCustomer', 'toCloud'] as const) {
    const { offered, dropped, lossSpans } = flow('web', direction)
    const expected = 0.6 * offered.frames * share
    expect(dropped.byCause.bitError).toBe(dropped.frames)
    // Within four standard deviations of a Poisson number.
    expect(Math.abs(dropped.frames - expected)).toBeLessThan(4 * Math.sqrt(expected))
    expect(lossSpans.every(({ from, to }) => from >= 0.2 && to <= 0.801)).toBe(true)
  }
  expect(timeline.map(({ kind }) => kind)).toEqual(['event', 'event'])
  expect(availability.every(({ down }) => down === 0)).toBe(true)
})

test('clean it loses nothing', async () => {
  const { flow } = await runScenario('dirty-connector', { 'loss: 4.6dB': 'loss: 0.1dB' })
  expect(flow('web', 'toCloud').dropped.frames).toBe(0)
})
