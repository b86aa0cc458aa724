/** The figures of plans, comparisons, forecasts and sweeps: each chart of their pages. */
import type { CompareDocument } from '../../study/compare/document.ts'
import type { ForecastDocument } from '../../study/forecast/document.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import type { SweepDocument } from '../../study/sweep/document.ts'
import { compareHeight, compareOption } from '../charts/compare.ts'
import { told } from '../charts/figures.ts'
import { type ForecastChart, forecastOption } from '../charts/forecast.ts'
import type { ChartOption } from '../charts/pen.ts'
import { planOption } from '../charts/plan.ts'
import { type SweepChart, heatOption, layoutOf, lineOption } from '../charts/sweep.ts'
import { compareCharts } from '../compare/charts.ts'
import { forecastCharts } from '../forecast/charts.ts'
import { planCharts } from '../plan/charts.ts'
import { nounOf, subjectIn } from '../plan/words.ts'
import { exact } from '../terminal/figures.ts'
import type { Figure, Omitted } from './figure.ts'
import { slug } from './names.ts'
import { PEN } from './paper.ts'

/** Width and usual height of a figure, pixels of 1/96 inch. */
const WIDTH = 1000
const HEIGHT = 420

type Said = Pick<Figure, 'name' | 'title' | 'subtitle'>

/** A chart as a figure; where there is nothing to draw, why. */
const figureOf = (
  { name, title, subtitle }: Said,
  option: ChartOption | null,
  why: string,
  height = HEIGHT,
): Figure | Omitted =>
  option === null
    ? { what: name, why }
    : {
        name,
        title,
        subtitle,
        legend: [],
        drawing: { kind: 'chart', option },
        width: WIDTH,
        height,
      }

/** The figures of a plan: one for each objective. */
export const planFigures = (document: PlanDocument): readonly (Figure | Omitted)[] =>
  planCharts(document).map(chart => {
    const said = {
      name: `plan-${slug(chart.name)}`,
      title: `${chart.name}, by ${nounOf(document)} of ${subjectIn(document)}`,
      subtitle:
        `✓ met, ✗ missed, ◇ undecided; bars: ${exact(document.confidence, 'share')} intervals; shaded: what the ` +
        'limit forbids; dotted: the answer.',
    }
    return figureOf(said, planOption(chart, chart.near !== null, PEN), 'nothing was measured')
  })

/** The figures of a comparison: one for each flow and port that differs. */
export const compareFigures = (document: CompareDocument): readonly (Figure | Omitted)[] => {
  const charts = compareCharts(document)
  if (charts.length === 0) return [{ what: 'differences', why: 'nothing differs in any seed' }]
  const { a, b, confidence } = document
  return charts.map(chart => {
    const said = {
      name: `differences-${slug(chart.name)}`,
      title: `${chart.name}: what differs`,
      subtitle:
        `B (${b.scenario.name}) beside A (${a.scenario.name}), in per cent of A (of B where A has nothing), ` +
        `with ${exact(confidence, 'share')} intervals. ✓ better, ✗ worse, ◇ not told.`,
    }
    return figureOf(said, compareOption(chart, PEN), 'no seed has it', compareHeight(chart))
  })
}

const standingOf = ({ failsOn, earliest, orderBy }: ForecastChart): string => {
  if (failsOn === null) {
    return earliest === null
      ? '✓ It holds to the horizon.'
      : `! A busy week fails from ${earliest.text} on.`
  }
  return `✗ It fails on ${failsOn.text}.${orderBy === null ? '' : ` Order by ${orderBy.text}.`}`
}

/** The figures of a forecast: one for each objective, bandwidth and port. */
export const forecastFigures = (document: ForecastDocument): readonly (Figure | Omitted)[] =>
  forecastCharts(document).map(chart => {
    const said = {
      name: `forecast-${slug(chart.name)}`,
      title: `${chart.name}, as demand grows`,
      subtitle:
        `${standingOf(chart)} Dashed: a week as busy, dotted: as calm as 95 of 100 are; shaded: what the limit ` +
        'forbids.',
    }
    return figureOf(said, forecastOption(chart, PEN), 'nothing is measured in any month')
  })

const NO_COMBINATION = 'no combination has it'

/** Over the only path that is varied: one for each figure. */
const lineFigures = (chart: SweepChart): readonly (Figure | Omitted)[] =>
  chart.figures.map(({ key, name, limits, measure }) => {
    const limit = limits.map(each => (measure === null ? '' : told(each, measure))).join(', ')
    const said = {
      name: `sweep-${slug(key)}`,
      title: `${name}, by ${chart.axes[0]!.name}`,
      subtitle:
        'The worst of all flows at each value. ✓ all objectives met, ✗ one or more missed, ◇ undecided, ' +
        `● not judged.${limit === '' ? '' : ` Dashed: ${limit}.`}`,
    }
    return figureOf(said, lineOption(chart, key, PEN), NO_COMBINATION)
  })

/** Two paths across and down: how objectives stand, and each figure; again for each value of a third. */
const heatFigures = (chart: SweepChart): readonly (Figure | Omitted)[] => {
  const { axes, figures } = chart
  const { x, y, each } = layoutOf(axes)
  const shown = [{ key: null, name: 'objectives met' }, ...figures]
  const places = each === null ? [0] : [...axes[each]!.values.keys()]
  return places.flatMap(place => {
    const fixed = axes.map((_, axis) => (axis === each ? place : 0))
    const held = axes.flatMap(({ name, values }, axis) =>
      axis === x || axis === y ? [] : [`${name} ${values[fixed[axis]!]!}`],
    )
    return shown.map(({ key, name }) => {
      const said = {
        name: `sweep-${slug(key ?? 'objectives')}${each === null ? '' : `-${place + 1}`}`,
        title: `${name}, by ${axes[x]!.name} and ${axes[y!]!.name}`,
        subtitle:
          `${held.length === 0 ? '' : `${held.join(', ')}. `}✓ met, ✗ missed, ! undecided, – not judged; one ` +
          'stroke through a cell: refused by the rules, two: a run failed.',
      }
      return figureOf(said, heatOption(chart, { figure: key, fixed }, PEN), NO_COMBINATION, 480)
    })
  })
}

/** The figures of a sweep. */
export const sweepFigures = (
  { combinations }: SweepDocument,
  chart: SweepChart,
): readonly (Figure | Omitted)[] => {
  if (combinations.count === combinations.refused + combinations.failed) {
    return [{ what: 'sweep', why: 'no combination was played' }]
  }
  return layoutOf(chart.axes).y === null ? lineFigures(chart) : heatFigures(chart)
}
