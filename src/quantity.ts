/**
 * Quantities as people write them, to whole base units and back, exactly.
 *
 * Text is decimal digits, an optional fraction and a unit, with at most one space between them:
 * `2Gbps`, `1.5 ms`, `64KiB`. No exponent; a sign only where the quantity may be negative, `-3dBm`.
 * Conversion uses integers alone, so nothing is rounded: a value that is not whole in its base unit
 * is refused.
 */
import { match } from 'ts-pattern'
import { FLUID_HORIZON } from './units.ts'

/** What a quantity measures; each has one base unit. */
export type Dimension =
  | 'duration'
  | 'simulated time'
  | 'lead time'
  | 'time span'
  | 'rate'
  | 'size'
  | 'length'
  | 'attenuation'
  | 'power'
  | 'share'

interface Scale {
  /** The base unit in words, plural. */
  readonly base: string
  /** An example for messages. */
  readonly example: string
  /** Base units in one of each unit. */
  readonly units: ReadonlyMap<string, bigint>
  /** Whether there are values below zero. */
  readonly signed: boolean
}

const scale = (
  base: string,
  example: string,
  units: Record<string, bigint>,
  signed = false,
): Scale => ({ base, example, units: new Map(Object.entries(units)), signed })

/** Units of time, in picoseconds. */
const TIME: Record<string, bigint> = {
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
}

/** Units of what lasts days or years, in milliseconds. */
const LONG: Record<string, bigint> = {
  ms: 1n,
  s: 1_000n,
  min: 60_000n,
  h: 3_600_000n,
  d: 86_400_000n,
}

/**
 * Units of each dimension. Base units: picosecond, bit per second, byte, millimetre, 10^-9 dB and
 * 10^-9 dBm; a share is counted in parts of 10^15, which keeps thirteen digits behind the point of a
 * percentage. A lead time, and a time span between or of failures, lasts days or years: milliseconds.
 * Simulated time is a duration that may be longer than 2^53 ps.
 */
const SCALES: Readonly<Record<Dimension, Scale>> = {
  duration: scale('picoseconds', '5ms', TIME),
  'simulated time': scale('picoseconds', '5ms', TIME),
  rate: scale('bits per second', '10Gbps', {
    bps: 1n,
    kbps: 1_000n,
    Mbps: 1_000_000n,
    Gbps: 1_000_000_000n,
    'bit/s': 1n,
    'kbit/s': 1_000n,
    'Mbit/s': 1_000_000n,
    'Gbit/s': 1_000_000_000n,
  }),
  size: scale('bytes', '64KiB', {
    B: 1n,
    kB: 1_000n,
    MB: 1_000_000n,
    GB: 1_000_000_000n,
    KiB: 1n << 10n,
    MiB: 1n << 20n,
    GiB: 1n << 30n,
  }),
  length: scale('millimetres', '120m', { m: 1_000n, km: 1_000_000n }),
  attenuation: scale('1e-9 dB', '0.5dB', { dB: 1_000_000_000n }),
  power: scale('1e-9 dBm', '-3dBm', { dBm: 1_000_000_000n }, true),
  share: scale('1e-15', '0.1%', { '%': 10_000_000_000_000n }),
  'lead time': scale('milliseconds', '5d', LONG),
  'time span': scale('milliseconds', '6h', LONG),
}

const SHARE_ONE = 10n ** 15n
/** The largest number of base units, but for simulated time. */
const LARGEST_VALUE = 2n ** 53n

/** Why a text is not a quantity; `value` is the text as found. */
export type QuantityFault =
  | { readonly kind: 'not-a-quantity'; readonly value: string; readonly dimension: Dimension }
  | { readonly kind: 'negative'; readonly value: string; readonly dimension: Dimension }
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

const SHAPE = /^([+-]?)(\d{1,30})(?:\.(\d{1,30}))? ?(\D.*)?$/u

