/**
 * Writes scenarios/data/run-out.csv: ten weeks of two kinds of traffic, hour by hour, as a router's
 * counters would have them. Made up, and the same bytes wherever it is made.
 */
import { writeFileSync } from 'node:fs'
import { nextUniform, openStream } from '../src/sim/random/stream.ts'

const WEEKS = 10
const HOURS = 168 * WEEKS
/** A Monday. */
const FIRST = Date.UTC(2026, 0, 5)
/** How much more there is of a week than of the one before it, per cent: some 40 a year. */
const WEEKLY = 0.65

/** What share of its busiest rate there is at each hour of a working day and of a weekend, per cent. */
const DAYS = {
  web: [
    [10, 7, 5, 5, 6, 9, 20, 45, 78, 95, 100, 92, 74, 80, 96, 94, 84, 66, 50, 46, 44, 36, 24, 15],
    [12, 8, 6, 5, 5, 6, 8, 12, 20, 28, 34, 36, 34, 33, 35, 36, 37, 38, 40, 42, 40, 33, 25, 17],
  ],
  copies: [
    [82, 96, 88, 52, 20, 6, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 6, 8, 20, 56],
    [90, 100, 97, 70, 34, 9, 5, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 8, 24, 62],
  ],
} as const

const COLUMNS = [
  ['web_to_customer_bps', 'web', 330],
  ['copies_to_cloud_bps', 'copies', 210],
] as const

/** A column of the file: its name, then its rates in bps. */
const column = ([name, kind, busiest]: (typeof COLUMNS)[number]): string[] => {
  const stream = openStream(1, `run-out ${name}`)
  let level = 1
  let excess = 0
  const rates = Array.from({ length: HOURS }, (_, i) => {
    // Weeks differ by some per cent, and hours by some more.
    if (i % 168 === 0) level = 1 + 0.05 * (2 * nextUniform(stream) - 1)
    const [week, day] = [Math.floor(i / 168), Math.floor(i / 24) % 7]
    excess = 0.5 * excess + 0.04 * (2 * nextUniform(stream) - 1)
    const monday = day === 0 ? 1.05 : 1
    const share = DAYS[kind][day < 5 ? 0 : 1][i % 24]!
    const grown = 1 + (WEEKLY / 100) * week
    return String(Math.round(busiest * 1e4 * share * grown * level * monday * (1 + excess)))
  })
  return [name, ...rates]
}

const times = Array.from({ length: HOURS }, (_, i) =>
  new Date(FIRST + i * 3_600_000).toISOString().replace('.000', ''),
)

/** The file. */
export const runOut = (): string => {
  const columns = [['time', ...times], ...COLUMNS.map(column)]
  return columns[0]!.map((_, row) => `${columns.map(each => each[row]!).join()}\n`).join('')
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(new URL('../scenarios/data/run-out.csv', import.meta.url), runOut())
}
