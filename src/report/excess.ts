/** Who takes more of a port than its InterLink may carry, at the cost of all others on it. */
import type { Direction } from '../model/direction.ts'
import { type Context, flowsOn, interlinkOf } from './context.ts'
import { isOverloaded, ownLimiter } from './limiter.ts'
import { exact, spoken } from './terminal/figures.ts'

/** An InterLink that sends a port more than its own bandwidth. */
export interface Excess {
  readonly interlink: string
  /** Mean rate that reaches the port, counted bit/s. */
  readonly offered: number
  readonly bandwidth: number
}

/**
 * The InterLinks that take more of a port than they may carry, the largest excess first. Only towards
 * the cloud are there any: there the limiter stands behind the port.
 */
export const excessOn = (
  context: Context,
  connection: string,
  direction: Direction,
): readonly Excess[] => {
  if (direction === 'toCustomer') return []
  return flowsOn(context, connection, direction)
    .map(flow => ({ interlink: flow.interlink, limiter: ownLimiter(context, flow) }))
    .filter(({ limiter }) => isOverloaded(limiter))
    .map(({ interlink, limiter: { offered, rate } }) => ({ interlink, offered, bandwidth: rate }))
    .toSorted((a, b) => b.offered - b.bandwidth - (a.offered - a.bandwidth))
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
export const excessCause = (context: Context, connection: string, direction: Direction): string => {
  const excess = excessOn(context, connection, direction)
  if (excess.length === 0) return ''
  const offers = excess.map(({ interlink, offered, bandwidth }) => {
    const { customerShaper } = interlinkOf(context, interlink)
    const verb = customerShaper === null ? 'offers' : 'lets through'
    return `${interlink} ${verb} ${spoken(offered, 'rate', [bandwidth])} on ${exact(bandwidth, 'rate')} of bandwidth`
  })
  return `${listed(offers)}: towards the cloud that is limited only behind the port.`
}