/**
 * Reads a quantity.
 *
 * @param text       as written, for instance `2.5Gbps`
 * @param dimension  what it must measure
 * @returns whole base units (ps, ms, bit/s, byte, mm, 10^-9 dB, 10^-9 dBm), of a magnitude of at
 *   most 2^53; for a share the float64 nearest to it, where 1 is 100 %, and so for a simulated time
 *   beyond 2^53 ps, up to a hundred years
 */
export const parseQuantity = (text: string, dimension: Dimension): QuantityResult => {
  const refuse = (fault: QuantityFault): QuantityResult => ({ ok: false, fault })
  const match = SHAPE.exec(text)
  if (match === null) return refuse({ kind: 'not-a-quantity', value: text, dimension })
  const [, sign = '', whole = '', fraction = '', unitName] = match
  const { units, signed } = SCALES[dimension]
  if (sign !== '' && !signed) {
    const known = unitName !== undefined && units.has(unitName)
    const kind = sign === '-' && known ? 'negative' : 'not-a-quantity'
    return refuse({ kind, value: text, dimension })
  }
  if (unitName === undefined) return refuse({ kind: 'no-unit', value: text, dimension })
  const unit = units.get(unitName)
  if (unit === undefined) {
    return refuse({ kind: 'unknown-unit', value: text, unit: unitName, dimension })
  }
  const numerator = BigInt(whole + fraction) * unit
  const denominator = 10n ** BigInt(fraction.length)
  if (numerator % denominator !== 0n) return refuse({ kind: 'not-whole', value: text, dimension })
  const value = numerator / denominator
  if (value > LARGEST_VALUE) {
    const isTime = dimension === 'simulated time' && value <= BigInt(FLUID_HORIZON)
    if (!isTime) return refuse({ kind: 'too-large', value: text, dimension })
    // What is beyond a packet run by a picosecond is beyond it as a float64, too.
    return { ok: true, value: Math.max(Number(value), 2 ** 53 + 2) }
  }
  if (dimension === 'share') return { ok: true, value: Number(value) / Number(SHARE_ONE) }
  return { ok: true, value: Number(sign === '-' ? -value : value) }
}

/** Names of the units of a rate. */
export type RateUnit = 'bps' | 'kbps' | 'Mbps' | 'Gbps' | 'bit/s' | 'kbit/s' | 'Mbit/s' | 'Gbit/s'

/** Bits per second in one of a unit. */
export const bitsPerSecondIn = (unit: RateUnit): number => Number(SCALES.rate.units.get(unit))

/** A well-formed example of a dimension, for messages: `10Gbps`. */
export const exampleOf = (dimension: Dimension): string => SCALES[dimension].example

/** Whether a dimension has values below zero. */
export const isSigned = (dimension: Dimension): boolean => SCALES[dimension].signed

/** A dimension in words: a simulated time is a duration to whoever writes it. */
export const wordOf = (dimension: Dimension): string =>
  dimension === 'simulated time' ? 'duration' : dimension

/** A dimension with its article: `a duration`, `an attenuation`. */
export const aQuantity = (dimension: Dimension): string =>
  `${dimension === 'attenuation' ? 'an' : 'a'} ${wordOf(dimension)}`

/** The base unit of a dimension in words, plural: `bits per second`. */
export const baseUnitOf = (dimension: Dimension): string => SCALES[dimension].base

/** The units a dimension is written in, smallest spelling first: `bps`, `kbps`, … */
export const unitsOf = (dimension: Dimension): readonly string[] => [
  ...SCALES[dimension].units.keys(),
]

/** Units that `format` chooses from, largest first: the decimal ones, and for sizes the binary. */
const PREFERRED: Readonly<Record<Exclude<Dimension, 'share'>, readonly string[]>> = {
  duration: ['s', 'ms', 'us', 'ns', 'ps'],
  'simulated time': ['d', 's', 'ms', 'us', 'ns', 'ps'],
  rate: ['Gbps', 'Mbps', 'kbps', 'bps'],
  size: ['GiB', 'MiB', 'KiB', 'GB', 'MB', 'kB', 'B'],
  length: ['km', 'm'],
  attenuation: ['dB'],
  power: ['dBm'],
  'lead time': ['d', 'h', 'min', 's', 'ms'],
  'time span': ['d', 'h', 'min', 's', 'ms'],
}

