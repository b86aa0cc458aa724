import { expect, test } from 'vitest'
import { CAPACITY } from '../../../src/sim/kernel/batch/scratch.ts'
import { bitsPerSecond, bytes } from '../../../src/units.ts'
import { replay } from '../support/sources.ts'
import { captureOf, connection, interlink, scenario, simulate } from '../support/worlds.ts'

/** `count` frames at one instant, then a few more. */
const crowd = (count: number, size: number) =>
  captureOf([
    { time: 0, size },
    ...Array.from({ length: count }, () => ({ time: 1_000_000, size })),
    { time: 1_000_000_000, size },
  ])

const crowds = new Map([
  ['a', crowd(CAPACITY - 10, 64)],
  ['b', crowd(100, 100)],
  ['c', crowd(CAPACITY + 100, 64)],
])

test('more frames at one instant than a window can have are played in their order', async () => {
  const it = scenario({
    connections: [connection({ portSpeed: bitsPerSecond(1e11) })],
    interlinks: ['a', 'b'].map(id =>
      interlink({
        id,
        bandwidth: bitsPerSecond(1e10),
        queue: bytes(20 * 2 ** 20),
        burst: bytes(100_000),
      }),
    ),
    traffic: [
      replay('a', { interlink: 'a' }),
      replay('b', { interlink: 'a' }),
      replay('c', { interlink: 'b' }),
      replay('b', { interlink: 'b' }),
      replay('c', { interlink: 'b', direction: 'toCloud' }),
      replay('b', { interlink: 'a', direction: 'toCloud' }),
    ],
    duration: 1e11,
  })
  const figures = async (kernel: 'event' | 'batch'): Promise<string> => {
    const { run: _, ...document } = await simulate(it, crowds, { kernel })
    return JSON.stringify(document)
  }
  expect(await figures('batch')).toBe(await figures('event'))
})

test('frames crowded into a small part of a window come in the order of time', async () => {
  // Bursts of sources that interleave, far closer than the frames before them.
  const bursts = new Map(
    ['a', 'b', 'c'].map((file, k) => [
      file,
      captureOf(
        Array.from({ length: 6000 }, (_, i) => ({
          time: i < 1000 ? i * 1_000_000 : 1_000_000_000 + i * 7 + k,
          size: 64 + k,
        })),
      ),
    ]),
  )
  const it = scenario({
    connections: [connection({ portSpeed: bitsPerSecond(1e11) })],
    interlinks: ['a', 'b', 'c'].map(id => interlink({ id, burst: bytes(2 ** 20) })),
    traffic: ['a', 'b', 'c'].flatMap(id => [
      replay(id, { interlink: id }),
      replay(id, { interlink: 'a' }),
    ]),
    duration: 1e10,
  })
  const figures = async (kernel: 'event' | 'batch'): Promise<string> => {
    const { run: _, ...document } = await simulate(it, bursts, { kernel })
    return JSON.stringify(document)
  }
  expect(await figures('batch')).toBe(await figures('event'))
})

test('waits of milliseconds at a port, and drops at its end, are the same in both kernels', async () => {
  const heaps = new Map(
    ['a', 'b'].map((file, k) => [
      file,
      captureOf(
        Array.from({ length: 6000 }, (_, i) => ({
          time: i < 4000 ? 0 : 2e10 + i * 13_000_000,
          size: 200 + 700 * k,
        })),
      ),
    ]),
  )
  const it = scenario({
    connections: [connection({ portSpeed: bitsPerSecond(1e9), queue: bytes(2 ** 21) })],
    interlinks: ['a', 'b'].map(id =>
      interlink({
        id,
        bandwidth: bitsPerSecond(9e8),
        burst: bytes(2 ** 21),
        queue: bytes(2 ** 16),
      }),
    ),
    traffic: ['a', 'b'].map(id => replay(id, { interlink: id })),
    duration: 1.2e11,
  })
  const figures = async (kernel: 'event' | 'batch'): Promise<string> => {
    const { run: _, ...document } = await simulate(it, heaps, { kernel })
    const [port] = document.ports
    expect(port!.dropped.frames).toBeGreaterThan(100)
    return JSON.stringify(document)
  }
  expect(await figures('batch')).toBe(await figures('event'))
})
