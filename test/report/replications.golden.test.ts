import { describe, expect, it } from 'vitest'
import { renderQuiet } from '../../src/report/quiet.ts'
import { decidingCount, intervalText } from '../../src/report/replications.ts'
import { renderSummary, type SummaryInput } from '../../src/report/terminal/summary.ts'
import type { ObjectiveResult, ReplicationsReport } from '../../src/sim/result/document.ts'
import { GBPS, WIDE, flow, interlink, objective, port, summaryInput } from './factory.ts'
import { expectGolden } from './golden.ts'

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)
const report: ReplicationsReport = { count: 20, confidence: 0.95, seeds: SEEDS, transient: [] }

const drawn = (
  judged: readonly Partial<ObjectiveResult>[],
  replications: ReplicationsReport = report,
): SummaryInput => {
  const input = summaryInput({
    interlinks: [interlink('data', 4 * GBPS), interlink('web', 2 * GBPS)],
    flows: [
      flow('data', 'toCloud', 4 * GBPS, { frames: 2_000_000, drops: { policed: 1_360 } }),
      flow('web', 'toCustomer', 2 * GBPS, { frames: 1_000_000, p99: 4.11e-6 }),
    ],
    ports: [port('paris-1', 'toCustomer', 0.2), port('paris-1', 'toCloud', 0.1)],
    objectives: [objective('data', 'loss', 0.001), objective('web', 'delay.p99', 0.002)],
  })
  const { document } = input
  const objectives = document.objectives.map(
    (result, i) => ({ ...result, ...judged[i] }) as ObjectiveResult,
  )
  return { ...input, document: { ...document, replications, objectives } }
}

const calm = { low: 4.09e-6, high: 4.13e-6, missedAlone: 0 }
const undecided = drawn([
  { low: 0.00041, high: 0.00127, missedAlone: 5, met: false, undecided: true },
  calm,
])
const met = drawn([{ low: 0.0004, high: 0.00076, missedAlone: 5 }, calm], {
  ...report,
  precision: {
    target: 0.1,
    cap: 20,
    reached: false,
    widest: { interlink: 'data', direction: 'toCloud', metric: 'loss', precision: 0.264 },
  },
  transient: [
    {
      interlink: 'data',
      direction: 'toCloud',
      metric: 'dropped',
      first: 1.2e6,
      rest: 2.9e6,
    },
    {
      connection: 'paris-1',
      direction: 'toCloud',
      metric: 'queue.mean',
      first: 1_200,
      rest: 1_500,
    },
  ],
})

describe('the summary of replications', () => {
  it.each([100, 60])('says what is undecided and how many would decide, in %i columns', width => {
    expectGolden(`replications-undecided-${width}`, renderSummary(undecided, { ...WIDE, width }))
  })

  it('says how far it may lie where it is met, and warns of what is not known', () => {
    expectGolden('replications-met', renderSummary(met, WIDE))
  })

  it('is plain ASCII where the terminal is not UTF-8', () => {
    expect(renderSummary(met, { ...WIDE, unicode: false })).toMatch(/^[\n -~]*$/)
  })

  it('has a line for what is undecided in the quiet form', () => {
    const { scenario, document, locate } = undecided
    expect(renderQuiet({ scenario, document }, locate, 'hybrid-paris.yaml')).toBe(
      'undecided data toCloud loss 0.00068 limit 0.001 hybrid-paris.yaml:58:5\n',
    )
  })
})

describe('an interval in words', () => {
  const result = (change: object): ObjectiveResult =>
    ({
      interlink: 'a',
      direction: 'toCloud',
      metric: 'loss',
      value: 0.1,
      met: true,
      ...change,
    }) as never
  const text = (change: object): string => intervalText(result(change)).replaceAll('\u00a0', ' ')

  it('names the end that lies towards the limit', () => {
    expect(text({ below: 0.2, low: 0.05, high: 0.15 })).toBe('at most 15 %')
    expect(text({ above: 0.02, low: 0.05, high: 0.15 })).toBe('at least 5 %')
    expect(text({ below: 0.02, met: false, low: 0.05, high: 0.15 })).toBe('at least 5 %')
    expect(text({ above: 0.2, met: false, low: 0.05, high: 0.15 })).toBe('at most 15 %')
    expect(text({ below: 0.1, met: false, undecided: true, low: 0.05, high: 0.15 })).toBe(
      'somewhere from 5 % to 15 %',
    )
  })

  it('never rounds it onto the limit, and is empty where there is none', () => {
    expect(text({ below: 0.1, low: 0.05, high: 0.09999 })).toBe('at most 9.999 %')
    expect(text({ below: 0.1, low: null, high: null })).toBe('')
    expect(text({ below: 0.1, low: 0.05, high: 0.05 })).toBe('')
    expect(text({ below: 0.1 })).toBe('')
  })

  it('tells how many replications would decide, with two digits, or that none would', () => {
    const many = (low: number, high: number): number | null =>
      decidingCount(result({ below: 0.1, low, high }), report)
    // Half the interval is five times as far as the limit is from the middle: 25 times as many, and some.
    expect(many(0.04, 0.14)).toBe(600)
    expect(many(0.04, 0.12)).toBe(96)
    expect(many(0.05, 0.1001)).toBe(40)
    expect(many(0.05, 0.15)).toBeNull()
  })
})
