/** Sources as rates, what cables and gates make of them, and what is not seen. */
import { describe, expect, it } from 'vitest'
import type { Demand, Source } from '../../../src/model/demand.ts'
import { frameLossRatio } from '../../../src/model/bit-errors.ts'
import { IMIX } from '../../../src/model/demand.ts'
import { lossBeyond, meanBeyond, meanWait, shareBeyond } from '../../../src/theory/mg1.ts'
import { lostToErrors } from '../../../src/sim/kernel/fluid/cable.ts'
import { sharesOf } from '../../../src/sim/kernel/fluid/rates.ts'
import { bitsPerSecond, bytes, ps } from '../../../src/units.ts'
import { captureOf, demand, flowOf, interlink, scenario, simulate } from '../support/worlds.ts'
import { measured, tableOf } from './tables.ts'

const MS = 1e9
const SECOND = 1e12

const fluid = (traffic: readonly Demand[], over: Partial<Parameters<typeof scenario>[0]> = {}) => ({
  ...scenario({ duration: SECOND, traffic, ...over }),
  engine: 'fluid' as const,
})
const onoff: Source = {
  kind: 'onoff',
  peak: bitsPerSecond(8e8),
  on: ps(5 * MS),
  off: ps(15 * MS),
  frame: [{ size: bytes(1000), weight: 1 }],
  shape: null,
}

describe('rates', () => {
  it('of on-off sources are their mean', async () => {
    const flow = flowOf(await simulate(fluid([demand({ source: onoff })])))
    expect(flow.offered.bytes).toBe(25_000_000)
    expect(flow.peak).toBeCloseTo(2e8, 3)
  })

  it('of a capture are what it has in each interval of the series', async () => {
    const frames = [
      { time: 0, size: 1000 },
      { time: 0.2 * MS, size: 600 },
      { time: 5.1 * MS, size: 64 },
      { time: 5.3 * MS, size: 9000 },
      { time: 7.9 * MS, size: 1500 },
    ]
    const it = fluid([
      demand({
        source: { kind: 'pcap', file: 'x', speedup: { numerator: 1n, denominator: 1n } },
        start: ps(10 * MS),
      }),
    ])
    const rows: number[] = []
    const result = await simulate(it, new Map([['x', captureOf(frames)]]), {
      onInterval: ({ flows }) => rows.push(flows[0]!.offered),
    })
    const flow = flowOf(result)
    expect(flow.offered).toEqual({ frames: 5, bytes: 12_164 })
    expect(flow.dropped.byCause.oversize).toBe(1)
    expect(flow.delivered).toEqual({ frames: 4, bytes: 3_164 })
    const bits = rows.map(rate => Math.round(rate / 1000 / 8))
    expect(bits.slice(9, 19)).toEqual([0, 1600, 0, 0, 0, 0, 9064, 0, 1500, 0].slice(0, 10))
    expect(flow.unseen!.sampling).toBeCloseTo(0.001, 12)
  })

  it('of a series follow its samples, sped up and scaled, within start and stop', async () => {
    const source = {
      ...measured('one', 1000),
      scale: 2,
      speedup: { numerator: 10n, denominator: 1n },
    } as Source
    const it = fluid([{ ...demand({ source }), start: ps(100 * MS), stop: ps(350 * MS) }])
    const rows: number[] = []
    await simulate(
      it,
      new Map(),
      { onInterval: ({ flows }) => rows.push(flows[0]!.offered) },
      undefined,
      // Each sample holds for a second, a tenth of it here.
      new Map([['series', tableOf({ one: [1e8, 2e8, 3e8] }, 1)]]),
    )
    const at = (ms: number): number => rows[ms]!
    expect([99, 100, 199, 200, 299, 300, 349, 350].map(ms => Math.round(at(ms) / 1e6))).toEqual([
      0, 200, 200, 400, 400, 600, 600, 0,
    ])
  })
})

describe('a cable', () => {
  it('loses to bit errors what each size of the mix loses', () => {
    for (const ratio of [1e-12, 1e-7, 1e-4, 1e-3, 0.1]) {
      const shares = sharesOf(IMIX)
      const lost = lostToErrors(ratio, shares)
      const frames = shares.reduce(
        (sum, { size, share }) => sum + share * frameLossRatio(ratio, bytes(size)),
        0,
      )
      const all = shares.reduce((sum, { size, share }) => sum + share * size, 0)
      const size = shares.reduce(
        (sum, each) => sum + each.share * each.size * frameLossRatio(ratio, bytes(each.size)),
        0,
      )
      expect(Math.abs(lost.frames / frames - 1)).toBeLessThan(1e-9)
      expect(Math.abs(lost.bytes / (size / all) - 1)).toBeLessThan(1e-9)
    }
  })
})

