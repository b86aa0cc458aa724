/** How something stands, as a symbol and a colour: neither is needed to understand the other. */
import type { Theme } from './theme.ts'

/** How something stands beside its limit. */
export type Fate = 'met' | 'missed' | 'undecided'

const SHAPES: Readonly<Record<Fate, string>> = {
  met: 'path://M1 7L3 5L6 8L13 1L15 3L6 12Z',
  missed: 'path://M2 0L7 5L12 0L14 2L9 7L14 12L12 14L7 9L2 14L0 12L5 7L0 2Z',
  undecided: 'diamond',
}

/** In words, behind their symbol. */
export const FATE_WORDS: Readonly<Record<Fate, string>> = {
  met: '✓ met',
  missed: '✗ missed',
  undecided: '! undecided',
}

/** A point of a chart. */
export const markOf = (
  fate: Fate,
  theme: Theme,
): { readonly symbol: string; readonly symbolSize: number; readonly itemStyle: object } => {
  const color = { met: theme.met, missed: theme.missed, undecided: theme.warning }[fate]
  return {
    symbol: SHAPES[fate],
    symbolSize: 13,
    itemStyle:
      fate === 'undecided'
        ? { color: theme.ground, borderColor: color, borderWidth: 2 }
        : { color, borderColor: theme.ground, borderWidth: 1 },
  }
}

/** Ends of an interval, and what lies between them, as one line that is broken between intervals. */
export const whiskers = (
  ends: readonly (readonly [from: readonly [number, number], to: readonly [number, number]])[],
  color: string,
  isUpright: boolean,
): Readonly<Record<string, unknown>> => ({
  type: 'line',
  silent: true,
  symbol: 'rect',
  symbolSize: isUpright ? [9, 2] : [2, 9],
  showAllSymbol: true,
  lineStyle: { color, width: 1.6 },
  itemStyle: { color },
  z: 3,
  data: ends.flatMap(([from, to]) => [from, to, [null, null]]),
})
