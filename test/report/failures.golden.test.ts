import { describe, expect, it } from 'vitest'
import { verdictWithFailures } from '../../src/report/failure-verdict.ts'
import { judgedIn } from '../../src/report/judged.ts'
import { renderQuiet } from '../../src/report/quiet.ts'
import { type SummaryInput, renderSummary } from '../../src/report/terminal/summary.ts'
import type { FlowResult, ObjectiveResult, PortResult } from '../../src/sim/result/document.ts'
import { judge } from '../../src/sim/result/objectives.ts'
import { worstCasesOf } from '../../src/study/failures/worst.ts'
import {
  type FlowChange,
  GBPS,
  WIDE,
  connection,
  flow,
  interlink,
  objective,
  port,
  summaryInput,
} from './factory.ts'
import { expectGolden } from './golden.ts'

const CONNECTIONS = ['paris-1', 'paris-2']
const IDS = ['erp-1', 'web-1', 'erp-2', 'web-2']
const BANDWIDTH = { 'erp-1': 2, 'web-1': 1, 'erp-2': 0.4, 'web-2': 1 } as const
type Id = keyof typeof BANDWIDTH

const flows = (change: Partial<Record<Id, FlowChange>>): readonly FlowResult[] =>
  (Object.keys(BANDWIDTH) as Id[]).map(id =>
    flow(id, 'toCloud', BANDWIDTH[id] * GBPS, { p99: 3.1e-6, ...change[id] }),
  )

const idle = { frames: 0, offeredRate: 0, loss: 0, peak: 0, utilisation: 0, throughput: 0 }
const ports = (busiest: number): readonly PortResult[] =>
  CONNECTIONS.flatMap(id => [port(id, 'toCustomer', 0.1), port(id, 'toCloud', busiest)])

/** Two connections with an InterLink of both VPCs each, and what comes of flows without the one or the other. */
const drawn = (
  whole: Partial<Record<Id, FlowChange>>,
  lost: readonly Partial<Record<Id, FlowChange>>[],
): SummaryInput => {
  const input = summaryInput({
    connections: CONNECTIONS.slice(0, lost.length).map(id => connection(id)),
    interlinks: IDS.map((id, i) =>
      interlink(id, BANDWIDTH[id as Id] * GBPS, {
        connection: lost.length === 1 ? 'paris-1' : CONNECTIONS[i < 2 ? 0 : 1]!,
        attachment: { kind: 'attached', vpc: id.startsWith('erp') ? 'vpc-erp' : 'vpc-web' },
      }),
    ),
    flows: flows(whole),
    ports: ports(0.2),
    objectives: [
      objective('*', 'loss', 0.001),
      objective('erp-2', 'delay.p99', 0.002),
      objective('web-1', 'delay.p99', 0.002),
      objective('web-2', 'throughput', 0.2 * GBPS, { side: 'above' }),
      objective('port paris-1', 'utilisation', 0.8),
    ],
  })
  const failures = lost.map((change, i) => ({
    connection: CONNECTIONS[i]!,
    objectives: judge(input.scenario, flows(change), ports(0.3 + i / 10)).map(
      ({ result }) => result,
    ),
  }))
  const worstCases = worstCasesOf(input.scenario, failures)
  return { ...input, document: { ...input.document, failures, worstCases } }
}

const missed = drawn({ 'erp-2': idle }, [
  {
    'erp-1': idle,
    'web-1': idle,
    'erp-2': { drops: { policed: 33_640 }, p99: 0.00212 },
    'web-2': { p99: 4e-6 },
  },
  { 'erp-2': idle, 'web-2': { throughput: 0.21 * GBPS } },
])
const held = drawn({}, [{ 'erp-2': { p99: 0.0019 } }, { 'web-1': { p99: 1e-5 } }])
const alone = drawn({}, [
  Object.fromEntries(IDS.map(id => [id, { drops: { notRouted: 100_000 }, throughput: 0 }])),
])