/** The unit of a zero, which has no size to choose one by. */
const ZERO_UNIT: Readonly<Record<Exclude<Dimension, 'share'>, string>> = {
  duration: 's',
  'simulated time': 's',
  rate: 'bps',
  size: 'B',
  length: 'm',
  attenuation: 'dB',
  power: 'dBm',
  'lead time': 's',
  'time span': 's',
}

/** `numerator` ÷ `denominator` in decimals; null where `most` of them do not show it exactly. */
const decimal = (numerator: bigint, denominator: bigint, most: number): string | null => {
  const whole = numerator / denominator
  let rest = numerator % denominator
  let digits = ''
  while (rest !== 0n && digits.length < most) {
    rest *= 10n
    digits += String(rest / denominator)
    rest %= denominator
  }
  return rest === 0n ? `${whole}${digits === '' ? '' : `.${digits}`}` : null
}

/** Decimals that show a base unit in the smallest unit of each dimension: 10^-9 dB in dB. */
const DECIMALS_MAX = 9

/**
 * Writes a quantity the way a person would type it into a scenario, exactly: the largest unit that
 * needs at most three decimals, else the smallest one. `parseQuantity` reads it back to the same value.
 *
 * @param value  whole base units
 * @param space  what stands between number and unit: nothing, or a space in prose
 */
export const formatQuantity = (
  value: number,
  dimension: Exclude<Dimension, 'share'>,
  space: '' | ' ' = '',
): string => {
  const amount = BigInt(Math.abs(value))
  const { units } = SCALES[dimension]
  const sign = value < 0 ? '-' : ''
  if (amount === 0n) return `0${space}${ZERO_UNIT[dimension]}`
  for (const name of PREFERRED[dimension]) {
    const unit = units.get(name)!
    // Binary units only where they divide: 5000000 B is 5MB, not 4.768MiB.
    if (name.endsWith('iB') ? amount % unit !== 0n : amount < unit) continue
    const text = decimal(amount, unit, 3)
    if (text !== null) return `${sign}${text}${space}${name}`
  }
  const smallest = PREFERRED[dimension].at(-1)!
  return `${sign}${decimal(amount, units.get(smallest)!, DECIMALS_MAX)!}${space}${smallest}`
}

/** `text` cut to what fits a message. */
const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)

/** A bare number with the unit that suits it: 5000000 B, 60 s, 0.001 of all. */
const withUnit = (text: string, dimension: Dimension): string => {
  const number = Number(text)
  if (dimension === 'duration' || dimension === 'simulated time') return `${text}s`
  if (dimension === 'length') return `${text}m`
  if (dimension === 'attenuation') return `${text}dB`
  if (dimension === 'power') return `${text}dBm`
  if (dimension === 'lead time') return `${text}d`
  if (dimension === 'time span') return `${text}h`
  if (dimension === 'share') {
    return number <= 1 ? `${Number((number * 100).toPrecision(12))}%` : `${text}%`
  }
  if (!Number.isSafeInteger(number) || number <= 0) return text
  if (dimension === 'rate' && number < 1_000_000) return `${number}Mbps`
  return dimension === 'size' && number < 10_000 ? `${number}B` : formatQuantity(number, dimension)
}

/** What a person plausibly meant by a bare number, else an example. */
const plausible = (text: string, dimension: Dimension): string => {
  const meant = withUnit(text, dimension)
  return parseQuantity(meant, dimension).ok ? meant : exampleOf(dimension)
}

