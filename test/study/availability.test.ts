import { describe, expect, it } from 'vitest'
import { OPEN_POLICIES } from '../../src/model/complete-routing.ts'
import { PEERING_DEFAULT } from '../../src/model/peering.ts'
import type { Lead } from '../../src/model/lead.ts'
import type { Objective } from '../../src/model/objective.ts'
import { availability } from '../../src/study/availability.ts'
import type { AvailabilityDocument } from '../../src/study/availability/document.ts'
import { rosterOf } from '../../src/study/availability/roster.ts'
import { StoppedError } from '../../src/study/stopped.ts'
import { ms, nanoDb, ps } from '../../src/units.ts'
import { connection, interlink } from '../sim/support/worlds.ts'
import { HOUR, PAIR, answer, fault, faulty, hours, of } from './outages.ts'

const YEAR_MINUTES = 525_960
const HOUR_PS = 3_600_000_000_000_000

/** Mean of a lognormal time by its median and p90, hours. */
const lognormalMean = (median: number, p90: number): number =>
  median * Math.exp((Math.log(p90 / median) / 1.28155) ** 2 / 2)
const up = (mtbf: number, mttr: number): number => mtbf / (mtbf + mttr)

const CUT = { segment: 'mmr' }
const contains = (document: AvailabilityDocument, id: string, value: number): void => {
  const { mean, low, high } = of(document, id).availability
  expect(low).toBeLessThan(value)
  expect(high).toBeGreaterThan(value)
  expect(Math.abs(mean - value)).toBeLessThan((high - low) / 2)
}

describe('availability is that of theory', () => {
  const many = { replications: 200 }

  it.each<[string, Lead, number]>([
    ['certain', hours(8), 8],
    ['lognormal', hours(6, 24), lognormalMean(6, 24)],
  ])('of a single part with %s repair: MTBF ÷ (MTBF + MTTR)', async (_, repair, mttr) => {
    const document = await answer({ faults: [fault('cut', CUT, 2_000, repair)] }, many)
    contains(document, 'l', up(2_000, mttr))
    expect(of(document, 'l').outagesPerYear).toBeCloseTo(8_766 / (2_000 + mttr), 1)
  })

  it('of parts in series: their product', async () => {
    const document = await answer(
      {
        faults: [
          fault('cut', CUT, 1_000, hours(20)),
          fault('portDown', 'provider', 800, hours(10, 30)),
          fault('opticFail', 'customer', 1_500, hours(50)),
        ],
      },
      many,
    )
    const product = up(1_000, 20) * up(800, lognormalMean(10, 30)) * up(1_500, 50)
    contains(document, 'l', product)
  })

  it('of two connections of one VPC: 1 - (1 - A)²', async () => {
    const faults = ['a', 'b'].map(at => fault('cut', CUT, 1_000, hours(50), at))
    const document = await answer({ ...PAIR, faults }, many)
    contains(document, 'x', up(1_000, 50))
    contains(document, 'v', 1 - (1 - up(1_000, 50)) ** 2)
  })

  it('within its interval about as often as the confidence says', async () => {
    const faults = [fault('portDown', 'provider', 300, hours(10))]
    // Whole at the beginning: the mean over a year of 8,766 h, to first order in the repair.
    let covered = 0
    const RUNS = 100
    const truth = up(300, 10) + ((1 - up(300, 10)) * 5) / 8_766
    for (let run = 0; run < RUNS; run++) {
      const document = await answer(
        { faults, seed: 1_000 * run },
        { years: 1, replications: 20, confidence: 0.9 },
      )
      const { low, high } = of(document, 'l').availability
      if (low <= truth && truth <= high) covered++
    }
    // Binomial of 100 with 0.9: four standard deviations are 12.
    expect(Math.abs(covered - 0.9 * RUNS)).toBeLessThanOrEqual(12)
  })
})

