/** Documents of studies made by hand. */
import { SweepGatherer } from '../../../src/report/sweep/chart.ts'
import { sweepPageOf } from '../../../src/report/page/studies/sweep.ts'
import type { SweepChart } from '../../../src/report/charts/sweep.ts'
import type { ObjectiveResult } from '../../../src/sim/result/document.ts'
import type { CompareDocument, Difference } from '../../../src/study/compare/document.ts'
import type { ForecastDocument } from '../../../src/study/forecast/document.ts'
import type { Candidate } from '../../../src/study/plan/candidates.ts'
import type { PlanDocument } from '../../../src/study/plan/document.ts'
import { type SweepDocument, standingOf } from '../../../src/study/sweep/document.ts'
import type { Outcome } from '../../../src/study/sweep/outcome.ts'
import { scenarioText } from './pages.ts'

/** What no page may take for markup, however long. */
export const NASTY = `</title><script>alert(1)</script><img src=x onerror=alert(2)>"'&\u202e${'x'.repeat(10_000)}`

const MBPS = 1e6

/** A judged loss or delay. */
export const judged = (given: Partial<ObjectiveResult> = {}): ObjectiveResult =>
  ({
    interlink: 'data',
    direction: 'toCloud',
    metric: 'loss',
    below: 0.001,
    value: 0.0004,
    low: 0.0002,
    high: 0.0006,
    met: true,
    ...given,
  }) as ObjectiveResult

const candidate = (mbps: number, loss: number): Candidate => ({
  value: mbps * MBPS,
  replications: 20,
  objectives: [
    judged({ value: loss, low: loss / 2, high: loss * 1.5, met: loss * 1.5 < 0.001 }),
    judged({
      interlink: 'web',
      metric: 'delay.p99',
      below: 0.005,
      value: 4e-6,
      low: 4e-6,
      high: 4e-6,
    }),
  ],
})

/** A plan that finds 600 Mbps. */
export const planDocument = (given: Partial<PlanDocument> = {}): PlanDocument => {
  const candidates = [
    candidate(500, 0.02),
    candidate(550, 0.004),
    candidate(600, 0.0004),
    candidate(900, 0),
  ]
  return {
    format: 'interlink-sim/plan',
    version: 1,
    scenario: { name: 'small', sha256: 'a'.repeat(64), text: scenarioText() },
    inputs: [],
    simulated: { warmup: 0, duration: 0.02 },
    seed: 1,
    find: 'bandwidth',
    interlink: 'data',
    connection: 'paris-1',
    direction: null,
    step: 50 * MBPS,
    limits: { least: 50 * MBPS, most: 9_000 * MBPS, by: 'port' },
    confidence: 0.95,
    replications: 20,
    now: 500 * MBPS,
    answer: 600 * MBPS,
    failure: null,
    objectives: candidates[2]!.objectives,
    below: {
      value: 550 * MBPS,
      missed: candidates[1]!.objectives.filter(({ met }) => !met),
    },
    evaluations: candidates.length,
    candidates,
    ...given,
  }
}

/** A difference of the loss of `data`. */
export const difference = (given: Partial<Difference> = {}): Difference =>
  ({
    interlink: 'data',
    direction: 'toCloud',
    metric: 'loss',
    a: 0.02,
    b: 0.01,
    mean: -0.01,
    low: -0.012,
    high: -0.008,
    level: 0.95,
    pairs: 20,
    verdict: 'better',
    ...given,
  }) as Difference

const side = (name: string) => ({
  scenario: { name, sha256: 'b'.repeat(64), text: scenarioText({ name }) },
  inputs: [],
  simulated: { warmup: 0, duration: 0.02 },
  transient: [],
})

/** A comparison in which B loses less. */
export const compareDocument = (given: Partial<CompareDocument> = {}): CompareDocument => ({
  format: 'interlink-sim/compare',
  version: 1,
  a: side('now'),
  b: side('planned'),
  seed: 1,
  replications: 20,
  confidence: 0.95,
  differences: [
    difference(),
    difference({
      metric: 'delay.p99',
      a: 4e-6,
      b: 4e-6,
      mean: 0,
      low: 0,
      high: 0,
      verdict: 'same',
    }),
    difference({
      metric: 'throughput',
      a: 4e8,
      b: 4.1e8,
      mean: 1e7,
      low: -1e6,
      high: 2e7,
      verdict: 'undecided',
    }),
    difference({
      interlink: 'web',
      metric: 'loss',
      a: 0,
      b: 0.002,
      mean: 0.002,
      low: 0.001,
      high: 0.003,
      verdict: 'worse',
    }),
  ],
  onlyIn: { a: [], b: [] },
  objectives: [
    {
      interlink: 'data',
      direction: 'toCloud',
      metric: 'loss',
      a: { below: 0.015, value: 0.02, low: 0.018, high: 0.022, met: false },
      b: { below: 0.015, value: 0.01, low: 0.008, high: 0.012, met: true },
    },
  ],
  ...given,
})

