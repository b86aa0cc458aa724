/** One line per objective that is missed or undecided, in base units, for scripts. */
import { type Context } from './context.ts'
import { type Locate, judgedIn, limitOf, subjectOf } from './judged.ts'
import { printable } from './terminal/text.ts'

const DIGITS = 4
const DIGITS_MAX = 17

/** `value` with four significant digits, and more where fewer would move it across `limit`. */
const beside = (value: number, limit: number): string => {
  for (let digits = DIGITS; digits < DIGITS_MAX; digits++) {
    const rounded = Number(value.toPrecision(digits))
    if (Math.sign(rounded - limit) === Math.sign(value - limit)) return String(rounded)
  }
  return String(value)
}

/**
 * The missed objectives of a run: `missed data toCloud loss 0.01339 limit 0.001 hybrid.yaml:58:5`.
 * What was not measured is `-`; `undecided` where the limit lies inside the interval of replications.
 *
 * @param file  the scenario as the user named it
 * @returns lines, each ended by a line feed; empty when all are met
 */
export const renderQuiet = (context: Context, locate: Locate, file: string): string =>
  judgedIn(context)
    .filter(({ result }) => !result.met)
    .map(({ index, result }) => {
      const { id, direction } = subjectOf(result)
      const limit = limitOf(result)
      const value = result.value === null ? '-' : beside(result.value, limit)
      const place = locate(['objectives', index])
      const where = place === null ? file : `${file}:${place.line}:${place.column}`
      const word = result.undecided === true ? 'undecided' : 'missed'
      return `${word} ${id} ${direction} ${result.metric} ${value} limit ${limit} ${printable(where)}\n`
    })
    .join('')
