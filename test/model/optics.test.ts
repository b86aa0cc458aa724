import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DIRECTIONS, type Direction } from '../../src/model/direction.ts'
import type { ConnectionDraft, SegmentDraft } from '../../src/model/draft.ts'
import { createScenario } from '../../src/model/create-scenario.ts'
import { MEDIA, type MediumName, defaultMedium, mediumNamed } from '../../src/model/media.ts'
import { type OpticalBudget, explainLight, lightOk, opticalBudget } from '../../src/model/optics.ts'
import type { Connection } from '../../src/model/world.ts'
import { bitsPerSecond, millimetres, nanoDb, nanoDbm, toDecibels } from '../../src/units.ts'
import { draft, web } from './drafts.ts'

const DB = 1_000_000_000

const connectionOf = (changed: Partial<ConnectionDraft>): Connection => {
  const created = createScenario({
    ...draft,
    interlinks: [{ ...web, bandwidth: bitsPerSecond(100_000_000) }],
    connections: [{ ...draft.connections[0]!, ...changed }],
  })
  if (!created.ok) throw new Error(JSON.stringify(created.rejections))
  return created.scenario.world.connections[0]!
}

/** A connection of a medium at its own speed. */
const of = (media: MediumName, changed: Partial<ConnectionDraft> = {}): Connection =>
  connectionOf({ media, portSpeed: mediumNamed(media).portSpeed, ...changed })

const tx = (dbm: number) => ({ tx: nanoDbm(Math.round(dbm * DB)) })
const km = (length: number) => ({ length: millimetres(length * 1_000_000) })
const connector = (loss: number, id = 'panel'): SegmentDraft => ({
  id,
  kind: 'connector',
  loss: nanoDb(Math.round(loss * DB)),
})

/** A budget in dB and dBm, to look at. */
const told = (it: Connection, direction: Direction = 'toCloud') => {
  const { launch, loss, received, margin, light } = opticalBudget(it, direction)
  return [...[launch, loss, received, margin].map(toDecibels), light.kind]
}

describe('media', () => {
  // Launch least and most, least and most received, dBm; reach, km; lanes; GBd; nm.
  test.each([
    ['1000BASE-LX', 1, -11, -3, -19, -3, 5, 1, 1.25, 1310],
    ['10GBASE-LR', 10, -8.2, 0.5, -14.4, 0.5, 10, 1, 10.3125, 1310],
    ['10GBASE-ER', 10, -4.7, 4, -15.8, -1, 40, 1, 10.3125, 1550],
    ['100GBASE-LR4', 100, -4.3, 4.5, -10.6, 4.5, 10, 4, 25.78125, 1310],
    ['100GBASE-ER4', 100, -2.9, 2.9, -20.9, 4.5, 40, 4, 25.78125, 1310],
  ] as const)('%s is what the standard says', (name, speed, ...values) => {
    const it = mediumNamed(name)
    expect(it.portSpeed).toBe(speed * 1e9)
    const { launchMin, launchMax, sensitivity, overload } = it
    const powers = [launchMin, launchMax, sensitivity, overload]
    for (const power of powers) expect(Math.abs(power % 100_000_000)).toBe(0)
    expect([...powers.map(toDecibels), it.reach / 1e6, it.lanes, it.baud / 1e9, it.band]).toEqual(
      values,
    )
  })

  test('the symbols of all lanes carry the port speed and its line code, no more', () => {
    for (const { portSpeed, lanes, baud, lineCode } of MEDIA) {
      const [data, sent] = lineCode === '8b/10b' ? [8, 10] : [64, 66]
      expect(lanes * baud * data).toBe(portSpeed * sent)
    }
  })

  test('each speed has a default, the one of the shortest reach; no other speed has one', () => {
    expect([1e9, 1e10, 1e11].map(speed => defaultMedium(bitsPerSecond(speed))?.name)).toEqual([
      '1000BASE-LX',
      '10GBASE-LR',
      '100GBASE-LR4',
    ])
    expect(defaultMedium(bitsPerSecond(4e10))).toBeNull()
  })
})

