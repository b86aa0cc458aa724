/**
 * A bucket of rate r that holds exactly one frame of L bits is a server: after a release it needs L/r
 * until it holds a frame again, whenever the next one comes. So Poisson frames of one size wait in its
 * shaper as in M/D/1. It differs from a server in one thing: releases are whole picoseconds, and a
 * bucket that was full for a fraction of a picosecond has overflowed meanwhile. Its service is not L/r
 * but that rounded up.
 *
 * One that holds b frames is the same server, whose work it hides as long as less than b - 1 services
 * of it are left: a frame waits for what exceeds them.
 */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { poisson, replay } from '../sim/support/sources.ts'
import {
  captureOf,
  connection,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'
import { lossWith, meanBeyond, meanWait, waitCdf } from './support/md1.ts'
import { expectLongRun, expectQuantile, replicate } from './support/replicate.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

/** A frame of 1000 bytes, counted with its tag. */
const COUNTED = 1004

/** The InterLink with a bucket of so many frames and a queue of so many more. */
const bucket = (rate: number, frames: number, queue: number, enforce: 'shape' | 'police') =>
  interlink({
    bandwidth: bitsPerSecond(rate),
    burst: bytes(frames * COUNTED),
    queue: bytes(queue * 1000),
    mtu: bytes(982),
    enforce: { toCustomer: enforce, toCloud: enforce },
  })

test('a bucket of one frame is a server of service time L/r, rounded up to the picosecond', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.constantFrom(1e3, 7e6, 333e6, 1e9, 99_999e6),
        fc.integer({ min: 1, max: 1e8 }).map(kbps => kbps * 1e3),
      ),
      // Gaps in services: none, exactly one but for a picosecond, or anything up to three.
      fc.array(
        fc.record({
          services: fc.oneof(
            fc.constantFrom(0, 1),
            fc.double({ min: 0, max: 3, noNaN: true, noDefaultInfinity: true }),
          ),
          picoseconds: fc.integer({ min: -1, max: 1 }),
        }),
        { minLength: 1, maxLength: 50 },
      ),
      async (rate, gaps) => {
        const service = Math.ceil((8e12 * COUNTED) / rate)
        let time = 0
        const frames = gaps.map(({ services, picoseconds }, i) => {
          time += i === 0 ? 0 : Math.max(0, Math.floor(services * service) + picoseconds)
          return { time, size: 1000 }
        })
        const result = await simulate(
          scenario({
            connections: [connection({ portSpeed: bitsPerSecond(1e11) })],
            interlinks: [bucket(rate, 1, 1000, 'shape')],
            traffic: [replay('a')],
            duration: time + 60 * service,
          }),
          new Map([['a', captureOf(frames)]]),
        )
        // Lindley: the server is free again one service after it began.
        let free = 0
        const waits = frames.map(({ time }) => {
          const begin = Math.max(time, free)
          free = begin + service
          return begin - time
        })
        const { shaperWait } = flowOf(result)
        expect(shaperWait.max).toBe(Math.max(...waits) / 1e12)
        expect(shaperWait.mean).toBe(waits.reduce((a, b) => a + b) / waits.length / 1e12)
      },
    ),
    { numRuns: 200 },
  )
})

/** 8032 bits at 1 Gbit/s: a service of 8032 ns exactly. */
const RATE = 1e9
const SERVICE = (COUNTED * 8) / RATE

const loaded = (load: number, frames: number, depth: number, queue: number, enforce = 'shape') => {
  return (seed: number) =>
    scenario({
      seed,
      interlinks: [bucket(RATE, depth, queue, enforce as 'shape' | 'police')],
      traffic: [poisson(Math.round((load * RATE * 1000) / COUNTED), 1000)],
      duration: Math.ceil((frames / load) * SERVICE * 1e12),
      warmup: Math.ceil((20 / Math.max(0.1, Math.abs(1 - load)) ** 2) * SERVICE * 1e12),
    })
}

test.each([
  [0.3, 30_000, 0.02, 0.12],
  [0.6, 30_000, 0.03, 0.2],
  [0.9, 80_000, 0.06, 0.5],
])(
  'Poisson frames at load %d wait for a bucket of one frame as in M/D/1: mean and p99',
  async (load, frames, resolution, tails) => {
    const runs = await replicate(loaded(load, frames, 1, 1e6), result => flowOf(result).shaperWait)
    expectLongRun(
      runs.map(({ mean }) => mean! / SERVICE),
      meanWait(load),
      resolution,
    )
    const wait = waitCdf(load, 400)
    const found = runs.map(({ p99 }) => p99! / SERVICE)
    expectQuantile(found, 0.99, { low: wait, high: wait }, tails)
  },
)

test.each([
  [2, 0.06],
  [5, 0.15],
  [10, 0.35],
])(
  'a bucket of %d frames delays what M/D/1 delays longer than one service less',
  async (depth, resolution) => {
    const load = 0.8
    const waits = await replicate(
      loaded(load, 50_000, depth, 1e6),
      result => flowOf(result).shaperWait.mean! / SERVICE,
    )
    expectLongRun(waits, meanBeyond(load, depth - 1), resolution)
  },
)

test.each([
  // What the shaper holds while its bucket fills is K - 1 frames.
  [0.7, 2, 0.05],
  [0.9, 4, 0.05],
  [1, 3, 0.03],
  [1.2, 6, 0.03],
])(
  'at load %d a bucket of one frame with room for others loses what M/D/1/K loses, K = %d',
  async (load, places, resolution) => {
    const losses = await replicate(
      loaded(load, 25_000, 1, places - 1),
      result => flowOf(result).loss,
    )
    expectLongRun(losses, lossWith(places, load), resolution)
  },
)

test.each([
  [0.5, 1, 0.02],
  [1, 1, 0.02],
  [0.8, 3, 0.05],
  [1.1, 10, 0.05],
])(
  'at load %d a policer %d frames deep drops what M/D/1/K of as many places loses',
  async (load, depth, resolution) => {
    // A bucket lacks a frame exactly while as many services as it holds frames are begun or owed.
    const losses = await replicate(
      loaded(load, 25_000, depth, 0, 'police'),
      result => flowOf(result).loss,
    )
    expectLongRun(losses, lossWith(depth, load), resolution)
  },
)
