/** The life of an InterLink from its creation to the sessions that are up, played once. */
import { type CalendarInstant, compareInstants } from '../../calendar.ts'
import { FAMILIES, type Family } from '../../model/demand.ts'
import { carriedBy } from '../../model/lifecycle/carries.ts'
import { physicalLinkOf } from '../../model/lifecycle/connection.ts'
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

/** What an InterLink is from an instant on. */
interface InterlinkState {
  readonly from: CalendarInstant
  readonly life: InterlinkLife
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

/**
 * The gate of a family: why a frame may not enter, the first of these that holds. The family is never
 * carried, whatever happens; the physical link is down; the InterLink does not carry it yet.
 *
 * @param last  the InterLink as all its life leads to
 */
const gateFor = (
  family: Family,
  { states: connections }: ConnectionPlayed,
  interlinks: readonly InterlinkState[],
  last: InterlinkLife,
  start: CalendarInstant,
): Gate => {
  if (carriedBy(last, family).kind === 'blocked') return gateOf([{ from: 0, cause: 'notRouted' }])
  const instants = [...connections, ...interlinks].map(({ from }) => from).toSorted(compareInstants)
  const upTo = (at: CalendarInstant) => (state: { readonly from: CalendarInstant }) =>
    compareInstants(state.from, at) <= 0
  const states = instants.map((at): GateState => {
    const from = psFrom(start, at)
    const link = physicalLinkOf((connections.findLast(upTo(at)) ?? connections[0]!).life)
    const interlink = interlinks.findLast(upTo(at))?.life
    if (link.kind === 'down' || interlink === undefined) return { from, cause: 'linkDown' }
    return { from, cause: carriedBy(interlink, family).kind === 'carries' ? null : 'notRouted' }
  })
  // Before an order there is no link either.
  return gateOf([{ from: 0, cause: 'linkDown' }, ...states])
}

/**
 * Plays the life of an InterLink. It is created when the link of its connection is detected, at
 * simulated time 0 where that is active from before, and stays in `configuring` for its time; then its
 * sessions come up at once.
 *
 * @param start  calendar instant of simulated time 0
 */
export const playInterlink = (
  interlink: Interlink,
  connection: ConnectionPlayed,
  start: CalendarInstant,
): InterlinkPlayed => {
  const { detectedAt } = connection
  const isBefore = detectedAt !== null && compareInstants(detectedAt, start) <= 0
  const at = detectedAt === null || isBefore ? start : detectedAt
  const usableAt = later(at, interlink.configuring)
  const first = created(interlink)
  const ready = configured(first, interlink, usableAt)
  const last = connected(ready, usableAt)
  const states: readonly InterlinkState[] =
    detectedAt === null
      ? []
      : [
          { from: at, life: first },
          { from: usableAt, life: last },
        ]
  const gate = (family: Family): Gate => gateFor(family, connection, states, last, start)
  const statuses = [first, ready, last].map(linkStatusOf)
  // What is so from simulated time 0 on is no change.
  const isThere = isBefore && interlink.configuring === 0
  const changes: readonly StatusChange[] =
    detectedAt === null || isThere
      ? []
      : [
          { at, from: null, to: statuses[0]!, cause: 'interlinkCreated' },
          { at: usableAt, from: statuses[0]!, to: statuses[1]!, cause: 'interlinkConfigured' },
          ...(statuses[1] === statuses[2]
            ? []
            : [{ at: usableAt, from: statuses[1]!, to: statuses[2]!, cause: 'sessionUp' }]),
        ]
  return { gates: { ipv4: gate(FAMILIES[0]!), ipv6: gate(FAMILIES[1]!) }, changes }
}
