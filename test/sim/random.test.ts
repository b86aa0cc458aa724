import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { exp, ln } from '../../src/portable.ts'
import { nextExponential } from '../../src/sim/random/exponential.ts'
import { nextUniform, nextWord, openStream } from '../../src/sim/random/stream.ts'
import { choose, weighted } from '../../src/sim/random/weighted.ts'

const ulps = (actual: number, expected: number): number =>
  Math.abs(actual - expected) / (2 ** Math.floor(Math.log2(Math.abs(expected))) * 2 ** -52)

test('exp and ln stay within 2 units in the last place of the platform', () => {
  for (let x = -700; x <= 700; x += 0.618_033_988_75) {
    expect(ulps(exp(x), Math.exp(x))).toBeLessThanOrEqual(2)
  }
  for (let x = 1e-3; x < 1e12; x *= 1.001) {
    if (Math.abs(x - 1) < 1e-6) continue
    expect(ulps(ln(x), Math.log(x))).toBeLessThanOrEqual(2)
  }
  expect(exp(0)).toBe(1)
  expect(ln(1)).toBe(0)
})

test('the stream is xoshiro128**: the reference generator from the same state', () => {
  // Blackman and Vigna's C code, transcribed to BigInt with its own words.
  const rotl = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & 0xffff_ffffn
  const s = [1n, 2n, 3n, 4n]
  const reference = (): bigint => {
    const result = (rotl((s[1]! * 5n) & 0xffff_ffffn, 7n) * 9n) & 0xffff_ffffn
    const t = (s[1]! << 9n) & 0xffff_ffffn
    s[2]! ^= s[0]!
    s[3]! ^= s[1]!
    s[1]! ^= s[2]!
    s[0]! ^= s[3]!
    s[2]! ^= t
    s[3] = rotl(s[3]!, 11n)
    return result
  }
  const stream = Int32Array.of(1, 2, 3, 4)
  for (let i = 0; i < 10_000; i++) {
    expect(BigInt(nextWord(stream) >>> 0)).toBe(reference())
  }
})

const pinned = openStream(1, 'pinned')

/** The hash of the bits of a million numbers. */
const bitsOf = (next: (i: number) => number): string => {
  const bytes = new DataView(new ArrayBuffer(8_000_000))
  for (let i = 0; i < 1_000_000; i++) bytes.setFloat64(8 * i, next(i))
  return createHash('sha256').update(bytes).digest('hex')
}

test.each<[string, (i: number) => number, string]>([
  [
    'e to the power of x',
    i => exp((i - 500_000) / 725),
    'dd95895f77bc13a41ee04b8205aeccfdf9fe81673c7b67bffbd6e01119dc4f33',
  ],
  [
    'the logarithm',
    i => ln((i + 1) * 1.000_000_123),
    '984bae252e14231fbba579f881e307d4dc10dcbba872bd1c5f1e93811c656f78',
  ],
  [
    'an exponential variate',
    () => nextExponential(pinned),
    '4e84e5e849434612abf096380f27a1f0a3019962b8f39571ab252831808870d5',
  ],
])('%s: a million of them have these bits on every machine', (_, next, expected) => {
  expect(bitsOf(next)).toBe(expected)
})

test('streams differ by seed and by name, and repeat', () => {
  const first = (seed: number, name: string): number => nextUniform(openStream(seed, name))
  expect(first(1, 'a')).toBe(first(1, 'a'))
  expect(new Set([first(1, 'a'), first(2, 'a'), first(1, 'b'), first(11, 'a')]).size).toBe(4)
})

test('exponential variates have the mean, the variance and the distribution of theory', () => {
  const stream = openStream(7, 'exponential')
  const count = 4_000_000
  let sum = 0
  let squares = 0
  const bounds = [1e-6, 1e-3, 0.01, 0.1, 0.5, 1, 2, 4, 7.7, 10, 12]
  const below = bounds.map(() => 0)
  for (let i = 0; i < count; i++) {
    const x = nextExponential(stream)
    sum += x
    squares += x * x
    for (let b = bounds.length - 1; b >= 0 && x < bounds[b]!; b--) below[b]!++
  }
  const mean = sum / count
  expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(count))
  expect(Math.abs(squares / count - mean * mean - 1)).toBeLessThan(
    (4 * Math.sqrt(8)) / Math.sqrt(count),
  )
  bounds.forEach((bound, b) => {
    const p = -Math.expm1(-bound)
    const deviation = Math.sqrt((p * (1 - p)) / count) + 1 / count
    expect(Math.abs(below[b]! / count - p), `P(X < ${bound})`).toBeLessThan(4.5 * deviation)
  })
})

test.each([[[1, 1]], [[7, 4, 1]], [[0.001, 1000]], [Array.from({ length: 256 }, (_, i) => i + 1)]])(
  'weights %j are drawn in proportion, exactly to 2^-32',
  weights => {
    const total = weights.reduce((a, b) => a + b, 0)
    const table = weighted(weights)
    // Every threshold of every column counted: no sampling.
    const mass = weights.map(() => 0)
    for (let column = 0; column < 256; column++) {
      const threshold = table.threshold[column]!
      mass[table.choice[2 * column]!]! += threshold
      mass[table.choice[2 * column + 1]!]! += 2 ** 24 - threshold
      if (threshold > 0) expect(choose(table, column)).toBe(table.choice[2 * column])
      if (threshold < 2 ** 24)
        expect(choose(table, column | -256)).toBe(table.choice[2 * column + 1])
    }
    weights.forEach((weight, i) => {
      expect(Math.abs(mass[i]! / 2 ** 32 - weight / total)).toBeLessThan(weights.length * 2 ** -32)
    })
  },
)
