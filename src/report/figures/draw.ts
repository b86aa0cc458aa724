/** From a figure to its file: an SVG, the same bytes from run to run and on any machine. */
import type { ChartOption } from '../charts/pen.ts'
import { html, trusted } from '../page/markup.ts'
import type { Figure, LegendEntry } from './figure.ts'
import { widthOf } from './letters.ts'
import { sheetOf } from './sheet.ts'

type Library = Awaited<ReturnType<typeof load>>

/** Loads what draws charts: most of a second, so only where there is one to draw. */
const load = async () => {
  const [core, charts, components, { SVGRenderer }] = await Promise.all([
    import('echarts/core'),
    import('echarts/charts'),
    import('echarts/components'),
    import('echarts/renderers'),
  ])
  const { LineChart, BarChart, ScatterChart, CustomChart } = charts
  const { GridComponent, MarkAreaComponent, MarkLineComponent, MarkPointComponent } = components
  core.use([LineChart, BarChart, ScatterChart, CustomChart, GridComponent])
  core.use([MarkAreaComponent, MarkLineComponent, MarkPointComponent, SVGRenderer])
  // Widths of letters are ours: those of a browser or a canvas would depend on its fonts.
  core.setPlatformAPI({
    measureText: (text, font = '12px') => {
      const size = Number(/(\d+(?:\.\d+)?)px/u.exec(font)?.[1] ?? 12)
      return { width: widthOf(text, size, /bold|[6-9]00/u.test(font)) }
    },
  })
  return core
}

let loaded: Promise<Library> | null = null

/** Room beside a chart. */
const MARGIN = 10

/** What is for readers who can point, or is on the sheet already. */
const OFF_PAPER = ['tooltip', 'dataZoom', 'axisPointer', 'toolbox', 'legend', 'title'] as const
/** The same of a series. */
const POINTED_AT = ['triggerLineEvent', 'triggerEvent', 'emphasis'] as const

const without = (option: object, keys: readonly string[]): object =>
  Object.fromEntries(Object.entries(option).filter(([key]) => !keys.includes(key)))

/** A chart as paper has it. */
const onPaper = (option: ChartOption): ChartOption => ({
  ...without(option, OFF_PAPER),
  series: [option['series']].flat().map(each => without(each as object, POINTED_AT)),
  animation: false,
})

// What the library numbers through as it goes, and what only answers a pointer. None of it can be in a
// text: quotes are escaped there.
const POINTED = / (?:class="zr[^"]*"|ecmeta_\w+="[^"]*"|pointer-events="\w+")/gu
const STYLE = /<style\s*>.*?<\/style>/gsu
const COUNTED = /\bzr\d+-/gu
const CENTRED = /dominant-baseline="central"/gu
/** The shapes of a chart, without the element around them. */
const shapesOf = (
  { init }: Library,
  option: ChartOption,
  width: number,
  height: number,
): string => {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption(onPaper(option))
    return chart
      .renderToSVGString()
      .replace(/^<svg[^>]*>/u, '')
      .replace(/<\/svg>\s*$/u, '')
      .replaceAll(STYLE, '')
      .replaceAll(POINTED, '')
      .replaceAll(COUNTED, 'part-')
      .replaceAll(CENTRED, 'dy=".35em"')
      .replaceAll(/\n\s*\n/gu, '\n')
      .trim()
  } finally {
    chart.dispose()
  }
}

/** A chart on a sheet of its own. */
export interface ChartSheet {
  readonly option: ChartOption
  readonly title: string
  readonly subtitle: string
  readonly legend?: readonly LegendEntry[]
  readonly footer: string
  readonly width: number
  readonly height: number
}

/**
 * Draws one chart as a file: white ground, title, what is shown, legend, footer.
 *
 * @returns SVG, ended by a line feed
 */
export const drawFigure = async (sheet: ChartSheet): Promise<string> => {
  const { option, width, height, legend = [], ...said } = sheet
  loaded ??= load()
  const shapes = shapesOf(await loaded, option, width - 2 * MARGIN, height)
  const drawing = html`<g transform="translate(${MARGIN} 0)">${trusted(shapes)}</g>`
  return sheetOf({ ...said, legend, width, height, drawing })
}

/** Draws a figure as a file. @returns SVG, ended by a line feed */
export const svgOf = async (figure: Figure, footer: string): Promise<string> => {
  const { drawing, title, subtitle, legend, width, height } = figure
  const sheet = { title, subtitle, legend, footer, width, height }
  return drawing.kind === 'chart'
    ? await drawFigure({ ...sheet, option: drawing.option })
    : sheetOf({ ...sheet, drawing: drawing.shapes })
}
