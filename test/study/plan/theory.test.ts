/** Plans against formulas turned around: what theory says is just enough. */
import { describe, expect, it } from 'vitest'
import { plan } from '../../../src/index.ts'
import { loadedOf } from './support/planned.ts'

/** Bytes of a frame as sources count them, and as the bucket does, the VLAN tag included. */
const FRAME = 1246
const COUNTED = 1250
/** No larger frame passes, so that a bucket of one frame is allowed. */
const MTU = 1228

describe('plan', () => {
  it('turns M/D/1 around: the bandwidth for a mean wait', async () => {
    // A bucket of one frame is a server that takes COUNTED · 8 / bandwidth for each.
    const lambda = 400e6 / (8 * FRAME)
    const wait = 20e-6
    // Pollaczek and Khinchine: W = λ s² / 2 (1 - λ s), solved for s.
    const service = -wait + Math.sqrt(wait * wait + (2 * wait) / lambda)
    expect((lambda * service ** 2) / (2 * (1 - lambda * service))).toBeCloseTo(wait, 12)
    const enough = (8 * COUNTED) / service
    const loaded = loadedOf({
      interlink: `bandwidth: 900Mbps, burst: ${COUNTED}B, mtu: ${MTU}, queue: 100MB`,
      traffic: [
        `interlink: a, direction: toCustomer, source: { kind: poisson, rate: 400Mbps, frame: ${FRAME}B }`,
      ],
      objectives: ['interlink: a, metric: shaperWait.mean, below: 20us'],
      duration: '150ms',
      warmup: '5ms',
    })
    const { answer, below, candidates } = await plan(loaded, {
      find: 'bandwidth',
      interlink: 'a',
      step: 1_000_000,
      replications: 20,
    })
    // Enough for sure, and not much more: the interval of 20 runs is some 2 % wide.
    expect(answer).toBeGreaterThan(enough * 0.999)
    expect(answer).toBeLessThan(enough * 1.02)
    expect(below!.value).toBe(answer! - 1_000_000)
    expect(below!.missed).toHaveLength(1)
    const runsOf = (bandwidth: number): number =>
      candidates.find(({ value }) => value === bandwidth)!.replications
    expect([runsOf(answer!), runsOf(below!.value)]).toEqual([20, 20])
  })

  it.each([
    [4, 400],
    [5, 100],
  ])('finds the burst that passes %i Gbps for %i frames, to the byte', async (peak, frames) => {
    // The bucket fills while frames come: the last of them still finds its tokens.
    const gap = (8 * COUNTED) / (peak * 1e9)
    const needed = Math.ceil(COUNTED * frames - ((frames - 1) * gap * 1e9) / 8)
    const stop = Math.round((frames - 0.5) * gap * 1e12)
    const rate = (peak * 1000 * FRAME) / COUNTED
    const loaded = loadedOf({
      portSpeed: '10Gbps',
      interlink: `bandwidth: 1Gbps, mtu: ${MTU}`,
      traffic: [
        `interlink: a, direction: toCloud, source: { kind: cbr, rate: ${rate}Mbps, frame: ${FRAME}B, phase: 0s, stop: ${stop}ps }`,
      ],
      objectives: ['interlink: a, metric: loss, below: 0.0001%'],
      duration: '2ms',
    })
    const { answer, below } = await plan(loaded, {
      find: 'burst',
      interlink: 'a',
      step: 1,
      replications: 2,
    })
    expect(answer).toBe(needed)
    expect(below!.value).toBe(needed - 1)
    expect(below!.missed[0]!.value).toBe(1 / frames)
  })

  it('finds the queue that holds what a burst leaves, to the frame', async () => {
    // Frames come at 4 Gbps and leave at 1: what waits, at most, when the last one comes.
    const [frames, depth] = [200, 10]
    const stop = Math.round((frames - 0.5) * 2.5e6)
    const loaded = loadedOf({
      portSpeed: '10Gbps',
      interlink: `bandwidth: 1Gbps, mtu: ${MTU}, burst: ${depth * COUNTED}B`,
      traffic: [
        `interlink: a, direction: toCustomer, source: { kind: cbr, rate: ${(4e9 * FRAME) / COUNTED}bps, frame: ${FRAME}B, phase: 0s, stop: ${stop}ps }`,
      ],
      objectives: ['interlink: a, metric: loss, below: 0.0001%'],
      duration: '3ms',
    })
    const { answer, below } = await plan(loaded, {
      find: 'queue',
      interlink: 'a',
      step: FRAME,
      replications: 2,
    })
    // By the k-th frame (from 0), k · 2.5 µs after the first, tokens for depth + k / 4 frames were there.
    let most = 0
    for (let k = 0; k < frames; k++) {
      const left = Math.min(k + 1, Math.floor(depth + k / 4))
      most = Math.max(most, k + 1 - left)
    }
    expect(answer).toBe(most * FRAME)
    expect(below!.value).toBe((most - 1) * FRAME)
  })
})
