/**
 * Generated InterLinks that share a port of 1 Gbit/s, and the arithmetic of bounds on them.
 *
 * Flows count bytes by their layer, the wire takes n + 24, queues hold n: factors between the three
 * are those of the frame for which they are largest. Bounds are worked out in BigInt and rounded up
 * to the picosecond, as releases are.
 */
import fc from 'fast-check'
import { type Demand, type FrameSizes, IMIX, type Source } from '../../../src/model/demand.ts'
import { type Layer, countedOverhead } from '../../../src/model/frame.ts'
import { type BitsPerSecond, bitsPerSecond, ceilDiv, ps } from '../../../src/units.ts'
import { fixed } from '../../sim/support/sources.ts'
import { demand } from '../../sim/support/worlds.ts'

/** The port's speed and the time of a byte on it, ps. */
export const SPEED = 1e9
export const BYTE_PS = 8000
/** Largest frame of these worlds: an MTU of 1500. */
export const LARGEST = 1518
/** 2 ms of at most a few Gbit/s: some thousands of frames. */
export const DURATION = 2e9

export const MIXES: readonly FrameSizes[] = [fixed(64), fixed(700), fixed(LARGEST), IMIX]
export const LAYERS: readonly Layer[] = ['l1', 'l2', 'l3']

/** A rational number of bytes, or of bytes per byte. */
export interface Ratio {
  readonly over: bigint
  readonly under: bigint
}

/** Bytes of one way of counting (n + `over`) per byte of another (n + `under`), at most. */
export const atMost = (mix: FrameSizes, over: number, under: number): Ratio =>
  mix
    .map(({ size }) => ({ over: BigInt(size + over), under: BigInt(size + under) }))
    .reduce((a, b) => (a.over * b.under >= b.over * a.under ? a : b))

/** Time of `over`/`under` bytes at a rate, ps, rounded up. */
export const timeOf = (over: bigint, rate: number, under = 1n): number =>
  Number(ceilDiv(over * 8n * 10n ** 12n, BigInt(rate) * under))

/** A measured wait, which is a whole number of picoseconds in seconds; 0 where nothing arrived. */
export const picoseconds = (seconds: number | null): number => Math.round((seconds ?? 0) * 1e12)

const rates = (most: number): fc.Arbitrary<BitsPerSecond> =>
  fc
    .oneof(
      fc.constantFrom(7e6, 333e6, most),
      fc.integer({ min: 1000, max: most / 1e3 }).map(kbps => kbps * 1e3),
    )
    .map(bitsPerSecond)

const sources = (mix: FrameSizes): fc.Arbitrary<Source> =>
  fc.oneof(
    fc.record({
      kind: fc.constant('cbr' as const),
      rate: rates(2e9),
      frame: fc.constant(mix),
      phase: fc.constantFrom(ps(0), ps(1), ps(1e6)),
    }),
    fc.record({ kind: fc.constant('poisson' as const), rate: rates(2e9), frame: fc.constant(mix) }),
    fc.record({
      kind: fc.constant('onoff' as const),
      peak: rates(1e11),
      on: fc.constantFrom(ps(1e6), ps(1e7)),
      off: fc.constantFrom(ps(1e7), ps(1e8)),
      frame: fc.constant(mix),
      shape: fc.constantFrom(null, 1.3),
    }),
  )

/** An InterLink with its sources. */
export interface Tenant {
  readonly mix: FrameSizes
  readonly sources: readonly Source[]
  readonly layer: Layer
  /** Of the port, relative to the other tenants. */
  readonly share: number
  /** Depth of its bucket beyond the largest frame, bytes. */
  readonly extra: number
  /** What its shaper may hold, bytes. */
  readonly queue: number
}

export const tenants: fc.Arbitrary<readonly Tenant[]> = fc.array(
  fc.constantFrom(...MIXES).chain(mix =>
    fc.record({
      mix: fc.constant(mix),
      sources: fc.array(sources(mix), { minLength: 1, maxLength: 3 }),
      layer: fc.constantFrom(...LAYERS),
      share: fc.integer({ min: 1, max: 100 }),
      extra: fc.constantFrom(0, 1, 3000, 65_536),
      queue: fc.constantFrom(1518, 5000, 100_000, 2 ** 40),
    }),
  ),
  { minLength: 1, maxLength: 4 },
)

export const seeds: fc.Arbitrary<number> = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** Id of the InterLink of a tenant. */
export const idOf = (i: number): string => `l${i}`

/** Counted bytes of the largest frame: the least depth of a bucket. */
export const largestCounted = (layer: Layer): number => LARGEST + countedOverhead(layer)

/** Depth of a tenant's bucket. */
export const burstOf = ({ layer, extra }: Tenant): number => largestCounted(layer) + extra

/** The traffic of all tenants in a direction. */
export const trafficOf = (all: readonly Tenant[], direction: Demand['direction']): Demand[] =>
  all.flatMap((tenant, i) =>
    tenant.sources.map(source => demand({ interlink: idOf(i), direction, source })),
  )

/** Rates of the tenants such that all together, counted as the wire is, do not exceed the port. */
export const fittingRates = (all: readonly Tenant[]): readonly BitsPerSecond[] => {
  const shares = all.reduce((sum, { share }) => sum + share, 0)
  return all.map(({ share, mix, layer }) => {
    const { over, under } = atMost(mix, 24, countedOverhead(layer))
    const most = (BigInt(SPEED) * BigInt(share) * under) / (BigInt(shares) * over)
    return bitsPerSecond(Number(most - (most % 1000n)))
  })
}

/** Wire bytes of a burst out of every tenant's bucket at once. */
export const wireBurst = (all: readonly Tenant[]): Ratio =>
  all.reduce<Ratio>(
    (sum, tenant) => {
      const { over, under } = atMost(tenant.mix, 24, countedOverhead(tenant.layer))
      const burst = BigInt(burstOf(tenant)) * over
      return { over: sum.over * under + burst * sum.under, under: sum.under * under }
    },
    { over: 0n, under: 1n },
  )

/** Wire bytes of a mix's smallest frame. */
export const leastWire = (mix: FrameSizes): number => Math.min(...mix.map(({ size }) => size)) + 24
