/** A delay histogram made short: at most a few rows, and shares that total 100 % as printed. */
import type { DelayBin } from '../sim/result/document.ts'

/** Delays above `from` and at most `to`, seconds. */
export interface DelayRow {
  readonly from: number
  readonly to: number
  readonly frames: number
}

/** The bound of the 1-2-5 series below `bound`. */
const boundBelow = (bound: number): number => {
  const [digit = '1', exponent = '0'] = bound.toExponential(0).split('e')
  if (digit === '1') return Number(`5e${Number(exponent) - 1}`)
  return Number(`${digit === '5' ? 2 : 1}e${exponent}`)
}

/**
 * Merges neighbours with the fewest frames until `rowsMax` rows are left.
 *
 * @param bins  by rising bound, 1-2-5 per decade, empty ones left out
 */
export const mergeBins = (bins: readonly DelayBin[], rowsMax: number): readonly DelayRow[] => {
  const rows: DelayRow[] = bins
    .filter(({ frames }) => frames > 0)
    .map(({ upTo, frames }) => ({ from: boundBelow(upTo), to: upTo, frames }))
  while (rows.length > rowsMax) {
    let least = 0
    for (let index = 1; index + 1 < rows.length; index++) {
      const sum = rows[index]!.frames + rows[index + 1]!.frames
      if (sum < rows[least]!.frames + rows[least + 1]!.frames) least = index
    }
    const [low, high] = [rows[least]!, rows[least + 1]!]
    rows.splice(least, 2, { from: low.from, to: high.to, frames: low.frames + high.frames })
  }
  return rows
}

const DECIMALS_MAX = 9

/**
 * Shares in per cent that add up to exactly 100 as printed, by largest remainder, with enough
 * decimals that none which is not zero is printed as zero.
 *
 * @param counts  whole; at least one is positive
 */
export const percentages = (counts: readonly number[]): readonly string[] => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const least = Math.min(...counts.filter(count => count > 0))
  let decimals = 2
  while (decimals < DECIMALS_MAX && (least / total) * 10 ** (decimals + 2) < 1) decimals++
  const units = 10 ** (decimals + 2)
  const quotas = counts.map(count => (count / total) * units)
  const shares = quotas.map(quota => Math.floor(quota))
  const missing = units - shares.reduce((sum, share) => sum + share, 0)
  const order = [...quotas.keys()].toSorted(
    (a, b) => quotas[b]! - shares[b]! - (quotas[a]! - shares[a]!),
  )
  for (const index of order.slice(0, missing)) shares[index]!++
  return shares.map(share => (share / 10 ** decimals).toFixed(decimals))
}