describe('down time', () => {
  const faults = [
    fault('cut', CUT, 500, hours(30, 90)),
    fault('portDown', 'provider', 400, hours(20)),
    fault('blackhole', 'provider', 900, hours(5, 40)),
  ]

  it("is its owners', all of it, and its causes'", async () => {
    const { minutesPerYear, minutesPerYearByOwner, minutesPerYearByCause, availability } = of(
      await answer({ faults }, { replications: 20 }),
      'l',
    )
    const { customer, provider } = minutesPerYearByOwner
    expect(customer + provider).toBe(minutesPerYear.mean)
    const sum = minutesPerYearByCause.reduce((all, { minutes }) => all + minutes, 0)
    expect(sum / minutesPerYear.mean).toBeCloseTo(1, 9)
    expect(1 - minutesPerYear.mean / YEAR_MINUTES).toBeCloseTo(availability.mean, 12)
    expect(minutesPerYearByCause.map(({ cause, owner }) => `${cause} ${owner}`)).toEqual([
      'mmr: cut customer',
      "provider's port: down provider",
      "provider's port: blackhole provider",
    ])
  })

  it('goes on after the repair until sessions are established, on the account of what was repaired', async () => {
    const bgp = { ...PEERING_DEFAULT, establish: ps(HOUR_PS) }
    const only = [fault('cut', CUT, 2_000, hours(3))]
    const { minutesPerYear, outagesPerYear, minutesPerYearByCause } = of(
      await answer({ faults: only, interlinks: [interlink({ bgp })] }),
      'l',
    )
    expect(minutesPerYear.mean / outagesPerYear / 240).toBeCloseTo(1, 2)
    expect(minutesPerYearByCause.map(({ cause }) => cause)).toEqual([
      'mmr: cut',
      'recovery from mmr: cut',
    ])
  })

  it('of a segment that is cut and loses frames at once ends when each is repaired by itself', async () => {
    const cut = fault('cut', CUT, 1_000, hours(10))
    const hole = fault('blackhole', CUT, 1_000, hours(200))
    const document = await answer({ faults: [cut, hole] }, { replications: 100 })
    contains(document, 'l', up(1_000, 10) * up(1_000, 200))
    const causes = of(document, 'l').minutesPerYearByCause.map(({ cause }) => cause)
    expect(causes).toEqual(['mmr: blackhole', 'mmr: cut'])
  })

  it('of two faults of one kind at one place lasts as long as either', async () => {
    const two = [100, 30].map(repair => fault('portDown', 'provider', 1_000, hours(repair)))
    contains(
      await answer({ faults: two }, { replications: 100 }),
      'l',
      up(1_000, 100) * up(1_000, 30),
    )
  })

  it('has its longest outages, and each outage once however many faults overlap', async () => {
    const certain = [fault('cut', CUT, 8_766, hours(6))]
    const { longestOutageMinutes, outages, minutesPerYear } = of(
      await answer({ faults: certain }, { years: 20 }),
      'l',
    )
    expect(longestOutageMinutes).toEqual({ p10: 360, p50: 360, p90: 360 })
    expect(minutesPerYear.mean).toBeCloseTo((outages * 360) / 2_000, 0)
    const overlapping = of(await answer({ faults }, { replications: 20 }), 'l')
    expect(overlapping.longestOutageMinutes.p90).toBeGreaterThan(
      overlapping.longestOutageMinutes.p10,
    )
  })
})

