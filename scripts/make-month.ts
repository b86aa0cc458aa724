/**
 * Writes scenarios/data/month.csv: thirty days of an office as a router's counters would have them, mean
 * rates of five minutes. Made up, and the same bytes wherever it is made.
 */
import { writeFileSync } from 'node:fs'
import { nextUniform, openStream } from '../src/sim/random/stream.ts'
import { HOURS } from './make-office-day.ts'

const DAYS = 30
const PER_HOUR = 12
const PER_DAY = 24 * PER_HOUR
const STEP = 300

/** The busiest rate of a usual day, kbps. */
const BUSIEST = { to_customer: 240_000, to_cloud: 90_000 }

/** How much of a usual Monday each day of the week has; the first day is a Monday. */
const WEEK = [1, 1, 1.05, 1, 0.9, 0.25, 0.2]
/** The books are closed on the last two working days of the month. */
const CLOSING = new Map([
  [28, 1.3],
  [29, 1.35],
])

const rates = (direction: keyof typeof BUSIEST): number[] => {
  const stream = openStream(1, `month ${direction}`)
  // Neighbouring samples are alike: what one has too much or too little, the next has still.
  let excess = 0
  return Array.from({ length: DAYS * PER_DAY }, (_, i) => {
    const day = Math.floor(i / PER_DAY)
    const hour = Math.floor(i / PER_HOUR) % 24
    const share = (i % PER_HOUR) / PER_HOUR
    const percent = HOURS.web[hour]! * (1 - share) + HOURS.web[hour + 1]! * share
    excess = 0.6 * excess + 0.06 * (2 * nextUniform(stream) - 1)
    const factor = WEEK[day % 7]! * (CLOSING.get(day) ?? 1)
    return Math.round((BUSIEST[direction] * percent * factor * (1 + excess)) / 100)
  })
}

/** The file. */
export const month = (): string => {
  const toCustomer = rates('to_customer')
  const toCloud = rates('to_cloud')
  const lines = toCustomer.map((rate, i) => `${i * STEP},${rate},${toCloud[i]!}\n`)
  return `seconds,to_customer_kbps,to_cloud_kbps\n${lines.join('')}`
}

if (import.meta.filename === process.argv[1]) {
  writeFileSync(new URL('../scenarios/data/month.csv', import.meta.url), month())
}
