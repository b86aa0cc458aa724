import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Content } from '../../../src/formats/content.ts'
import type { Demand } from '../../../src/model/demand.ts'
import { outlineLanes } from '../../../src/sim/outline.ts'
import { expectedFrames } from '../../../src/sim/threads/expected.ts'
import { shareOut } from '../../../src/sim/threads/shares.ts'
import { START_COST } from '../../../src/sim/threads/start-cost.ts'
import { ps } from '../../../src/units.ts'
import { simulate } from '../support/worlds.ts'
import { large } from './support/large.ts'

describe('lanes', () => {
  const much = 100 * START_COST

  test('stay together where there is one thread, or one lane with traffic', () => {
    expect(shareOut([much, much, 0], 1)).toEqual([[0, 1, 2]])
    expect(shareOut([0, much, 0], 8)).toEqual([[0, 1, 2]])
    expect(shareOut([0, 0], 8)).toEqual([[0, 1]])
    expect(shareOut([], 8)).toEqual([[]])
  })

  test('stay together where threads cost more than they bring', () => {
    // Two threads cost two starts and save the shorter lane.
    expect(shareOut([much, 2 * START_COST], 2)).toEqual([[0, 1]])
    expect(shareOut([much, 2 * START_COST + 1], 2)).toEqual([[0], [1]])
    expect(shareOut([100, 100, 100, 100], 4)).toEqual([[0, 1, 2, 3]])
  })

  test('go to threads the longest first, in the order of the file within each', () => {
    const shares = shareOut(
      [3, 1, 4, 2, 0].map(each => each * much),
      2,
    )
    // 4 + 1 and 3 + 2; the idle one to the first of those that have least.
    expect(shares).toEqual([
      [1, 2, 4],
      [0, 3],
    ])
  })

  test('need no more threads than the longest of them keeps busy', () => {
    expect(
      shareOut(
        [3, 1, 1, 1].map(each => each * much),
        8,
      ),
    ).toEqual([[0], [1, 2, 3]])
  })

  test('are each played once, by threads that all have traffic', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.nat(20 * START_COST)), { maxLength: 30 }),
        fc.integer({ min: 1, max: 12 }),
        (frames, most) => {
          const shares = shareOut(frames, most)
          expect(shares.flat().toSorted((a, b) => a - b)).toEqual(frames.map((_, lane) => lane))
          expect(shares.length).toBeLessThanOrEqual(most)
          if (shares.length === 1) return
          const loads = shares.map(share => share.reduce((sum, lane) => sum + frames[lane]!, 0))
          expect(Math.min(...loads)).toBeGreaterThan(0)
          const total = loads.reduce((sum, load) => sum + load, 0)
          expect(Math.max(...loads) + shares.length * START_COST).toBeLessThan(total)
        },
      ),
    )
  })
})

test('about as many frames are expected of a lane as there are, whatever emits them', async () => {
  const { scenario, captures, tables } = large
  const inputs = new Map<string, Content>()
  for (const [file, capture] of captures) inputs.set(file, { kind: 'capture', capture })
  for (const [file, table] of tables) inputs.set(file, { kind: 'table', table })
  const quick = scenario.traffic.map((demand): Demand => {
    const { source } = demand
    // Many periods come closer to their mean than few.
    return source.kind === 'onoff'
      ? { ...demand, source: { ...source, on: ps(1e7), off: ps(2e7), shape: null } }
      : demand
  })
  for (const demand of quick) {
    for (const part of [{}, { start: ps(5e9), stop: ps(20e9) }]) {
      const it = { ...scenario, warmup: ps(0), traffic: [{ ...demand, ...part }], events: [] }
      const expected = expectedFrames(it, outlineLanes(it), inputs)
      const { flows } = await simulate(it, captures, {}, undefined, tables)
      const emitted = flows.reduce((sum, { offered }) => sum + offered.frames, 0)
      // One of a VPC is drawn for both InterLinks of each lane, and emitted for one of all.
      const drawn = Math.max(...expected) / ('vpc' in demand ? 2 : 1)
      expect(emitted / drawn).toBeCloseTo(1, 0.3)
    }
  }
})
