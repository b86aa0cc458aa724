/** The delays of one flow, as bars: those of the worst missed delay, else of the longest tail. */
import type { FlowResult } from '../../sim/result/document.ts'
import { type Context, flowOf } from '../context.ts'
import { mergeBins, percentages } from '../delay-bins.ts'
import { type Judged, byStrain } from '../judged.ts'
import { flowName } from '../loss-cause.ts'
import { theoryLines } from './bounds.ts'
import { exact } from './figures.ts'
import { type Surface, symbolsOf } from './style.ts'
import { displayWidth, padEnd, padStart, wrap } from './text.ts'

const ROWS_MAX = 8
const BAR_MAX = 40
const BAR_MIN = 5
const BOUND_WIDTH = 6

/** The flow whose delays are worth a look; null when nothing arrived. */
export const flowToShow = (context: Context, judged: readonly Judged[]): FlowResult | null => {
  const missed = byStrain(judged).find(
    ({ result }) => !result.met && /^(delay|shaperWait|portWait)/.test(result.metric),
  )
  if (missed !== undefined && 'interlink' in missed.result) {
    const flow = flowOf(context, missed.result.interlink, missed.result.direction)
    if (flow !== undefined && flow.delayHistogram.length > 0) return flow
  }
  return context.document.flows.reduce<FlowResult | null>((longest, flow) => {
    if (flow.delayHistogram.length === 0) return longest
    return (flow.delay.p99 ?? 0) > (longest?.delay.p99 ?? -1) ? flow : longest
  }, null)
}

const bar = (surface: Surface, share: number, width: number): string => {
  const symbols = symbolsOf(surface)
  const length = Math.round(share * width)
  return length === 0 ? symbols.sliver : symbols.bar.repeat(length)
}

/** Draws the histogram of `flow`, which delivered at least one frame. */
export const histogram = (surface: Surface, flow: FlowResult): readonly string[] => {
  const { range } = symbolsOf(surface)
  const rows = mergeBins(flow.delayHistogram, ROWS_MAX)
  const total = rows.reduce((frames, row) => frames + row.frames, 0)
  const shares = percentages(rows.map(({ frames }) => frames))
  const from = rows.map(row => exact(row.from, 'duration'))
  const to = rows.map(row => exact(row.to, 'duration'))
  const fromWidth = Math.max(BOUND_WIDTH, ...from.map(displayWidth))
  const toWidth = Math.max(BOUND_WIDTH, ...to.map(displayWidth))
  const shareWidth = Math.max(6, ...shares.map(displayWidth)) + 2
  const taken = 2 + fromWidth + 3 + toWidth + 2 + 2 + shareWidth
  const barWidth = Math.max(BAR_MIN, Math.min(BAR_MAX, surface.width - taken))
  return [
    ...wrap(`delay of ${flowName(flow)}, share of frames`, surface.width, ' '),
    ...rows.map((row, index) => {
      const bounds = `${padStart(from[index]!, fromWidth)} ${range} ${padEnd(to[index]!, toWidth)}`
      const drawn = padEnd(bar(surface, row.frames / total, barWidth), barWidth)
      return `  ${bounds}  ${drawn}  ${padStart(`${shares[index]!} %`, shareWidth)}`
    }),
    ...theoryLines(surface, flow),
  ]
}
