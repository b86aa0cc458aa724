/** When orders reach their milestones, computed by convolution: no draw is used for that. */
import { DAY_MS } from '../../src/calendar.ts'
import type { Lead } from '../../src/model/lead.ts'
import type { Provisioning } from '../../src/model/provisioning.ts'

/** Days between two points of the grid. */
export const STEP = 1 / 16
export const POINTS = 200 / STEP

/** The standard normal distribution, by its power series and, far out, its continued fraction. */
const normal = (x: number): number => {
  const a = Math.abs(x)
  const density = Math.exp((-a * a) / 2) / Math.sqrt(2 * Math.PI)
  let tail: number
  if (a > 5) {
    let fraction = a
    for (let n = 100; n >= 1; n--) fraction = a + n / fraction
    tail = density / fraction
  } else {
    let sum = a
    let term = a
    for (let n = 1; n < 120; n++) {
      term *= (a * a) / (2 * n + 1)
      sum += term
    }
    tail = 0.5 - density * sum
  }
  return x > 0 ? 1 - tail : tail
}

/** The probability that a lead time is at most so many days. */
const within = (time: Lead, days: number): number => {
  if (time.kind === 'certain') return days * DAY_MS >= time.duration ? 1 : 0
  if (days <= 0) return 0
  const sigma = Math.log(time.p90 / time.median) / 1.28155
  return normal(Math.log((days * DAY_MS) / time.median) / sigma)
}

type Mass = Float64Array

/** The mass of a lead time at each point of the grid: of the cell around it, up to `most` days. */
const massOf = (time: Lead, most = Infinity): Mass =>
  Float64Array.from({ length: POINTS }, (_, k) => {
    const upTo = (days: number): number => within(time, Math.min(days, most))
    return upTo((k + 0.5) * STEP) - upTo((k - 0.5) * STEP)
  })

const convolved = (a: Mass, b: Mass): Mass => {
  const sum = new Float64Array(POINTS)
  for (let i = 0; i < POINTS; i++) {
    if (a[i] === 0) continue
    for (let j = 0; i + j < POINTS; j++) sum[i + j]! += a[i]! * b[j]!
  }
  return sum
}

/** What becomes of an order, by the renewal equation: each expired LOA begins it anew. */
export const distributionOf = ({ loa, patch, turnUp, loaValidity }: Provisioning) => {
  const validity = loaValidity / DAY_MS
  const done = massOf(patch, validity)
  const expired = 1 - within(patch, validity)
  const issue = massOf(loa)
  /** Issues of any LOA: the first, and those after an expiry, later by the validity and a new LOA. */
  const shift = Math.round(validity / STEP)
  if (shift * STEP !== validity) throw new Error('the validity is not on the grid')
  const again = new Float64Array(POINTS)
  for (let i = 0; i + shift < POINTS; i++) again[i + shift] = expired * issue[i]!
  const issues = Float64Array.from(issue)
  for (let i = 0; i < POINTS; i++) {
    for (let j = shift; j <= i; j++) issues[i]! += again[j]! * issues[i - j]!
  }
  const patched = convolved(issues, done)
  return { loaIssued: issue, patched, linkActive: convolved(patched, massOf(turnUp)), expired }
}
