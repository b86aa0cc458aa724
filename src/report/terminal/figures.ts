/**
 * Figures as people read them: a unit, few digits, and never rounded across a limit.
 *
 * Values are in SI base units: seconds, bit/s, bytes, shares of 1.
 */
import { formatQuantity } from '../../quantity.ts'
import { PS_PER_SECOND } from '../../units.ts'
import { NBSP } from './text.ts'

/** What a figure measures. */
export type Dimension = 'duration' | 'rate' | 'size' | 'share'

/** A unit: its name, and the power of ten (or, for binary sizes, the multiple) it stands for. */
export interface Unit {
  readonly name: string
  readonly exponent: number | null
  readonly multiple: number
}

const decimal = (name: string, exponent: number): Unit => ({
  name,
  exponent,
  multiple: 10 ** exponent,
})
const binary = (name: string, multiple: number): Unit => ({ name, exponent: null, multiple })

/** Units of each dimension, largest first. */
export const UNITS: Readonly<Record<Dimension, readonly Unit[]>> = {
  duration: [decimal('s', 0), decimal('ms', -3), decimal('µs', -6), decimal('ns', -9)],
  rate: [decimal('Gbps', 9), decimal('Mbps', 6), decimal('kbps', 3), decimal('bps', 0)],
  size: [decimal('GB', 9), decimal('MB', 6), decimal('kB', 3), decimal('B', 0)],
  share: [decimal('%', -2)],
}
const BINARY_SIZES: readonly Unit[] = [
  binary('GiB', 2 ** 30),
  binary('MiB', 2 ** 20),
  binary('KiB', 2 ** 10),
  decimal('B', 0),
]

/** Of what lasts days, as runs of fluid do. */
export const DAY: Unit = { name: 'd', exponent: null, multiple: 86_400 }

/** Units of what lasts for hours, largest first, and from when on they are used, seconds. */
const LONG: readonly Unit[] = [
  DAY,
  { name: 'h', exponent: null, multiple: 3600 },
  { name: 'min', exponent: null, multiple: 60 },
]
const HOURS = 7200

/** `value` in `unit`. A power of ten below one is multiplied by, which keeps short decimals short. */
export const inUnit = (value: number, unit: Unit): number =>
  unit.exponent !== null && unit.exponent < 0 ? value * 10 ** -unit.exponent : value / unit.multiple

const fromText = (text: string, unit: Unit): number =>
  unit.exponent === null ? Number(text) * unit.multiple : Number(`${text}e${unit.exponent}`)

/** The largest of `units` in which `value` is at least one; the smallest for less. */
export const unitFor = (value: number, units: readonly Unit[]): Unit =>
  units.find(unit => Math.abs(inUnit(value, unit)) >= 0.9995) ?? units.at(-1)!

/** A whole number, or the whole part of a decimal one, with commas between thousands. */
export const grouped = (text: string): string => {
  const [whole = '', fraction] = text.split('.')
  const commas = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined ? commas : `${commas}.${fraction}`
}

/** A count, exact. */
export const count = (value: number): string => grouped(String(value))

const DECIMALS_MAX = 12

/**
 * `value` in `unit` with at least `decimals` decimals, and more where fewer would move it to the
 * other side of one of `limits` (base units), or onto it. Next to nothing is `<0.001`.
 */
export const fixed = (
  value: number,
  unit: Unit,
  decimals: number,
  limits: readonly number[] = [],
): string => {
  const amount = inUnit(value, unit)
  const side = (text: string, limit: number): boolean =>
    Math.sign(fromText(text, unit) - limit) === Math.sign(value - limit)
  for (let places = decimals; places <= DECIMALS_MAX; places++) {
    const text = amount.toFixed(places)
    if (limits.every(limit => side(text, limit))) return grouped(text)
  }
  const text = amount.toFixed(decimals)
  return amount > 0 && Number(text) === 0
    ? `<${(10 ** -decimals).toFixed(decimals)}`
    : grouped(text)
}

