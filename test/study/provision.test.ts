import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, formatDate, formatUnixMs, unixMs } from '../../src/calendar.ts'
import { openOrderStream, orderedDraw } from '../../src/sim/life/provisioning.ts'
import { chargeFor, formatAmount } from '../../src/model/price.ts'
import type { Provisioning } from '../../src/model/provisioning.ts'
import type { Connection } from '../../src/model/world.ts'
import { drawLead } from '../../src/sim/life/lead.ts'
import { normalQuantile } from '../../src/sim/random/normal.ts'
import { nextUniform, openStream } from '../../src/sim/random/stream.ts'
import { provision } from '../../src/study/provision.ts'
import { rankOf } from '../../src/study/quantiles.ts'
import { StoppedError } from '../../src/study/stopped.ts'
import { ms, nanoDb, nanoDbm } from '../../src/units.ts'
import { cable } from '../model/physical.ts'
import { answer, at, connection, figures, lead, order, scenario } from './order.ts'

const certain = (change: Partial<Provisioning> = {}): Provisioning =>
  order({ loa: lead(5), patch: lead(7), turnUp: lead(0.5), ...change })

describe('an order of certain lead times', () => {
  it('is their exact sum, in every replication', async () => {
    const { milestones, waits, billedFrom, loaExpired } = await figures(certain())
    const alike = (text: string) => ({ p10: text, p50: text, p90: text })
    expect(milestones).toEqual({
      loaIssued: alike('2026-01-17T09:00:00Z'),
      patched: alike('2026-01-24T09:00:00Z'),
      linkActive: alike('2026-01-24T21:00:00Z'),
    })
    expect(billedFrom).toEqual(milestones.linkActive)
    expect(waits).toEqual({ loa: 5 * 86_400, patch: 7 * 86_400, turnUp: 43_200 })
    expect(loaExpired).toBe(0)
  })

  it('is exact to the millisecond', async () => {
    const brief = { kind: 'certain', duration: ms(1) } as const
    const { milestones } = await figures(certain({ loa: brief, patch: brief, turnUp: brief }))
    expect(milestones.linkActive.p50).toBe('2026-01-12T09:00:00.003Z')
  })

  it('is ready by an instant, and not a millisecond before it', async () => {
    const active = at('2026-01-24T21:00:00Z')
    expect(await figures(certain(), { needBy: active })).toMatchObject({ readyBy: 1, ready: true })
    const early = await figures(certain(), { needBy: unixMs(active - 1) })
    expect(early).toMatchObject({ readyBy: 0, ready: false })
  })

  it('must be placed on the day that leaves time enough', async () => {
    const orderBy = async (needBy: string) =>
      (await figures(certain(), { needBy: at(needBy) })).orderBy
    // Twelve days and a half.
    expect(await orderBy('2026-02-09T12:00:00Z')).toBe('2026-01-28')
    expect(await orderBy('2026-02-09T11:59:59Z')).toBe('2026-01-27')
    expect(await orderBy('2026-02-10T00:00:00Z')).toBe('2026-01-28')
  })

  it('costs what the months cost from the active link on', async () => {
    const needBy = at('2026-02-10')
    const { connections } = await answer([connection({ provisioning: certain() })], { needBy })
    // 7.125 of the 31 days of January, 9 of the 28 of February.
    expect(connections[0]!.idleCost).toEqual({
      p10: '661.520737',
      p50: '661.520737',
      p90: '661.520737',
    })
    expect(connections[0]).toMatchObject({ perMonth: '1200.00', currency: 'EUR' })
  })

  it('costs nothing where the link is active later', async () => {
    const { connections } = await answer([connection({ provisioning: certain() })], {
      needBy: at('2026-01-20'),
    })
    expect(connections[0]!.idleCost!.p90).toBe('0.000000')
  })

  it('is patched in time on the last instant of the LOA', async () => {
    const patch = lead(90)
    expect(await figures(certain({ patch }))).toMatchObject({ loaExpired: 0 })
  })
})

