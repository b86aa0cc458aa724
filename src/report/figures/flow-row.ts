/** What rows of figures share: the line of a flow, and rows as a drawing. */
import type { FlowResult } from '../../sim/result/document.ts'
import { type View, colourOf } from '../page/view.ts'
import type { Figure } from './figure.ts'
import { PAPER } from './paper.ts'
import type { Row, rowsOf } from './rows.ts'

/** The line of a flow, as charts draw it. */
export const lineIn = (
  view: View,
  { interlink, direction }: Pick<FlowResult, 'interlink' | 'direction'>,
): Row['line'] => {
  const { colour, again } = colourOf(view, interlink)
  return {
    color: PAPER.colours[colour]!,
    width: 2 + Math.min(2, again),
    type: direction === 'toCloud' ? 'dashed' : 'solid',
  }
}

/** Rows as the drawing of a figure. */
export const shown = ({
  shapes,
  width,
  height,
}: ReturnType<typeof rowsOf>): Pick<Figure, 'drawing' | 'width' | 'height'> => ({
  drawing: { kind: 'shapes', shapes },
  width,
  height,
})
