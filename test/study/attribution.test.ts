import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Owner } from '../../src/model/demarcation.ts'
import type { RandomFault } from '../../src/model/random-fault.ts'
import { breakdownsOf, byPlace, drawEvents } from '../../src/study/availability/breakdown.ts'
import { YEAR_MS } from '../../src/study/availability/question.ts'
import { PAIR, answer, fault, hours, of } from './outages.ts'

/** A fault that strikes, ms. */
interface Strike {
  readonly connection: string
  readonly owner: Owner
  readonly cause: string
  readonly from: number
  readonly to: number
}

const LABEL = { cut: 'cut', portDown: 'down', opticFail: 'failed', blackhole: 'blackhole' } as const

const labelOf = ({ spot, kind }: RandomFault): string => {
  if (spot.kind === 'segment') return `${spot.segment}: ${LABEL[kind]}`
  return `${spot.end}'s ${kind === 'opticFail' ? 'optic' : 'port'}: ${LABEL[kind]}`
}

/** When each fault strikes, from the events in which a connection plays them. */
const strikesOf = (faults: readonly RandomFault[], seed: number, end: number): Strike[] =>
  faults.flatMap(one => {
    const breakdowns = breakdownsOf(one.connection, [one], () => null)
    const times = drawEvents(byPlace(breakdowns), seed, end).map(
      ({ at }) => 1000 * at.seconds + at.picos / 1e9,
    )
    const owner = one.spot.kind === 'end' ? one.spot.end : 'customer'
    return times
      .filter((_, i) => i % 2 === 0)
      .map((from, i) => ({
        connection: one.connection,
        owner,
        cause: labelOf(one),
        from,
        to: times[2 * i + 1] ?? end,
      }))
  })

/** Down time by owner, instant by instant: of the earliest that lasts, where all `needed` are struck. */
const oracle = (strikes: readonly Strike[], needed: readonly string[], end: number) => {
  const instants = [...new Set([0, end, ...strikes.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  )
  const down = { customer: 0, provider: 0 }
  const causes = new Map<string, number>()
  for (const [i, from] of instants.slice(0, -1).entries()) {
    const now = strikes.filter(
      each => each.from <= from && each.to > from && needed.includes(each.connection),
    )
    if (!needed.every(id => now.some(({ connection }) => connection === id))) continue
    const first = now.reduce((a, b) => (b.from < a.from ? b : a))
    const minutes = (instants[i + 1]! - from) / 60_000
    down[first.owner] += minutes
    const key = `${first.connection} ${first.cause}`
    causes.set(key, (causes.get(key) ?? 0) + minutes)
  }
  return { down, causes }
}

const placed = fc.constantFrom<Pick<RandomFault, 'spot' | 'kind'>>(
  { spot: { kind: 'segment', segment: 'mmr' }, kind: 'cut' } as const,
  { spot: { kind: 'segment', segment: 'mmr' }, kind: 'blackhole' } as const,
  { spot: { kind: 'segment', segment: 'patch' }, kind: 'cut' } as const,
  { spot: { kind: 'end', end: 'provider' }, kind: 'portDown' } as const,
  { spot: { kind: 'end', end: 'provider' }, kind: 'blackhole' } as const,
  { spot: { kind: 'end', end: 'customer' }, kind: 'opticFail' } as const,
  { spot: { kind: 'end', end: 'customer' }, kind: 'portDown' } as const,
)

/** Faults that overlap more often than not, each at a place of its own. */
const overlapping = fc.uniqueArray(
  fc
    .record({
      place: placed,
      connection: fc.constantFrom('a', 'b'),
      mtbf: fc.integer({ min: 100, max: 2_000 }),
      repair: fc.integer({ min: 5, max: 1_000 }),
      spread: fc.constantFrom(1, 2, 6),
    })
    .map(({ place, connection, mtbf, repair, spread }) => ({
      ...fault(place.kind, 'provider', mtbf, hours(repair, repair * spread), connection),
      spot: place.spot,
    })),
  {
    minLength: 1,
    maxLength: 8,
    selector: ({ connection, spot, kind }) => JSON.stringify([connection, spot, kind]),
  },
) as fc.Arbitrary<RandomFault[]>

test('down time belongs to whom a look at every instant finds, all of it', async () => {
  await fc.assert(
    fc.asyncProperty(overlapping, fc.nat(1_000), async (faults, seed) => {
      const document = await answer({ ...PAIR, faults, seed }, { replications: 1, years: 1 })
      const strikes = strikesOf(faults, seed, YEAR_MS)
      for (const [id, needed] of [
        ['x', ['a']],
        ['y', ['b']],
        ['v', ['a', 'b']],
      ] as const) {
        const { down, causes } = oracle(strikes, needed, YEAR_MS)
        const figures = of(document, id)
        const { customer, provider } = figures.minutesPerYearByOwner
        expect(customer).toBeCloseTo(down.customer, 3)
        expect(provider).toBeCloseTo(down.provider, 3)
        for (const { connection, cause, minutes } of figures.minutesPerYearByCause) {
          expect(minutes, cause).toBeCloseTo(causes.get(`${connection} ${cause}`) ?? 0, 3)
        }
        expect(figures.minutesPerYearByCause).toHaveLength(causes.size)
      }
    }),
    { numRuns: 150 },
  )
}, 60_000)
