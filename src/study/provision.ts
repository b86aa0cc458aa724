/**
 * From order to bill: when is a connection ready, with what confidence, and what does it cost by then?
 *
 * Every connection's order is drawn again and again, each time from streams of its own; frames are
 * not needed for that.
 */
import { EARLIEST, type UnixMs, dayAround, formatDate, formatUnixMs, unixMs } from '../calendar.ts'
import { chargeFor, formatAmount, readAmount } from '../model/price.ts'
import type { Provisioning } from '../model/provisioning.ts'
import type { Connection } from '../model/world.ts'
import { openOrderStream, orderedDraw } from '../sim/life/provisioning.ts'
import { lightFigures } from './light.ts'
import type {
  ConnectionProvision,
  CostFigures,
  OrderFigures,
  ProvisionDocument,
} from './provision-document.ts'
import type { ProvisionQuestion } from './provision-question.ts'
import { type Quantiles, mapQuantiles, quantilesOf, rankOf } from './quantiles.ts'
import { StoppedError } from './stopped.ts'

/** What may be asked of the work itself. */
export interface ProvisionOptions {
  readonly signal?: AbortSignal
  /** Told the share of the work that is done, 0 … 1. */
  readonly onProgress?: (share: number) => void
}

/** LOAs drawn between two looks at the outside world: some ten milliseconds. */
const DRAWS_PER_TURN = 2_000

const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** All draws of one order, the milestones each in rising order. */
interface Draws {
  readonly loaIssued: Float64Array
  readonly patched: Float64Array
  readonly linkActive: Float64Array
  /** Sums of the times from the order to the milestones, ms. */
  readonly sums: {
    readonly loaIssued: number
    readonly patched: number
    readonly linkActive: number
  }
  /** Replications with at least one LOA that expired. */
  readonly expired: number
}

/** Draws an order again and again. */
const drawAll = async (
  connection: string,
  provisioning: Provisioning,
  seed: number,
  replications: number,
  turn: (done: number) => Promise<void>,
): Promise<Draws> => {
  const loaIssued = new Float64Array(replications)
  const patched = new Float64Array(replications)
  const linkActive = new Float64Array(replications)
  const { ordered } = provisioning
  const sums = { loaIssued: 0, patched: 0, linkActive: 0 }
  let expired = 0
  let work = 0
  for (let i = 0; i < replications; i++) {
    if (work >= DRAWS_PER_TURN) {
      work = 0
      await turn(i)
    }
    const draw = orderedDraw(provisioning, openOrderStream(seed + i, connection))
    loaIssued[i] = draw.loaIssued
    patched[i] = draw.patched
    linkActive[i] = draw.linkActive
    sums.loaIssued += draw.loaIssued - ordered
    sums.patched += draw.patched - ordered
    sums.linkActive += draw.linkActive - ordered
    if (draw.expiries > 0) expired++
    work += 1 + draw.expiries
  }
  for (const each of [loaIssued, patched, linkActive]) each.sort()
  return { loaIssued, patched, linkActive, sums, expired }
}

/** How many of sorted values are at most `limit`. */
const countUpTo = (sorted: Float64Array, limit: number): number => {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! <= limit) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The latest day on whose beginning an order reaches the confidence. Lead times do not depend on the
 * day of the order: it is the need-by instant, less the time that suffices with the confidence.
 */
const orderByFor = (
  { linkActive }: Draws,
  ordered: UnixMs,
  needBy: UnixMs,
  confidence: number,
): string | null => {
  const suffices = linkActive[rankOf(confidence, linkActive.length)]! - ordered
  const latest = dayAround(unixMs(needBy - suffices))
  return latest < EARLIEST ? null : formatDate(latest)
}

const inWriting = (quantiles: Quantiles<number>): Quantiles<string> =>
  mapQuantiles(quantiles, instant => formatUnixMs(unixMs(instant)))

const orderFigures = (
  provisioning: Provisioning,
  draws: Draws,
  { needBy, confidence, replications }: ProvisionQuestion,
): OrderFigures => {
  const { ordered, patchedBy, loaValidity } = provisioning
  const { loaIssued, patched, linkActive, sums, expired } = draws
  const inTime = needBy === null ? null : countUpTo(linkActive, needBy)
  const mean = (sum: number): number => sum / replications / 1000
  const active = inWriting(quantilesOf(linkActive))
  return {
    ordered: formatUnixMs(ordered),
    patchedBy,
    milestones: {
      loaIssued: inWriting(quantilesOf(loaIssued)),
      patched: inWriting(quantilesOf(patched)),
      linkActive: active,
    },
    waits: {
      loa: mean(sums.loaIssued),
      patch: mean(sums.patched - sums.loaIssued),
      turnUp: mean(sums.linkActive - sums.patched),
    },
    loaValidity: loaValidity / 1000,
    loaExpired: expired / replications,
    billedFrom: active,
    readyBy: inTime === null ? null : inTime / replications,
    ready: inTime === null ? null : inTime > rankOf(confidence, replications),
    orderBy: needBy === null ? null : orderByFor(draws, ordered, needBy, confidence),
  }
}

const NOT_ORDERED: { readonly [key in keyof OrderFigures]: null } = {
  ordered: null,
  patchedBy: null,
  milestones: null,
  waits: null,
  loaValidity: null,
  loaExpired: null,
  billedFrom: null,
  readyBy: null,
  ready: null,
  orderBy: null,
}

/** The cost falls as the link is active later: quantiles of the one are those of the other, mirrored. */
const costFigures = (
  { price }: Connection,
  draws: Draws | null,
  needBy: UnixMs | null,
): CostFigures => {
  if (price === null) return { perMonth: null, currency: null, idleCost: null }
  const { perMonth, currency } = price
  if (draws === null || needBy === null) return { perMonth, currency, idleCost: null }
  const cost = (active: number): string =>
    formatAmount(chargeFor(readAmount(perMonth)!, unixMs(active), needBy))
  const { p10, p50, p90 } = quantilesOf(draws.linkActive)
  return { perMonth, currency, idleCost: { p10: cost(p90), p50: cost(p50), p90: cost(p10) } }
}

/**
 * Answers the question, connection by connection.
 *
 * @throws StoppedError when `signal` aborts
 */
export const provision = async (
  question: ProvisionQuestion,
  { signal, onProgress }: ProvisionOptions = {},
): Promise<ProvisionDocument> => {
  const { scenario, sha256, replications, needBy, confidence } = question
  const { seed, world } = scenario
  const orders = world.connections.filter(({ provisioning }) => provisioning !== null).length
  const total = orders * replications
  let before = 0
  const turn = async (done: number): Promise<void> => {
    onProgress?.((before + done) / total)
    await nextTurn()
    if (signal?.aborted === true) throw new StoppedError(before + done, total)
  }
  if (signal?.aborted === true) throw new StoppedError(0, total)
  const connections: ConnectionProvision[] = []
  for (const each of world.connections) {
    const { id, provisioning, loa } = each
    let draws: Draws | null = null
    if (provisioning !== null) {
      draws = await drawAll(id, provisioning, seed, replications, turn)
      before += replications
      await turn(0)
    }
    connections.push({
      connection: id,
      ...(provisioning === null || draws === null
        ? NOT_ORDERED
        : orderFigures(provisioning, draws, question)),
      ...lightFigures(each),
      ...costFigures(each, draws, needBy),
      loa,
    })
  }
  return {
    format: 'interlink-sim/provision',
    version: 1,
    scenario: { name: scenario.name, sha256 },
    seed,
    replications,
    needBy: needBy === null ? null : formatUnixMs(needBy),
    confidence,
    connections,
  }
}
