/**
 * Quantities as people write them, to whole base units and back, exactly.
 *
 * Text is decimal digits, an optional fraction and a unit, with at most one space between them:
 * `2Gbps`, `1.5 ms`, `64KiB`. No sign, no exponent. Conversion uses integers alone, so nothing is
 * rounded: a value that is not whole in its base unit is refused.
 */

/** What a quantity measures; each has one base unit. */
export type Dimension = 'duration' | 'rate' | 'size' | 'length' | 'share'

interface Scale {
  /** The base unit, in words. */
  readonly base: string
  /** An example for messages. */
  readonly example: string
  /** Base units in one of each unit. */
  readonly units: ReadonlyMap<string, bigint>
}

const scale = (base: string, example: string, units: Record<string, bigint>): Scale => ({
  base,
  example,
  units: new Map(Object.entries(units)),
})

/**
 * Units of each dimension. Base units: picosecond, bit per second, byte, millimetre; a share is
 * counted in parts of 10^15, which keeps thirteen digits behind the point of a percentage.
 */
const SCALES: Readonly<Record<Dimension, Scale>> = {
  duration: scale('picosecond', '5ms', {
    ps: 1n,
    ns: 1_000n,
    us: 1_000_000n,
    µs: 1_000_000n,
    // U+03BC, the Greek letter, which many keyboards give instead of the micro sign U+00B5.
    μs: 1_000_000n,
    ms: 1_000_000_000n,
    s: 1_000_000_000_000n,
    min: 60_000_000_000_000n,
    h: 3_600_000_000_000_000n,
    d: 86_400_000_000_000_000n,
  }),
  rate: scale('bit per second', '10Gbps', {
    bps: 1n,
    kbps: 1_000n,
    Mbps: 1_000_000n,
    Gbps: 1_000_000_000n,
    'bit/s': 1n,
    'kbit/s': 1_000n,
    'Mbit/s': 1_000_000n,
    'Gbit/s': 1_000_000_000n,
  }),
  size: scale('byte', '64KiB', {
    B: 1n,
    kB: 1_000n,
    MB: 1_000_000n,
    GB: 1_000_000_000n,
    KiB: 1n << 10n,
    MiB: 1n << 20n,
    GiB: 1n << 30n,
  }),
  length: scale('millimetre', '120m', { m: 1_000n, km: 1_000_000n }),
  share: scale('1e-15', '0.1%', { '%': 10_000_000_000_000n }),
}

const SHARE_ONE = 10n ** 15n

/** Why a text is not a quantity; `value` is the text as found. */
export type QuantityFault =
  | { readonly kind: 'not-a-quantity'; readonly value: string; readonly dimension: Dimension }
  | { readonly kind: 'no-unit'; readonly value: string; readonly dimension: Dimension }
  | {
      readonly kind: 'unknown-unit'
      readonly value: string
      readonly unit: string
      readonly dimension: Dimension
    }
  | { readonly kind: 'not-whole'; readonly value: string; readonly dimension: Dimension }
  | { readonly kind: 'too-large'; readonly value: string; readonly dimension: Dimension }

/** A parsed quantity in base units, or why there is none. */
export type QuantityResult =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly fault: QuantityFault }

const SHAPE = /^(\d{1,30})(?:\.(\d{1,30}))? ?(\D.*)?$/u

/**
 * Reads a quantity.
 *
 * @param text       as written, for instance `2.5Gbps`
 * @param dimension  what it must measure
 * @returns whole base units (ps, bit/s, byte, mm), at most 2^53; for a share the float64 nearest to
 *   it, where 1 is 100 %
 */
export const parseQuantity = (text: string, dimension: Dimension): QuantityResult => {
  const refuse = (fault: QuantityFault): QuantityResult => ({ ok: false, fault })
  const match = SHAPE.exec(text)
  if (match === null) return refuse({ kind: 'not-a-quantity', value: text, dimension })
  const [, whole = '', fraction = '', unitName] = match
  if (unitName === undefined) return refuse({ kind: 'no-unit', value: text, dimension })
  const unit = SCALES[dimension].units.get(unitName)
  if (unit === undefined) {
    return refuse({ kind: 'unknown-unit', value: text, unit: unitName, dimension })
  }
  const numerator = BigInt(whole + fraction) * unit
  const denominator = 10n ** BigInt(fraction.length)
  if (numerator % denominator !== 0n) return refuse({ kind: 'not-whole', value: text, dimension })
  const value = numerator / denominator
  if (value > 2n ** 53n) return refuse({ kind: 'too-large', value: text, dimension })
  return {
    ok: true,
    value: dimension === 'share' ? Number(value) / Number(SHARE_ONE) : Number(value),
  }
}

/** A well-formed example of a dimension, for messages: `10Gbps`. */
export const exampleOf = (dimension: Dimension): string => SCALES[dimension].example

/** The base unit of a dimension in words: `bit per second`. */
export const baseUnitOf = (dimension: Dimension): string => SCALES[dimension].base

/** The units a dimension is written in, smallest spelling first: `bps`, `kbps`, … */
export const unitsOf = (dimension: Dimension): readonly string[] => [
  ...SCALES[dimension].units.keys(),
]

/** Units that `format` chooses from, largest first: the decimal ones, and for sizes the binary. */
const PREFERRED: Readonly<Record<Exclude<Dimension, 'share'>, readonly string[]>> = {
  duration: ['s', 'ms', 'us', 'ns', 'ps'],
  rate: ['Gbps', 'Mbps', 'kbps', 'bps'],
  size: ['GiB', 'MiB', 'KiB', 'GB', 'MB', 'kB', 'B'],
  length: ['km', 'm'],
}

const decimal = (numerator: bigint, denominator: bigint): string | null => {
  const whole = numerator / denominator
  let rest = numerator % denominator
  let digits = ''
  while (rest !== 0n && digits.length < 3) {
    rest *= 10n
    digits += String(rest / denominator)
    rest %= denominator
  }
  return rest === 0n ? `${whole}${digits === '' ? '' : `.${digits}`}` : null
}

/**
 * Writes a quantity the way a person would type it into a scenario, exactly: the largest unit that
 * needs at most three decimals. `parseQuantity` reads it back to the same value.
 *
 * @param value  whole base units
 * @param space  what stands between number and unit: nothing, or a space in prose
 */
export const formatQuantity = (
  value: number,
  dimension: Exclude<Dimension, 'share'>,
  space: '' | ' ' = '',
): string => {
  const amount = BigInt(value)
  const { units } = SCALES[dimension]
  for (const name of PREFERRED[dimension]) {
    const unit = units.get(name)!
    // Binary units only where they divide: 5000000 B is 5MB, not 4.768MiB.
    if (name.endsWith('iB') ? amount % unit !== 0n : amount < unit) continue
    if (amount === 0n) continue
    const text = decimal(amount, unit)
    if (text !== null) return `${text}${space}${name}`
  }
  const smallest = PREFERRED[dimension].at(-1)!
  return `${decimal(amount, units.get(smallest)!) ?? amount}${space}${smallest}`
}
