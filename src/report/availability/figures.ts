/** Shares of time and minutes a year as people read them. */
import { timeInWords } from '../dates.ts'
import { UNITS, type Unit, fixed, significant, trimmed } from '../terminal/figures.ts'
import { NBSP } from '../terminal/text.ts'

const PERCENT = UNITS.share[0]!
const MINUTES: Unit = { name: 'min', exponent: 0, multiple: 1 }

/** Decimals of a percentage that show three digits of what is missing to 100 %. */
const decimalsFor = (share: number): number => {
  const missing = (1 - share) * 100
  return missing <= 0 ? 2 : Math.min(9, Math.max(2, 2 - Math.floor(Math.log10(missing))))
}

/** `99.9176`: never rounded to 100 %, nor to the other side of a limit. */
export const percent = (share: number, limits: readonly number[] = []): string =>
  share === 1 || share === 0
    ? trimmed((share * 100).toFixed(0))
    : fixed(share, PERCENT, decimalsFor(share), [...limits, 0, 1])

/** The same with its unit. */
export const share = (value: number, limits: readonly number[] = []): string =>
  `${percent(value, limits)}${NBSP}%`

/** Minutes a year with three significant digits; zero is `0`. */
export const minutes = (value: number): string =>
  value === 0 ? '0' : significant(value, MINUTES, 3)

/** Minutes in words: `7.2 hours`. */
export const minutesInWords = (value: number): string => {
  const seconds = Number((value * 60).toPrecision(3))
  return seconds > 0 && seconds < 0.001 ? `less than 1${NBSP}ms` : timeInWords(seconds)
}
