/** When things happened, in words: instants count from the beginning of the measured window. */
import type { FlowResult } from '../sim/result/document.ts'
import type { Context } from './context.ts'
import { DAY, UNITS, count, inUnit, spoken, unitFor } from './terminal/figures.ts'
import { NBSP } from './terminal/text.ts'

/** A stretch of the measured window, seconds. */
interface Stretch {
  readonly from: number
  readonly to: number
}

const NEGLIGIBLE = 1e-6

/**
 * `between 146 and 157 ms`: rounded outwards, to what is left of three digits of its length and no
 * finer than `resolution` seconds.
 */
const between = ({ from, to }: Stretch, resolution: number): string => {
  // A stretch that ends at the full second is told in milliseconds.
  const units = to > DAY.multiple ? [DAY] : UNITS.duration
  const unit = units.find(each => inUnit(to, each) > 1) ?? unitFor(to, units)
  const finest = Math.ceil(-Math.log10(inUnit(resolution, unit)) - NEGLIGIBLE)
  const enough = 2 - Math.floor(Math.log10(inUnit(to - from, unit)))
  const decimals = Math.min(6, Math.max(0, Math.min(finest, enough)))
  const text = (instant: number, round: (amount: number) => number): string =>
    (round(inUnit(instant, unit) * 10 ** decimals) / 10 ** decimals).toFixed(decimals)
  const first = text(from, amount => Math.floor(amount + NEGLIGIBLE))
  const last = text(to, amount => Math.ceil(amount - NEGLIGIBLE))
  return `between ${Number(first) === 0 ? '0' : first} and ${last}${NBSP}${unit.name}`
}

/** Whether the spells that a flow lists, of which there is a most, hold all that it lost. */
const areAllListed = ({ lossSpans, dropped }: FlowResult): boolean =>
  lossSpans.reduce((frames, span) => frames + span.frames, 0) === dropped.frames

/** From the first to the last slice with loss; null where there is none. */
const lossySlices = ({ slices: { interval, dropped } }: FlowResult): Stretch | null => {
  const first = dropped.findIndex(frames => frames > 0)
  const last = dropped.findLastIndex(frames => frames > 0)
  return first < 0 ? null : { from: first * interval, to: (last + 1) * interval }
}

/** The only spell in which a flow lost frames; null where there were several, or none is known. */
export const onlySpell = (flow: FlowResult): Stretch | null => {
  const [span] = flow.lossSpans
  return span !== undefined && flow.lossSpans.length === 1 && areAllListed(flow) ? span : null
}

/** Time that the listed spells take. */
const coveredBy = ({ lossSpans }: FlowResult): number =>
  lossSpans.reduce((time, { from, to }) => time + to - from, 0)

/** Whether a flow lost frames in every slice, in more spells than are listed or most of the time. */
const isThroughout = (flow: FlowResult, duration: number): boolean => {
  const { dropped } = flow.slices
  const isEverywhere = dropped.length > 1 && dropped.every(frames => frames > 0)
  return isEverywhere && (!areAllListed(flow) || coveredBy(flow) > duration / 2)
}

/** Spells that fill this share of the time from first to last are told as one. */
const DENSE = 0.9

/** A spell worth naming holds at least this share of the loss. */
const NAMED_SHARE = 0.1

const inSpells = (flow: FlowResult, resolution: number): string => {
  const { lossSpans: spans, slices } = flow
  const total = count(flow.dropped.frames)
  if (!areAllListed(flow)) {
    const range = lossySlices(flow)
    return range === null
      ? `${total} were lost`
      : `The ${total} fell in more than ${count(spans.length)} spells ${between(range, slices.interval)}`
  }
  const range = {
    from: Math.min(...spans.map(({ from }) => from)),
    to: Math.max(...spans.map(({ to }) => to)),
  }
  if (coveredBy(flow) >= DENSE * (range.to - range.from)) {
    return `All ${total} fell ${between(range, resolution)}`
  }
  const text = `The ${total} fell in ${count(spans.length)} spells ${between(range, resolution)}`
  const worst = spans.reduce((most, span) => (span.frames > most.frames ? span : most))
  return worst.frames < NAMED_SHARE * flow.dropped.frames
    ? text
    : `${text}, ${count(worst.frames)} of them ${between(worst, resolution)}`
}

/**
 * When a flow lost its frames: `All 1,689 fell between 146 and 157 ms`.
 *
 * @param flow  with at least one frame dropped
 */
export const whenLost = ({ document }: Context, flow: FlowResult): string => {
  const { simulated, seriesInterval } = document
  const { dropped, offered } = flow
  if (dropped.frames === offered.frames) return 'Every frame was lost'
  const whole = dropped.frames === 1 ? 'The only one' : `All ${count(dropped.frames)}`
  if (isThroughout(flow, simulated.duration)) {
    return `${count(dropped.frames)} were lost throughout the measured time`
  }
  const spell = onlySpell(flow)
  return spell === null
    ? inSpells(flow, seriesInterval)
    : `${whole} fell ${between(spell, seriesInterval)}`
}

/** The slice of a flow that was offered most: when, and how much. */
export const busiestSlice = (flow: FlowResult): (Stretch & { readonly rate: number }) | null => {
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
  const when = between(busiest, flow.slices.interval)
  return `Most was offered ${when}: ${spoken(busiest.rate, 'rate')}.`
}
