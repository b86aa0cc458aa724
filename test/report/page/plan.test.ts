import { expect, it } from 'vitest'
import { planOption } from '../../../src/report/charts/plan.ts'
import { planPageOf } from '../../../src/report/page/studies/plan.ts'
import { planCharts } from '../../../src/report/plan/charts.ts'
import { NASTY, judged, planDocument } from './documents.ts'
import { type Drawn, PEN, bodyOf, pageOfText, rowWith, titleOf } from './told.ts'

it('says first what is needed, and what that means for whoever buys', () => {
  const page = planPageOf(planDocument(), '0.0.0')
  expect(titleOf(page)).toMatch(
    /^✓ small: data needs 600 Mbps instead of 500 Mbps; paris-1 keeps 8\.9 of 10 Gbps|8\.4 Gbps/u,
  )
  expect(bodyOf(page)).toMatch(
    /For the decision:<\/b>\s*Order 600 Mbps for data\. Bandwidth is fixed at creation/u,
  )
  expect(bodyOf(page)).toMatch(
    /interlink-sim plan small\.yaml --find bandwidth --interlink data --step 50Mbps --replications 20 --confidence 95% --seed 1/u,
  )
})

it('is readable without a script: every value with every objective', () => {
  const page = planPageOf(planDocument(), '0.0.0')
  expect(rowWith(page, 'the answer')).toEqual([
    expect.stringMatching(/^600\sMbps$/u),
    '✓ met',
    expect.stringMatching(/^✓ 0\.04\s%.*at most 0\.06\s%/u),
    expect.stringMatching(/^✓ 4\sµs$/u),
    '20',
    'the answer',
  ])
  expect(rowWith(page, 'one step less')[1]).toBe('✗ missed')
})

it('draws what decides first, with intervals, the limit and what it forbids', () => {
  const [loss, delay, ...others] = planCharts(planDocument())
  expect([loss!.name, delay!.name, others]).toEqual([
    'loss of data to cloud',
    'delay p99 of web to customer'.replace('customer', 'cloud'),
    [],
  ])
  const option = planOption(loss!, false, PEN) as unknown as Drawn
  const [points, bars, answer] = option.series
  expect(points!.data).toHaveLength(4)
  expect(bars!.data).toHaveLength(3 * 3)
  // Two decimals, which echarts rounds to, would make nothing of it.
  expect(points!.markLine).toMatchObject({ precision: 20, data: [{ yAxis: 0.001 }] })
  expect(points!.markArea!.data[0]![0]!.yAxis).toBe(0.001)
  expect(answer!.data[0]).toEqual([600e6, option.yAxis.min])
  expect(option.tooltip.formatter({ dataIndex: 2 }).split('\n')).toEqual([
    'bandwidth 600 Mbps',
    'loss of data to cloud: 0.04 %',
    'interval: 0.02 % … 0.06 %',
    'limit, below: 0.1 %',
    'seeds: 20',
    'verdict: ✓ met',
    'this is: the answer',
  ])
})

it('keeps the step below apart from the answer, however far other values are', () => {
  const { candidates } = planDocument()
  const far = { ...candidates[3]!, value: 9e9 }
  const near = { ...candidates[0]!, value: 50e6 }
  const document = planDocument({ step: 25e6, candidates: [near, ...candidates, far] })
  const [chart] = planCharts(document)
  expect(chart!.near).toEqual([500e6, 900e6])
  const { xAxis } = planOption(chart!, true, PEN) as unknown as Drawn
  expect(50e6 / (xAxis.max - xAxis.min)).toBeGreaterThan(0.08)
  expect((planOption(chart!, false, PEN) as unknown as Drawn).xAxis.max).toBeGreaterThan(9e9)
})

it('tells why nothing is enough', () => {
  const missed = judged({ value: 0.03, low: 0.02, high: 0.04, met: false })
  const [candidate] = planDocument().candidates
  const document = planDocument({
    answer: null,
    below: null,
    failure: { kind: 'unmet', objectives: [missed] },
    objectives: [missed],
    candidates: [{ ...candidate!, objectives: [missed] }],
  })
  const page = planPageOf(document, '0.0.0')
  expect(titleOf(page)).toMatch(/^✗ small: No bandwidth of data is enough, up to 9\sGbps/u)
  expect(bodyOf(page)).toContain('Nothing that data can have meets what is asked')
  expect(planCharts(document)[0]!.points).toHaveLength(1)
})

it('draws no frame where nothing was measured, and none where nothing is asked', () => {
  const unmeasured = judged({ value: null, low: null, high: null })
  const candidates = planDocument().candidates.map(each => ({ ...each, objectives: [unmeasured] }))
  const [chart] = planCharts(planDocument({ candidates, objectives: [unmeasured], below: null }))
  expect(planOption(chart!, false, PEN)).toBeNull()
  const none = planDocument().candidates.map(each => ({ ...each, objectives: [] }))
  const page = planPageOf(planDocument({ candidates: none, objectives: [], below: null }), '0.0.0')
  expect(bodyOf(page).includes('id="chart-0"')).toBe(false)
})

it('takes names as text, whatever they are', () => {
  const document = planDocument({
    scenario: { name: NASTY, sha256: NASTY, text: NASTY },
    interlink: NASTY,
    connection: NASTY,
    objectives: [judged({ interlink: NASTY })],
    inputs: [{ file: NASTY, sha256: NASTY }],
  })
  const page = planPageOf(document, '0.0.0')
  expect(page.includes('<script>alert')).toBe(false)
  expect(/<img|\u202e/u.test(bodyOf(page))).toBe(false)
})

it('is read back from its file, and what is wrong with one is said', () => {
  const document = planDocument()
  expect(pageOfText(document) === planPageOf(document, '0.0.0')).toBe(true)
  expect(pageOfText({ ...document, version: 2 })).toBe(
    'its "version" is 2; this program reads 1; plan --out DIR writes one',
  )
  for (const key of Object.keys(document).filter(each => !['format', 'version'].includes(each))) {
    // A value has an answer or a failure.
    const broken = { ...document, [key]: key === 'answer' ? null : { odd: 7 } }
    expect(pageOfText(broken).slice(0, 60)).toMatch(
      key === 'evaluations' ? /^<!doctype/u : /^its "\w+" is not as a plan has it/u,
    )
  }
})
