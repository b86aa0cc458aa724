/** The page of a run: its charts, and one InterLink looked at alone. */
import type { ChartData, ChartFlow } from '../../charts/data.ts'
import { burstOption, burstsOf, letThrough } from '../../charts/burst.ts'
import { chartOf, show } from './charts.ts'
import { dragAcross } from './drag.ts'
import { byId, fill, made, save } from './dom.ts'
import { percent, told, whole } from '../../charts/figures.ts'
import { cdfOption } from '../../charts/cdf.ts'
import { drawn, rowsOf } from '../../charts/delays.ts'
import { laterOption } from '../../charts/later.ts'
import { flowName, lineOf } from '../../charts/look.ts'
import { seriesCsv } from '../../charts/series.ts'
import type { Pen } from '../../charts/pen.ts'
import type { Theme } from '../../charts/theme.ts'
import { shareOf, timeOption, timeRemark } from '../../charts/time.ts'

/** What charts are drawn from. */
let data: ChartData

/** What is looked at: a flow over time, an InterLink alone or all of them, delays from above or from below. */
const chosen: { flow: number; id: string | null; delays: 'later' | 'cdf' } = {
  flow: 0,
  id: null,
  delays: 'later',
}

/** The part of the window that is zoomed to, per cent; kept when another flow is looked at. */
const zoomed = (): { readonly start: number; readonly end: number } => {
  const option = chartOf('time')?.getOption() as
    | { readonly dataZoom?: readonly { readonly start?: number; readonly end?: number }[] }
    | undefined
  const zoom = option?.dataZoom?.[0]
  return { start: zoom?.start ?? 0, end: zoom?.end ?? 100 }
}

const zoomTo = (start: number, end: number): void => {
  const width = Math.min(100, Math.max(0.2, end - start))
  const from = Math.min(100 - width, Math.max(0, start))
  chartOf('time')?.dispatchAction({
    type: 'dataZoom',
    dataZoomIndex: 0,
    start: from,
    end: from + width,
  })
}

const zoomBy = (how: string): void => {
  const { start, end } = zoomed()
  const width = end - start
  if (how === 'in') zoomTo(start + width / 4, end - width / 4)
  if (how === 'out') zoomTo(start - width / 2, end + width / 2)
  if (how === 'left') zoomTo(start - width / 4, end - width / 4)
  if (how === 'right') zoomTo(start + width / 4, end + width / 4)
  if (how === 'all') zoomTo(0, 100)
}

/** Grids over time at most. */
const GRIDS = 4

const burstSaid = (flow: ChartFlow): string => {
  const through =
    flow.burst === null
      ? ''
      : ` Solid: what ${told(flow.bandwidth, 'rate')} and a bucket of ${told(flow.burst, 'size')} let through; above it, ${flow.isShaped === true ? 'frames wait' : 'frames are lost'}.`
  return `Dashed: highest mean rate of ${flowName(flow)} in any window of a given length.${through}`
}

/** What the curves are, by colour and dash; each entry looks at its InterLink alone. */
const legend = (flows: readonly ChartFlow[], theme: Theme): void => {
  byId('later-legend')?.replaceChildren(
    ...flows.map(flow => {
      const { color, width, type } = lineOf(flow, theme)
      const line = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
      const set = (element: Element, values: Readonly<Record<string, string>>): void => {
        for (const [name, value] of Object.entries(values)) element.setAttribute(name, value)
      }
      set(line, { width: '24', height: '10', 'aria-hidden': 'true' })
      set(path, {
        d: 'M0 5H24',
        stroke: color,
        'stroke-width': String(width),
        'stroke-dasharray': type === 'dashed' ? '6 3' : 'none',
      })
      line.append(path)
      const button = made('button', [line, document.createTextNode(` ${flowName(flow)}`)], 'sort')
      button.setAttribute('type', 'button')
      button.dataset['pick'] = flow.id
      return button
    }),
  )
}

