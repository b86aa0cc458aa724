import { describe, expect, it } from 'vitest'
import type { FlowMetric } from '../../src/model/objective.ts'
import type { CompareReportInput } from '../../src/report/compare/input.ts'
import { renderQuietCompare } from '../../src/report/compare/quiet.ts'
import { renderCompare } from '../../src/report/terminal/compare/summary.ts'
import { displayWidth } from '../../src/report/terminal/text.ts'
import type {
  ChangeVerdict,
  CompareDocument,
  ComparedFigure,
  ComparedObjective,
  ComparedSide,
  Difference,
  SideOutcome,
} from '../../src/study/compare/document.ts'
import { WIDE } from './factory.ts'
import { expectGolden } from './golden.ts'

const flow = (
  interlink: string,
  metric: FlowMetric,
  direction: 'toCustomer' | 'toCloud' = 'toCloud',
): ComparedFigure => ({ interlink, direction, metric })

const apart = (
  figure: ComparedFigure,
  a: number,
  b: number,
  half: number,
  verdict: ChangeVerdict,
): Difference => ({
  ...figure,
  a,
  b,
  mean: b - a,
  low: b - a - half,
  high: b - a + half,
  level: 0.95,
  pairs: 20,
  verdict,
})

const LESS_LOSS = apart(flow('data', 'loss'), 0.0133, 0.0002, 0.006, 'better')
const MORE_RATE = apart(flow('data', 'throughput'), 1.49e9, 1.513e9, 8e6, 'better')
const LATER = apart(flow('data', 'delay.p99'), 2.74e-6, 3.1e-3, 4e-4, 'worse')
const HARDLY = apart(flow('data', 'delay.mean'), 2.101e-6, 2.103e-6, 1e-9, 'worse')
const UNTOLD = apart(flow('web', 'delay.p99', 'toCustomer'), 4.11e-6, 4.13e-6, 5e-8, 'undecided')
const SAME = [
  apart(flow('web', 'loss', 'toCustomer'), 0, 0, 0, 'same'),
  apart(flow('web', 'throughput', 'toCustomer'), 1.5e9, 1.5e9, 0, 'same'),
]
const NEVER: Difference = {
  ...flow('office', 'delay.p99'),
  a: 1e-5,
  b: null,
  mean: null,
  low: null,
  high: null,
  level: 0.95,
  pairs: 0,
  verdict: 'undecided',
}

const outcome = (below: number, value: number, half: number): SideOutcome => {
  const [low, high] = [Math.max(0, value - half), value + half]
  const met = high < below
  const undecided = !met && low < below ? { undecided: true as const } : {}
  return { below, value, low, high, met, ...undecided }
}
const OBJECTIVES: readonly ComparedObjective[] = [
  { ...flow('web', 'loss', 'toCustomer'), a: outcome(0.001, 0, 0), b: outcome(0.001, 0, 0) },
  { ...flow('data', 'delay.p99'), a: outcome(2e-3, 2.74e-6, 1e-8), b: outcome(2e-3, 3.1e-3, 4e-4) },
  { ...flow('data', 'loss'), a: outcome(0.001, 0.0133, 6e-3), b: outcome(0.002, 0.0002, 1e-4) },
  { ...flow('voice', 'loss'), a: null, b: outcome(0.001, 0.0009, 4e-4) },
]

const side = (name: string, change: Partial<ComparedSide> = {}): ComparedSide => ({
  scenario: { name, sha256: '' },
  inputs: [],
  simulated: { warmup: 0.05, duration: 1 },
  transient: [],
  ...change,
})

const input = (
  differences: readonly Difference[],
  change: Partial<CompareDocument> = {},
  rest: Partial<CompareReportInput> = {},
): CompareReportInput => ({
  document: {
    format: 'interlink-sim/compare',
    version: 1,
    a: side('hybrid-paris'),
    b: side('hybrid-paris-shaped'),
    seed: 1,
    replications: 20,
    confidence: 0.95,
    differences,
    onlyIn: { a: [], b: [] },
    objectives: [],
    ...change,
  },
  files: { a: 'now.yaml', b: 'planned.yaml' },
  unusedSeed: null,
  options: [],
  version: '0.1.0',
  warnings: [],
  ...rest,
})

const ALL = [HARDLY, LATER, LESS_LOSS, MORE_RATE, UNTOLD, ...SAME, NEVER]
const depends = input(
  ALL,
  {
    objectives: OBJECTIVES,
    a: side('hybrid-paris', {
      transient: [
        { interlink: 'data', direction: 'toCloud', metric: 'dropped', first: 1.2e6, rest: 2.9e6 },
      ],
    }),
    b: side('hybrid-paris-shaped', { simulated: { warmup: 0, duration: 2 } }),
    onlyIn: { a: [], b: [{ interlink: 'voice', direction: 'toCloud' }] },
  },
  {
    unusedSeed: 7,
    options: ['--confidence', '95%'],
    warnings: ['planned.yaml:30:16: interlinks.web.burst: 512 B is small'],
  },
)

const SCENES: Readonly<Record<string, CompareReportInput>> = {
  better: input([LESS_LOSS, MORE_RATE, UNTOLD, ...SAME]),
  'better-but-hardly': input([LESS_LOSS, HARDLY, ...SAME]),
  worse: input([LATER, ...SAME]),
  depends,
  'depends-without-objectives': input([LATER, LESS_LOSS]),
  'not-told': input([UNTOLD, ...SAME, NEVER]),
  same: input(SAME),
  other: input([
    {
      ...apart(
        { connection: 'paris-1', direction: 'toCloud', metric: 'utilisation' },
        0.254,
        0.131,
        0.01,
        'other',
      ),
    },
    ...SAME,
  ]),
  nothing: input([], {
    onlyIn: {
      a: Array.from({ length: 9 }, (_, i) => ({ interlink: `l${i}`, direction: 'toCloud' })),
      b: [{ interlink: 'x', direction: 'toCustomer' }],
    },
  }),
}

