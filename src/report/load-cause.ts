/** Why a flow or a port carries as much, or as little, as it does, in words. */
import type { Direction } from '../model/direction.ts'
import type { FlowResult } from '../sim/result/document.ts'
import { type Context, flowsOn, interlinkOf, offeredRate, portOf } from './context.ts'
import { excessCause, excessSentence, meanExcessOn } from './excess.ts'
import { lossCause } from './loss-cause.ts'
import { exact, spoken } from './terminal/figures.ts'

const LAYER_NAMES = { l1: 'layer 1', l2: 'layer 2', l3: 'layer 3' } as const

/** Why a flow uses the share of its bandwidth that it does. */
export const useCause = (context: Context, flow: FlowResult): string => {
  const { countAs } = interlinkOf(context, flow.interlink)
  return (
    `It was offered ${spoken(offeredRate(context, flow), 'rate')} on average and ` +
    `${spoken(flow.peak, 'rate')} at the peak; use counts ${LAYER_NAMES[countAs]}.`
  )
}

/** Why a flow delivers less, or more, than it should. */
export const throughputCause = (context: Context, flow: FlowResult): string =>
  flow.dropped.frames > 0
    ? lossCause(context, flow)
    : `It delivered what it was offered, ${spoken(offeredRate(context, flow), 'rate')} on average.`

const largest = <T>(items: readonly T[], size: (item: T) => number): T | undefined =>
  items.toSorted((a, b) => size(b) - size(a))[0]

/** Who fills a port. */
export const portUseCause = (
  context: Context,
  connection: string,
  direction: Direction,
): string => {
  const flows = flowsOn(context, connection, direction)
  const most = largest(flows, flow => flow.offered.bytes)
  if (most === undefined) return ''
  const rate = spoken(offeredRate(context, most), 'rate')
  const among = flows.length === 1 ? 'All of it is' : 'Most of it is'
  return [
    `${among} ${most.interlink}: ${rate} on average, ${spoken(most.peak, 'rate')} at the peak.`,
    excessSentence(context, meanExcessOn(context, connection, direction)),
  ]
    .join(' ')
    .trim()
}

/** Who makes a port's queue grow. */
export const portQueueCause = (
  context: Context,
  connection: string,
  direction: Direction,
): string => {
  const flows = flowsOn(context, connection, direction)
  const most = largest(flows, flow => flow.peak)
  const port = portOf(context, connection, direction)
  if (most === undefined || port === undefined) return ''
  const others = flows.length === 1 ? '' : ` of ${flows.length} InterLinks`
  const excess = excessCause(context, connection, direction)
  const highest = `the highest peak offered is that of ${most.interlink}, ${spoken(most.peak, 'rate')}`
  const waiting = `Frames${others} wait for ${exact(port.speed, 'rate')}`
  return excess === '' ? `${waiting}; ${highest}.` : `${waiting}. ${excess}`
}
