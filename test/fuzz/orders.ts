/** Orders of connections that hold every rule, as a file says them. */
import fc from 'fast-check'
import { type Tree, fields } from './tree.ts'

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })

const UNITS = ['d', 'h', ' min', 's', ' ms'] as const
const time = fc
  .tuple(fc.integer({ min: 1, max: 3_000 }), fc.constantFrom(...UNITS))
  .map(([amount, unit]) => `${amount}${unit}`)

/** Median and p90 in one unit. */
const spread = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.nat(most), fc.constantFrom(...UNITS))
    .map(([median, more, unit]) => ({ median: `${median}${unit}`, p90: `${median + more}${unit}` }))

const lead: fc.Arbitrary<Tree> = fc.oneof(time, fc.constant('0s'), spread(1_500).map(fields))

/** A patch that an LOA of 90 days, the default, outlasts. */
const patch: fc.Arbitrary<Tree> = fc.oneof(
  fc.constantFrom('0s', '90d', '2160 h'),
  fc
    .tuple(spread(90), maybe(fc.constantFrom('operator', 'carrier')))
    .map(([times, by]) => fields({ ...times, by })),
)

const provisioning = fc
  .record({
    ordered: fc.constantFrom('2026-01-12', '2024-02-29T23:59:59.999+01:00', '1970-01-01T00:00Z'),
    loa: lead,
    patch,
    turnUp: maybe(lead),
    loaValidity: maybe(fc.constantFrom('90d', '91d', '3650d')),
  })
  .map(fields)

const named = maybe(fc.oneof(fc.constantFrom('MMR-2', 'SMF LC/UPC', '漢字'), fc.nat(99)))

/** The keys of a connection's order; each may be left out. */
export const soundOrder: fc.Arbitrary<Readonly<Record<string, Tree | undefined>>> = fc.record({
  provisioning: maybe(provisioning),
  loa: maybe(
    fc
      .record({ room: named, cabinet: named, panel: named, port: named, media: named })
      .map(({ media, ...loa }) =>
        fields({ ...loa, media: typeof media === 'number' ? 'SMF' : media }),
      ),
  ),
  price: maybe(
    fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 12n - 1n }), fc.nat(6), fc.constantFrom('EUR', 'XAU'))
      .map(([whole, places, currency]) =>
        fields({
          perMonth: {
            kind: 'raw',
            text: `"${whole}${places > 0 ? `.${'1'.repeat(places)}` : ''}"`,
          },
          currency,
        }),
      ),
  ),
})
