/** Summaries of plans, drawn. */
import { describe, expect, it } from 'vitest'
import { type PlanSummaryInput, renderPlan } from '../../src/report/terminal/plan/summary.ts'
import { displayWidth } from '../../src/report/terminal/text.ts'
import type { PlanOptions } from '../../src/index.ts'
import { plan } from '../../src/index.ts'
import { loadedOf } from '../study/plan/support/planned.ts'
import { WIDE } from './factory.ts'
import { expectGolden } from './golden.ts'

const busy = {
  traffic: [
    'interlink: a, direction: toCustomer, source: { kind: poisson, rate: 450Mbps, frame: 1000B }',
  ],
  interlink: 'bandwidth: 200Mbps, burst: 4kB, queue: 8kB',
  objectives: ['interlink: a, metric: loss, below: 0.5%'],
  duration: '5ms',
}

const drawn = async (
  parts: Parameters<typeof loadedOf>[0],
  options: PlanOptions,
  warnings: readonly string[] = [],
): Promise<PlanSummaryInput> => {
  const loaded = loadedOf(parts)
  const document = await plan(loaded, { replications: 5, threads: 1, ...options })
  const { find } = options
  const words = [
    '--find',
    find,
    ...(find === 'portSpeed' ? ['--connection', 'port'] : ['--interlink', 'a']),
  ]
  return {
    scenario: loaded.scenario,
    document,
    locate: loaded.locate,
    file: 'planned.yaml',
    options: [...words, '--replications', '5'],
    version: '0.1.0',
    warnings,
  }
}

const SCENES: Readonly<Record<string, () => Promise<PlanSummaryInput>>> = {
  'more-bandwidth': () => drawn(busy, { find: 'bandwidth', interlink: 'a' }),
  'less-bandwidth': () =>
    drawn({ ...busy, interlink: 'bandwidth: 950Mbps' }, { find: 'bandwidth', interlink: 'a' }),
  'full-port': () =>
    drawn(
      { ...busy, others: 'b: { connection: port, vpc: prod, bandwidth: 450Mbps }' },
      { find: 'bandwidth', interlink: 'a' },
      ['planned.yaml:3:1: something: is odd; look at it'],
    ),
  'as-it-is': () =>
    drawn(
      {
        ...busy,
        connection: 'availableBandwidths: [200Mbps, 600Mbps]',
        interlink: 'bandwidth: 600Mbps',
      },
      { find: 'bandwidth', interlink: 'a' },
    ),
  queue: () =>
    drawn(
      { ...busy, interlink: 'bandwidth: 500Mbps, burst: 4kB, queue: 1kB' },
      { find: 'queue', interlink: 'a' },
    ),
  'port-speed': () =>
    drawn(
      {
        ...busy,
        interlink: 'bandwidth: 900Mbps',
        objectives: ['connection: port, metric: utilisation, below: 30%'],
      },
      { find: 'portSpeed', connection: 'port' },
    ),
  'least-there-is': () =>
    drawn({ ...busy, interlink: 'bandwidth: 900Mbps' }, { find: 'burst', interlink: 'a' }),
  excluded: () =>
    drawn(
      {
        ...busy,
        interlink: 'bandwidth: 460Mbps, burst: 4kB, queue: 8kB',
        objectives: [
          'interlink: a, metric: loss, below: 0.1%',
          'interlink: a, metric: delay.p99, below: 100us',
        ],
      },
      { find: 'queue', interlink: 'a' },
    ),
  'nothing-is-enough': () =>
    drawn(
      { ...busy, objectives: ['interlink: a, metric: delay.p99, below: 1us'] },
      { find: 'bandwidth', interlink: 'a' },
    ),
  'too-few-seeds': () =>
    drawn(
      {
        ...busy,
        interlink: 'bandwidth: 900Mbps',
        traffic: [
          'interlink: a, direction: toCustomer, source: { kind: onoff, peak: 3Gbps, on: 300us, off: 1ms, frame: 1000B }',
        ],
        objectives: ['interlink: a, metric: throughput, above: 600Mbps'],
      },
      { find: 'queue', interlink: 'a' },
    ),
}

describe('the summary of a plan', () => {
  it.each(Object.entries(SCENES))('draws %s', async (name, scene) => {
    const input = await scene()
    expectGolden(`plan-${name}`, renderPlan(input, WIDE))
    const narrow = { ...WIDE, width: 50, unicode: false }
    const text = renderPlan(input, narrow)
    expectGolden(`plan-${name}-narrow`, text)
    for (const line of text.split('\n')) {
      const longest = Math.max(...line.split(' ').map(displayWidth))
      expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(50, longest + 10))
    }
  })
})
