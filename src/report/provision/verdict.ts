/** The verdict on orders, for a manager: what, by when, how surely, and who acts. */
import { DAY_MS, type UnixMs, dayAround } from '../../calendar.ts'
import type { Connection, World } from '../../model/world.ts'
import type { ConnectionProvision, ProvisionDocument } from '../../study/provision-document.ts'
import { deadlineText, instantIn, longDate, timeInWords } from '../dates.ts'
import { UNITS, count, fixed, trimmed } from '../terminal/figures.ts'
import { NBSP } from '../terminal/text.ts'
import { type Verdict, plural } from '../verdict.ts'
import { isDetectable, lightFault } from './light.ts'

/** A connection that is ordered. */
export type Ordered = Extract<ConnectionProvision, { readonly ordered: string }>

export const isOrdered = (each: ConnectionProvision): each is Ordered => each.ordered !== null

const PERCENT = UNITS.share[0]!

/** A probability, never rounded to the other side of what is asked, nor to all or nothing. */
export const probability = (share: number, confidence: number): string =>
  `${trimmed(fixed(share, PERCENT, 1, [confidence, 0, 1]))}${NBSP}%`

/** What is asked: as it was written. */
const asked = ({ confidence }: ProvisionDocument): string =>
  `${trimmed((confidence * 100).toFixed(13))}${NBSP}%`

const daysInWords = (days: number): string => (days === 1 ? 'one day' : `${count(days)}${NBSP}days`)

/** When to order instead. */
const orderAdvice = ({ ordered, orderBy, ready }: Ordered): string => {
  if (orderBy === null) return 'No order is early enough.'
  const latest = instantIn(orderBy)
  if (ready === true) return `Order by ${longDate(latest)} at the latest.`
  const days = (dayAround(instantIn(ordered)) - latest) / DAY_MS
  return days > 0
    ? `Order ${daysInWords(days)} earlier.`
    : `Order at the beginning of ${longDate(latest)}.`
}

/** What takes the time, and whose it is. */
const waitsIn = ({ waits, patchedBy, loaExpired }: Ordered): string => {
  const { loa, patch, turnUp } = waits
  const expired =
    loaExpired === 0
      ? ''
      : ` In ${probability(loaExpired, 0)} of cases an LOA expires before the patch is done.`
  return (
    `On average the provider's LOA takes ${timeInWords(loa)}, the ${patchedBy}'s patch ` +
    `${timeInWords(patch)}, the provider's turn-up ${timeInWords(turnUp)}.${expired}`
  )
}

const lightVerdict = (connection: Connection, each: ConnectionProvision): Verdict => {
  const { problem, remedy } = lightFault(connection)
  const consequence = isOrdered(each)
    ? ' Until then no link is detected and nothing is billed; dates and bill below assume sufficient ' +
      'light.'
    : ' Until then no link is detected.'
  return {
    standing: 'missed',
    headline: problem,
    cause: `${remedy}${isDetectable(connection) ? '' : consequence}`,
  }
}

const readiness = (document: ProvisionDocument, needBy: UnixMs, each: Ordered): string =>
  `${each.connection} is ready by ${deadlineText(needBy)} with ` +
  `${probability(each.readyBy!, document.confidence)} probability; ${asked(document)} was asked.`

const activity = ({ connection, billedFrom }: Ordered): string => {
  const [half, most] = [billedFrom.p50, billedFrom.p90].map(instantIn).map(longDate)
  const cases = half === most ? 'in 9 of 10 cases' : `in half of the cases, by ${most} in 9 of 10`
  return `${connection} is active by ${half} ${cases}.`
}

/** The verdict on one connection. */
const verdictOnOrder = (
  document: ProvisionDocument,
  each: ConnectionProvision,
  world: World,
): Verdict => {
  if (!each.lightOk) {
    return lightVerdict(
      world.connections.find(({ id }) => id === each.connection)!,
      each,
    )
  }
  if (!isOrdered(each)) {
    return {
      standing: 'none',
      headline: `${each.connection} is active from the start; nothing is ordered.`,
      cause: '',
    }
  }
  if (document.needBy === null) {
    return { standing: 'none', headline: activity(each), cause: waitsIn(each) }
  }
  return {
    standing: each.ready === true ? 'met' : 'missed',
    headline: `${readiness(document, instantIn(document.needBy), each)} ${orderAdvice(each)}`,
    cause: waitsIn(each),
  }
}

/** Whether the answer is no. */
export const isMissed = (each: ConnectionProvision): boolean =>
  !each.lightOk || each.ready === false

/** Connections, the worst first: without light, then by how surely they are ready. */
export const worstFirst = (
  connections: readonly ConnectionProvision[],
): readonly ConnectionProvision[] => {
  const rank = (each: ConnectionProvision): number => (each.lightOk ? (each.readyBy ?? 2) : -1)
  return connections.toSorted((a, b) => rank(a) - rank(b))
}

/** The connection of whose light the verdict tells: the first that is at fault; undefined: none is. */
export const lightJudged = ({ connections }: ProvisionDocument): ConnectionProvision | undefined =>
  connections.find(each => !each.lightOk)

/**
 * The verdict on all connections of a document, of which at least one is ordered.
 *
 * @param world  whose connections they are
 */
export const verdictOnOrders = (document: ProvisionDocument, world: World): Verdict => {
  const { connections } = document
  const [only, ...others] = connections
  if (only !== undefined && others.length === 0) return verdictOnOrder(document, only, world)
  const missed = connections.filter(isMissed)
  const ordered = connections.filter(isOrdered)
  const [worst] = worstFirst(missed.length > 0 ? missed : ordered)
  const own = verdictOnOrder(document, worst!, world)
  if (missed.length > 0) {
    const which = missed.length === 1 ? 'is not ready: ' : 'are not ready; the worst: '
    const many = `${count(missed.length)} of ${plural(connections.length, 'connection')}`
    return { ...own, headline: `${many} ${which}${own.headline}` }
  }
  if (document.needBy !== null) {
    const many = ordered.length === 2 ? 'Both orders' : `All ${plural(ordered.length, 'order')}`
    const all = ordered.length === 1 ? '' : `${many} are in time; the closest: `
    return { ...own, headline: `${all}${own.headline}` }
  }
  const last = ordered.toSorted(
    (a, b) => instantIn(b.billedFrom.p90) - instantIn(a.billedFrom.p90),
  )[0]!
  const which = ordered.length === 1 ? '' : `The last of ${plural(ordered.length, 'order')}: `
  return { standing: 'none', headline: `${which}${activity(last)}`, cause: waitsIn(last) }
}
