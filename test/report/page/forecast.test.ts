import { expect, it } from 'vitest'
import { forecastOption } from '../../../src/report/charts/forecast.ts'
import { forecastCharts } from '../../../src/report/forecast/charts.ts'
import { forecastPageOf } from '../../../src/report/page/studies/forecast.ts'
import { daysTo } from '../../../src/study/forecast/course.ts'
import { NASTY, forecastDocument, judged } from './documents.ts'
import { type Drawn, PEN, bodyOf, pageOfText, rowWith, titleOf } from './told.ts'

const DAY = 86_400_000

it('says first what fails when, and by when to order', () => {
  const page = forecastPageOf(forecastDocument(), '0.0.0')
  expect(titleOf(page)).toBe(
    '✗ small: data fails first: from 15 Mar 2027 on it loses more than 0.1 % to cloud.',
  )
  expect(bodyOf(page)).toContain('order by 20 Feb 2027')
  expect(bodyOf(page)).toContain(
    'interlink-sim forecast small.yaml --growth 40%/y --horizon 730d --from 2026-01-01 --seed 1',
  )
})

it('tells every date, what fails first before the rest', () => {
  const page = forecastPageOf(forecastDocument(), '0.0.0')
  expect(rowWith(page, '✗ fails')).toEqual([
    '✗ fails',
    'data',
    'to cloud',
    'loss',
    '0.1 %',
    '15 Mar 2027',
    '1 Dec 2026',
    '1 Jul 2027',
    '20 Feb 2027',
  ])
  expect(rowWith(page, '✓ holds').slice(0, 6)).toEqual([
    '✓ holds',
    'port of paris-1',
    'to cloud',
    'busiest',
    '1 Gbps',
    '–',
  ])
  expect(bodyOf(page).indexOf('✗ fails')).toBeLessThan(bodyOf(page).indexOf('✓ holds'))
})

it('draws the course, its limit, the day on which it fails and the day to order', () => {
  const [loss, port] = forecastCharts(forecastDocument())
  expect([loss!.name, port!.name]).toEqual([
    'data ▶ to cloud, loss',
    'port of paris-1 ▶ to cloud, busiest',
  ])
  const option = forecastOption(loss!, PEN) as unknown as Drawn
  expect(option.yAxis.type).toBe('log')
  expect(option.series[0]!.markLine!.data[0]!.yAxis).toBe(0.001)
  const dates = option.series.at(-1)!
  expect(dates.markLine!.data.map(({ xAxis, label }) => [xAxis, label!.formatter])).toEqual([
    [Date.UTC(2027, 2, 15), '✗ fails on 15\u00a0Mar\u00a02027'],
    [Date.UTC(2027, 1, 20), 'order by 20\u00a0Feb\u00a02027'],
  ])
  expect(dates.markArea!.data[0]!.map(({ xAxis }) => xAxis)).toEqual([
    Date.UTC(2026, 11, 1),
    Date.UTC(2027, 6, 1),
  ])
})

it('knows weeks that are busy or calm as those of a later or an earlier day', () => {
  const [, port] = forecastCharts(forecastDocument())
  const { days, values, busy, calm } = port!
  const shift = daysTo(0.4, 1.1)
  const share = (at: number): number => 0.3 * 1.4 ** ((at - days[0]!.at) / DAY / 365.25)
  expect(busy[3]! / share(days[3]!.at + shift * DAY)).toBeCloseTo(1, 2)
  expect(busy.at(-1)).toBeNull()
  expect(calm[0]).toBeNull()
  expect(calm[12]!).toBeLessThan(values[12]!)
})

it('tells of no busy weeks where nothing is known of them, or nothing grows', () => {
  for (const given of [{ trend: null }, { growth: 0 }]) {
    const [chart] = forecastCharts(forecastDocument(given))
    expect([chart!.busy, chart!.calm]).toEqual([[], []])
  }
})

it('says that all holds, and draws no date', () => {
  const { objectives } = forecastDocument()
  const holding = objectives.map(each => ({
    ...each,
    failsOn: null,
    earliest: null,
    latest: null,
    orderBy: null,
  }))
  const page = forecastPageOf(forecastDocument({ objectives: holding }), '0.0.0')
  expect(titleOf(page)).toMatch(/^✓ small: The only objective holds/u)
  expect(bodyOf(page)).toContain('Nothing has to be ordered inside the horizon.')
  const empty = forecastPageOf(forecastDocument({ objectives: [], allocations: [] }), '0.0.0')
  expect(bodyOf(empty).includes('id="chart-0"')).toBe(false)
  const silent = judged({ value: null, low: null, high: null })
  const [chart] = forecastCharts(
    forecastDocument({
      objectives: [{ ...holding[0]!, ...silent, course: holding[0]!.course.map(() => null) }],
    }),
  )
  expect(forecastOption(chart!, PEN)).toBeNull()
})

it('takes names as text, whatever they are', () => {
  const { objectives, history } = forecastDocument()
  const document = forecastDocument({
    scenario: { name: NASTY, sha256: NASTY, text: NASTY },
    objectives: objectives.map(each => ({ ...each, interlink: NASTY })),
    history: history.map(each => ({ ...each, file: NASTY, column: NASTY, from: NASTY })),
  })
  const page = forecastPageOf(document, '0.0.0')
  expect(page.includes('<script>alert')).toBe(false)
  expect(/<img|\u202e/u.test(bodyOf(page))).toBe(false)
})

it('repeats a growth that no short number says', () => {
  const growth = 1.02 ** 52.17 - 1
  const page = bodyOf(forecastPageOf(forecastDocument({ growth }), '0.0.0'))
  const [, percent] = /--growth ([\d.]+)%\/y/u.exec(page)!
  expect(Number(percent) / 100).toBe(growth)
})

it('is read back from its file, and what is wrong with one is said', () => {
  const document = forecastDocument()
  expect(pageOfText(document) === forecastPageOf(document, '0.0.0')).toBe(true)
  for (const key of Object.keys(document).filter(
    each => !['format', 'version', 'evaluations'].includes(each),
  )) {
    expect(pageOfText({ ...document, [key]: { odd: 7 } }).slice(0, 60)).toMatch(
      /^its "\w+" is not as a forecast has it/u,
    )
  }
})
