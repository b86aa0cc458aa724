import { expect, test } from 'vitest'
import { answerOf, runScenario } from './run-scenario.ts'

const answer = answerOf('too-dark')

test('no frame passes: light is 5.6 dB short, and nothing is billed', async () => {
  const result = await runScenario('too-dark')
  const { timeline, billing } = result
  const { offered, dropped, availability } = result.flow('web', 'toCloud')
  expect(dropped.byCause.linkDown).toBe(offered.frames)
  expect(availability).toBe(0)
  // -8.2 dBm launched; five connectors, a splice and 8 km at 0.4 dB/km; -14.4 dBm is enough.
  const lost = 5 * 1.7 + 0.1 + 8 * 0.4
  expect(lost).toBeCloseTo(11.8, 9)
  expect(lost - (14.4 - 8.2)).toBeCloseTo(5.6, 9)
  expect(answer).toContain('11.8 dB are lost on the way, light is 5.6 dB short')
  expect(billing).toEqual([])
  expect(timeline).toHaveLength(1)
  expect(timeline[0]).toMatchObject({ subject: 'paris-1', kind: 'light', to: 'dark' })
})

test('the customer has to act', async () => {
  const [step] = (await runScenario('too-dark')).timeline
  expect(step!.owner).toBe('customer')
  expect(step!.cause).toContain('the customer takes 5.6 dB of loss out of the cross-connect')
})

test('connectors of 0.3 dB do it', async () => {
  expect(answer).toContain('Clean connectors of 0.3 dB do it.')
  const result = await runScenario('too-dark', {
    'loss: 1.7dB': 'loss: 0.3dB',
  })
  expect(result.objectives.every(({ met }) => met)).toBe(true)
  expect(result.flow('web', 'toCloud').dropped.frames).toBe(0)
  expect(result.timeline).toEqual([])
})
