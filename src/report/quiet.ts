/** One line per objective that is missed or undecided, in base units, for scripts. */
import { type Context } from './context.ts'
import { failuresIn } from './failures.ts'
import { type Judged, type Locate, judgedIn, limitOf, subjectOf } from './judged.ts'
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
 * What was not measured is `-`; `undecided` where the limit lies inside the interval of replications. Those
 * missed without a connection come after them, and name it at their end: ` without paris-2`.
 *
 * @param file  the scenario as the user named it
 * @returns lines, each ended by a line feed; empty when all are met
 */
export const renderQuiet = (context: Context, locate: Locate, file: string): string => {
  const line = ({ index, result }: Judged, without: string): string => {
    const { id, direction } = subjectOf(result)
    const limit = limitOf(result)
    const value = result.value === null ? '-' : beside(result.value, limit)
    const place = locate(['objectives', index])
    const where = place === null ? file : `${file}:${place.line}:${place.column}`
    const word = result.undecided === true ? 'undecided' : 'missed'
    return `${word} ${id} ${direction} ${result.metric} ${value} limit ${limit} ${printable(where)}${without}\n`
  }
  const missed = judgedIn(context).filter(({ result }) => !result.met)
  return [
    ...missed.map(each => line(each, '')),
    ...failuresIn(context).flatMap(({ connection, judged }) =>
      judged.filter(({ result }) => !result.met).map(each => line(each, ` without ${connection}`)),
    ),
  ].join('')
}
