/** How a chart is drawn: for a screen, where it is moved and pointed at, or for paper. */
import type { EChartsCoreOption } from 'echarts/core'
import type { Theme } from './theme.ts'

/** What a chart is, as echarts takes it. */
export type ChartOption = EChartsCoreOption

/** What is shown under the pointer: an element of a page, or a text. */
type Tip = (title: string, rows: readonly (readonly [name: string, value: string])[]) => unknown

/** What every chart is drawn with. */
export interface Pen {
  readonly theme: Theme
  /** Whether nothing may move. */
  readonly isStill: boolean
  /** Whether there are fewer than some 500 pixels from left to right; default: there are more. */
  readonly isNarrow?: boolean
  readonly tip: Tip
}
