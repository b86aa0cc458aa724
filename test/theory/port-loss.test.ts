import { expect, test, vi } from 'vitest'
import type { Direction } from '../../src/model/direction.ts'
import { bytes } from '../../src/units.ts'
import { fixed } from '../sim/support/sources.ts'
import { connection, flowOf } from '../sim/support/worlds.ts'
import { lossWith } from './support/md1.ts'
import { poissonPort } from './support/poisson-port.ts'
import { expectLongRun, replicate } from './support/replicate.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test.each([
  // load, K, direction, what the test can tell of the loss
  [0.7, 2, 'toCustomer', 0.05],
  [0.7, 5, 'toCustomer', 0.15],
  [0.9, 4, 'toCloud', 0.05],
  [1.2, 10, 'toCustomer', 0.2],
])(
  'at load %d a port with room for all but one of %d frames %s loses what M/D/1/K loses',
  async (load, places, direction, resolution) => {
    // One frame is on the wire; the buffer takes those behind it and not a whole one more.
    const queue = bytes((places - 1) * 1000 + 999)
    const scenarioOf = poissonPort({
      load,
      mix: fixed(1000),
      frames: 25_000,
      direction: direction as Direction,
    })
    const runs = await replicate(
      seed => {
        const it = scenarioOf(seed)
        return { ...it, world: { ...it.world, connections: [connection({ queue })] } }
      },
      result => flowOf(result, 'l0', direction as Direction),
    )
    expectLongRun(
      runs.map(({ loss }) => loss),
      lossWith(places, load),
      resolution,
    )
    for (const { dropped } of runs) expect(dropped.byCause.portQueueFull).toBe(dropped.frames)
  },
)
