import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../../src/calendar.ts'
import type { Provisioning } from '../../src/model/provisioning.ts'
import { openOrderStream, orderedDraw } from '../../src/sim/life/provisioning.ts'
import { ms } from '../../src/units.ts'
import { POINTS, STEP, distributionOf } from './distribution.ts'
import { lead, order } from './order.ts'

const DRAWS = 100_000

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