describe('draws', () => {
  const both = ['a', 'b'].flatMap(at => [
    fault('cut', CUT, 3_000, hours(6, 24), at),
    fault('portDown', 'provider', 2_000, hours(4), at),
  ])

  it('are the same for the same seed', async () => {
    expect(await answer({ ...PAIR, faults: both })).toEqual(await answer({ ...PAIR, faults: both }))
    const other = await answer({ ...PAIR, faults: both, seed: 5_000 })
    expect(of(other, 'x')).not.toEqual(of(await answer({ ...PAIR, faults: both }), 'x'))
  })

  it('of replication i are those of seed + i', async () => {
    const down = async (seed: number, replications: number) =>
      of(
        await answer({ faults: [fault('cut', CUT, 900, hours(6, 24))], seed }, { replications }),
        'l',
      ).minutesPerYear.mean
    const single = (await down(7, 1)) + (await down(8, 1)) + (await down(9, 1))
    expect(await down(7, 3)).toBeCloseTo(single / 3, 6)
  })

  it('of one connection are untouched by what is added to another, or to itself', async () => {
    const before = await answer({ ...PAIR, faults: both })
    const hole = fault('blackhole', 'customer', 500, hours(9), 'b')
    for (const faults of [[...both, hole], [hole, ...both], both.toReversed()]) {
      const after = await answer({ ...PAIR, faults })
      expect(of(after, 'x')).toEqual({
        ...of(before, 'x'),
        minutesPerYearByCause: expect.anything() as unknown,
      })
      const cutOn = (document: AvailabilityDocument) =>
        of(document, 'x').minutesPerYearByCause.find(({ cause }) => cause === 'mmr: cut')
      expect(cutOn(after)).toEqual(cutOn(before))
    }
  })

  it('meet the same luck where repair is slower: never less down time', async () => {
    let more = 0
    for (let seed = 0; seed < 40; seed++) {
      const down = async (repair: Lead, mtbf = 4_000) =>
        of(
          await answer(
            { faults: [fault('cut', CUT, mtbf, repair)], seed },
            { replications: 1, years: 5 },
          ),
          'l',
        )
      const [quick, slow] = [await down(hours(5, 20)), await down(hours(10, 40))]
      expect(slow.minutesPerYear.mean).toBeGreaterThanOrEqual(quick.minutesPerYear.mean)
      if (slow.minutesPerYear.mean > quick.minutesPerYear.mean) more++
      expect(slow.outages).toBeLessThanOrEqual(quick.outages)
    }
    expect(more).toBeGreaterThan(20)
  })

  it('of alike parts at several places are independent', async () => {
    const ends = [
      fault('opticFail', 'customer', 1_000, hours(100)),
      fault('opticFail', 'provider', 1_000, hours(100)),
    ]
    contains(await answer({ faults: ends }, { replications: 100 }), 'l', up(1_000, 100) ** 2)
  })
})

describe('frames that vanish', () => {
  const hole = (at = 'c') => fault('blackhole', 'provider', 2_000, hours(2), at)

  it('are unnoticed for the hold time, or for what BFD takes', async () => {
    const document = await answer({ faults: [hole()] }, { replications: 50 })
    const { undetectedMinutesPerYear, outagesPerYear } = of(document, 'l')
    expect(undetectedMinutesPerYear / outagesPerYear).toBeCloseTo(1.5, 2)
    const bgp = { ...PEERING_DEFAULT, bfd: ps(3e11) }
    const quick = of(await answer({ faults: [hole()], interlinks: [interlink({ bgp })] }), 'l')
    expect(quick.undetectedMinutesPerYear / quick.outagesPerYear).toBeCloseTo(0.005, 5)
  })

  it('are noticed at once where light is lost', async () => {
    const { undetectedMinutesPerYear } = of(
      await answer({ faults: [fault('cut', CUT, 500, hours(2))] }),
      'l',
    )
    expect(undetectedMinutesPerYear).toBe(0)
  })

  it('of a VPC are those of the InterLink that it takes, while another carries', async () => {
    const high = { ...PEERING_DEFAULT, preference: 'high' } as const
    const world = (preferred: 'x' | 'y') => ({
      ...PAIR,
      interlinks: PAIR.interlinks!.map(each =>
        each.id === preferred ? { ...each, bgp: high } : each,
      ),
      faults: [hole('a')],
    })
    const taken = await answer(world('x'))
    expect(of(taken, 'v')).toMatchObject({ outages: 0, minutesPerYear: { mean: 0 } })
    expect(of(taken, 'v').undetectedMinutesPerYear).toBeCloseTo(
      of(taken, 'x').undetectedMinutesPerYear,
      6,
    )
    expect(of(await answer(world('y')), 'v').undetectedMinutesPerYear).toBe(0)
    // Of equals the first in the file is taken.
    expect(of(await answer({ ...PAIR, faults: [hole('b')] }), 'v').undetectedMinutesPerYear).toBe(0)
  })
})