/** Decimals with which `amount` shows `digits` significant digits; none from 10^digits on. */
const decimalsFor = (amount: number, digits: number): number => {
  if (amount === 0) return 0
  // Through an exponent, so that 9.996 counts as the 10.0 that it is rounded to.
  const exponent = Number(
    Math.abs(amount)
      .toExponential(digits - 1)
      .split('e')[1],
  )
  return Math.min(DECIMALS_MAX, Math.max(0, digits - 1 - exponent))
}

/** `value` in `unit` with `digits` significant digits, more where `limits` ask for them. */
export const significant = (
  value: number,
  unit: Unit,
  digits: number,
  limits: readonly number[] = [],
): string => {
  const amount = inUnit(value, unit)
  const step = 10 ** Math.max(0, Math.floor(Math.log10(Math.abs(amount) || 1)) + 1 - digits)
  const rounded = (Math.round(amount / step) * step * value) / amount
  const keepsSide = limits.every(limit => Math.sign(rounded - limit) === Math.sign(value - limit))
  return fixed(step > 1 && keepsSide ? rounded : value, unit, decimalsFor(amount, digits), limits)
}

/** Without the zeros that end a decimal fraction. */
export const trimmed = (text: string): string =>
  text.includes('.') ? text.replace(/\.?0+$/, '') : text

/** Hours and days: in the largest unit that needs no more than three decimals, else in seconds. */
const long = (value: number): string => {
  for (const { name, multiple } of LONG) {
    const amount = Math.round((1000 * value) / multiple) / 1000
    const isExact = Math.abs(amount * multiple - value) < 1e-12 * value
    if (value >= multiple && isExact) return `${grouped(String(amount))}${NBSP}${name}`
  }
  const time = Math.round(value * PS_PER_SECOND)
  return formatQuantity(time, 'simulated time', ' ').replace(' ', NBSP)
}

/** A limit as it was written, in the unit that suits it, exactly. */
export const exact = (value: number, dimension: Dimension): string => {
  if (dimension === 'share') {
    return `${trimmed((value * 100).toFixed(DECIMALS_MAX))}${NBSP}%`
  }
  if (dimension === 'size') {
    return formatQuantity(Math.round(value), dimension, ' ').replace(' ', NBSP)
  }
  if (dimension === 'duration' && value >= HOURS) return long(value)
  const unit =
    UNITS[dimension].find(({ multiple }) => value >= multiple) ?? UNITS[dimension].at(-1)!
  // Base units are whole: picoseconds and bits per second.
  const [base, places] = dimension === 'duration' ? [PS_PER_SECOND, 12] : [1, 0]
  const digits = String(Math.round(value * base)).padStart(places + unit.exponent! + 1, '0')
  const point = digits.length - places - unit.exponent!
  return `${trimmed(`${digits.slice(0, point)}.${digits.slice(point)}`)}${NBSP}${unit.name}`
}

const unitsBeside = (
  value: number,
  dimension: Dimension,
  limits: readonly number[],
): readonly Unit[] => {
  if (dimension === 'duration' && value >= DAY.multiple) return [DAY]
  return dimension === 'size' &&
    limits.some(limit => limit > 0 && exact(limit, 'size').endsWith('iB'))
    ? BINARY_SIZES
    : UNITS[dimension]
}

/** A measured value with three significant digits and its unit; zero is `0`. */
export const figure = (
  value: number,
  dimension: Dimension,
  limits: readonly number[] = [],
): string => {
  const unit = unitFor(value, unitsBeside(value, dimension, limits))
  const text = value === 0 ? '0' : significant(value, unit, 3, limits)
  return `${text}${NBSP}${unit.name}`
}

/** A figure for a sentence: without the zeros that end it. */
export const spoken = (
  value: number,
  dimension: Dimension,
  limits: readonly number[] = [],
): string => {
  const [text = '', unit = ''] = figure(value, dimension, limits).split(NBSP)
  return `${trimmed(text)}${NBSP}${unit}`
}