describe('the summary of lost connections', () => {
  it.each([100, 72, 50])('reads as drawn in %i columns', width => {
    expectGolden(`failures-missed-${width}`, renderSummary(missed, { ...WIDE, width }))
  })

  it('says that all holds, and which is closest', () => {
    expectGolden('failures-held', renderSummary(held, WIDE))
  })

  it('says what it means that there is one connection only', () => {
    expectGolden('failures-alone', renderSummary(alone, WIDE))
  })

  it('is plain ASCII where the terminal is not UTF-8', () => {
    const text = renderSummary(missed, { ...WIDE, unicode: false })
    expect(text).toMatch(/^[\n -~]*$/)
    expectGolden('failures-missed-ascii', text)
  })

  it('has a line for each miss of each failure in the quiet form', () => {
    const { scenario, document, locate } = missed
    expect(renderQuiet({ scenario, document }, locate, 'two.yaml')).toBe(
      'missed erp-2 toCloud loss 0.3364 limit 0.001 two.yaml:58:5 without paris-1\n' +
        'missed erp-2 toCloud delay.p99 0.00212 limit 0.002 two.yaml:60:5 without paris-1\n',
    )
  })
})

describe('the verdict', () => {
  const verdictOf = ({ scenario, document }: SummaryInput) => {
    const context = { scenario, document }
    const { standing, headline, cause } = verdictWithFailures(context, judgedIn(context))
    return { standing, headline: headline.replaceAll('\u00a0', ' '), cause }
  }
  const worse = {
    'erp-1': { drops: { policed: 1_000 } },
    'web-1': { drops: { policed: 2_000 } },
    'web-2': { throughput: 0.1 * GBPS },
  }
  const better = { 'web-1': { drops: { policed: 9_000 } } }

  it('names the failure that breaks most, and then the others', () => {
    expect(verdictOf(drawn({}, [better, worse]))).toMatchObject({
      standing: 'missed',
      headline:
        'Without paris-2, 3 of 8 objectives are missed; the worst: web-1 to cloud on paris-1 loses ' +
        '2 % of its frames; 0.1 % is allowed.',
      cause: expect.stringMatching(
        /^web-1 then carries the traffic of web-2 as well, on 1\sGbps\. Without paris-1, 1 of 8 objectives is missed\. With every connection up all objectives are met\.$/,
      ),
    })
  })

  it('says of an InterLink of the lost connection where its traffic is', () => {
    expect(verdictOf(drawn({}, [better, {}])).cause).toMatch(
      /^web-1 is on paris-1; its traffic takes web-2 instead\. /,
    )
    const input = drawn({}, [better, {}])
    const interlinks = input.scenario.world.interlinks.map(each =>
      each.id === 'web-2' ? { ...each, attachment: { kind: 'detached' } as const } : each,
    )
    const scenario = { ...input.scenario, world: { ...input.scenario.world, interlinks } }
    expect(verdictOf({ ...input, scenario }).cause).toMatch(
      /^web-1 is on paris-1, and vpc-web has no InterLink on another connection\. /,
    )
  })

  it('says what is undecided apart from what is missed', () => {
    const input = drawn({}, [worse, {}])
    const failures = input.document.failures!.map((failure, i) => ({
      ...failure,
      objectives: failure.objectives.map((each, k): ObjectiveResult =>
        i === 0 && k === 1 ? { ...each, met: false, undecided: true } : each,
      ),
    }))
    expect(verdictOf({ ...input, document: { ...input.document, failures } }).headline).toMatch(
      /^Without paris-1, 2 of 8 objectives are missed, 1 undecided; the worst: /,
    )
  })

  it('says all where it is all', () => {
    const all = Object.fromEntries(IDS.map(id => [id, { drops: { policed: 1_000 } }]))
    const input = drawn({}, [all, {}])
    const objectives = input.scenario.objectives.slice(0, 1)
    const failures = input.document.failures!.map(failure => ({
      ...failure,
      objectives: failure.objectives.slice(0, IDS.length),
    }))
    const scenario = { ...input.scenario, objectives }
    expect(
      verdictOf({ ...input, scenario, document: { ...input.document, failures } }),
    ).toMatchObject({
      headline:
        'Without paris-1, all 4 objectives are missed; the worst: erp-1 to cloud on paris-1 loses ' +
        '1 % of its frames; 0.1 % is allowed.',
    })
  })

  it('is that of the run itself where that misses, and goes on', () => {
    const { headline, cause } = verdictOf(drawn(better, [worse, {}]))
    expect(headline).toMatch(/^1 of 8 objectives missed: web-1 to cloud on paris-1 loses 9 % /)
    expect(cause).toMatch(/ Without paris-1, 3 of 8 objectives are missed\.$/)
  })
})
