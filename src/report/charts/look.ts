/** How a flow looks in a chart: the colour of its InterLink, dashed to the cloud. */
import type { ChartFlow } from './data.ts'
import type { Theme } from './theme.ts'

/** The line of a flow. */
export const lineOf = (
  { colour, again, direction }: ChartFlow,
  { colours }: Theme,
): { readonly color: string; readonly width: number; readonly type: 'solid' | 'dashed' } => ({
  color: colours[colour]!,
  width: 2 + Math.min(2, again),
  type: direction === 'toCloud' ? 'dashed' : 'solid',
})

/** `data ▶ to cloud`. */
export const flowName = ({ id, direction }: ChartFlow): string => {
  const name = id.length > 60 ? `${id.slice(0, 59)}…` : id
  return direction === 'toCloud' ? `${name} ▶ to cloud` : `${name} ◀ to customer`
}
