/** What theory says of a flow's delays, quietly. */
import type { FlowResult } from '../../sim/result/document.ts'
import { figure } from './figures.ts'
import { type Surface, paint } from './style.ts'
import { proseWidth, wrap } from './text.ts'

/** The longest delay beside its bound, the mean beside that of theory, where there is one. */
export const theoryLines = (surface: Surface, { delay, bounds }: FlowResult): readonly string[] => {
  const { delayMax, delayMean } = bounds
  if (delay.max === null || delay.mean === null || delayMax === null) return []
  const bound = delayMax.value
  const said = [
    `the longest took ${figure(delay.max, 'duration', [bound])}; ` +
      `none can take more than ${figure(bound, 'duration', [delay.max])} (${delayMax.formula})`,
    ...(delayMean === null
      ? []
      : [
          `the mean is ${figure(delay.mean, 'duration')}; ` +
            `in the long run ${figure(delayMean.value, 'duration')} (${delayMean.formula})`,
        ]),
  ]
  return said
    .flatMap(line => wrap(line, proseWidth(surface), ' '))
    .map(line => paint(surface, 'secondary', line))
}