describe('what if', () => {
  const change = (document: AvailabilityDocument, name: string) =>
    document.whatIf.find(each => each.change === name)
  const subject = (document: AvailabilityDocument, name: string, id: string) =>
    change(document, name)!.subjects.find(
      each => ('vpc' in each ? each.vpc : each.interlink) === id,
    )!

  it('there were BFD: frames vanish for less, and nothing else changes', async () => {
    const document = await answer({
      faults: [
        fault('blackhole', 'provider', 2_000, hours(2)),
        fault('cut', CUT, 3_000, hours(6, 24)),
      ],
    })
    const [was, would] = [of(document, 'l'), subject(document, 'bfd', 'l')]
    expect(would.minutesPerYear).toBeCloseTo(was.minutesPerYear.mean, 6)
    expect(would.outages).toBe(was.outages)
    expect(would.undetectedMinutesPerYear / was.undetectedMinutesPerYear).toBeCloseTo(0.01, 4)
  })

  it('there were a spare optic: none takes longer than 4 h', async () => {
    const optic = fault('opticFail', 'customer', 2_000, hours(30))
    const document = await answer({ faults: [optic, fault('cut', CUT, 3_000, hours(6))] })
    const spared = await answer({
      faults: [{ ...optic, repair: hours(4) }, fault('cut', CUT, 3_000, hours(6))],
    })
    expect(subject(document, 'spareOptic', 'l').minutesPerYear).toBe(
      of(spared, 'l').minutesPerYear.mean,
    )
    expect(change(spared, 'spareOptic')).toBeUndefined()
  })

  it('there were a second connection: that of two', async () => {
    const document = await answer(
      { faults: [fault('cut', CUT, 1_000, hours(50))] },
      { replications: 200 },
    )
    const doubled = subject(document, 'secondConnection', 'v')
    const theory = (1 - up(1_000, 50)) ** 2 * YEAR_MINUTES
    expect(doubled.minutesPerYear / theory).toBeGreaterThan(0.85)
    expect(doubled.minutesPerYear / theory).toBeLessThan(1.15)
    expect(subject(document, 'secondConnection', 'l').minutesPerYear).toBe(
      of(document, 'l').minutesPerYear.mean,
    )
  })

  it('tells only of what changes anything', async () => {
    const pair = await answer({ ...PAIR, faults: [fault('cut', CUT, 1_000, hours(5), 'a')] })
    expect(pair.whatIf).toEqual([])
    expect((await answer({ faults: [] })).whatIf).toEqual([])
  })
})

