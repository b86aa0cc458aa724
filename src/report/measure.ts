/** What a dimension is on the axis of a chart. */
import type { Dimension } from '../quantity.ts'
import type { Measure } from './charts/figures.ts'

/** @throws never; what no chart shows is drawn as a share */
export const measureIn = (dimension: Dimension): Measure =>
  dimension === 'rate' || dimension === 'size'
    ? dimension
    : dimension === 'duration'
      ? 'time'
      : 'share'
