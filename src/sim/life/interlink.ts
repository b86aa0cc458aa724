/** The life of an InterLink from its creation to the sessions that are up, played once. */
import { type CalendarInstant, compareInstants } from '../../calendar.ts'
import type { Family } from '../../model/demand.ts'
import { carriedBy } from '../../model/lifecycle/carries.ts'
import type { InterlinkEvent, UsableEvent } from '../../model/lifecycle/events.ts'
import { afterInterlinkEvent, afterUsableEvent } from '../../model/lifecycle/evolve-interlink.ts'
import type { InterlinkLife } from '../../model/lifecycle/interlink.ts'
import { type LinkStatus, linkStatusOf } from '../../model/lifecycle/link-status.ts'
import { familiesOf, routingBy } from '../../model/lifecycle/routing.ts'
import type { Interlink } from '../../model/world.ts'
import type { ConnectionPlayed } from './connection.ts'
import { type Gate, type GateState, gateOf } from './gate.ts'
import { later, psFrom } from './moment.ts'

/** A status that an InterLink takes. */
export interface StatusChange {
  readonly at: CalendarInstant
  readonly from: LinkStatus | null
  readonly to: LinkStatus
  readonly cause: string
}

/** An InterLink's life. */
export interface InterlinkPlayed {
  readonly gates: Readonly<Record<Family, Gate>>
  readonly changes: readonly StatusChange[]
}

const created = (it: Interlink): InterlinkLife => {
  const { id, type, connection, project, region, bandwidth, vlan, routing } = it
  const policy = (family: Family) => {
    const filter = routing[family]
    return routingBy(filter === null ? undefined : { id: `${id}-${family}`, ...filter })
  }
  return {
    kind: 'configuring',
    id,
    terms: { type, connection, project, region, bandwidth, vlan },
    labels: { name: id, tags: [], peerAsn: null },
    locked: false,
    routing: { ipv4: policy('ipv4'), ipv6: policy('ipv6') },
  }
}

/** Configured, with all that the scenario says of it: traffic may have waited for nothing else. */
const configured = (
  life: InterlinkLife,
  { attachment, propagation }: Interlink,
  at: CalendarInstant,
): InterlinkLife => {
  const { id: interlink } = life
  const event: InterlinkEvent = { kind: 'interlinkConfigured', at, interlink }
  const wishes: UsableEvent[] = [
    ...(attachment.kind === 'attached'
      ? [{ kind: 'vpcAttached', at, interlink, vpc: attachment.vpc } as const]
      : []),
    ...(propagation ? [{ kind: 'propagationEnabled', at, interlink } as const] : []),
  ]
  return wishes.reduce(afterUsableEvent, afterInterlinkEvent(life, event))
}

/** With the session of every family up that has a policy. */
const connected = (life: InterlinkLife, at: CalendarInstant): InterlinkLife =>
  life.kind === 'usable'
    ? familiesOf(life.routing).reduce<InterlinkLife>(
        (before, family) =>
          afterUsableEvent(before, { kind: 'sessionUp', at, interlink: life.id, family }),
        life,
      )
    : life

/** What matters of an InterLink at one stage of its life. */
interface Stage {
  readonly status: LinkStatus
  readonly carries: Readonly<Record<Family, boolean>>
}

/** The stages that a scenario leads an InterLink through. */
export interface Stages {
  readonly created: Stage
  readonly ready: Stage
  /** With its sessions up: what it carries now it carries for good, and nothing else ever. */
  readonly connected: Stage
}

const stageOf = (life: InterlinkLife): Stage => ({
  status: linkStatusOf(life),
  carries: {
    ipv4: carriedBy(life, 'ipv4').kind === 'carries',
    ipv6: carriedBy(life, 'ipv6').kind === 'carries',
  },
})

/** What the stages of an InterLink depend on: those of equal kinds are equal. */
export const kindOf = ({ attachment, routing, propagation }: Interlink): string =>
  [attachment.kind, routing.ipv4 !== null, routing.ipv6 !== null, propagation].join()

/** Plays the stages of an InterLink; when each begins is not asked. */
export const stagesOf = (interlink: Interlink, at: CalendarInstant): Stages => {
  const first = created(interlink)
  const ready = configured(first, interlink, at)
  return {
    created: stageOf(first),
    ready: stageOf(ready),
    connected: stageOf(connected(ready, at)),
  }
}

/** Why frames of a family may not enter; null: they may. */
const causeOf = (isUp: boolean, stage: Stage | null, family: Family): GateState['cause'] => {
  if (!isUp || stage === null) return 'linkDown'
  return stage.carries[family] ? null : 'notRouted'
}

const NEVER: Gate = gateOf([{ from: 0, cause: 'notRouted' }])

/**
 * The gate of a family: why a frame may not enter, the first of these that holds. The family is never
 * carried, whatever happens; the physical link is down; the InterLink does not carry it yet.
 *
 * @param life  of the InterLink, in the order of time; empty: it is never created
 */
const gateFor = (
  family: Family,
  { states: links }: ConnectionPlayed,
  life: readonly { readonly from: CalendarInstant; readonly stage: Stage }[],
  start: CalendarInstant,
): Gate => {
  // Before an order there is no link either.
  const states: GateState[] = [{ from: 0, cause: 'linkDown' }]
  let isUp = false
  let stage: Stage | null = null
  for (let nextLink = 0, nextStage = 0; ;) {
    const [link, begun] = [links[nextLink], life[nextStage]]
    if (link === undefined && begun === undefined) return gateOf(states)
    const isLink =
      begun === undefined || (link !== undefined && compareInstants(link.from, begun.from) <= 0)
    const { from } = isLink ? link! : begun
    if (isLink) {
      isUp = link!.link.kind === 'up'
      nextLink++
    } else {
      ;({ stage } = begun)
      nextStage++
    }
    states.push({ from: psFrom(start, from), cause: causeOf(isUp, stage, family) })
  }
}

/**
 * Plays the life of an InterLink. It is created when the link of its connection is detected, at
 * simulated time 0 where that is active from before, and stays in `configuring` for its time; then its
 * sessions come up at once.
 *
 * @param stages  of its kind
 * @param start   calendar instant of simulated time 0
 */
export const playInterlink = (
  { configuring }: Interlink,
  stages: Stages,
  connection: ConnectionPlayed,
  start: CalendarInstant,
): InterlinkPlayed => {
  const { detectedAt } = connection
  const isBefore = detectedAt !== null && compareInstants(detectedAt, start) <= 0
  const at = detectedAt === null || isBefore ? start : detectedAt
  const usableAt = later(at, configuring)
  const { created: first, ready, connected: last } = stages
  const life =
    detectedAt === null
      ? []
      : [
          { from: at, stage: first },
          { from: usableAt, stage: last },
        ]
  const gate = (family: Family): Gate =>
    last.carries[family] ? gateFor(family, connection, life, start) : NEVER
  // What is so from simulated time 0 on is no change.
  const isThere = isBefore && configuring === 0
  const changes: readonly StatusChange[] =
    detectedAt === null || isThere
      ? []
      : [
          { at, from: null, to: first.status, cause: 'interlinkCreated' },
          { at: usableAt, from: first.status, to: ready.status, cause: 'interlinkConfigured' },
          ...(ready.status === last.status
            ? []
            : [{ at: usableAt, from: ready.status, to: last.status, cause: 'sessionUp' }]),
        ]
  return { gates: { ipv4: gate('ipv4'), ipv6: gate('ipv6') }, changes }
}
