/** What figures look like: on white, in the light colours of the page, wherever they are pasted. */
import type { Pen } from '../charts/pen.ts'
import type { Theme } from '../charts/theme.ts'

/** A theme, and the colours of the page that charts do not need. */
interface Paper extends Theme {
  readonly met: string
  readonly warning: string
  readonly customer: string
  readonly provider: string
}

/** Colours of paper. */
export const PAPER: Paper = {
  ground: '#ffffff',
  panel: '#f4f6f8',
  text: '#1b2430',
  dim: '#55606e',
  line: '#d5dae0',
  met: '#006b8f',
  missed: '#b5123e',
  warning: '#4d4a00',
  colours: ['#066ed3', '#69300d', '#0d655a', '#583975', '#7a7000'],
  customer: '#faf3ea',
  provider: '#eff4fc',
  font: "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
}

const [C0 = '', C1 = '', C2 = '', C3 = '', C4 = ''] = PAPER.colours

/** Colours of parts of a bar, by their place in the page's legends. */
export const PARTS: readonly string[] = [C1, PAPER.missed, C0, C4, C2, C3, PAPER.warning]

/** What charts are drawn with: nothing moves, and nothing is pointed at. */
export const PEN: Pen = { theme: PAPER, isStill: true, tip: () => '' }
