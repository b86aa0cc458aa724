/** What waits in each slice is what the series has of it, where intervals are slices. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SeriesInterval } from '../../../src/sim/recording/series.ts'
import type { Simulation } from '../../../src/sim/run.ts'
import { ps } from '../../../src/units.ts'
import { simulate } from '../support/worlds.ts'
import { troubled } from '../support/trouble.ts'
import { type Case, cases } from './worlds.ts'

const SLICES = 25

/** A case whose window is 25 intervals of its series, exactly. */
const sliced = ({ scenario, ...rest }: Case): Case => {
  const interval = Math.max(1, Math.floor(scenario.duration / SLICES))
  return {
    ...rest,
    scenario: { ...scenario, seriesInterval: ps(interval), duration: ps(interval * SLICES) },
  }
}

/** Queues by slice, of flows and then of ports. */
const slicesOf = ({ flows, ports }: Simulation): readonly (readonly number[])[] =>
  [...flows, ...ports].map(({ slices }) => slices.queue)

const seriesOf = (intervals: readonly SeriesInterval[]): readonly (readonly number[])[] => {
  const [first] = intervals
  return [
    ...first!.flows.map((_, i) => intervals.map(({ flows }) => flows[i]!.shaperQueue)),
    ...first!.ports.map((_, i) => intervals.map(({ ports }) => ports[i]!.queue)),
  ]
}

test('what waits in a slice is what the series says of it, to the last bit, by each kernel', async () => {
  let waited = 0
  await fc.assert(
    fc.asyncProperty(cases.map(sliced), async ({ scenario, captures, tables, trouble }) => {
      const intervals: SeriesInterval[] = []
      const alter = troubled(trouble, scenario.traffic)
      const play = (options: Parameters<typeof simulate>[2]): Promise<Simulation> =>
        simulate(scenario, captures, { alter, ...options }, undefined, tables)
      await play({ kernel: 'event', onInterval: interval => intervals.push(interval) })
      const told = seriesOf(intervals)
      expect(slicesOf(await play({ kernel: 'batch' }))).toEqual(told)
      expect(slicesOf(await play({ kernel: 'event' }))).toEqual(told)
      waited += told.flat().filter(bytes => bytes > 0).length
    }),
    { numRuns: 60 },
  )
  expect(waited).toBeGreaterThan(50)
})
