import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  FLOW_METRICS,
  type FlowMetric,
  type Objective,
  PORT_METRICS,
} from '../../src/model/objective.ts'
import type { ObjectiveResult } from '../../src/sim/result/document.ts'
import { attributed, judge } from '../../src/sim/result/objectives.ts'
import { bytes, ps } from '../../src/units.ts'
import { cbr, poisson } from './support/sources.ts'
import { connection, flowOf, interlink, scenario, simulate } from './support/worlds.ts'

const about = (
  metric: FlowMetric,
  limit: number,
  over: Partial<Objective> & { id?: string } = {},
): Objective => ({
  subject: { kind: 'interlink', interlink: over.id ?? 'l', metric },
  direction: over.direction ?? null,
  side: over.side ?? 'below',
  limit,
})

const judged = async (
  objectives: readonly Objective[],
  over: Partial<Parameters<typeof scenario>[0]> = {},
): Promise<readonly ObjectiveResult[]> => {
  const traffic = [poisson(0.9e9, 1000), poisson(0.3e9, 500, { direction: 'toCloud' })]
  return (await simulate(scenario({ traffic, duration: 1e10, objectives, ...over }))).objectives
}

test('every metric of a flow is the figure of that name in the result', async () => {
  const it = scenario({
    traffic: [poisson(1.2e9, 1000), poisson(0.3e9, 500, { direction: 'toCloud' })],
    interlinks: [interlink({ queue: bytes(5000) })],
    duration: 1e10,
    objectives: FLOW_METRICS.map(metric => about(metric, 1e99, { direction: 'toCustomer' })),
  })
  const result = await simulate(it)
  const flow = flowOf(result)
  expect(flow.loss).toBeGreaterThan(0)
  for (const { metric, value } of result.objectives) {
    const [first, second] = metric.split('.') as [keyof typeof flow, string | undefined]
    const expected =
      metric === 'availability'
        ? 1
        : second === undefined
          ? flow[first]
          : (flow[first] as unknown as Record<string, number>)[second]
    expect(value, metric).toBe(expected)
  }
  expect(result.objectives.map(({ metric }) => metric)).toEqual([...FLOW_METRICS])
})

test('every metric of a port is the figure of that name in the result', async () => {
  const result = await simulate(
    scenario({
      traffic: [poisson(0.95e9, 1000), poisson(0.95e9, 1000, { interlink: 'm' })],
      interlinks: [interlink(), interlink({ id: 'm' })],
      duration: 1e10,
      objectives: PORT_METRICS.map(metric => ({
        subject: { kind: 'connection', connection: 'c', metric },
        direction: null,
        side: 'above',
        limit: 0,
      })),
    }),
  )
  const port = result.ports[0]!
  expect(result.objectives.map(({ value, met }) => [value, met])).toEqual([
    [port.utilisation, true],
    [port.queue.max, true],
  ])
})

test('a figure at the limit is on neither side of it', async () => {
  const still = { traffic: [cbr(0.1e9, 1000)] }
  const results = await judged(
    [
      about('shaperWait.max', 0),
      about('shaperWait.max', 0, { side: 'above' }),
      about('shaperWait.max', 1e-12),
    ],
    still,
  )
  expect(results.map(({ value, met }) => [value, met])).toEqual([
    [0, false],
    [0, false],
    [0, true],
  ])
})

test('without a direction both that carry traffic are judged, with one only that', async () => {
  const results = await judged([
    about('loss', 0.1),
    about('loss', 0.1, { direction: 'toCloud' }),
    about('loss', 0.1, { id: '*' }),
  ])
  expect(results.map(({ direction }) => direction)).toEqual([
    'toCustomer',
    'toCloud',
    'toCloud',
    'toCustomer',
    'toCloud',
  ])
})

test('"*" means every flow, in the order of the file', async () => {
  const results = await judged([about('loss', 0.1, { id: '*' })], {
    interlinks: [interlink({ id: 'b' }), interlink({ id: 'a' })],
    traffic: [cbr(1e8, 64, { interlink: 'a' }), cbr(1e8, 64, { interlink: 'b' })],
  })
  expect(results.map(result => 'interlink' in result && result.interlink)).toEqual(['b', 'a'])
})

test('a figure of no frames misses where frames were offered, and is met where none were', async () => {
  const lost = await judged(
    [about('delay.p99', 1), about('loss', 0.1), about('availability', 0.9, { side: 'above' })],
    {
      interlinks: [interlink({ attachment: { kind: 'detached' } })],
      traffic: [cbr(1e8, 64)],
    },
  )
  expect(lost.map(({ value, met }) => [value, met])).toEqual([
    [null, false],
    [1, false],
    [0, false],
  ])
  const silent = await judged([about('delay.p99', 1), about('loss', 0.1)], {
    traffic: [cbr(1e8, 64, { start: ps(1e15) })],
  })
  expect(silent.map(({ value, met }) => [value, met])).toEqual([
    [null, true],
    [0, true],
  ])
})

test('an objective on what carries nothing has no entry', async () => {
  const results = await judged([about('loss', 0.1, { id: 'idle' })], {
    connections: [connection()],
    interlinks: [interlink(), interlink({ id: 'idle' })],
  })
  expect(results).toEqual([])
})

test('results that stand alone are found the objective that each was judged by', async () => {
  const port = (direction: Objective['direction']): Objective => ({
    subject: { kind: 'connection', connection: 'c', metric: 'utilisation' },
    direction,
    side: 'below',
    limit: 0.5,
  })
  const choices: readonly Objective[] = [
    about('loss', 0.5, { id: '*' }),
    about('loss', 0.5, { id: 'm' }),
    about('loss', 0.5),
    about('loss', 0.5, { direction: 'toCloud' }),
    about('loss', 0.5, { side: 'above' }),
    about('loss', 0.25, { id: '*' }),
    about('throughput', 0.5, { id: '*', direction: 'toCustomer' }),
    port(null),
    port('toCloud'),
  ]
  const traffic = [
    poisson(0.5e9, 1000),
    poisson(0.3e9, 500, { direction: 'toCloud' }),
    poisson(0.2e9, 500, { interlink: 'm', direction: 'toCloud' }),
  ]
  const interlinks = [interlink(), interlink({ id: 'm' })]
  const made = (objectives: readonly Objective[]) =>
    scenario({ traffic, interlinks, duration: 1e9, objectives })
  const { flows, ports } = await simulate(made([]))
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...choices), { maxLength: 8 }), objectives => {
      const it = made(objectives)
      const judgements = judge(it, flows, ports)
      expect(
        attributed(
          it,
          judgements.map(({ result }) => result),
        ),
      ).toEqual(judgements)
    }),
  )
})