describe('what is not seen', () => {
  const poisson = (rate: number): Source => ({
    kind: 'poisson',
    rate: bitsPerSecond(rate),
    frame: [{ size: bytes(976), weight: 1 }],
  })

  it('is the M/G/1 wait of the port at its busiest', async () => {
    const result = await simulate(
      fluid(
        [
          demand({ source: poisson(4e9) }),
          { ...demand({ source: poisson(2e9) }), start: ps(5e11) },
        ],
        {
          interlinks: [interlink({ bandwidth: bitsPerSecond(9e9), burst: bytes(1e6) })],
        },
      ),
    )
    const flow = flowOf(result)
    const time = (1000 * 8) / 1e10
    const arrivals = 6e9 / (8 * 976)
    const expected = meanWait([{ arrivals, time }])
    expect(flow.unseen!.portWaitMean!.value / expected).toBeCloseTo(1, 9)
    expect(flow.portWait.max).toBe(0)
    expect(flow.unseen!.policed).toBeNull()
    expect(flow.unseen!.sampling).toBeNull()
  })

  it('is near what frames wait', async () => {
    const it = scenario({
      duration: 200 * MS,
      traffic: [demand({ source: poisson(7e9) })],
      interlinks: [interlink({ bandwidth: bitsPerSecond(9.9e9), burst: bytes(1e7) })],
    })
    const packet = flowOf(await simulate(it))
    const { unseen } = flowOf(await simulate({ ...it, engine: 'fluid' }))
    expect(packet.portWait.mean! / unseen!.portWaitMean!.value).toBeGreaterThan(0.9)
    expect(packet.portWait.mean! / unseen!.portWaitMean!.value).toBeLessThan(1.1)
  })

  it('is what a policer drops by chance, about', async () => {
    const it = scenario({
      duration: 2 * SECOND,
      traffic: [demand({ direction: 'toCloud', source: poisson(9e8) })],
      interlinks: [interlink({ bandwidth: bitsPerSecond(1e9), burst: bytes(8_000) })],
    })
    const packet = flowOf(await simulate(it), 'l', 'toCloud')
    const fluidly = flowOf(await simulate({ ...it, engine: 'fluid' }), 'l', 'toCloud')
    expect(fluidly.loss).toBe(0)
    expect(packet.loss).toBeGreaterThan(0)
    const ratio = fluidly.unseen!.policed!.value / packet.loss
    expect(ratio).toBeGreaterThan(1 / 3)
    expect(ratio).toBeLessThan(3)
  })

  it('is what a mean on-period brings beyond the bandwidth', async () => {
    const result = await simulate(
      fluid([demand({ source: onoff })], {
        interlinks: [
          interlink({ bandwidth: bitsPerSecond(3e8), burst: bytes(10_000), queue: bytes(50_000) }),
        ],
      }),
    )
    const { onBurst } = flowOf(result).unseen!
    expect(onBurst!.excess).toBeCloseTo((((8e8 * 1004) / 1000 - 3e8) * 0.005) / 8, 3)
    expect(onBurst!.room).toBe(60_000)
  })

  it('is nothing where there is nothing random', async () => {
    const cbr: Source = {
      kind: 'cbr',
      rate: bitsPerSecond(1e8),
      frame: [{ size: bytes(1000), weight: 1 }],
      phase: ps(0),
    }
    const { unseen } = flowOf(await simulate(fluid([demand({ source: cbr })])))
    expect(unseen).toEqual({
      sampling: null,
      portWaitMean: null,
      shaperWaitMean: null,
      policed: null,
      onBurst: null,
    })
  })
})

describe('tails of M/G/1', () => {
  it('are exact for exponential service', () => {
    // M/M/1, service time 1, load 0.8: W = ρ ÷ (1 - ρ), P(W > x) = ρe^-(1-ρ)x.
    const [load, wait] = [0.8, 4]
    for (const x of [0, 1, 7.5]) {
      expect(shareBeyond(wait, load, x)).toBeCloseTo(load * Math.exp(-(1 - load) * x), 12)
      expect(meanBeyond(wait, load, x)).toBeCloseTo(wait * Math.exp(-(1 - load) * x), 12)
    }
    expect(lossBeyond(wait, load, 0)).toBeCloseTo((0.2 * 0.8) / (1 - 0.64), 12)
  })

  it('are nothing of nothing', () => {
    expect(shareBeyond(0, 0.5, 1)).toBe(0)
    expect(meanBeyond(0, 0, 1)).toBe(0)
    expect(lossBeyond(1e-9, 0.5, 1)).toBe(0)
  })
})