describe('an LOA that expires', () => {
  it('voids the patch: a new LOA is ordered at its expiry, and patching begins anew', () => {
    const provisioning = order({
      loa: lead(2),
      patch: lead(7, 15),
      turnUp: lead(1),
      loaValidity: ms(5 * DAY_MS),
    })
    let seen = 0
    for (let seed = 0; seed < 200; seed++) {
      const draw = orderedDraw(provisioning, openOrderStream(seed, 'paris-1'))
      const { ordered } = provisioning
      expect(draw.loaIssued).toBe(ordered + 2 * DAY_MS)
      // Each LOA that expires takes its validity and the lead time of the next.
      const lastIssued = draw.loaIssued + draw.expiries * 7 * DAY_MS
      expect(draw.patched).toBeGreaterThan(lastIssued)
      expect(draw.patched).toBeLessThanOrEqual(lastIssued + 5 * DAY_MS)
      expect(draw.linkActive).toBe(draw.patched + DAY_MS)
      if (draw.expiries > 0) seen++
    }
    expect(seen).toBeGreaterThan(50)
  })

  it('makes no order endless, however seldom one is patched in time', () => {
    const provisioning = order({ patch: lead(60, 90), loaValidity: ms(30 * DAY_MS) })
    const draws = Array.from({ length: 200 }, (_, seed) =>
      orderedDraw(provisioning, openOrderStream(seed, 'x')),
    )
    expect(Math.max(...draws.map(({ expiries }) => expiries))).toBeGreaterThan(20)
  })

  it('ends no later than the calendar', () => {
    const provisioning = order({
      loa: lead(3_000, 3_650),
      patch: lead(60, 90),
      loaValidity: ms(30 * DAY_MS),
    })
    const draws = Array.from({ length: 2_000 }, (_, seed) =>
      orderedDraw(provisioning, openOrderStream(seed, 'x')),
    )
    const latest = unixMs(Math.max(...draws.map(({ linkActive }) => linkActive)))
    expect(formatUnixMs(latest)).toMatch(/^\d{4}-/)
    expect(latest).toBeLessThanOrEqual(at('9999-12-31T23:59:59.999Z'))
  })
})

describe('quantiles', () => {
  it('are the smallest value that at least a share of all does not exceed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 99_999 }),
        fc.integer({ min: 1, max: 3_000 }),
        (milli, count) => {
          // The share as a percentage of three decimals would be read.
          const rank = rankOf(milli / 100_000, count)
          const enough = (values: number): boolean => values * 100_000 >= milli * count
          expect(enough(rank + 1)).toBe(true)
          expect(rank === 0 || !enough(rank)).toBe(true)
        },
      ),
    )
  })

  it('come up among the draws, sorted', async () => {
    const provisioning = order()
    const count = 1_001
    const { milestones } = await figures(provisioning, { replications: count, seed: 40 })
    const draws = Array.from({ length: count }, (_, i) =>
      orderedDraw(provisioning, openStream(40 + i, 'provisioning paris-1')),
    )
    for (const key of ['loaIssued', 'patched', 'linkActive'] as const) {
      const sorted = draws.map(draw => draw[key]).toSorted((a, b) => a - b)
      expect(milestones[key]).toEqual({
        p10: formatUnixMs(sorted[100]!),
        p50: formatUnixMs(sorted[500]!),
        p90: formatUnixMs(sorted[900]!),
      })
    }
  })
})

/** Any order, quick and slow, with LOAs that expire and such that do not. */
const anyOrder: fc.Arbitrary<Provisioning> = fc
  .record({
    loa: fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 })),
    patch: fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 30 })),
    turnUp: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 })),
    slack: fc.integer({ min: 0, max: 60 }),
    hour: fc.nat(23),
  })
  .map(({ loa, patch, turnUp, slack, hour }) => {
    const of = ([median, more]: readonly [number, number]) => lead(median, median + more)
    return order({
      ordered: unixMs(at('2026-01-12') + hour * 3_600_000),
      loa: of(loa),
      patch: of(patch),
      turnUp: of(turnUp),
      loaValidity: ms((patch[0] + slack) * DAY_MS),
    })
  })

