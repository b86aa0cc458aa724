/** The page of a sweep: pickers, charts, and all combinations as CSV. */
import type { ChartOption, Pen } from '../../charts/pen.ts'
import {
  STANDING_WORDS,
  type StandingLetter,
  type SweepChart,
  heatOption,
  layoutOf,
  lineOption,
  placesOf,
} from '../../charts/sweep.ts'
import { show } from './charts.ts'
import { byId, save } from './dom.ts'
import { quoted } from './tables.ts'

const picked = (id: string): string | null => {
  const picker = byId(id) as HTMLSelectElement | undefined
  return picker === undefined ? null : picker.value
}

/** All combinations with their values and figures, in SI base units. */
export const sweepCsv = ({ axes, standings, figures, met, errors }: SweepChart): string => {
  const heads = [
    'combination',
    ...axes.map(({ path }) => path),
    'standing',
    'objectives_met',
    'objectives',
    ...figures.map(({ key }) => key),
    'error',
  ]
  const lines = [...standings].map((letter, index) =>
    [
      String(index),
      ...placesOf(axes, index).map((place, axis) => axes[axis]!.values[place]!),
      STANDING_WORDS[letter as StandingLetter].slice(2),
      ...(met[index] ?? ['', '']).map(String),
      ...figures.map(({ values }) => String(values[index] ?? '')),
      errors[index] ?? '',
    ]
      .map(quoted)
      .join(','),
  )
  return [heads.map(quoted).join(','), ...lines].map(line => `${line}\r\n`).join('')
}

const NOTHING = 'No combination has this figure.'

/** The page of a sweep. */
export const sweepPage = (chart: SweepChart): ((pen: Pen) => void) => {
  const { axes, figures } = chart
  const layout = layoutOf(axes)
  let last: Pen | null = null
  const drawLines = (pen: Pen): void =>
    figures.forEach(({ key }, i) => {
      const option = lineOption(chart, key, pen)
      show(`chart-${i}`, option, option === null ? NOTHING : '')
    })
  const drawMaps = (pen: Pen): void => {
    const figure = picked('figure')
    const fixed = axes.map((_, axis) => Number(picked(`axis-${axis}`) ?? 0))
    const facets: readonly number[] =
      layout.each === null ? [0] : [...axes[layout.each]!.values.keys()]
    for (const facet of facets) {
      const at = layout.each === null ? fixed : fixed.with(layout.each, facet)
      const option: ChartOption | null = heatOption(
        chart,
        { figure: figure === '' ? null : figure, fixed: at },
        pen,
      )
      show(`chart-${facet}`, option, option === null ? NOTHING : '')
    }
  }
  const draw = (pen: Pen): void => {
    last = pen
    if (layout.y === null) drawLines(pen)
    else drawMaps(pen)
  }
  document.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLSelectElement && last !== null) draw(last)
  })
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null
    const name = button?.dataset['rows']
    if (name !== undefined) save(name, sweepCsv(chart), 'text/csv')
  })
  return draw
}
