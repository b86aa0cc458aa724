/** How long a frame can wait where buffers are finite, whatever arrives. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { countedOverhead } from '../../src/model/frame.ts'
import type { Interlink } from '../../src/model/world.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { replay } from '../sim/support/sources.ts'
import {
  captureOf,
  connection,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'
import {
  DURATION,
  LARGEST,
  SPEED,
  atMost,
  burstOf,
  idOf,
  picoseconds,
  seeds,
  tenants,
  timeOf,
  trafficOf,
} from './support/tenants.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test('a shaper holds no frame longer than its full queue takes at its rate, a port likewise', async () => {
  await fc.assert(
    fc.asyncProperty(
      tenants,
      fc.constantFrom(0, 1518, 5000, 100_000),
      fc.constantFrom('toCustomer' as const, 'toCloud' as const),
      seeds,
      async (all, portQueue, direction, seed) => {
        const links = all.map(({ layer, queue, share }, i) =>
          interlink({
            id: idOf(i),
            bandwidth: bitsPerSecond(share * 1e7),
            burst: bytes(burstOf(all[i]!)),
            queue: bytes(queue),
            countAs: layer,
            enforce: { toCustomer: 'shape', toCloud: 'shape' },
          }),
        )
        const result = await simulate(
          scenario({
            seed,
            connections: [connection({ portSpeed: bitsPerSecond(SPEED), queue: bytes(portQueue) })],
            interlinks: links,
            traffic: trafficOf(all, direction),
            duration: DURATION,
          }),
        )
        // Behind one frame on the wire stand at most those that fill the buffer.
        const mixes = all.flatMap(({ mix }) => mix)
        const { over, under } = atMost(mixes, 24, 0)
        const port = timeOf(BigInt(portQueue) * over + BigInt(LARGEST + 24) * under, SPEED, under)
        all.forEach(({ mix, layer, queue }, i) => {
          const { shaperWait, portWait, shaperQueue } = flowOf(result, idOf(i), direction)
          const counted = atMost(mix, countedOverhead(layer), 0)
          const { bandwidth } = links[i]!
          const longest = timeOf(BigInt(queue) * counted.over, bandwidth, counted.under)
          expect(picoseconds(shaperWait.max)).toBeLessThanOrEqual(longest)
          expect(picoseconds(portWait.max)).toBeLessThanOrEqual(port)
          expect(shaperQueue.max).toBeLessThanOrEqual(queue)
        })
        for (const { queue } of result.ports) expect(queue.max).toBeLessThanOrEqual(portQueue)
      },
    ),
    { numRuns: 80 },
  )
})

test('(queue + largest frame) ÷ rate is no such bound: small frames count for more than their n', async () => {
  // 1000 frames of 64 bytes at one instant into buffers of 64,000: each takes 88 bytes of wire.
  const frames = Array.from({ length: 1002 }, () => ({ time: 0, size: 64 }))
  const it = (over: Partial<Interlink>) =>
    simulate(
      scenario({
        connections: [connection({ portSpeed: bitsPerSecond(SPEED), queue: bytes(64_000) })],
        interlinks: [interlink({ bandwidth: bitsPerSecond(SPEED), mtu: bytes(46), ...over })],
        traffic: [replay('a')],
        duration: 1e12,
      }),
      new Map([['a', captureOf(frames)]]),
    )
  const naive = timeOf(64_000n + 1542n, SPEED)
  const exact = timeOf(1000n * 88n, SPEED)
  const shaper = flowOf(await it({ countAs: 'l1', burst: bytes(88), queue: bytes(64_000) }))
  expect(picoseconds(shaper.shaperWait.max)).toBe(exact)
  const port = flowOf(await it({ burst: bytes(2 ** 20) }))
  expect(picoseconds(port.portWait.max)).toBe(exact)
  expect(naive).toBeLessThan(exact)
})
