import { expect, test } from 'vitest'
import { bytes } from '../../src/units.ts'
import { replay } from './support/sources.ts'
import { captureOf, flowOf, interlink, scenario, simulate } from './support/worlds.ts'

test('at the same picosecond InterLinks enter the port in the order of the file', async () => {
  const frames = [{ time: 0, size: 1000 }]
  const names = ['b', 'a', 'c']
  const result = await simulate(
    scenario({
      interlinks: names.map(id => interlink({ id })),
      // Traffic is listed the other way round: the order of interlinks decides.
      traffic: [...names].reverse().map(id => replay('x', { interlink: id })),
      duration: 1e9,
    }),
    new Map([['x', captureOf(frames)]]),
  )
  expect(names.map(id => flowOf(result, id).portWait.max! * 1e12)).toEqual([0, 819_200, 1_638_400])
})

test('a frame released by a shaper and one that never waited are alike to the port', async () => {
  // The shaper of the first InterLink releases its second frame when the second's arrives.
  const wait = 1004 * 8000
  const result = await simulate(
    scenario({
      interlinks: [
        interlink({ id: 'first', burst: bytes(1004), mtu: bytes(982) }),
        interlink({ id: 'second' }),
      ],
      traffic: [replay('a', { interlink: 'first' }), replay('b', { interlink: 'second' })],
      duration: 1e9,
    }),
    new Map([
      [
        'a',
        captureOf([
          { time: 0, size: 1000 },
          { time: 0, size: 1000 },
        ]),
      ],
      [
        'b',
        captureOf([
          { time: 0, size: 1000 },
          { time: wait, size: 1000 },
        ]),
      ],
    ]),
  )
  expect(flowOf(result, 'first').shaperWait.max).toBe(wait / 1e12)
  expect(flowOf(result, 'first').portWait.max).toBe(0)
  expect(flowOf(result, 'second').portWait.max).toBe(819_200 / 1e12)
})

test('frames of one InterLink at one instant leave in the order of traffic', async () => {
  const result = await simulate(
    scenario({
      interlinks: [
        interlink({ enforce: { toCustomer: 'police', toCloud: 'police' }, burst: bytes(1522) }),
      ],
      traffic: [replay('small'), replay('large')],
      duration: 1e9,
    }),
    new Map([
      ['small', captureOf([{ time: 0, size: 1000 }])],
      ['large', captureOf([{ time: 0, size: 1500 }])],
    ]),
  )
  // 1522 bytes of tokens: the first takes 1004, the second finds too few.
  expect(flowOf(result).delivered.bytes).toBe(1000)
})
