import { expect, test } from 'vitest'
import { answerOf, runScenario } from './run-scenario.ts'

const answer = answerOf('dual-homed')
/** Of a frame every 8 µs. */
const framesIn = (seconds: number): number => Math.round(seconds / 8e-6)

test('with BFD a VPC loses 50 ms, and its traffic takes the second connection until the first is whole', async () => {
  expect(answer).toContain('With BFD of 50 ms vpc-web loses those 50 ms')
  const { flow } = await runScenario('dual-homed')
  const [first, second] = [flow('web-1', 'toCustomer'), flow('web-2', 'toCustomer')]
  expect(first.dropped.byCause.linkDown).toBe(framesIn(0.05))
  expect(second.offered.frames).toBe(framesIn(0.45))
  expect(second.dropped.frames).toBe(0)
  expect(first.offered.frames + second.offered.frames).toBe(framesIn(1))
})

test('without it a VPC loses all of the half second, its second InterLink idle', async () => {
  expect(answer).toContain('loses all of the half second, though its second InterLink is idle')
  const { flow } = await runScenario('dual-homed')
  expect(flow('data-1', 'toCustomer').dropped.byCause.linkDown).toBe(framesIn(0.5))
  expect(flow('data-2', 'toCustomer').offered.frames).toBe(0)
})

test('the cause tells that nothing was detected', async () => {
  const { outages } = await runScenario('dual-homed')
  const detected = (id: string) =>
    outages.filter(({ interlink }) => interlink === id).map(each => each.detected)
  expect(detected('web-1')).toEqual([0.25, 0.25])
  expect(detected('data-1')).toEqual([null, null])
  expect(detected('web-2')).toEqual([])
})
