/** What a sweep varies, and the combinations of all values. */
import type { Path } from '../../model/path.ts'
import type { Change } from '../../scenario/load.ts'

/** A value that stands at a path. */
export interface AxisValue {
  /** As the scenario's reader takes it. */
  readonly value: string | number | boolean
  /** As it is written in the file, without quotes. */
  readonly text: string
}

/** A path of the scenario and the values that it gets, one after the other. */
export interface Axis {
  /** As it is written: `interlinks.web.bandwidth`. */
  readonly name: string
  readonly path: Path
  /** At least one. */
  readonly values: readonly AxisValue[]
}

/** How many combinations there are. */
export const combinationsOf = (axes: readonly Pick<Axis, 'values'>[]): number =>
  axes.reduce((product, { values }) => product * values.length, 1)

/**
 * The values of a combination, by axis.
 *
 * The last axis turns fastest: combinations are counted as the rows of nested loops, the first axis outermost.
 *
 * @param index  0 … `combinationsOf(axes)` - 1
 */
export const combinationAt = (axes: readonly Axis[], index: number): readonly AxisValue[] => {
  const chosen: AxisValue[] = []
  let rest = index
  for (const { values } of axes.toReversed()) {
    chosen.unshift(values[rest % values.length]!)
    rest = Math.floor(rest / values.length)
  }
  return chosen
}

/** A combination as changes of the scenario. */
export const changesAt = (axes: readonly Axis[], index: number): readonly Change[] =>
  combinationAt(axes, index).map(({ value }, axis) => ({ path: axes[axis]!.path, value }))
