import { expect, test } from 'vitest'
import { answerOf, runScenario } from './run-scenario.ts'

const answer = answerOf('fibre-cut')

/** Of a frame every 8 µs, each 1012 bytes of 0.8 ns and 8.005 km of 4.9 ns a metre under way. */
const SPACING = 8e-6
const UNDER_WAY = 1012 * 0.8e-9 + 8005 * 4.9e-9

test('the cut costs what is sent during 400 ms, what is on the wire, and the return of the session', async () => {
  const { flow } = await runScenario('fibre-cut')
  const { offered, dropped } = flow('web', 'toCloud')
  const onWire = Math.floor(UNDER_WAY / SPACING)
  expect(onWire).toBe(5)
  expect(answer).toContain('the 5 frames that were on the 8 km of fibre to the cloud')
  expect(offered.frames).toBe(1 / SPACING)
  expect(dropped.byCause.linkDown).toBe(Math.round(0.4 / SPACING) + onWire)
  expect(dropped.byCause.notRouted).toBe(Math.round(0.02 / SPACING))
  expect(dropped.frames).toBe(dropped.byCause.linkDown + dropped.byCause.notRouted)
})

test('420 ms are the customer’s, none the provider’s, and seen at once', async () => {
  const { availability, outages } = await runScenario('fibre-cut')
  expect(answer).toContain("420 ms of the customer's, none of the provider's")
  for (const { up, down, downByOwner } of availability) {
    expect([up, down, downByOwner]).toEqual([0.58, 0.42, { customer: 0.42, provider: 0 }])
  }
  expect(outages.every(({ from, detected }) => from === detected)).toBe(true)
})

test('frames are lost to nothing else, and none to bit errors', async () => {
  const { flow } = await runScenario('fibre-cut')
  for (const direction of ['toCloud', 'toCustomer'] as const) {
    const { linkDown, notRouted, ...others } = flow('web', direction).dropped.byCause
    expect(linkDown).toBeGreaterThan(notRouted)
    expect(Object.values(others).every(frames => frames === 0)).toBe(true)
  }
})
