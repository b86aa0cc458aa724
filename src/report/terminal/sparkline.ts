/** Sparklines: one character per slice of time, full height is a capacity, never the series' own. */
import { type Surface, paint, symbolsOf } from './style.ts'

/** Characters of a sparkline. */
export const SPARKLINE_SLICES = 25

/**
 * Redistributes equal slices over `slices` equal ones.
 *
 * @param values  one mean per slice, in order; may be empty
 * @returns `slices` means over the same time; zeros when there are no values
 */
export const resample = (values: readonly number[], slices: number): number[] => {
  const means: number[] = []
  const step = values.length / slices
  for (let slice = 0; slice < slices; slice++) {
    const from = slice * step
    const to = (slice + 1) * step
    let area = 0
    for (let index = Math.floor(from); index < to && index < values.length; index++) {
      area += values[index]! * (Math.min(to, index + 1) - Math.max(from, index))
    }
    means.push(step === 0 ? 0 : area / step)
  }
  return means
}

/**
 * Draws a series.
 *
 * @param shares  per slice, a share of the capacity: 1 is full height, more is drawn as full
 * @param lossy   per slice, whether something was lost in it; such a slice shows that alone
 */
export const sparkline = (
  surface: Surface,
  shares: readonly number[],
  lossy: readonly boolean[] = [],
): string => {
  const { levels, loss } = symbolsOf(surface)
  return shares
    .map((share, slice) => {
      if (lossy[slice] === true) return paint(surface, 'missed', loss)
      // A negligible excess over a level is rounding of the means, not height.
      const level = Math.min(levels.length, Math.ceil(share * levels.length - 1e-9))
      return share > 0 ? levels[Math.max(1, level) - 1]! : ' '
    })
    .join('')
}
