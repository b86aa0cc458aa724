/** That a thread with little to do does not run ahead of one with much: what waits is bounded. */
import { expect, test, vi } from 'vitest'
import { SeriesMerge } from '../../../src/sim/recording/series.ts'
import { Room, Teller } from '../../../src/sim/threads/room.ts'
import { ps } from '../../../src/units.ts'
import { poisson } from '../support/sources.ts'
import { connection, interlink, scenario, simulate } from '../support/worlds.ts'

vi.mock('../../../src/sim/threads/start-cost.ts', () => ({ START_COST: 0 }))

test('a thread tells no more than four turns that are not worked off', () => {
  const room = new Room()
  const teller = new Teller(room.memory)
  for (let i = 0; i < 4; i++) {
    expect(teller.hasRoom).toBe(true)
    teller.enter()
  }
  expect(teller.hasRoom).toBe(false)
  room.free(2)
  expect(teller.hasRoom).toBe(true)
  teller.enter()
  teller.enter()
  expect(teller.hasRoom).toBe(false)
})

test('intervals of a quick lane wait for those of a slow one in bounded number', async () => {
  const intervals = 100_000
  const it = {
    ...scenario({
      connections: ['quick', 'slow'].map(id => connection({ id })),
      interlinks: ['quick', 'slow'].map(id => interlink({ id, connection: id })),
      traffic: [
        poisson(1e6, 1000, { interlink: 'quick' }),
        poisson(9e9, 1000, { interlink: 'slow' }),
      ],
      duration: 1e12,
    }),
    seriesInterval: ps(1e12 / intervals),
  }
  const take = vi.spyOn(SeriesMerge.prototype, 'take')
  const told = [0, 0, 0, 0]
  let [calls, handedOn, waiting] = [0, 0, 0]
  const onInterval = (): void => {
    for (; calls < take.mock.calls.length; calls++) {
      const [lane, intervals] = take.mock.calls[calls]!
      told[lane]! += intervals.length
    }
    waiting = Math.max(waiting, Math.max(...told) - handedOn++)
  }
  const result = await simulate(it, new Map(), { threads: 2, onInterval })
  take.mockRestore()
  expect(result.run.threads).toBe(2)
  expect(handedOn).toBe(intervals)
  // Each turn tells some two or four thousand intervals of a lane, and four turns may wait for each thread.
  expect(waiting).toBeLessThan(6 * 4096)
  expect(waiting).toBeGreaterThan(0)
})