const tables = (flow: ChartFlow): void => {
  const { interval, offered, dropped } = flow.slices
  fill(
    'time',
    ['from', 'offered', 'frames dropped'],
    offered.map((rate, i) => [
      told(i * interval, 'time'),
      told(rate, 'rate', 6),
      whole(dropped[i] ?? 0),
    ]),
  )
  fill(
    'burst',
    ['window', 'highest mean rate', 'let through'],
    burstsOf(data, flow).map(([window, rate]) => [
      told(window, 'time'),
      told(rate, 'rate', 6),
      flow.burst === null ? '–' : told(letThrough(flow, window), 'rate', 6),
    ]),
  )
  const listed = data.flows.filter(({ id }) => chosen.id === null || id === chosen.id)
  fill(
    'later',
    ['flow', 'p50', 'p90', 'p99', 'p99.9', 'longest', 'frames lost'],
    listed.map(each => [
      flowName(each),
      ...rowsOf(each).map(([, value]) => value),
      `${whole(each.lost)}${each.lost === 0 ? '' : ` (${percent(each.lost / each.offeredFrames)})`}`,
    ]),
  )
}

/** What was drawn with last. */
let last: Pen | null = null

const again = (): void => {
  if (last !== null) draw(last)
}

/** Draws all of it. */
const draw = (pen: Pen): void => {
  last = pen
  const flow = data.flows[chosen.flow]
  if (flow === undefined) return
  const { theme } = pen
  const zoom = zoomed()
  show('time', timeOption(data, flow, pen), timeRemark(data, flow))
  if (zoom.start > 0 || zoom.end < 100) zoomTo(zoom.start, zoom.end)
  const burst = burstOption(data, flow, pen)
  const without =
    flow.offeredFrames === 0 ? 'This flow offered nothing.' : 'Needs series.csv beside the result.'
  show('burst', burst, burst === null ? without : '')
  const said = byId('burst-said')
  if (said !== undefined) said.textContent = burst === null ? '' : burstSaid(flow)
  const delays = chosen.delays === 'later' ? laterOption : cdfOption
  const later = delays(data, chosen.id, pen)
  legend(later === null ? [] : drawn(data, chosen.id), theme)
  show('later', later, later === null ? 'No frame arrived.' : '')
  tables(flow)
}

/** Dims everything that is about another InterLink than the chosen one. */
const dim = (): void => {
  for (const element of document.querySelectorAll<HTMLElement | SVGElement>('[data-id]')) {
    const { id } = element.dataset
    const isAbout = chosen.id === null || id === chosen.id
    element.classList.toggle('away', !isAbout)
  }
}

/** Looks at an InterLink alone; null: at all. */
const pick = (id: string | null): void => {
  chosen.id = id
  if (id !== null) {
    const now = data.flows[chosen.flow]
    if (now?.id !== id) {
      const own = data.flows.findIndex(flow => flow.id === id && flow.lost > 0)
      const first = data.flows.findIndex(flow => flow.id === id)
      if (first >= 0) chosen.flow = own >= 0 ? own : first
    }
  }
  const picker = byId('flow') as HTMLSelectElement | undefined
  if (picker !== undefined) picker.value = String(chosen.flow)
  dim()
  again()
}

/** Draws delays as a tail, or as a distribution. */
const turn = (how: 'later' | 'cdf'): void => {
  chosen.delays = how
  for (const each of document.querySelectorAll<HTMLElement>('[data-delays]')) {
    each.setAttribute('aria-pressed', String(each.dataset['delays'] === how))
  }
  again()
}

const activate = (): void => {
  const picker = byId('flow') as HTMLSelectElement | undefined
  if (picker !== undefined) {
    picker.append(
      ...data.flows.map((flow, i) => {
        const option = made('option', flowName(flow)) as HTMLOptionElement
        option.value = String(i)
        return option
      }),
    )
    picker.value = String(chosen.flow)
    picker.addEventListener('change', () => {
      chosen.flow = Number(picker.value)
      chosen.id = null
      dim()
      again()
    })
  }
  document.addEventListener('click', ({ target }) => {
    if (!(target instanceof Element)) return
    const picked = target.closest<HTMLElement | SVGElement>('[data-pick]')?.dataset['pick']
    if (picked !== undefined) pick(picked === '' || picked === chosen.id ? null : picked)
    const button = target.closest('button')
    if (button === null) return
    const { zoom, series, delays } = button.dataset
    if (zoom !== undefined) zoomBy(zoom)
    if (delays === 'later' || delays === 'cdf') turn(delays)
    if (series !== undefined) save(series, seriesCsv(data), 'text/csv')
  })
}

/** The page of a run; what draws it. */
export const runPage = (found: ChartData): ((pen: Pen) => void) => {
  data = found
  chosen.flow = data.worst
  activate()
  dragAcross('time', GRIDS, {
    to: (from, until) => zoomTo(100 * shareOf(data, from), 100 * shareOf(data, until)),
    all: () => zoomTo(0, 100),
  })
  return draw
}
