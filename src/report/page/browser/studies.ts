/** The pages of plan, compare and forecast: charts that stand in the order of the page's frames. */
import { type CompareChart, compareHeight, compareOption } from '../../charts/compare.ts'
import { type ForecastChart, forecastOption } from '../../charts/forecast.ts'
import type { ChartOption, Pen } from '../../charts/pen.ts'
import { type PlanChart, planOption } from '../../charts/plan.ts'
import { show } from './charts.ts'
import { byId } from './dom.ts'

/** Draws each chart in the frame of its number. */
const drawEach = (options: readonly (ChartOption | null)[], instead: string): void =>
  options.forEach((option, i) => show(`chart-${i}`, option, option === null ? instead : ''))

/** The page of a plan: values next to the answer, or all that were tried. */
export const planPage = (charts: readonly PlanChart[]): ((pen: Pen) => void) => {
  const picker = byId('values') as HTMLSelectElement | undefined
  let last: Pen | null = null
  const draw = (pen: Pen): void => {
    last = pen
    const isNear = picker !== undefined && picker.value === 'near'
    drawEach(
      charts.map(chart => planOption(chart, isNear, pen)),
      'Nothing arrived that could be measured.',
    )
  }
  picker?.addEventListener('change', () => {
    if (last !== null) draw(last)
  })
  return draw
}

/** The page of a comparison. */
export const comparePage = (charts: readonly CompareChart[]): ((pen: Pen) => void) => {
  charts.forEach((chart, i) => {
    const frame = byId(`chart-${i}`)
    if (frame !== undefined) frame.style.height = `${compareHeight(chart)}px`
  })
  return pen =>
    drawEach(
      charts.map(chart => compareOption(chart, pen)),
      'No seed has a figure on both sides.',
    )
}

/** The page of a forecast. */
export const forecastPage =
  (charts: readonly ForecastChart[]): ((pen: Pen) => void) =>
  pen =>
    drawEach(
      charts.map(chart => forecastOption(chart, pen)),
      'Nothing is measured in any month.',
    )
