/** That a thread with little to do does not run ahead of one with much: what waits is bounded. */
import { expect, test, vi } from 'vitest'
import { SeriesMerge } from '../../../src/sim/recording/series.ts'
import { Room, Teller } from '../../../src/sim/threads/room.ts'
import { bitsPerSecond, ps } from '../../../src/units.ts'
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
  const intervals = 40_000
  const it = {
    ...scenario({
      connections: ['quick', 'slow'].map(id => connection({ id, portSpeed: bitsPerSecond(1e11) })),
      interlinks: ['quick', 'slow'].map(id =>
        interlink({ id, connection: id, bandwidth: bitsPerSecond(1e10) }),
      ),
      traffic: [
        poisson(1e6, 1000, { interlink: 'quick' }),
        poisson(9e9, 64, { interlink: 'slow' }),
      ],
      duration: 2e11,
    }),
    seriesInterval: ps(2e11 / intervals),
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
  const result = await simulate(it, new Map(), { kernel: 'event', threads: 2, onInterval })
  take.mockRestore()
  expect(result.run.threads).toBe(2)
  expect(handedOn).toBe(intervals)
  // A turn tells at most some two thousand intervals of a lane with one flow.
  expect(waiting).toBeLessThan(6 * 2048)
  expect(waiting).toBeGreaterThan(0)
})