describe('the summary of compare', () => {
  it('promises nothing of what only one side has', () => {
    const onlyIn = { a: [], b: [{ interlink: 'x', direction: 'toCloud' as const }] }
    expect(renderCompare(input([LESS_LOSS], { onlyIn }), WIDE).replaceAll(/\s+/g, ' ')).toMatch(
      /^✓ B is better: .* less, and nothing that both have gets worse\. /,
    )
  })

  it.each(Object.keys(SCENES))('reads as drawn: %s', name => {
    const text = renderCompare(SCENES[name]!, WIDE)
    expectGolden(`compare-${name}`, text)
    expect(text).not.toMatch(/NaN|undefined|null/)
    for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(100)
  })

  it.each([80, 59, 40])('fits %i columns', width => {
    const text = renderCompare(depends, { ...WIDE, width })
    expectGolden(`compare-depends-${width}`, text)
    for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(width)
  })

  it('is plain ASCII where the terminal is not UTF-8', () => {
    const text = renderCompare(depends, { ...WIDE, unicode: false })
    expect(text).toMatch(/^[\n -~]*$/)
    expect(text).not.toContain('?')
    expectGolden('compare-depends-ascii', text)
  })

  it('colours symbols and leaves numbers alone', () => {
    expectGolden('compare-depends-colour', renderCompare(depends, { ...WIDE, colour: true }))
  })

  it('has a bounded number of rows, the most important of all, and says what chance may do', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      apart(flow(`l${i}`, 'loss'), 0.5, 0.5 - (i + 1) / 1000, 1e-4, 'better'),
    )
    const text = renderCompare(input(many), WIDE)
    const rows = text.match(/^ ✓ l\d+ /gm)!
    expect(rows).toHaveLength(16)
    expect(rows[0]).toBe(' ✓ l39 ')
    expect(text).toContain('   24 more: surely changed, each less than these\n')
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      'each interval holds with 95 %: of 40 figures that move, about 2 may seem to differ by chance',
    )
    expect(renderCompare(input(many.slice(0, 19)), WIDE)).not.toContain('by chance')
  })

  it('names first what decides an objective', () => {
    const more = apart(flow('web', 'throughput'), 1e9, 1.2e9, 1e6, 'better')
    const objectives = [
      {
        ...flow('data', 'loss'),
        a: outcome(0.0132, 0.0133, 1e-5),
        b: outcome(0.0132, 0.013, 1e-5),
      },
    ]
    const less = apart(flow('data', 'loss'), 0.0133, 0.013, 1e-5, 'better')
    const headline = (of: CompareReportInput): string => renderCompare(of, WIDE).split(':')[1]!
    expect(headline(input([less, more]))).toMatch(/^ web to cloud delivers 200 Mbps more/)
    expect(headline(input([less, more], { objectives }))).toMatch(/^ data to cloud loses 0\.03 % /)
  })

  it.each([
    ['delay.p50', 'half of the frames of l to cloud arrive 1 ms later'],
    ['delay.max', 'the very slowest frames of l to cloud arrive 1 ms later'],
    ['shaperWait.mean', 'frames of l to cloud wait 1 ms more in the shaper on average'],
    ['portWait.p99', 'the slowest frames of l to cloud wait 1 ms more for the port'],
  ] as const)('says %s without its name', (metric, words) => {
    const text = renderCompare(input([apart(flow('l', metric), 1e-3, 2e-3, 1e-4, 'worse')]), WIDE)
    expect(text.replaceAll(/\s+/g, ' ')).toContain(
      `✗ B is worse: ${words}, and nothing gets better.`,
    )
  })

  it('speaks of availability, use and queues', () => {
    const headline = (difference: Difference): string =>
      renderCompare(input([difference]), WIDE).split('\n')[0]!
    const port = { connection: 'c', direction: 'toCloud' } as const
    expect(headline(apart(flow('l', 'availability'), 0.9, 0.95, 0.01, 'better'))).toBe(
      '✓ B is better: l to cloud is available 5 % more of the time, and nothing gets worse.',
    )
    expect(headline(apart(flow('l', 'utilisation'), 0.9, 0.8, 0.01, 'other'))).toContain(
      'in B l to cloud uses 10 % of its bandwidth less',
    )
    expect(headline(apart({ ...port, metric: 'utilisation' }, 0.9, 0.8, 0.01, 'other'))).toContain(
      'in B the port of c to cloud is busy 10 % less of the time',
    )
    expect(headline(apart({ ...port, metric: 'queue.max' }, 4e6, 1e6, 1e4, 'better'))).toContain(
      'up to 3 MB less wait for the port of c to cloud',
    )
  })

  it('shows control characters of names spelled out', () => {
    const given = { ...depends, files: { a: 'a\u001b[31m.yaml', b: 'b.yaml' } }
    expect(renderCompare(given, WIDE)).toContain(String.raw`a\x1b[31m.yaml`)
    expect(renderCompare(given, WIDE)).not.toContain('\u001b')
  })
})

describe('quiet', () => {
  it('is one line for each figure that is surely worse, the most important first', () => {
    expect(renderQuietCompare(depends.document)).toBe(
      'worse data toCloud delay.p99 0.0031 by 0.002697 to 0.003497\n' +
        'worse data toCloud delay.mean 0.000002103 by 1e-9 to 3e-9\n',
    )
    expect(renderQuietCompare(SCENES['better']!.document)).toBe('')
  })
})
