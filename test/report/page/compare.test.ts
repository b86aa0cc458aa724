import { expect, it } from 'vitest'
import { compareOption } from '../../../src/report/charts/compare.ts'
import { compareCharts } from '../../../src/report/compare/charts.ts'
import { comparePageOf } from '../../../src/report/page/studies/compare.ts'
import { NASTY, compareDocument, difference } from './documents.ts'
import { type Drawn, PEN, bodyOf, pageOfText, rowWith, titleOf } from './told.ts'

it('says first which is better, and what follows', () => {
  const page = comparePageOf(compareDocument(), '0.0.0')
  expect(titleOf(page)).toMatch(/^✗ now and planned: It depends: in B/u)
  expect(bodyOf(page)).toContain('B gives and takes: decide which figure matters')
  expect(bodyOf(page)).toContain(
    'interlink-sim compare now.yaml planned.yaml --replications 20 --confidence 95% --seed 1',
  )
  const better = compareDocument({ differences: [difference()] })
  expect(titleOf(comparePageOf(better, '0.0.0'))).toMatch(/^✓ now and planned: B is better: /u)
  expect(bodyOf(comparePageOf(better, '0.0.0'))).toContain('Take B.')
})

it('tells every figure of both sides, and of shares the difference in points', () => {
  const page = comparePageOf(compareDocument(), '0.0.0')
  expect(rowWith(page, '✓ better')).toEqual([
    '✓ better',
    'data',
    'to cloud',
    'loss',
    '2.00 %',
    '1.00 %',
    '−1.00 points',
    'between 0.8 and 1.2 % less',
  ])
  expect(rowWith(page, '– not told')[6]).toBe('+10.0 Mbps')
})

it('draws differences in per cent of A, of B where A has nothing, around zero', () => {
  const charts = compareCharts(compareDocument())
  expect(charts.map(({ name, rows }) => [name, rows.length])).toEqual([
    ['data ▶ to cloud', 3],
    ['web ▶ to cloud', 1],
  ])
  const [data, web] = charts
  expect(web!.rows[0]).toMatchObject({ mean: 1, low: 0.5, high: 1.5, of: 'B', change: 'worse' })
  expect(data!.rows[0]).toMatchObject({ mean: -0.5, of: 'A', change: 'better' })
  const { series, xAxis, tooltip } = compareOption(data!, PEN) as unknown as Drawn
  expect([series[0]!.data.length, series[1]!.data.length]).toEqual([3, 2 * 3])
  expect(series[0]!.markLine!.data[0]!.xAxis).toBe(0)
  expect(xAxis.min).toBe(-xAxis.max)
  expect(tooltip.formatter({ dataIndex: 0 }).split('\n')).toEqual([
    'loss, data ▶ to cloud',
    'A: 2.00 %',
    'B: 1.00 %',
    'B − A: −1.00 points',
    'interval: between 0.8 and 1.2 % less',
    'of A: −50 %',
    'in B: ✓ better',
  ])
})

it('draws no chart of what is the same in every seed, and names it', () => {
  const same = difference({ interlink: 'calm', a: 0.1, b: 0.1, mean: 0, verdict: 'same' })
  const document = compareDocument({ differences: [...compareDocument().differences, same] })
  expect(compareCharts(document).map(({ name }) => name)).toEqual([
    'data ▶ to cloud',
    'web ▶ to cloud',
  ])
  expect(comparePageOf(document, '0.0.0')).toMatch(
    /The same in every figure and seed: calm ▶ to cloud\./u,
  )
  expect(comparePageOf(compareDocument({ differences: [same] }), '0.0.0')).toContain(
    'Nothing differs in any seed.',
  )
})

it('keeps a difference without bounds inside its frame', () => {
  const [chart] = compareCharts(
    compareDocument({
      differences: [
        difference({ a: 1e-9, b: 0.5, mean: 0.5, low: 0.4, high: 0.6, verdict: 'worse' }),
      ],
    }),
  )
  const { series, xAxis } = compareOption(chart!, PEN) as unknown as Drawn
  const [point] = series[0]!.data as readonly { readonly value: readonly [number, number] }[]
  expect(point!.value[0]).toBe(xAxis.max)
})

it('draws no frame where nothing is in common, or no seed has a figure on both sides', () => {
  const none = comparePageOf(
    compareDocument({
      differences: [],
      objectives: [],
      onlyIn: { a: [{ interlink: 'x', direction: 'toCloud' }], b: [] },
    }),
    '0.0.0',
  )
  expect(titleOf(none)).toMatch(/^✗ now and planned: Nothing can be compared/u)
  expect(bodyOf(none).includes('id="chart-0"')).toBe(false)
  expect(bodyOf(none)).toContain('only A has x to cloud')
  const unmet = difference({
    b: null,
    mean: null,
    low: null,
    high: null,
    pairs: 0,
    verdict: 'undecided',
  })
  const [chart] = compareCharts(compareDocument({ differences: [unmet] }))
  expect(compareOption(chart!, PEN)).toBeNull()
})

it('takes names as text, whatever they are', () => {
  const { a } = compareDocument()
  const hostile = { ...a, scenario: { name: NASTY, sha256: NASTY, text: NASTY } }
  const document = compareDocument({
    a: hostile,
    b: hostile,
    differences: [difference({ interlink: NASTY })],
  })
  const page = comparePageOf(document, '0.0.0')
  expect(page.includes('<script>alert')).toBe(false)
  expect(/<img|\u202e/u.test(bodyOf(page))).toBe(false)
  expect(titleOf(page).length).toBeLessThan(500)
})

it('is read back from its file, and what is wrong with one is said', () => {
  const document = compareDocument()
  expect(pageOfText(document) === comparePageOf(document, '0.0.0')).toBe(true)
  for (const key of Object.keys(document).filter(each => !['format', 'version'].includes(each))) {
    expect(pageOfText({ ...document, [key]: { odd: 7 } }).slice(0, 60)).toMatch(
      /^its "\w+" is not as a comparison has it/u,
    )
  }
})