describe('subjects', () => {
  const NO_IPV6 = { ...OPEN_POLICIES, ipv6: null }
  const cut = [fault('cut', CUT, 1_000, hours(5))]

  it('are InterLinks by policy, then VPCs by what may be carried', async () => {
    const document = await answer({
      faults: cut,
      interlinks: [
        interlink({ id: 'one', routing: NO_IPV6 }),
        interlink({ id: 'off', propagation: false, routing: { ...OPEN_POLICIES, ipv4: null } }),
        interlink({ id: 'none', attachment: { kind: 'detached' } }),
      ],
    })
    expect(
      document.subjects.map(each => [
        'vpc' in each ? each.vpc : each.interlink,
        each.family,
        Number(each.availability.mean.toFixed(1)),
      ]),
    ).toEqual([
      ['one', 'ipv4', 1],
      ['off', 'ipv6', 0],
      ['none', 'ipv4', 0],
      ['none', 'ipv6', 0],
      ['v', 'ipv4', 1],
    ])
    expect(of(document, 'none').minutesPerYearByOwner.provider).toBe(0)
    // What never carries has no part in the VPC.
    expect(of(document, 'v').minutesPerYearByOwner).toEqual(
      of(document, 'one').minutesPerYearByOwner,
    )
  })

  it('that are alike fare alike', async () => {
    const links = ['p', 'q', 'r'].map((id, i) => interlink({ id, vlan: i + 1 }))
    const document = await answer({ faults: cut, interlinks: links })
    const figures = (id: string) => ({ ...of(document, id), interlink: '' })
    expect(figures('q')).toEqual(figures('p'))
    expect(of(document, 'v').minutesPerYear).toEqual(of(document, 'p').minutesPerYear)
    expect(of(document, 'v', 'ipv6').minutesPerYear).toEqual(of(document, 'p').minutesPerYear)
  })

  it('of a VPC are measured once for all that live and are preferred alike', () => {
    const bgp = (preference: 'low' | 'high') => ({ ...PEERING_DEFAULT, preference })
    const links = (['low', 'high', 'low', 'high'] as const).map((preference, i) =>
      interlink({ id: `l${i}`, vlan: i + 1, bgp: bgp(preference) }),
    )
    const { measured } = rosterOf(faulty({ faults: cut, interlinks: links }))
    expect(measured.filter(({ kind }) => kind === 'vpc').at(0)).toMatchObject({
      lives: [0, 0],
      preferences: ['low', 'high'],
    })
  })

  it('are in service from the start: orders, configuring and events are not looked at', async () => {
    const plain = await answer({ faults: cut })
    const late = await answer({
      faults: cut,
      interlinks: [interlink({ configuring: ps(HOUR_PS) })],
    })
    expect(late).toEqual(plain)
    const scenario = {
      ...faulty({ faults: cut }),
      start: { seconds: 1e9, picos: 0 },
      events: [
        {
          at: ps(0),
          connection: 'c',
          spot: { kind: 'end', end: 'provider' },
          change: { kind: 'portDown' },
        },
      ],
    } as const
    const question = { sha256: 'ab', years: 10, replications: 100, confidence: 0.95 }
    expect(await availability({ scenario, ...question })).toEqual(plain)
  })

  it('on a connection without light are down throughout, and for certain', async () => {
    const segments = [{ id: 'mmr', kind: 'connector', loss: nanoDb(3e10) }] as const
    const crossConnect = { ...connection().crossConnect, segments }
    const document = await answer({
      faults: cut,
      connections: [connection({ lightPath: 'stated', crossConnect })],
    })
    expect(of(document, 'l')).toMatchObject({
      availability: { mean: 0, low: 0, high: 0 },
      minutesPerYearByOwner: { customer: YEAR_MINUTES, provider: 0 },
      outages: 100,
    })
  })
})

describe('where nothing happened', () => {
  it('the upper bound is that of the rule of three', async () => {
    const rare = [fault('portDown', 'provider', 1e11, hours(10))]
    const { availability: share, minutesPerYear, outages } = of(await answer({ faults: rare }), 'l')
    // 3 outages in 1,000 years, of 10 h each.
    expect(outages).toBe(0)
    expect(minutesPerYear.low).toBe(0)
    expect(minutesPerYear.mean).toBe(0)
    expect(minutesPerYear.high).toBeCloseTo((2.995732 / 1_000) * 600, 5)
    expect(share).toEqual({ mean: 1, low: 1 - minutesPerYear.high / YEAR_MINUTES, high: 1 })
  })

  it('it is exactly all where nothing can', async () => {
    const document = await answer({ ...PAIR, faults: [fault('cut', CUT, 1e9, hours(5), 'a')] })
    expect(of(document, 'y').availability).toEqual({ mean: 1, low: 1, high: 1 })
    expect(of(document, 'v').availability).toEqual({ mean: 1, low: 1, high: 1 })
    expect(of(document, 'x').availability.low).toBeLessThan(1)
  })

  it('one replication tells no interval', async () => {
    const cut = [fault('cut', CUT, 500, hours(5))]
    const { availability: share } = of(await answer({ faults: cut }, { replications: 1 }), 'l')
    expect(share).toMatchObject({ low: 0, high: 1 })
  })
})