describe('the budget', () => {
  // By hand: received = launch − loss, margin = received − sensitivity; 0.4 or 0.25 dB/km.
  test.each([
    ['1000BASE-LX', 5, [-11, 2, -13, 6]],
    ['10GBASE-LR', 10, [-8.2, 4, -12.2, 2.2]],
    ['10GBASE-ER', 40, [-4.7, 10, -14.7, 1.1]],
    ['100GBASE-LR4', 10, [-4.3, 4, -8.3, 2.3]],
    ['100GBASE-ER4', 40, [-2.9, 16, -18.9, 2]],
  ] as const)('%s bridges its reach of %d km at its weakest, both ways', (name, reach, by) => {
    const it = of(name, { crossConnect: km(reach) })
    expect(told(it, 'toCloud')).toEqual([...by, 'bright'])
    expect(told(it, 'toCustomer')).toEqual([...by, 'bright'])
  })

  test.each([
    ['1000BASE-LX', 8],
    ['10GBASE-LR', 6.2],
    ['10GBASE-ER', 11.1],
    ['100GBASE-LR4', 6.3],
    ['100GBASE-ER4', 18],
  ] as const)(
    '%s may lose %d dB: then its margin is exactly 0, and that is enough',
    (name, most) => {
      const losing = (loss: number) => of(name, { crossConnect: { segments: [connector(loss)] } })
      const { margin, light } = opticalBudget(losing(most), 'toCloud')
      expect([margin, light.kind]).toEqual([0, 'bright'])
      const over = opticalBudget(losing(most + 1e-9), 'toCloud')
      expect([over.margin, over.light.kind]).toEqual([-1, 'errored'])
      expect(lightOk(over)).toBe(false)
    },
  )

  test('the path of the contract has 10.852 dB both ways', () => {
    const segments: SegmentDraft[] = [
      { id: 'customer-patch', kind: 'fibre', length: millimetres(5_000) },
      { id: 'panel-a', kind: 'connector', loss: nanoDb(500_000_000) },
      { id: 'mmr', kind: 'fibre', length: millimetres(115_000) },
    ]
    const optics = { customer: tx(-3), provider: tx(-3) }
    const it = of('10GBASE-LR', { crossConnect: { segments }, optics })
    for (const direction of DIRECTIONS) {
      expect(told(it, direction)).toEqual([-3, 0.548, -3.548, 10.852, 'bright'])
    }
    expect(it.crossConnect).toMatchObject({ length: 120_000, propagation: 588_000 })
  })

  test('each direction is launched by its own side', () => {
    const it = of('10GBASE-LR', { optics: { customer: tx(-3), provider: tx(-8) } })
    expect(told(it, 'toCloud')).toEqual([-3, 0, -3, 11.4, 'bright'])
    expect(told(it, 'toCustomer')).toEqual([-8, 0, -8, 6.4, 'bright'])
  })

  test('what a segment states counts; else connectors lose 0.5 dB, splices 0.1 dB, fibre by band', () => {
    const segments: SegmentDraft[] = [
      { id: 'a', kind: 'connector' },
      { id: 'b', kind: 'splice' },
      { id: 'c', ...km(1), kind: 'fibre' },
      { id: 'd', ...km(1), kind: 'fibre', loss: nanoDb(0.35 * DB) },
    ]
    const losses = (media: MediumName) =>
      of(media, { crossConnect: { segments } }).crossConnect.segments.map(({ loss }) =>
        toDecibels(loss),
      )
    expect(losses('10GBASE-LR')).toEqual([0.5, 0.1, 0.4, 0.35])
    expect(losses('10GBASE-ER')).toEqual([0.5, 0.1, 0.25, 0.35])
  })

  test('a cable that is only long loses what its fibre loses, and nothing at its ends', () => {
    const { crossConnect } = of('10GBASE-LR', { crossConnect: { length: millimetres(120_001) } })
    expect(crossConnect.segments).toEqual([
      { id: 'cross-connect', kind: 'fibre', length: 120_001, loss: 48_000_400 },
    ])
  })

  test('a receiver reads up to its limit, and not 10^-9 dB more', () => {
    for (const { name, overload } of MEDIA) {
      const launched = (power: number) =>
        opticalBudget(of(name, { optics: { customer: { tx: nanoDbm(power) } } }), 'toCloud')
      expect(launched(overload).light).toEqual({ kind: 'bright' })
      expect(launched(overload + 1).light).toEqual({ kind: 'overloaded', excess: 1 })
    }
  })

  test('an optic for 40 km at its strongest needs 5 dB before a receiver beside it', () => {
    const it = of('10GBASE-ER', { optics: { customer: tx(4), provider: tx(4) } })
    expect(opticalBudget(it, 'toCustomer').light).toEqual({ kind: 'overloaded', excess: 5 * DB })
    const padded = of('10GBASE-ER', {
      optics: { customer: tx(4), provider: tx(4) },
      crossConnect: { segments: [connector(5, 'attenuator')] },
    })
    expect(opticalBudget(padded, 'toCustomer').light).toEqual({ kind: 'bright' })
  })

  test('light is errored down to 3.572 dB below the sensitivity, and dark from there', () => {
    const kind = (short: number): string =>
      opticalBudget(
        of('10GBASE-LR', { crossConnect: { segments: [connector(6.2 + short)] } }),
        'toCloud',
      ).light.kind
    expect([0, 0.001, 3.571, 3.573, 60].map(kind)).toEqual([
      'bright',
      'errored',
      'errored',
      'dark',
      'dark',
    ])
  })

  test('a cable around the sun is dark, and nothing overflows', () => {
    const it = of('1000BASE-LX', { crossConnect: km(1_800_000_000) })
    const { light, margin } = opticalBudget(it, 'toCloud')
    expect(light.kind).toBe('dark')
    expect(Number.isSafeInteger(margin)).toBe(true)
  })
})