describe('the latest day to order', () => {
  it('is found by trying every day, with any confidence', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyOrder,
        fc.integer({ min: 1, max: 99 }),
        fc.integer({ min: 0, max: 60 * 24 }),
        async (provisioning, percent, hours) => {
          const needBy = unixMs(at('2026-02-01') + hours * 3_600_000)
          const question = { needBy, confidence: percent / 100, replications: 60 }
          const { orderBy } = await figures(provisioning, question)
          const latest = at(orderBy!)
          for (let day = latest - 3 * DAY_MS; day <= latest + 3 * DAY_MS; day += DAY_MS) {
            const tried = { ...provisioning, ordered: unixMs(day) }
            const { ready, readyBy } = await figures(tried, question)
            expect(ready, formatDate(unixMs(day))).toBe(day <= latest)
            expect(ready).toBe(Math.round(readyBy! * 60) * 100 >= percent * 60)
          }
        },
      ),
      { numRuns: 25 },
    )
  })
})

describe('the idle cost', () => {
  it('is that of the mirrored quantile of the active link', async () => {
    const needBy = at('2026-02-10')
    const { connections } = await answer([connection()], { needBy })
    const { billedFrom, idleCost } = connections[0]!
    const cost = (from: string): string => formatAmount(chargeFor(1_200_000_000n, at(from), needBy))
    expect(idleCost).toEqual({
      p10: cost(billedFrom!.p90),
      p50: cost(billedFrom!.p50),
      p90: cost(billedFrom!.p10),
    })
  })

  it('is not exceeded by its share of all replications', async () => {
    const provisioning = order()
    const needBy = at('2026-02-01')
    const replications = 500
    const { connections } = await answer([connection()], { needBy, replications })
    const costs = Array.from({ length: replications }, (_, i) => {
      const { linkActive } = orderedDraw(provisioning, openOrderStream(1 + i, 'paris-1'))
      return formatAmount(chargeFor(1_200_000_000n, linkActive, needBy))
    })
    for (const [key, share] of [
      ['p10', 0.1],
      ['p50', 0.5],
      ['p90', 0.9],
    ] as const) {
      const limit = Number(connections[0]!.idleCost![key])
      const within = costs.filter(cost => Number(cost) <= limit).length
      const below = costs.filter(cost => Number(cost) < limit).length
      expect(within).toBeGreaterThanOrEqual(share * replications)
      // Nothing clearly smaller would do: at most the next smaller cost.
      expect(below).toBeLessThanOrEqual(share * replications)
    }
  })
})

describe('the document', () => {
  it('is the same for the same seed, and another for another', async () => {
    const question = { needBy: at('2026-02-10'), seed: 7 }
    const first = JSON.stringify(await answer([connection()], question))
    expect(JSON.stringify(await answer([connection()], question))).toBe(first)
    expect(JSON.stringify(await answer([connection()], { ...question, seed: 8 }))).not.toBe(first)
  })

  it('says of a connection the same whatever others there are', async () => {
    const question = { needBy: at('2026-02-10') }
    const [alone] = (await answer([connection()], question)).connections
    const others = [
      connection({ id: 'ams-1', provisioning: order({ loa: lead(3, 4) }) }),
      connection(),
      connection({ id: 'waw-1', provisioning: null }),
    ]
    const { connections } = await answer(others, question)
    expect(connections.map(each => each.connection)).toEqual(['ams-1', 'paris-1', 'waw-1'])
    expect(connections[1]).toEqual(alone)
    expect(connections[0]!.milestones).not.toEqual(alone!.milestones)
  })

  it('has nothing to say of the order of a connection that is there from the start', async () => {
    const { connections } = await answer([connection({ provisioning: null })])
    expect(connections[0]).toMatchObject({
      milestones: null,
      loaExpired: null,
      billedFrom: null,
      readyBy: null,
      orderBy: null,
      perMonth: '1200.00',
      idleCost: null,
      lightOk: true,
    })
  })

  it('judges nothing without a need-by date', async () => {
    expect(await figures(order())).toMatchObject({ readyBy: null, ready: null, orderBy: null })
  })
})

