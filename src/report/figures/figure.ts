/** What a figure is: a picture that says everything needed to understand it out of context. */
import type { ChartOption } from '../charts/pen.ts'
import type { Markup } from '../page/markup.ts'
import { Names } from './names.ts'

/** An entry of a legend: how something is drawn, and what it is. */
export interface LegendEntry {
  readonly name: string
  readonly colour: string
  /** A line of that width, a filled box, or a hatched one. */
  readonly look:
    | { readonly kind: 'line'; readonly width: number; readonly dash: string }
    | { readonly kind: 'box' }
    | { readonly kind: 'hatch' }
    | { readonly kind: 'dot' }
}

/** What is inside a figure: a chart as echarts takes it, or shapes of SVG. */
export type Drawing =
  | { readonly kind: 'chart'; readonly option: ChartOption }
  | { readonly kind: 'shapes'; readonly shapes: Markup }

/** A figure that is to be drawn. */
export interface Figure {
  /** Of its file, without ending: letters, digits and hyphens, unique among the figures of a result. */
  readonly name: string
  readonly title: string
  /** What is shown, in a sentence or two. */
  readonly subtitle: string
  readonly legend: readonly LegendEntry[]
  readonly drawing: Drawing
  /** Of the drawing alone, in pixels of 1/96 inch. */
  readonly width: number
  readonly height: number
}

/** A figure that is not drawn, and why: half a sentence. */
export interface Omitted {
  /** What is missing: `loss-causes`, `over-time of data to cloud`. */
  readonly what: string
  readonly why: string
}

/** The figures of something, and what they all say at their foot. */
export interface Figures {
  readonly drawn: readonly Figure[]
  readonly omitted: readonly Omitted[]
  /** Where the figures are from: name, seed, sum, version. */
  readonly footer: string
}

/** Puts figures together, each under a name of its own. */
export const gathered = (all: readonly (Figure | Omitted)[], footer: string): Figures => {
  const names = new Names()
  return {
    drawn: all
      .filter(each => 'drawing' in each)
      .map(figure => ({ ...figure, name: names.take(figure.name) })),
    omitted: all.filter(each => 'what' in each),
    footer,
  }
}
