/** The life of a connection from its order to the link that is detected, played once. */
import { type CalendarInstant, type UnixMs, toCalendar } from '../../calendar.ts'
import { ownerOf } from '../../model/demarcation.ts'
import type { DemarcationInfo } from '../../model/demarcation-info.ts'
import { afterOrderStep, afterResourceEvent } from '../../model/lifecycle/evolve-connection.ts'
import {
  type ConnectionLife,
  type ConnectionTerms,
  type PhysicalLink,
  physicalLinkOf,
} from '../../model/lifecycle/connection.ts'
import { connectionStatusOf } from '../../model/lifecycle/connection-status.ts'
import type { OrderEvent } from '../../model/lifecycle/events.ts'
import { type OrderStage, nextLoa, orderWaitsFor } from '../../model/lifecycle/order.ts'
import { lightOf, lightRemedy, lightTowards } from '../../model/light.ts'
import { explainLight } from '../../model/optics.ts'
import { PATCHERS, type Provisioning } from '../../model/provisioning.ts'
import type { Connection } from '../../model/world.ts'
import type { LifeEntry } from './entry.ts'
import { type OrderStep, openOrderStream, orderedDraw } from './provisioning.ts'

/** What the physical link of a connection is from an instant on. */
export interface LinkState {
  readonly from: CalendarInstant
  readonly link: PhysicalLink
}

/** A connection's life. */
export interface ConnectionPlayed {
  /** Where it goes up or down, in the order of time; the first holds before its instant, too. */
  readonly states: readonly LinkState[]
  /** When the link is detected; null: never. */
  readonly detectedAt: CalendarInstant | null
  readonly entries: readonly LifeEntry[]
}

/** Stages of an order as results name them. */
const STAGE: Readonly<Record<OrderStage, string>> = {
  requested: 'requested',
  'loa-issued': 'loaIssued',
  'loa-expired': 'loaExpired',
  patched: 'patched',
}

const termsOf = ({ pop, project, portSpeed, ...rest }: Connection): ConnectionTerms => ({
  pop,
  project,
  portSpeed,
  availableBandwidths: rest.availableBandwidths,
  patchedBy: rest.provisioning?.patchedBy ?? PATCHERS[0]!,
})

/** The light for which a link is never detected; null where it is. Nobody chose what is assumed. */
const darkness = (connection: Connection, at: CalendarInstant): LifeEntry | null => {
  if (connection.lightPath === 'assumed') return null
  const ailing = lightOf(connection).filter(
    ({ budget: { light } }) => light.kind === 'dark' || light.kind === 'overloaded',
  )
  const [worst] = ailing
  if (worst === undefined) return null
  const cause = ailing.map(
    found => `light ${lightTowards(found)} is ${explainLight(found.budget)}; ${lightRemedy(found)}`,
  )
  return {
    at,
    subject: connection.id,
    kind: 'light',
    from: null,
    to: worst.budget.light.kind,
    cause: cause.join('; '),
    owner: ownerOf('cross-connect'),
  }
}

/** The event of a step. */
const eventOf = (
  step: OrderStep,
  life: ConnectionLife,
  at: UnixMs,
  { loaValidity }: Provisioning,
  demarcationInfo: DemarcationInfo,
): OrderEvent => {
  const [of, instant] = [{ connection: life.id }, toCalendar(at)]
  if (step !== 'loaIssued' || life.kind !== 'ordered') {
    return { kind: step === 'loaIssued' ? 'loaExpired' : step, at: instant, ...of }
  }
  const expiresAt = toCalendar((at + loaValidity) as UnixMs)
  const loa = { number: nextLoa(life.order), issuedAt: instant, expiresAt, demarcationInfo }
  return { kind: 'loaIssued', at: instant, ...of, loa }
}

/** The link is detected: the connection exists, and is active at once. */
const afterDetection = (
  life: ConnectionLife,
  at: CalendarInstant,
): readonly [created: ConnectionLife, active: ConnectionLife] => {
  const created = afterOrderStep(life, { kind: 'linkDetected', at, connection: life.id })
  const event = { kind: 'connectionConfigured', at, connection: life.id } as const
  return [created, afterResourceEvent(created, event)]
}

/** A connection that is there from the start, unless no light reaches it. */
const playStanding = (connection: Connection, start: CalendarInstant): ConnectionPlayed => {
  const { id, loa: demarcationInfo } = connection
  const loa = { number: 1, issuedAt: start, expiresAt: start, demarcationInfo }
  const patched: ConnectionLife = {
    kind: 'ordered',
    id,
    terms: termsOf(connection),
    order: { kind: 'patched', loa, patchedAt: start },
  }
  const dark = darkness(connection, start)
  if (dark !== null) {
    return {
      states: [{ from: start, link: physicalLinkOf(patched) }],
      detectedAt: null,
      entries: [dark],
    }
  }
  const [, life] = afterDetection(patched, start)
  return { states: [{ from: start, link: physicalLinkOf(life) }], detectedAt: start, entries: [] }
}

/** A connection that is ordered, as the seed has it. */
const playOrdered = (
  connection: Connection,
  provisioning: Provisioning,
  seed: number,
): ConnectionPlayed => {
  const { id, loa } = connection
  const ordered = toCalendar(provisioning.ordered)
  let life: ConnectionLife = {
    kind: 'ordered',
    id,
    terms: termsOf(connection),
    order: { kind: 'requested' },
  }
  const states: LinkState[] = [{ from: ordered, link: physicalLinkOf(life) }]
  const entries: LifeEntry[] = [
    {
      at: ordered,
      subject: id,
      kind: 'order',
      from: null,
      to: STAGE.requested,
      cause: 'ordered',
      owner: null,
    },
  ]
  let detectedAt: CalendarInstant | null = null
  orderedDraw(provisioning, openOrderStream(seed, id), (step, instant) => {
    if (life.kind !== 'ordered') return
    const at = toCalendar(instant)
    const stage = life.order.kind
    const entry = { at, subject: id, owner: orderWaitsFor(stage) }
    if (step === 'linkDetected') {
      const dark = darkness(connection, at)
      if (dark !== null) {
        entries.push(dark)
        return
      }
      const [created, active] = afterDetection(life, at)
      const statuses = [null, connectionStatusOf(created)!, connectionStatusOf(active)!] as const
      const status = { at, subject: id, kind: 'status', owner: null } as const
      entries.push(
        { ...entry, kind: 'order', from: STAGE[stage], to: 'linkDetected', cause: step },
        { ...status, from: statuses[0], to: statuses[1], cause: 'linkDetected' },
        { ...status, from: statuses[1], to: statuses[2], cause: 'connectionConfigured' },
      )
      detectedAt = at
      life = active
    } else {
      life = afterOrderStep(life, eventOf(step, life, instant, provisioning, loa))
      entries.push({ ...entry, kind: 'order', from: STAGE[stage], to: step, cause: step })
    }
    const link = physicalLinkOf(life)
    if (link.kind !== states.at(-1)!.link.kind) states.push({ from: at, link })
  })
  return { states, detectedAt, entries }
}

/**
 * Plays the life of a connection.
 *
 * @param start  calendar instant of simulated time 0
 * @param dated  whether the scenario names it: an order cannot be placed otherwise, and its connection
 *   is there from the start
 */
export const playConnection = (
  connection: Connection,
  seed: number,
  start: CalendarInstant,
  dated: boolean,
): ConnectionPlayed =>
  connection.provisioning === null || !dated
    ? playStanding(connection, start)
    : playOrdered(connection, connection.provisioning, seed)
