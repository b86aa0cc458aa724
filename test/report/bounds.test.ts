import { expect, test } from 'vitest'
import type { FlowBounds } from '../../src/sim/result/document.ts'
import { theoryLines } from '../../src/report/terminal/bounds.ts'
import { WIDE, flow } from './factory.ts'

const none: FlowBounds = {
  delayMean: null,
  portWaitMean: null,
  noMean: 'the cable loses frames',
  delayMax: null,
  shaperQueueMax: null,
}
const delayMax = { formula: 'network calculus', value: 0.0535 } as const
const delayMean = { formula: 'M/G/1', value: 2.0512e-6 } as const
const lines = (bounds: FlowBounds, frames = 10): string[] =>
  theoryLines(WIDE, flow('web', 'toCustomer', 1e9, { bounds, frames, p99: 4e-6 })).map(line =>
    line.replaceAll('\u00a0', ' '),
  )

test('the longest delay stands beside its bound, the mean beside that of theory', () => {
  const bound = ' the longest took 6.00 µs; none can take more than 53.5 ms (network calculus)'
  expect(lines({ ...none, delayMax })).toEqual([bound])
  expect(lines({ ...none, delayMax, delayMean, portWaitMean: delayMean })).toEqual([
    bound,
    ' the mean is 2.00 µs; in the long run 2.05 µs (M/G/1)',
  ])
})

test('a delay just below its bound is not rounded onto it', () => {
  expect(lines({ ...none, delayMax: { ...delayMax, value: 6.001e-6 } })).toEqual([
    ' the longest took 6.00 µs; none can take more than 6.001 µs (network calculus)',
  ])
})

test('nothing is said where nothing arrived, or nothing is known', () => {
  expect(lines(none)).toEqual([])
  expect(lines({ ...none, delayMax }, 0)).toEqual([])
})
