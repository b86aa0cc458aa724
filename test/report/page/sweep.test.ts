import { expect, it } from 'vitest'
import {
  heatOption,
  indexOf,
  layoutOf,
  lineOption,
  placesOf,
} from '../../../src/report/charts/sweep.ts'
import { ndjsonRows } from '../../../src/report/files/sweep.ts'
import { pageFromText } from '../../../src/report/page/readers.ts'
import type { Outcome } from '../../../src/study/sweep/outcome.ts'
import { NASTY, played, sweepOf, varied } from './documents.ts'
import { type Drawn, PEN, bodyOf, rowWith, titleOf } from './told.ts'

const BANDWIDTHS = varied('interlinks.data.bandwidth', 'Gbps', 4)
const BURSTS = varied('interlinks.data.burst', 'MB', 3)
const refusing = (index: number): Outcome =>
  index % 4 === 0
    ? { kind: 'refused', error: 'interlinks.data.bandwidth: too much' }
    : index % 4 === 1
      ? { kind: 'failed', error: 'it broke (seed 1)' }
      : played(index % 4 === 2 ? 0 : 0.01)

it('says first how many meet everything, and how the others stand', () => {
  const { page } = sweepOf([BANDWIDTHS, BURSTS], refusing)
  expect(titleOf(page)).toBe('✓ which: 3 of 12 combinations meet every objective.')
  expect(bodyOf(page).replaceAll(/<[^>]*>/gu, '')).toContain(
    '12 combinations = 3 met + 3 missed + 3 refused + 3 failed',
  )
  expect(rowWith(page, '⊘ refused').at(-1)).toBe('interlinks.data.bandwidth: too much')
  expect(rowWith(page, '✗ missed').slice(0, 5)).toEqual([
    '3',
    '2Gbps',
    '1MB',
    '✗ missed 0 of 1',
    '1 %',
  ])
})

it('finds the place of every combination, as loops would, the last path turning fastest', () => {
  const axes = [BANDWIDTHS, BURSTS, varied('c', '', 5)] as never
  for (const index of [0, 1, 5, 17, 59]) expect(indexOf(axes, placesOf(axes, index))).toBe(index)
  expect(placesOf(axes, 17)).toEqual([1, 0, 2])
})

it('draws one path as a line in the order of its quantities, with the limit', () => {
  const { chart, page } = sweepOf(
    [{ path: 'interlinks.data.burst', values: ['10MB', '2MB', '500kB'] }],
    index => played([0, 0.01, 0.2][index]!),
  )
  const { series, tooltip, yAxis } = lineOption(chart, 'worst_loss', PEN) as unknown as Drawn
  const points = series[0]!.data as readonly { readonly value: readonly [number, number] }[]
  expect(points.map(({ value }) => value[0])).toEqual([500_000, 2_000_000, 10_000_000])
  expect(points.map(({ value }) => value[1])).toEqual([0.2, 0.01, yAxis.min])
  expect(series[0]!.markLine!.data.map(({ yAxis: at }) => at)).toEqual([0.001])
  expect(tooltip.formatter({ dataIndex: 0 })).toMatch(
    /^burst 500kB\nall objectives: ✗ missed\nobjectives met: 0 of 1\nworst loss: 20 %/u,
  )
  expect(bodyOf(page)).toContain('limit 0.1 %')
})

it('draws two paths as a heat map of every combination', () => {
  const { chart } = sweepOf([BURSTS, BANDWIDTHS], refusing)
  expect(layoutOf(chart.axes)).toEqual({ x: 1, y: 0, each: null })
  const option = heatOption(chart, { figure: null, fixed: [0, 0] }, PEN) as unknown as Drawn
  const cells = option.series[0]!.data as readonly (readonly [number, number, number])[]
  expect(cells).toHaveLength(12)
  for (const [across, down, index] of cells)
    expect(placesOf(chart.axes, index)).toEqual([down, across])
  expect(option.tooltip.formatter({ value: [0, 0, 0] })).toBe(
    'burst 1MB, bandwidth 1Gbps\nall objectives: ⊘ refused\nbecause: interlinks.data.bandwidth: too much',
  )
  expect(option.tooltip.formatter({ value: [1, 0, 1] })).toContain(
    '☓ failed\nbecause: it broke (seed 1)',
  )
})

