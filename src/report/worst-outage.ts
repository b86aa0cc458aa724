/** Which outage cost a flow most: of several, the one in which it lost its frames. */
import type { Family } from '../model/demand.ts'
import { fedBy } from '../model/fed-by.ts'
import { groupBy } from '../group.ts'
import type { FlowResult, OutageEntry, ResultDocument } from '../sim/result/document.ts'
import type { Context } from './context.ts'
import { oncePer } from './once.ts'

/** An outage of one family. */
export type FamilyOutage = Omit<OutageEntry, 'interlink' | 'family'>

/** The worst of a flow's outages, and how many there were; a return of sessions is none of its own. */
export interface WorstOutage {
  readonly outage: FamilyOutage
  readonly count: number
}

/** Before a link is detected, whatever the order waits for. */
export const isOfOrder = ({ cause }: FamilyOutage): boolean => cause.startsWith('order: ')

/** Sessions return after what took them down. */
export const isRecovery = ({ cause }: FamilyOutage): boolean => cause.startsWith('recovery from ')

/** Whether a part of the connection is broken. */
export const isPhysical = (outage: FamilyOutage): boolean =>
  !isRecovery(outage) &&
  /(?:^|: )(?:cut|blackhole|down|failed|light out of range)$/u.test(outage.cause)

/** Families that are offered to a flow. */
export const familiesOffered = ({ scenario }: Context, flow: FlowResult): ReadonlySet<Family> =>
  new Set(
    scenario.traffic
      .filter(
        each => each.direction === flow.direction && fedBy(each, scenario).includes(flow.interlink),
      )
      .map(({ family }) => family),
  )

const outagesByInterlink = oncePer(({ outages }: ResultDocument) =>
  groupBy(outages, ({ interlink }) => interlink),
)

/** Whether frames that an outage holds back are `linkDown`, and not `notRouted`. */
const isOfLink = (outage: FamilyOutage): boolean => isOfOrder(outage) || isPhysical(outage)

/** Frames that fell within a stretch of time since simulated time 0, spells being even. */
const lostWithin = ({ lossSpans }: FlowResult, warmup: number, from: number, to: number): number =>
  lossSpans.reduce((sum, span) => {
    const common = Math.min(span.to, to - warmup) - Math.max(span.from, from - warmup)
    return common <= 0 ? sum : sum + (span.frames * common) / (span.to - span.from)
  }, 0)

/**
 * The outage to blame.
 *
 * @param cause  for frames that were dropped by it: the outage in which most of them fell; null: for
 *   the time in which the InterLink was down: the longest one
 * @returns null where no outage in the measured time explains it
 */
export const worstOutage = (
  context: Context,
  flow: FlowResult,
  cause: 'linkDown' | 'notRouted' | null,
): WorstOutage | null => {
  const { document } = context
  const { warmup, duration } = document.simulated
  const end = warmup + duration
  const offered = familiesOffered(context, flow)
  const entries = (outagesByInterlink(document).get(flow.interlink) ?? []).filter(
    each =>
      offered.has(each.family) &&
      (each.to ?? end) >= warmup &&
      (cause === null || isOfLink(each) === (cause === 'linkDown')),
  )
  // Stages of an order are one wait; families that fare alike have one outage.
  const groups = groupBy(entries, each =>
    isOfOrder(each) ? 'order' : [each.from, each.to, each.cause].join(' '),
  )
  const ranked = [...groups.values()]
    .map(([first, ...others]) => {
      const last = others.at(-1) ?? first!
      const [from, to] = [Math.max(first!.from, warmup), last.to ?? end]
      const lost = cause === null ? 0 : lostWithin(flow, warmup, from, to)
      return { outage: first!, lost, length: to - from }
    })
    .toSorted((a, b) => b.lost - a.lost || b.length - a.length)
  const [worst] = ranked
  if (worst === undefined) return null
  const counted = ranked.filter(
    ({ outage, lost, length }) => !isRecovery(outage) && (cause === null ? length > 0 : lost > 0),
  )
  return { outage: worst.outage, count: counted.length }
}