const LARGEST: Readonly<Record<Dimension, string>> = {
  duration: '2^53 ps (2 h 30 min)',
  'simulated time': '36,525 d (a hundred years)',
  rate: '2^53 bit/s',
  size: '2^53 bytes',
  length: '2^53 mm',
  attenuation: '9,007,199 dB',
  power: '9,007,199 dBm',
  share: '900 %',
  'lead time': '2^53 ms',
  'time span': '2^53 ms',
}

const explainUnit = ({
  value,
  unit,
  dimension,
}: Extract<QuantityFault, { kind: 'unknown-unit' }>): QuantityExplanation => {
  const amount = value.slice(0, value.length - unit.length).trim()
  const tight = unit.replaceAll(/\s/gu, '')
  const remedy = `${aQuantity(dimension)} such as ${exampleOf(dimension)} is needed`
  if (unitsOf(dimension).includes(tight)) {
    const odd = /[^\S ]/u.test(value) ? 'a tab or a special space' : 'more than one space'
    return {
      problem: `${shorten(value)} has ${odd} before or around its unit`,
      remedy: `write ${amount}${tight}`,
      fix: `${amount}${tight}`,
    }
  }
  const other = (Object.keys(SCALES) as Dimension[]).find(each => SCALES[each].units.has(tight))
  if (other !== undefined) return { problem: `${shorten(value)} is ${aQuantity(other)}`, remedy }
  const meant = unitsOf(dimension).find(each => each.toLowerCase() === tight.toLowerCase())
  if (meant !== undefined) {
    return {
      problem: `${shorten(value)} has the unknown unit ${shorten(unit)}`,
      remedy: `the nearest known unit is ${meant}`,
      fix: `${amount}${meant}`,
    }
  }
  const names = unitsOf(dimension).filter(each => each !== 'μs' && each !== 'µs')
  return {
    problem: `${shorten(value)} has the unknown unit ${shorten(unit)}`,
    remedy: `${aQuantity(dimension)} is written in ${names.join(', ')}`,
  }
}

/** What is wrong with a text, what to do about it, and where known the text that is right. */
export interface QuantityExplanation {
  readonly problem: string
  readonly remedy: string
  readonly fix?: string
}

/** Says in words why a text is no quantity. */
export const explainQuantity = (fault: QuantityFault): QuantityExplanation => {
  const { dimension } = fault
  const value = shorten(fault.value)
  return match(fault)
    .returnType<QuantityExplanation>()
    .with({ kind: 'no-unit' }, () => {
      const fix = plausible(fault.value, dimension)
      return {
        problem: `${value} has no unit`,
        remedy: `${aQuantity(dimension)} such as ${fix} is needed`,
        fix,
      }
    })
    .with({ kind: 'negative' }, () => ({
      problem: `${value} is negative`,
      remedy: `${aQuantity(dimension)} is written without a sign`,
      fix: fault.value.slice(1),
    }))
    .with({ kind: 'not-a-quantity' }, () => {
      // The minus sign and the dash of data sheets.
      const typed = fault.value.replace(/^[\u2212\u2013]/u, '-')
      if (typed !== fault.value && parseQuantity(typed, dimension).ok) {
        return { problem: `${value} begins with no plain -`, remedy: `write ${typed}`, fix: typed }
      }
      return {
        problem:
          fault.value === ''
            ? `an empty text is no ${wordOf(dimension)}`
            : `${value} is no ${wordOf(dimension)}`,
        remedy: `write digits and a unit, such as ${exampleOf(dimension)}`,
      }
    })
    .with({ kind: 'unknown-unit' }, explainUnit)
    .with({ kind: 'not-whole' }, () => ({
      problem: `${value} is not a whole number of ${baseUnitOf(dimension)}`,
      remedy: 'write fewer decimals or a smaller unit',
    }))
    .with({ kind: 'too-large' }, () => ({
      problem: `${value} is above the limit of ${LARGEST[dimension]}`,
      remedy: 'lower it',
    }))
    .exhaustive()
}