describe('objectives', () => {
  const objective = (limit: number, change: Partial<Objective> = {}): Objective => ({
    subject: { kind: 'interlink', interlink: 'l', metric: 'availability' },
    direction: null,
    side: 'above',
    limit,
    ...change,
  })
  const faults = [fault('cut', CUT, 1_000, hours(50))]

  it('are judged on the interval, for each family', async () => {
    const { low, mean } = of(await answer({ faults }), 'l').availability
    const { objectives } = await answer({
      faults,
      objectives: [
        objective(low - 1e-9),
        objective(low),
        objective(mean),
        objective(0.999),
        objective(0.999, { side: 'below' }),
        objective(0.9, { side: 'below' }),
        { ...objective(0.5), subject: { kind: 'interlink', interlink: '*', metric: 'loss' } },
      ],
    })
    expect(objectives.map(({ family, met, undecided }) => [family, met, undecided])).toEqual(
      [
        [true, undefined],
        [false, true],
        [false, true],
        [false, undefined],
        [true, undefined],
        [false, undefined],
      ].flatMap(verdict => [
        ['ipv4', ...verdict],
        ['ipv6', ...verdict],
      ]),
    )
    expect(objectives[0]).toEqual({
      interlink: 'l',
      family: 'ipv4',
      metric: 'availability',
      above: low - 1e-9,
      value: mean,
      low,
      high: expect.any(Number) as unknown,
      met: true,
    })
  })

  it('of every InterLink are those of each', async () => {
    const { objectives } = await answer({
      ...PAIR,
      faults: [],
      objectives: [
        {
          ...objective(0.5),
          subject: { kind: 'interlink', interlink: '*', metric: 'availability' },
        },
      ],
    })
    expect(objectives.map(({ interlink: id }) => id)).toEqual(['x', 'x', 'y', 'y'])
  })
})

describe('the study', () => {
  const question = {
    scenario: faulty({ faults: [fault('cut', CUT, 500, hours(5))] }),
    sha256: 'ab',
    years: 10,
    replications: 100,
    confidence: 0.95,
  }

  it('tells its progress, which rises', async () => {
    const shares: number[] = []
    await availability(question, { onProgress: share => shares.push(share) })
    expect(shares.length).toBeGreaterThan(5)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBeLessThan(1)
  })

  it('stops where it is asked to', async () => {
    const abort = new AbortController()
    const stopped = availability(question, {
      signal: abort.signal,
      onProgress: () => abort.abort(),
    })
    await expect(stopped).rejects.toBeInstanceOf(StoppedError)
  })

  it('gives a document of this shape', async () => {
    const document = await answer({ faults: [fault('cut', CUT, 1_000, hours(5))] })
    expect(Object.keys(document)).toEqual([
      'format',
      'version',
      'scenario',
      'seed',
      'confidence',
      'years',
      'replications',
      'assumptions',
      'subjects',
      'objectives',
      'whatIf',
    ])
    expect(document).toMatchObject({ format: 'interlink-sim/availability', version: 1 })
    expect(Object.keys(document.subjects[0]!)).toEqual([
      'interlink',
      'connection',
      'family',
      'availability',
      'minutesPerYear',
      'minutesPerYearByOwner',
      'undetectedMinutesPerYear',
      'outagesPerYear',
      'outages',
      'longestOutageMinutes',
      'minutesPerYearByCause',
    ])
    expect(Object.keys(document.subjects.at(-1)!).slice(0, 3)).toEqual([
      'vpc',
      'interlinks',
      'family',
    ])
    expect(JSON.stringify(document)).not.toMatch(/null|NaN/)
  })

  it('plays faults of a millisecond', async () => {
    const brief = {
      ...fault('portDown', 'provider', 1, hours(1)),
      repair: { kind: 'certain', duration: ms(1) },
    } as const
    const { outagesPerYear } = of(
      await answer({ faults: [brief] }, { years: 1, replications: 2 }),
      'l',
    )
    expect(outagesPerYear / 8_766).toBeCloseTo(1, 1)
    expect(HOUR).toBe(3_600_000)
  })
})
