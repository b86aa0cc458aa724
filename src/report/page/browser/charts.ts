/** The charts of a page: each in its frame, or a sentence instead. */
import { byId } from './dom.ts'
import { type EChartsType, init } from './echarts.ts'
import type { ChartOption } from '../../charts/pen.ts'

const charts = new Map<string, EChartsType>()

/** The chart of a frame, once it is drawn. */
export const chartOf = (id: string): EChartsType | undefined => charts.get(id)

/** Shows a chart, or says why there is none. */
export const show = (id: string, option: ChartOption | null, remark: string): void => {
  const frame = byId(id)
  const empty = byId(`${id}-empty`)
  if (frame === undefined || empty === undefined) return
  frame.hidden = option === null
  empty.hidden = remark === ''
  empty.textContent = remark
  if (option === null) {
    charts.get(id)?.dispose()
    charts.delete(id)
    return
  }
  let chart = charts.get(id)
  if (chart === undefined) {
    chart = init(frame, null, {
      renderer: 'canvas',
      devicePixelRatio: Math.max(2, devicePixelRatio),
    })
    charts.set(id, chart)
  }
  chart.setOption(option, { notMerge: true })
}

/** Lets charts keep to their frames, whatever becomes of the window. */
export const keepFitting = (): void => {
  const fit = (): void => {
    // On paper charts are as they were drawn.
    if (matchMedia('print').matches) return
    for (const chart of charts.values()) chart.resize()
  }
  for (const event of ['resize', 'beforeprint', 'afterprint']) addEventListener(event, fit)
}