const MONTHS = Array.from({ length: 25 }, (_, i) => {
  const [year, month] = [2026 + Math.floor(i / 12), (i % 12) + 1]
  return `${year}-${String(month).padStart(2, '0')}-01`
})

/** A forecast in which `data` fails in March 2027. */
export const forecastDocument = (given: Partial<ForecastDocument> = {}): ForecastDocument => ({
  format: 'interlink-sim/forecast',
  version: 1,
  scenario: { name: 'small', sha256: 'c'.repeat(64), text: scenarioText() },
  inputs: [],
  seed: 1,
  growth: 0.4,
  from: MONTHS[0]!,
  to: MONTHS.at(-1)!,
  week: 604_800,
  history: [
    {
      traffic: 0,
      file: 'data.csv',
      column: 'bps',
      from: '2025-10-01T00:00:00Z',
      to: '2026-01-01T00:00:00Z',
      length: 7_948_800,
      spacing: 3600,
      gaps: { count: 0, longest: 0 },
    },
  ],
  trend: {
    weeks: 13,
    growth: { mean: 0.3, low: 0.1, high: 0.5 },
    level: { usual: 1, low: 0.9, high: 1.1 },
  },
  months: MONTHS,
  objectives: [
    {
      ...judged(),
      failsOn: '2027-03-15',
      earliest: '2026-12-01',
      latest: '2027-07-01',
      orderBy: '2027-02-20',
      course: MONTHS.map((_, i) => (i < 10 ? 0 : 10 ** (-6 + (i - 10) / 1.6))),
    },
  ],
  allocations: [
    {
      connection: 'paris-1',
      direction: 'toCloud',
      size: 1e9,
      busiest: 3e8,
      at: 0,
      failsOn: null,
      earliest: null,
      latest: null,
      orderBy: null,
      course: MONTHS.map((_, i) => 0.3 * 1.4 ** (i / 12)),
    },
  ],
  evaluations: 30,
  ...given,
})

/** What comes of a combination that loses some share. */
export const played = (loss: number): Outcome => ({
  kind: 'played',
  flows: [
    {
      interlink: 'data',
      direction: 'toCloud',
      offeredFrames: 1000,
      loss,
      throughput: 1e9 * (1 - loss),
      delayMean: 2e-6,
      delayP99: 4e-6 * (1 + loss),
      delayMax: 9e-6,
    },
  ],
  objectives: [judged({ value: loss, met: loss < 0.001 })],
})

type Vary = SweepDocument['vary']

/** A sweep: its document, its combinations gathered, and its page. */
export const sweepOf = (
  vary: Vary,
  outcomeAt: (index: number) => Outcome,
  given: Partial<SweepDocument> = {},
): { readonly document: SweepDocument; readonly chart: SweepChart; readonly page: string } => {
  const count = vary.reduce((product, { values }) => product * values.length, 1)
  const gatherer = new SweepGatherer()
  const combinations = {
    count,
    met: 0,
    undecided: 0,
    missed: 0,
    unjudged: 0,
    refused: 0,
    failed: 0,
  }
  for (let index = 0; index < count; index++) {
    const outcome = outcomeAt(index)
    combinations[standingOf(outcome)]++
    gatherer.take(outcome)
  }
  const document: SweepDocument = {
    format: 'interlink-sim/sweep',
    version: 1,
    name: 'which',
    scenario: { name: 'small', sha256: 'd'.repeat(64) },
    inputs: [],
    seed: 1,
    replications: 1,
    vary,
    combinations,
    firstError: null,
    smallest: null,
    listed: [],
    ...given,
  }
  const chart = gatherer.chart(document)
  return { document, chart, page: sweepPageOf(document, chart, '0.0.0') }
}

/** A path with values that are quantities. */
export const varied = (path: string, unit: string, many: number): Vary[number] => ({
  path,
  values: Array.from({ length: many }, (_, i) => `${i + 1}${unit}`),
})