describe('light', () => {
  const light = async (change: Partial<Connection>) => {
    const { connections } = await answer([connection(change)], { replications: 1 })
    const { opticalMargin, lightOk } = connections[0]!
    return [opticalMargin.toCustomer, opticalMargin.toCloud, lightOk]
  }
  const dbm = (power: number) => nanoDbm(Math.round(power * 1e9))
  const tx = (customer: number, provider: number) => ({
    optics: { customer: { tx: dbm(customer) }, provider: { tx: dbm(provider) } },
  })

  it('is what the sender launches, less what the segments lose, above the sensitivity', async () => {
    const { segments, ...rest } = cable(120_000, 588_000)
    const panel = { id: 'panel-a', kind: 'connector', loss: nanoDb(500_000_000) } as const
    const crossConnect = { ...rest, segments: [...segments, panel] }
    expect(await light({ crossConnect, ...tx(-3, -3) })).toEqual([10.852, 10.852, true])
    expect(await light({ crossConnect, ...tx(-4, -3) })).toEqual([10.852, 9.852, true])
  })

  it('is well where both directions are: at 0 dB still, not below, and not above what is read', async () => {
    const crossConnect = cable(15_500_000, 75_950_000)
    expect(await light({ crossConnect })).toEqual([0, 0, true])
    expect(await light({ crossConnect, ...tx(-8.2, -8.3) })).toEqual([-0.1, 0, false])
    expect(await light({ crossConnect, ...tx(-8.3, -8.2) })).toEqual([0, -0.1, false])
    expect(await light({ crossConnect: cable(0, 0), ...tx(0.5, 0.6) })).toEqual([15, 14.9, false])
  })
})

describe('a lead time', () => {
  it('is median × (p90 ÷ median)^(z ÷ 1.28155) of a normal variate z', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(2 ** 31),
        (median, more, seed) => {
          const drawn = drawLead(openStream(seed, 'x'), lead(median, median + more)) / 1000
          const z = normalQuantile(nextUniform(openStream(seed, 'x')))
          const exact = 86_400 * median * ((median + more) / median) ** (z / 1.28155)
          expect(Math.abs(drawn - exact)).toBeLessThan(0.5 + 1e-9 * exact)
        },
      ),
    )
  })

  it('that is longer is never drawn shorter, with the same seed', () => {
    fc.assert(
      fc.property(anyOrder, fc.nat(2 ** 31), fc.integer({ min: 1, max: 9 }), (each, seed, more) => {
        fc.pre(each.loa.kind === 'lognormal')
        const { median, p90 } = each.loa as { median: number; p90: number }
        const longer = { ...each.loa, median: ms(median * more), p90: ms(p90 * more) } as const
        const draw = orderedDraw(each, openOrderStream(seed, 'x'))
        const slower = orderedDraw({ ...each, loa: longer }, openOrderStream(seed, 'x'))
        expect(slower.linkActive).toBeGreaterThanOrEqual(draw.linkActive)
        expect(slower.expiries).toBe(draw.expiries)
      }),
    )
  })

  it('that becomes certain leaves the others as they are drawn', () => {
    const draw = orderedDraw(order(), openOrderStream(3, 'x'))
    const known = orderedDraw(order({ loa: lead(5) }), openOrderStream(3, 'x'))
    expect(known.patched - known.loaIssued).toBe(draw.patched - draw.loaIssued)
  })

  it('is drawn in whole seconds, one of seconds in whole milliseconds', () => {
    const brief = { kind: 'lognormal', median: ms(200), p90: ms(400) } as const
    const draws = Array.from({ length: 50 }, (_, seed) =>
      orderedDraw(order({ patch: brief }), openOrderStream(seed, 'x')),
    )
    for (const { loaIssued } of draws) expect(loaIssued % 1000).toBe(0)
    const times = draws.map(({ loaIssued, patched }) => patched - loaIssued)
    expect(new Set(times).size).toBeGreaterThan(30)
    expect(times.every(Number.isInteger)).toBe(true)
  })
})

describe('a study that is stopped', () => {
  it('ends within some milliseconds of work, and says how far it came', async () => {
    const stop = new AbortController()
    const shares: number[] = []
    const stopped = provision(
      {
        scenario: scenario([connection(), connection({ id: 'b' })]),
        sha256: '',
        replications: 1_000_000,
        needBy: null,
        confidence: 0.5,
      },
      {
        signal: stop.signal,
        onProgress: share => {
          shares.push(share)
          if (shares.length === 3) stop.abort()
        },
      },
    )
    await expect(stopped).rejects.toMatchObject({ done: 6_000, total: 2_000_000 })
    await expect(stopped).rejects.toBeInstanceOf(StoppedError)
    expect(shares).toEqual([0.001, 0.002, 0.003])
  })
})
