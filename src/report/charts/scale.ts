/** An axis for values that may span decades and include zero, which no logarithm has. */
import { type Measure, told, unitFor } from './figures.ts'
import type { Theme } from './theme.ts'

/** Where values stand on an axis, and how the axis is written. */
export interface Scale {
  readonly isLog: boolean
  readonly min: number
  readonly max: number
  /** Where a value is drawn: zero at the foot of a logarithmic axis. */
  readonly place: (value: number) => number
  /** What stands at a tick. */
  readonly label: (value: number) => string
}

/** How much larger the largest value has to be than the least for a logarithmic axis. */
const SPREAD = 60

const decade = (value: number, round: (value: number) => number): number =>
  10 ** round(Math.log10(value) + (round === Math.ceil ? -1e-9 : 1e-9))

/**
 * A scale on which all values have a place, with a little room around them.
 *
 * @param values   finite, not negative
 * @param fromZero whether a linear scale begins at 0
 */
export const scaleFor = (values: readonly number[], measure: Measure, fromZero: boolean): Scale => {
  const above = values.filter(value => value > 0)
  const [least, most] = [Math.min(...above), Math.max(...above)]
  const hasZero = values.some(value => value === 0)
  if (above.length > 0 && most / least > SPREAD) {
    const floor = decade(least, Math.floor)
    const min = hasZero ? floor / 10 : floor
    return {
      isLog: true,
      min,
      max: decade(most * 1.3, Math.ceil),
      place: value => Math.max(value, min),
      label: value => (hasZero && value <= min * 1.001 ? '0' : told(value, measure, 3)),
    }
  }
  const top = above.length === 0 ? 1 : most
  const bottom = fromZero || hasZero || above.length === 0 ? 0 : least
  const room = (top > bottom ? top - bottom : top) * 0.12
  const [factor, unit] = unitFor(top, measure)
  return {
    isLog: false,
    min: bottom === 0 ? 0 : Math.max(0, bottom - room),
    max: top + room,
    place: value => value,
    label: value =>
      `${(value / factor).toLocaleString('en-US', { maximumSignificantDigits: 4 })} ${unit}`,
  }
}

/** A scale as an axis of echarts. */
export const axisFor = (
  scale: Scale,
  theme: Theme,
  name: string,
): Readonly<Record<string, unknown>> => ({
  type: scale.isLog ? 'log' : 'value',
  min: scale.min,
  max: scale.max,
  name,
  nameTextStyle: axisText(theme),
  axisLabel: {
    ...axisText(theme),
    hideOverlap: true,
    showMinLabel: scale.isLog || scale.min === 0,
    showMaxLabel: scale.isLog,
    formatter: scale.label,
  },
  axisLine: { show: true, lineStyle: { color: theme.dim } },
  splitLine: { lineStyle: { color: theme.line, opacity: 0.6 } },
  splitNumber: 4,
})

/** How axes are written. */
export const axisText = (
  theme: Theme,
): { color: string; fontSize: number; fontFamily: string } => ({
  color: theme.dim,
  fontSize: 12,
  fontFamily: theme.font,
})

/** The frame of what is read under the pointer. */
export const tooltipFrame = (theme: Theme): Readonly<Record<string, unknown>> => ({
  backgroundColor: theme.panel,
  borderColor: theme.line,
  textStyle: { color: theme.text, fontFamily: theme.font },
  transitionDuration: 0,
  confine: true,
})

/** Letters on a chart, legible above lines. */
export const lettering = (theme: Theme): Readonly<Record<string, unknown>> => ({
  color: theme.text,
  fontSize: 12,
  fontFamily: theme.font,
  textBorderColor: theme.ground,
  textBorderWidth: 3,
})

/** On which side of a line its words have room: that which is not forbidden, unless it is next to an end. */
const wordsSide = (scale: Scale, at: number, side: 'below' | 'above'): 'Top' | 'Bottom' => {
  const { isLog, min, max } = scale
  const height = isLog ? Math.log(at / min) / Math.log(max / min) : (at - min) / (max - min)
  if (height < 0.1) return 'Top'
  return side === 'below' || height > 0.9 ? 'Bottom' : 'Top'
}

/** A limit as a line, and the side of it that is forbidden. */
export const limitMarks = (
  scale: Scale,
  {
    limit,
    side,
    words,
    end,
  }: {
    readonly limit: number
    readonly side: 'below' | 'above'
    readonly words: string
    /** At which end of the line its words stand. */
    readonly end: 'Start' | 'End'
  },
  theme: Theme,
): Readonly<Record<string, unknown>> => {
  const at = scale.place(limit)
  const [from, to] = side === 'below' ? [at, scale.max] : [scale.min, at]
  return {
    markLine: {
      silent: true,
      animation: false,
      // Else echarts rounds where the line stands to two decimals.
      precision: 20,
      symbol: 'none',
      lineStyle: { color: theme.text, type: 'dashed', width: 1.5 },
      label: {
        ...lettering(theme),
        position: `inside${end}${wordsSide(scale, at, side)}`,
        formatter: words,
      },
      data: [{ yAxis: at }],
    },
    markArea: {
      silent: true,
      animation: false,
      itemStyle: { color: theme.missed, opacity: 0.11 },
      data: [[{ yAxis: from }, { yAxis: to }]],
    },
  }
}
