/** By how much figures of one side differ from the other's, each with its interval. */
import type { ChartOption, Pen } from './pen.ts'
import { whiskers } from './marks.ts'
import { axisText, tooltipFrame } from './scale.ts'
import type { Theme } from './theme.ts'

/** What a difference says. */
export type Change = 'better' | 'worse' | 'other' | 'same' | 'undecided'

/** A figure that both sides have. */
export interface CompareRow {
  /** `delay p99`. */
  readonly figure: string
  /** What stands beside the row: `−1.2 ms`. */
  readonly apart: string
  /** With their units. */
  readonly a: string
  readonly b: string
  /** `between 1.1 and 1.3 ms less`. */
  readonly interval: string
  readonly change: Change
  /** Of B - A as a share of what `of` says; null where there is none. */
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
  /** What the share is of: A, or B where A has nothing. */
  readonly of: 'A' | 'B'
}

/** A flow or a port with its figures. */
export interface CompareChart {
  /** `data ▶ to cloud`. */
  readonly name: string
  readonly rows: readonly CompareRow[]
}

/** In words, behind their symbol. */
export const CHANGE_WORDS: Readonly<Record<Change, string>> = {
  better: '✓ better',
  worse: '✗ worse',
  other: '– another',
  same: '– the same',
  undecided: '– not told',
}

const SHAPES: Readonly<Record<Change, string>> = {
  better: 'path://M1 7L3 5L6 8L13 1L15 3L6 12Z',
  worse: 'path://M2 0L7 5L12 0L14 2L9 7L14 12L12 14L7 9L2 14L0 12L5 7L0 2Z',
  other: 'rect',
  same: 'circle',
  undecided: 'diamond',
}

const colourOf = (change: Change, theme: Theme): string =>
  change === 'better' ? theme.met : change === 'worse' ? theme.missed : theme.dim

/** Differences beyond so many times what they are of are drawn at the edge. */
const MOST = 2

/** Pixels of a row, and of what stands above and below all of them. */
const ROW = 30
const AROUND = 64

/** Pixels from top to bottom that a chart needs. */
export const compareHeight = ({ rows }: CompareChart): number => AROUND + ROW * rows.length

const signed = (share: number): string =>
  `${share > 0 ? '+' : share < 0 ? '−' : ''}${Math.abs(share * 100).toLocaleString('en-US', { maximumSignificantDigits: 3 })} %`

const spanOf = (rows: readonly CompareRow[]): number => {
  const ends = rows.flatMap(({ mean, low, high }) => [mean ?? 0, low ?? 0, high ?? 0].map(Math.abs))
  return Math.min(MOST, Math.max(0.01, ...ends)) * 1.12
}

/** The option of the chart; null where no figure has a difference. */
export const compareOption = (
  { name, rows }: CompareChart,
  { theme, isStill, isNarrow = false, tip }: Pen,
): ChartOption | null => {
  if (rows.every(({ mean }) => mean === null)) return null
  const span = spanOf(rows)
  const clamped = (share: number): number => Math.max(-span, Math.min(span, share))
  const drawn = rows.map((row, i) => ({ row, i })).filter(({ row }) => row.mean !== null)
  const category = (labels: readonly string[], position: 'left' | 'right') => ({
    type: 'category',
    position,
    inverse: true,
    data: labels.map((_, i) => i),
    axisLabel: {
      ...axisText(theme),
      color: theme.text,
      interval: 0,
      width: isNarrow ? (position === 'left' ? 84 : 114) : 150,
      overflow: 'truncate',
      formatter: (_: string, i: number) => labels[i]!,
    },
    axisLine: { show: false },
    axisTick: { show: false },
  })
  return {
    animation: !isStill,
    animationDuration: 200,
    textStyle: { fontFamily: theme.font },
    grid: { top: 8, left: isNarrow ? 92 : 150, right: isNarrow ? 122 : 150, bottom: 48 },
    xAxis: {
      type: 'value',
      min: -span,
      max: span,
      name: isNarrow ? 'B − A, % of A' : 'B − A, per cent of A',
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: axisText(theme),
      splitNumber: isNarrow ? 2 : 4,
      axisLabel: {
        ...axisText(theme),
        hideOverlap: true,
        showMinLabel: false,
        showMaxLabel: false,
        formatter: signed,
      },
      splitLine: { lineStyle: { color: theme.line, opacity: 0.6 } },
    },
    yAxis: [
      category(
        rows.map(({ figure }) => figure),
        'left',
      ),
      category(
        rows.map(({ apart, change }) => `${CHANGE_WORDS[change].slice(0, 1)} ${apart}`),
        'right',
      ),
    ],
    tooltip: {
      ...tooltipFrame(theme),
      trigger: 'item',
      formatter: (under: unknown) => {
        const { row } = drawn[(under as { readonly dataIndex: number }).dataIndex]!
        return tip(`${row.figure}, ${name}`, [
          ['A', row.a],
          ['B', row.b],
          ['B − A', row.apart],
          ['interval', row.interval],
          [`of ${row.of}`, signed(row.mean!)],
          ['in B', CHANGE_WORDS[row.change]],
        ])
      },
    },
    series: [
      {
        type: 'line',
        name,
        lineStyle: { opacity: 0 },
        z: 4,
        data: drawn.map(({ row, i }) => ({
          value: [clamped(row.mean!), i],
          symbol: SHAPES[row.change],
          symbolSize: 12,
          itemStyle: {
            color: colourOf(row.change, theme),
            borderColor: theme.ground,
            borderWidth: 1,
          },
        })),
        markLine: {
          silent: true,
          animation: false,
          precision: 20,
          symbol: 'none',
          lineStyle: { color: theme.text, type: 'solid', width: 1.2 },
          label: { show: false },
          data: [{ xAxis: 0 }],
        },
      },
      whiskers(
        drawn.flatMap(({ row: { low, high }, i }) =>
          low === null || high === null || low === high
            ? []
            : [[[clamped(low), i] as const, [clamped(high), i] as const] as const],
        ),
        theme.text,
        false,
      ),
    ],
  }
}
