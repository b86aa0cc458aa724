/**
 * Writes scenarios/data/office-day.csv: a working day of four networks as a router's counters would
 * have it, mean rates of five minutes. Made up, and the same bytes wherever it is made.
 */
import { writeFileSync } from 'node:fs'
import { nextUniform, openStream } from '../src/sim/random/stream.ts'

const SAMPLES = 288
const PER_HOUR = 12

/** What share of its busiest rate a network has at each full hour, 0:00 … 24:00. */
export const HOURS = {
  // Pages and applications: the morning rises, noon dips, the afternoon is the busiest.
  web: [3, 2, 2, 2, 2, 3, 6, 16, 46, 80, 88, 84, 58, 52, 84, 98, 96, 74, 40, 24, 18, 14, 9, 5, 3],
  // Files and mail: most is fetched in the morning.
  office: [2, 2, 2, 2, 2, 2, 5, 18, 62, 98, 92, 78, 44, 48, 76, 80, 72, 50, 22, 10, 6, 4, 3, 2, 2],
  // Calls: in working hours, none at lunch.
  voice: [1, 1, 1, 1, 1, 1, 2, 8, 34, 78, 96, 86, 40, 36, 84, 90, 82, 54, 16, 6, 4, 3, 2, 1, 1],
  // Copies of the night, begun at one and done before six.
  backup: [4, 92, 96, 94, 90, 52, 4, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4],
}

/** The busiest rate of each network and direction, Mbps. */
const BUSIEST = [
  ['web', 'to_customer', 260],
  ['web', 'to_cloud', 70],
  ['office', 'to_customer', 120],
  ['office', 'to_cloud', 90],
  ['voice', 'to_customer', 24],
  ['voice', 'to_cloud', 24],
  ['backup', 'to_customer', 6],
  ['backup', 'to_cloud', 150],
] as const

/** A column of the file: its name, then its rates in bps. */
const column = ([network, direction, busiest]: (typeof BUSIEST)[number]): string[] => {
  const name = `${network}_${direction}_bps`
  const stream = openStream(1, `office-day ${name}`)
  const hours = HOURS[network]
  // Neighbouring samples are alike: what one has too much or too little, the next has still.
  let excess = 0
  const rates = Array.from({ length: SAMPLES }, (_, i) => {
    const hour = Math.floor(i / PER_HOUR)
    const share = (i % PER_HOUR) / PER_HOUR
    const percent = hours[hour]! * (1 - share) + hours[hour + 1]! * share
    excess = 0.6 * excess + 0.06 * (2 * nextUniform(stream) - 1)
    return String(Math.round(busiest * 1e4 * percent * (1 + excess)))
  })
  return [name, ...rates]
}

const two = (value: number): string => String(value).padStart(2, '0')

const times = Array.from({ length: SAMPLES }, (_, i) => {
  const hour = Math.floor(i / PER_HOUR)
  return `2026-03-02T${two(hour)}:${two((i % PER_HOUR) * 5)}:00Z`
})

/** The file. */
export const officeDay = (): string => {
  const columns = [['time', ...times], ...BUSIEST.map(column)]
  return columns[0]!.map((_, row) => `${columns.map(each => each[row]!).join()}\n`).join('')
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(new URL('../scenarios/data/office-day.csv', import.meta.url), officeDay())
}