it('marks a cell by symbol and figure where there is room, and strikes out what was not played', () => {
  const { chart } = sweepOf([BURSTS, BANDWIDTHS], refusing)
  const { series } = heatOption(chart, { figure: 'worst_loss', fixed: [0, 0] }, PEN) as unknown as {
    readonly series: readonly [
      {
        readonly renderItem: (
          _: unknown,
          drawing: object,
        ) => {
          readonly children: readonly {
            readonly type: string
            readonly style: { readonly text?: string }
          }[]
        }
      },
    ]
  }
  const cell = (index: number, width: number) =>
    series[0].renderItem(null, {
      value: (at: number) => [0, 0, index][at],
      coord: () => [0, 0],
      size: () => [width, 20],
    }).children
  const textOf = (index: number, width: number): string | undefined =>
    cell(index, width).find(({ type }) => type === 'text')?.style.text
  expect([textOf(2, 90), textOf(3, 90), textOf(3, 20), textOf(3, 5)]).toEqual([
    '✓ 0 %',
    '✗ 1 %',
    '✗',
    undefined,
  ])
  const lines = (index: number): number =>
    cell(index, 5).filter(({ type }) => type === 'line').length
  expect([lines(0), lines(1), lines(2)]).toEqual([1, 2, 0])
})

it('draws a heat map for each value of a third path, and picks those of a fourth', () => {
  const { chart, page } = sweepOf(
    [BURSTS, BANDWIDTHS, varied('c.rate', 'Gbps', 2), varied('d.rate', 'Gbps', 2)],
    () => played(0),
  )
  expect(layoutOf(chart.axes)).toEqual({ x: 1, y: 0, each: 2 })
  expect(page.match(/id="chart-\d+"/gu)).toHaveLength(2)
  expect(page.match(/<select id="[^"]*"/gu)).toEqual(['<select id="figure"', '<select id="axis-3"'])
  const at = (fixed: readonly number[]): readonly number[] =>
    (
      (heatOption(chart, { figure: null, fixed }, PEN) as unknown as Drawn).series[0]!
        .data as readonly (readonly number[])[]
    ).map(([, , index]) => index!)
  const all = [
    [0, 0, 0, 0],
    [0, 0, 0, 1],
    [0, 0, 1, 0],
    [0, 0, 1, 1],
  ].flatMap(at)
  expect(new Set(all).size).toBe(48)
})

it('draws no frame where the rules refuse everything', () => {
  const { page, chart } = sweepOf([BURSTS], () => ({ kind: 'refused', error: NASTY }), {
    firstError: NASTY,
    name: NASTY,
  })
  expect(bodyOf(page)).toContain('No combination was played, so there is nothing to draw')
  expect(bodyOf(page).includes('id="chart-0"')).toBe(false)
  expect(lineOption(chart, 'worst_loss', PEN)).toBeNull()
  expect(page.includes('<script>alert')).toBe(false)
  expect(/<img|\u202e/u.test(bodyOf(page))).toBe(false)
})

it('holds 10,000 combinations in less than 4 MB, and says which of them its table has', () => {
  const { page } = sweepOf([varied('a.rate', 'Gbps', 100), varied('b.rate', 'Gbps', 100)], refusing)
  expect(page.length).toBeLessThan(4e6)
  expect(bodyOf(page).match(/<tr>/gu)!.length).toBe(2001)
  expect(bodyOf(page)).toContain(
    '2,000 of 10,000 combinations, those that meet every objective first',
  )
})

it('is made again from sweep.json and the rows beside it, and from no others', () => {
  const { document, page } = sweepOf([BURSTS, BANDWIDTHS], refusing)
  const axes = document.vary.map(({ path, values }) => ({
    name: path,
    path: path.split('.'),
    values: values.map(value => ({ value, text: String(value) })),
  }))
  const rows = Array.from({ length: 12 }, (_, index) =>
    ndjsonRows({ axes, replications: 1 }, { index, outcome: refusing(index) }),
  ).join('')
  const from = (text: string | null) =>
    pageFromText(JSON.stringify(document), {
      file: 'sweep.json',
      beside: (_, read) =>
        text === null ? null : { value: read([[text.slice(0, 99), text.slice(99)]]) },
      version: '0.0.0',
    })
  const made = from(rows)
  expect(made.ok && made.page === page).toBe(true)
  expect(from(null)).toMatchObject({
    ok: false,
    fault: expect.stringMatching(/^sweep\.ndjson is not beside it/u),
  })
  for (const other of [
    '',
    '{',
    rows.replace('"refused"', '"played"'),
    rows.split('\n').slice(1).join('\n'),
  ]) {
    expect(from(other)).toMatchObject({
      ok: false,
      fault: expect.stringMatching(/of another sweep/u),
    })
  }
})
