/** What figures look like: on white, in the light colours of the page, wherever they are pasted. */
import { LIGHT, type Palette } from '../charts/palette.ts'
import type { Pen } from '../charts/pen.ts'
import type { Theme } from '../charts/theme.ts'

/** Colours and font of paper. */
export const PAPER: Theme & Palette = {
  ...LIGHT,
  font: "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif",
}

const [C0 = '', C1 = '', C2 = '', C3 = '', C4 = ''] = PAPER.colours

/** Colours of parts of a bar, by their place in the page's legends. */
export const PARTS: readonly string[] = [C1, PAPER.missed, C0, C4, C2, C3, PAPER.warning]

/** What charts are drawn with: nothing moves, and nothing is pointed at. */
export const PEN: Pen = { theme: PAPER, isStill: true, tip: () => '' }
