/**
 * On-off sources. In an on-period of length T frames leave at 0, g, 2g, …, g being a frame's time at the
 * peak rate, while inside it: ⌈T/g⌉ of them, the last one begun and not cut short. So a burst carries up
 * to a frame more than peak × T, and the long-run rate is not peak·on/(on + off) but
 * n·E⌈T/g⌉/(on + off), with E⌈T/g⌉ = Σ P(T > k·g), which lies above it by at most one frame a cycle.
 */
import { expect, test, vi } from 'vitest'
import type { Source } from '../../src/model/demand.ts'
import { openSource } from '../../src/sim/source/open.ts'
import { FrameClasses } from '../../src/sim/source/sizes.ts'
import { bitsPerSecond, ps } from '../../src/units.ts'
import { fixed } from '../sim/support/sources.ts'
import { connection, demand, flowOf, interlink, scenario } from '../sim/support/worlds.ts'
import { expectLongRun, replicate } from './support/replicate.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const PEAK = 10e9
const SIZE = 1000
/** A frame at the peak rate: 800 ns. */
const GAP = 800_000

const source = (on: number, off: number, shape: number | null): Source => ({
  kind: 'onoff',
  peak: bitsPerSecond(PEAK),
  on: ps(on),
  off: ps(off),
  frame: fixed(SIZE),
  shape,
})

/** P(T > t) of a period of a mean: exponential, or Pareto of a shape. */
const beyond = (t: number, mean: number, shape: number | null): number => {
  if (shape === null) return Math.exp(-t / mean)
  const least = (mean * (shape - 1)) / shape
  return t <= least ? 1 : (least / t) ** shape
}

/** E⌈T/g⌉. */
const framesPerBurst = (mean: number, shape: number | null): number => {
  const terms = 100_000
  let sum = 0
  for (let k = 0; k < terms; k++) sum += beyond(k * GAP, mean, shape)
  // What is left of a Pareto's sum, by its integral from half a term before.
  const from = (terms - 0.5) * GAP
  return shape === null ? sum : sum + (beyond(from, mean, shape) * from) / ((shape - 1) * GAP)
}

test.each([
  // on, off (ps), Pareto shape; shape 2.5 has a variance
  [4e6, 12e6, null],
  [40e6, 40e6, null],
  [4e6, 12e6, 2.5],
  [40e6, 40e6, 2.5],
])(
  'bursts of %d ps with silences of %d ps, shape %s: the long-run rate is n·E⌈T/g⌉/(on + off)',
  async (on, off, shape) => {
    const cycles = 16_000_000 / on
    const rates = await replicate(
      seed =>
        scenario({
          seed,
          connections: [connection({ portSpeed: bitsPerSecond(1e11) })],
          interlinks: [interlink({ attachment: { kind: 'detached' } })],
          traffic: [demand({ source: source(on, off, shape) })],
          duration: 2000 * cycles * (on + off),
          warmup: 20 * (on + off),
        }),
      result => {
        const { offered } = flowOf(result)
        return (8 * offered.bytes) / result.simulated.duration
      },
    )
    const frames = framesPerBurst(on, shape)
    expectLongRun(rates, (frames * SIZE * 8e12) / (on + off), 0.025)
    // Against the formula without frames: never below, and by less than a frame a cycle above.
    const fluid = on / GAP
    expect(frames).toBeGreaterThan(fluid)
    expect(frames).toBeLessThan(fluid + 1)
  },
)

test.each([null, 2.5, 1.2])('shape %s: bursts are as long as theory says', shape => {
  const mean = 4e6
  const classes = new FrameClasses()
  const stream = openSource(demand({ source: source(mean, 1e12, shape) }), {
    seed: 1,
    name: 'x',
    inputs: new Map(),
    classes,
    end: 2 ** 53,
  })
  // Silences are long beside a burst, but chance may glue two together: once in 10^6.
  const bursts: number[] = []
  const times = new Float64Array(4096)
  let beginning = -1
  let frames = 0
  for (let count = 4096; count === 4096;) {
    count = stream.fill(times, new Int32Array(4096), 0, 4096, Infinity)
    for (const time of times.subarray(0, count)) {
      if (beginning >= 0 && time === beginning + frames * GAP) frames++
      else {
        if (beginning >= 0) bursts.push(frames)
        beginning = time
        frames = 1
      }
    }
  }
  // 2^53 ps hold some 9000 cycles. Bursts are independent: counts are binomial.
  expect(bursts.length).toBeGreaterThan(shape === 1.2 ? 1000 : 8000)
  for (const k of [1, 2, 5, 10, 20]) {
    const share = bursts.filter(frames => frames > k).length / bursts.length
    const theory = beyond(k * GAP, mean, shape)
    const error = Math.sqrt((theory * (1 - theory)) / bursts.length)
    expect(Math.abs(share - theory), `more than ${k} frames`).toBeLessThanOrEqual(
      4 * error + 1 / bursts.length,
    )
  }
})
