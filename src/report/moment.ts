/** When things happened, in words: instants count from the beginning of the measured window. */
import type { FlowResult, LossSpan } from '../sim/result/document.ts'
import type { Context } from './context.ts'
import { UNITS, count, inUnit, spoken, unitFor } from './terminal/figures.ts'
import { NBSP } from './terminal/text.ts'

/** `between 146 and 157 ms`, precise to `resolution` seconds. */
const between = (from: number, to: number, resolution: number): string => {
  const unit = unitFor(to, UNITS.duration)
  const decimals = Math.min(6, Math.max(0, Math.ceil(-Math.log10(inUnit(resolution, unit)) - 1e-9)))
  const text = (instant: number): string =>
    instant === 0 ? '0' : inUnit(instant, unit).toFixed(decimals)
  return `between ${text(from)} and ${text(to)}${NBSP}${unit.name}`
}

const SPANS_MAX = 100

/**
 * When a flow lost its frames: `All 1,689 fell between 146 and 157 ms`.
 *
 * @param flow  with at least one frame dropped
 */
export const whenLost = ({ document }: Context, flow: FlowResult): string => {
  const { seriesInterval, simulated } = document
  const total = count(flow.dropped.frames)
  const spans = flow.lossSpans
  const when = (span: LossSpan): string => between(span.from, span.to, seriesInterval)
  const [only] = spans
  if (only === undefined) return `${total} were lost`
  const whole = flow.dropped.frames === 1 ? 'The only one' : `All ${total}`
  const covered = spans.reduce((time, span) => time + span.to - span.from, 0)
  if (covered > simulated.duration / 2) return `${whole} fell throughout the measured time`
  if (spans.length === 1) return `${whole} fell ${when(only)}`
  const first = Math.min(...spans.map(span => span.from))
  const last = Math.max(...spans.map(span => span.to))
  const worst = spans.reduce((most, span) => (span.frames > most.frames ? span : most))
  const spells = spans.length < SPANS_MAX ? count(spans.length) : `${SPANS_MAX} or more`
  return (
    `The ${total} fell in ${spells} spells ${between(first, last, seriesInterval)}, ` +
    `${count(worst.frames)} of them ${when(worst)}`
  )
}

/** The slice of a flow that was offered most: when, and how much. */
export const busiestSlice = (
  flow: FlowResult,
): { readonly from: number; readonly to: number; readonly rate: number } | null => {
  const { interval, offered } = flow.slices
  if (offered.length < 2) return null
  const rate = Math.max(...offered)
  const slice = offered.indexOf(rate)
  return { from: slice * interval, to: (slice + 1) * interval, rate }
}

/** When a flow was offered clearly more than on average, as a sentence; empty when it never was. */
export const whenOffered = (flow: FlowResult, mean: number): string => {
  const busiest = busiestSlice(flow)
  if (busiest === null || busiest.rate < 1.25 * mean) return ''
  const when = between(busiest.from, busiest.to, flow.slices.interval)
  return `Most was offered ${when}: ${spoken(busiest.rate, 'rate')}.`
}