describe('in words', () => {
  const words = (short: number, launch?: number): string =>
    explainLight(
      opticalBudget(
        of('10GBASE-LR', {
          crossConnect: { segments: [connector(6.2 + short)] },
          ...(launch === undefined ? {} : { optics: { customer: tx(launch) } }),
        }),
        'toCloud',
      ),
    )

  test.each([
    [-0.5, 'sufficient: 0.5 dB of margin'],
    [0, 'sufficient: 0 dB of margin'],
    [0.5, '0.5 dB short: about 2.2 in a million frames of 1518 B are lost to wrong bits'],
    [0.1, '0.1 dB short: less than one in a million frames of 1518 B are lost to wrong bits'],
    [1, '1 dB short: about 140 in a million frames of 1518 B are lost to wrong bits'],
    [3.5, '3.5 dB short: nearly all frames of 1518 B are lost to wrong bits'],
    [4, '4 dB short: too dark to use, above 1 wrong bit in 1,000'],
  ])('%d dB too much loss: %s', (short, expected) => {
    expect(words(short)).toBe(expected)
  })

  test('too much light is told with what arrives and what may', () => {
    expect(words(-6.2, 1.5)).toBe(
      '1 dB too strong: 1.5 dBm received, the receiver reads up to 0.5 dBm',
    )
  })
})

const segment = (id: string): fc.Arbitrary<SegmentDraft> =>
  fc.oneof(
    fc
      .integer({ min: 1, max: 50_000_000 })
      .map(length => ({ id, kind: 'fibre' as const, length: millimetres(length) })),
    fc.record({
      id: fc.constant(id),
      kind: fc.constantFrom('connector' as const, 'splice' as const),
      loss: fc.option(fc.integer({ min: 0, max: 5 * DB }).map(nanoDb), { nil: undefined }),
    }),
  )
const segments = fc
  .integer({ min: 1, max: 8 })
  .chain(count => fc.tuple(...Array.from({ length: count }, (_, i) => segment(`s${i}`))))
const medium = fc.constantFrom(...MEDIA.map(({ name }) => name))
const power = fc.integer({ min: -20 * DB, max: 8 * DB }).map(nanoDbm)

const both = (it: Connection): readonly OpticalBudget[] =>
  DIRECTIONS.map(direction => opticalBudget(it, direction))

const RANK = { dark: 0, errored: 1, bright: 2, overloaded: 3 }

describe('laws', () => {
  test('what segments lose adds up exactly, in any order, and lowers the margin by as much', () => {
    fc.assert(
      fc.property(medium, segments, power, (name, list, launch) => {
        const optics = { customer: { tx: launch } }
        const it = of(name, { crossConnect: { segments: list }, optics })
        const { loss, margin, received } = opticalBudget(it, 'toCloud')
        const sum = it.crossConnect.segments.reduce((total, each) => total + BigInt(each.loss), 0n)
        expect(BigInt(loss)).toBe(sum)
        expect(received).toBe(launch - loss)
        expect(margin).toBe(launch - loss - it.media.sensitivity)
        const reversed = of(name, { crossConnect: { segments: list.toReversed() }, optics })
        expect(opticalBudget(reversed, 'toCloud')).toEqual(opticalBudget(it, 'toCloud'))
      }),
    )
  })

  test('a further segment never adds margin or light', () => {
    fc.assert(
      fc.property(medium, segments, segment('more'), power, (name, list, more, launch) => {
        const optics = { customer: { tx: launch } }
        const [less, worse] = [list, [...list, more]].map(each =>
          opticalBudget(of(name, { crossConnect: { segments: each }, optics }), 'toCloud'),
        )
        expect(worse!.margin).toBeLessThanOrEqual(less!.margin)
        expect(RANK[worse!.light.kind]).toBeLessThanOrEqual(RANK[less!.light.kind])
      }),
    )
  })

  test('both directions are alike where both sides launch alike', () => {
    fc.assert(
      fc.property(medium, segments, power, (name, list, launch) => {
        const optics = { customer: { tx: launch }, provider: { tx: launch } }
        const [a, b] = both(of(name, { crossConnect: { segments: list }, optics }))
        expect(a).toEqual(b)
      }),
    )
  })

  test('light takes 4.9 ns a metre over all fibres together, rounded once; more fibre is never faster', () => {
    fc.assert(
      fc.property(segments, segment('more'), (list, more) => {
        const cable = (each: readonly SegmentDraft[]) =>
          of('10GBASE-LR', { crossConnect: { segments: each } }).crossConnect
        const it = cable(list)
        const fibre = list.reduce((sum, each) => sum + (each.kind === 'fibre' ? each.length : 0), 0)
        expect(it.length).toBe(fibre)
        expect(it.propagation).toBe(Math.floor((fibre * 49 + 5) / 10))
        expect(cable([...list, more]).propagation).toBeGreaterThanOrEqual(it.propagation)
        const pieces = millimetres(fibre)
        expect(
          of('10GBASE-LR', { crossConnect: { length: pieces } }).crossConnect.propagation,
        ).toBe(it.propagation)
      }),
    )
  })
})
