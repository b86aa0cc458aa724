/** Who takes more of a port than is good for all others on it. */
import type { Direction } from '../model/direction.ts'
import type { FlowResult } from '../sim/result/document.ts'
import { type Context, countedRate, flowsOn, interlinkOf, offeredRate, portOf } from './context.ts'
import { customerLimiter, ownLimiter } from './limiter.ts'
import { uncountedLoadOn, wirePerCountedBit } from './port-load.ts'
import { exact, spoken } from './terminal/figures.ts'

/** An InterLink that sends a port more than its own bandwidth. */
export interface Excess {
  readonly interlink: string
  /** Rate that reaches the port, counted bit/s: on average, or at the peak of a burst. */
  readonly offered: number
  readonly bandwidth: number
  readonly isBurst: boolean
}

const beyond = ({ offered, bandwidth }: Excess): number => offered - bandwidth

const largestFirst = (excess: readonly Excess[]): readonly Excess[] =>
  excess.filter(each => beyond(each) > 0).toSorted((a, b) => beyond(b) - beyond(a))

/**
 * The InterLinks that take more of a port on average than they may carry, the largest excess first.
 * Only towards the cloud are there any: there the limiter stands behind the port.
 */
export const meanExcessOn = (
  context: Context,
  connection: string,
  direction: Direction,
): readonly Excess[] => {
  if (direction === 'toCustomer') return []
  return largestFirst(
    flowsOn(context, connection, direction).map(flow => {
      const { offered, rate } = ownLimiter(context, flow)
      return { interlink: flow.interlink, offered, bandwidth: rate, isBurst: false }
    }),
  )
}

/** Bursts below this share of the largest excess are nobody's trouble. */
const NOTABLE = 0.1

/** Those whose bursts exceed their bandwidth, where all bursts together are more than the port sends. */
const burstExcessOn = (
  context: Context,
  connection: string,
  direction: Direction,
): readonly Excess[] => {
  const port = portOf(context, connection, direction)
  if (direction === 'toCustomer' || port === undefined) return []
  const flows = flowsOn(context, connection, direction)
  const peakOf = (flow: FlowResult): number => {
    const mean = offeredRate(context, flow)
    const counted = mean === 0 ? 0 : flow.peak * (countedRate(context, flow) / mean)
    return Math.min(counted, customerLimiter(context, flow)?.rate ?? Number.POSITIVE_INFINITY)
  }
  const wire = flows.reduce((sum, flow) => sum + peakOf(flow) * wirePerCountedBit(context, flow), 0)
  if (wire <= port.speed) return []
  const excess = largestFirst(
    flows.map(flow => ({
      interlink: flow.interlink,
      offered: peakOf(flow),
      bandwidth: flow.bandwidth,
      isBurst: true,
    })),
  )
  return excess.filter(each => beyond(each) >= NOTABLE * beyond(excess[0]!))
}

/** Those who fill a port's queue beyond their share: on average, or else in bursts. */
export const excessOn = (
  context: Context,
  connection: string,
  direction: Direction,
): readonly Excess[] => {
  const mean = meanExcessOn(context, connection, direction)
  return mean.length > 0 ? mean : burstExcessOn(context, connection, direction)
}

/** At most this many are named in a sentence. */
const NAMED_MAX = 3

/** Names of things, for a sentence: `a, b and 4 more`. */
export const listed = (names: readonly string[]): string => {
  const shown = names.length > NAMED_MAX ? names.slice(0, NAMED_MAX - 1) : names
  const left = names.length - shown.length
  const all = left === 0 ? shown : [...shown, `${left} more`]
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)!}`
}

/** Who takes more of a port than it may carry, as a sentence; empty when nobody does. */
export const excessSentence = (context: Context, excess: readonly Excess[]): string => {
  if (excess.length === 0) return ''
  const offers = excess.map(({ interlink, offered, bandwidth, isBurst }) => {
    const { customerShaper } = interlinkOf(context, interlink)
    const verb = customerShaper === null ? 'offers' : 'lets through'
    const rate = `${isBurst ? 'up to ' : ''}${spoken(offered, 'rate', [bandwidth])}`
    return `${interlink} ${verb} ${rate} on ${exact(bandwidth, 'rate')} of bandwidth`
  })
  return `${listed(offers)}: towards the cloud that is limited only behind the port.`
}

const LAYER_WORDS = {
  l2: 'layer 2, 20 bytes a frame less than the wire',
  l3: 'layer 3, 42 bytes a frame less than the wire',
} as const

/** Why those who keep to their bandwidths fill a port all the same, as a sentence; else empty. */
const uncountedSentence = (context: Context, connection: string, direction: Direction): string => {
  const load = uncountedLoadOn(context, connection, direction)
  if (load === null) return ''
  const counts =
    load.layer === null ? 'does not count all of the wire' : `counts ${LAYER_WORDS[load.layer]}`
  return `Together they send ${spoken(load.wire, 'rate')} of wire: their bandwidth ${counts}.`
}

/** Why more reaches a port's queue than it sends, as sentences; empty when no InterLink is to blame. */
export const excessCause = (context: Context, connection: string, direction: Direction): string =>
  excessSentence(context, excessOn(context, connection, direction)) ||
  uncountedSentence(context, connection, direction)
