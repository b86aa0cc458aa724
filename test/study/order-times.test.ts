/** Times of orders against their distribution, computed by convolution: no draw is used for that. */
import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../src/calendar.ts'
import type { Lead } from '../../src/model/lead.ts'
import type { Provisioning } from '../../src/model/provisioning.ts'
import { openOrderStream, orderedDraw } from '../../src/sim/life/provisioning.ts'
import { ms } from '../../src/units.ts'
import { lead, order } from './order.ts'

/** Days between two points of the grid. */
const STEP = 1 / 16
const POINTS = 200 / STEP
const DRAWS = 100_000

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
const distributionOf = ({ loa, patch, turnUp, loaValidity }: Provisioning) => {
  const validity = loaValidity / DAY_MS
  const done = massOf(patch, validity)
  const expired = 1 - within(patch, validity)
  const issue = massOf(loa)
  /** Issues of any LOA: the first, and those after an expiry, later by the validity and a new LOA. */
  const shift = Math.round(validity / STEP)
  expect(shift * STEP).toBe(validity)
  const again = new Float64Array(POINTS)
  for (let i = 0; i + shift < POINTS; i++) again[i + shift] = expired * issue[i]!
  const issues = Float64Array.from(issue)
  for (let i = 0; i < POINTS; i++) {
    for (let j = shift; j <= i; j++) issues[i]! += again[j]! * issues[i - j]!
  }
  const patched = convolved(issues, done)
  return { loaIssued: issue, patched, linkActive: convolved(patched, massOf(turnUp)), expired }
}

const CASES: Readonly<Record<string, Provisioning>> = {
  'of the example': order(),
  'of which half the LOAs expire': order({
    loa: lead(2, 4),
    patch: lead(7, 15),
    turnUp: lead(1, 2),
    loaValidity: ms(7 * DAY_MS),
  }),
  'of which most LOAs expire': order({
    loa: lead(1, 3),
    patch: lead(6, 20),
    turnUp: lead(0.5),
    loaValidity: ms(3 * DAY_MS),
  }),
  'with a certain patch': order({ loa: lead(10, 11), patch: lead(3), turnUp: lead(0.25, 4) }),
}

describe.each(Object.keys(CASES))('orders %s', name => {
  const provisioning = CASES[name]!
  const expected = distributionOf(provisioning)
  const draws = Array.from({ length: DRAWS }, (_, i) =>
    orderedDraw(provisioning, openOrderStream(i, 'paris-1')),
  )
  const bound = (share: number): number => 4.5 * Math.sqrt((share * (1 - share)) / DRAWS) + 2e-4

  it.each(['loaIssued', 'patched', 'linkActive'] as const)(
    'reach %s as late as theory says, at every tenth of a share',
    milestone => {
      const days = Float64Array.from(
        draws,
        draw => (draw[milestone] - provisioning.ordered) / DAY_MS,
      ).sort()
      let share = 0
      let tested = 0
      let next = 0.02
      let drawn = 0
      for (let k = 0; k < POINTS; k++) {
        share += expected[milestone][k]!
        if (share < next) continue
        next = share + 0.02
        const limit = (k + 0.5) * STEP
        while (drawn < DRAWS && days[drawn]! <= limit) drawn++
        expect(Math.abs(drawn / DRAWS - share), `${limit} days`).toBeLessThan(bound(share))
        tested++
      }
      expect(tested).toBeGreaterThan(2)
    },
  )

  it('see an LOA expire as often as theory says', () => {
    const share = draws.filter(({ expiries }) => expiries > 0).length / DRAWS
    expect(Math.abs(share - expected.expired)).toBeLessThan(bound(expected.expired))
  })

  it('see as many LOAs expire in a row as theory says', () => {
    const mean = draws.reduce((sum, { expiries }) => sum + expiries, 0) / DRAWS
    const { expired } = expected
    // Geometric: of mean q/(1 - q) and variance q/(1 - q)².
    const error = Math.sqrt(expired / (1 - expired) ** 2 / DRAWS)
    expect(Math.abs(mean - expired / (1 - expired))).toBeLessThanOrEqual(4.5 * error + 1e-6)
  })
})
