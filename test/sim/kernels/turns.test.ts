import { describe, expect, test } from 'vitest'
import { BatchKernel } from '../../../src/sim/kernel/batch/kernel.ts'
import { EventKernel } from '../../../src/sim/kernel/event.ts'
import type { Kernel } from '../../../src/sim/kernel/kernel.ts'
import { compileLane } from '../../../src/sim/lane.ts'
import { outlineLane } from '../../../src/sim/outline.ts'
import { playLife } from '../../../src/sim/life/timeline.ts'
import type { Direction } from '../../../src/model/direction.ts'
import { bitsPerSecond, bytes } from '../../../src/units.ts'
import { cbr, poisson } from '../support/sources.ts'
import { wireOf } from '../support/trouble.ts'
import { connection, interlink, scenario } from '../support/worlds.ts'

const it = scenario({
  connections: [connection({ queue: bytes(20_000) })],
  interlinks: [
    interlink({ id: 'a', bandwidth: bitsPerSecond(1e9), burst: bytes(3000) }),
    interlink({
      id: 'b',
      bandwidth: bitsPerSecond(2e9),
      enforce: { toCustomer: 'police', toCloud: 'shape' },
    }),
  ],
  traffic: (['toCustomer', 'toCloud'] as const).flatMap(direction => [
    poisson(1.1e9, 700, { interlink: 'a', direction }),
    cbr(2.2e9, 1500, { interlink: 'b', direction }),
  ]),
  duration: 3e8,
  warmup: 3e7,
})

/** A cut after bit errors, both in the measured window. */
const wire = wireOf([
  { from: 0, state: 1e-5 },
  { from: 1.5e8, state: 'lost' },
  { from: 1.8e8, state: 0 },
])

const laneOf = (direction: Direction) =>
  compileLane(it, outlineLane(it, 'c', direction), new Map(), {
    ...playLife(it),
    wireOf: () => wire,
  })

const KERNELS = { event: EventKernel, batch: BatchKernel }
type Name = keyof typeof KERNELS

const kernelOf = (name: Name, direction: Direction): Kernel =>
  new KERNELS[name](laneOf(direction), {
    series: true,
    trace: null,
  })

const CASES = (['event', 'batch'] as const).flatMap(name =>
  (['toCustomer', 'toCloud'] as const).map(direction => ({ name, direction })),
)

describe.each(CASES)('a lane $direction in the $name kernel', ({ name, direction }) => {
  test('comes to the same in one go, in turns of one event, and in any other', () => {
    const figures = (turn: number): string => {
      const kernel = kernelOf(name, direction)
      while (!kernel.advance(turn));
      const { emitted, events, port, shaperQueues, meters } = kernel.result()
      const counted = meters.map(
        ({ deliveredFrames, droppedFrames, offeredPerSlice, peakBytes }) => ({
          deliveredFrames,
          droppedFrames: [...droppedFrames],
          offeredPerSlice: [...offeredPerSlice],
          peakBytes,
        }),
      )
      return JSON.stringify({ emitted, events, port, shaperQueues, counted })
    }
    const whole = figures(Infinity)
    expect(JSON.parse(whole)).toMatchObject({ emitted: kernelDone(name, direction).frames })
    for (const turn of [1, 7, 100]) expect(figures(turn)).toBe(whole)
  })

  test('stops soon after the instant that it is to reach, and goes on from there', () => {
    const kernel = kernelOf(name, direction)
    const { from, interval, to } = windowOf(direction)
    const until = from + 5 * interval
    expect(kernel.advance(Infinity, until)).toBe(false)
    expect(kernel.simulated).toBe(until)
    expect(kernel.frames).toBeGreaterThan(0)
    expect(kernel.frames).toBeLessThan(kernelDone(name, direction).frames)
    // It has been there.
    expect(kernel.advance(Infinity, until)).toBe(false)
    expect(kernel.simulated).toBe(until)
    expect(kernel.advance(Infinity)).toBe(true)
    expect(kernel.simulated).toBe(to)
  })

  test('finds a frame that is unaccounted for, in frames or in bytes', () => {
    for (const [field, said] of [
      ['deliveredFrames', / frames offered, \d+ accounted for$/],
      ['inFlightFrames', /^a on c to(Customer|Cloud): \d+ frames offered, \d+ accounted for$/],
      ['deliveredBytes', /^a on c /],
      ['inFlightBytes', /^a on c /],
    ] as const) {
      const kernel = kernelDone(name, direction)
      const lost = kernel as unknown as { path: { meters: Record<typeof field, number>[] } }
      lost.path.meters[0]![field]++
      expect(() => kernel.result()).toThrow(said)
    }
    expect(() => kernelDone(name, direction).result()).not.toThrow()
  })
})

function kernelDone(name: Name, direction: Direction): Kernel {
  const kernel = kernelOf(name, direction)
  kernel.advance(Infinity)
  return kernel
}

function windowOf(direction: Direction) {
  return laneOf(direction).window
}
