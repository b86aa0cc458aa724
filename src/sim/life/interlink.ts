/**
 * The life of an InterLink, played once: created when the link of its connection is detected, then
 * configured, then with sessions that are lost and come back, and whatever the scenario lets happen.
 */
import { match } from 'ts-pattern'
import { type CalendarInstant, compareInstants } from '../../calendar.ts'
import { type Owner, ownerOf } from '../../model/demarcation.ts'
import { FAMILIES, type Family } from '../../model/demand.ts'
import { carriedBy } from '../../model/lifecycle/carries.ts'
import type { ConnectionLife } from '../../model/lifecycle/connection.ts'
import { decideInterlink } from '../../model/lifecycle/decide-interlink.ts'
import type { InterlinkCommand } from '../../model/lifecycle/commands.ts'
import type { Estate } from '../../model/lifecycle/estate.ts'
import type { Event, UsableEvent } from '../../model/lifecycle/events.ts'
import { afterInterlinkEvent, afterUsableEvent } from '../../model/lifecycle/evolve-interlink.ts'
import { explainRefusal } from '../../model/lifecycle/explain-refusal.ts'
import type { InterlinkLife } from '../../model/lifecycle/interlink.ts'
import { type LinkStatus, linkStatusOf } from '../../model/lifecycle/link-status.ts'
import { routingBy, sessionOf } from '../../model/lifecycle/routing.ts'
import type { DropCause } from '../../model/drop-cause.ts'
import { detectionOf } from '../../model/peering.ts'
import type { InterlinkChange } from '../../model/scheduled-event.ts'
import type { Interlink, World } from '../../model/world.ts'
import type { ConnectionPlayed, LinkState } from './connection.ts'
import type { LifeEntry } from './entry.ts'
import { Impediments } from './impediments.ts'
import { later } from './moment.ts'
import { type Phase, isSamePhase } from './phase.ts'

/** What happens to an InterLink, and when. */
export interface PlacedChange {
  readonly at: CalendarInstant
  readonly change: InterlinkChange
}

/** A step of an InterLink; its subject is whoever has this life. */
export type InterlinkEntry = Omit<LifeEntry, 'subject'>

/** An InterLink's life. */
export interface InterlinkPlayed {
  /** In the order of time; the first holds before its instant, too. */
  readonly phases: readonly Phase[]
  readonly entries: readonly InterlinkEntry[]
}

/** Where the rules of the product look places up. */
export type Places = Pick<World, 'organization' | 'pops' | 'vpcs'> & {
  readonly connection: ConnectionLife
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

/** The command that a change is, but for those of sessions. */
const commandOf = (
  interlink: string,
  life: InterlinkLife,
  at: CalendarInstant,
  change: Exclude<InterlinkChange, { kind: 'bgpDown' | 'bgpUp' }>,
): InterlinkCommand => {
  const of = { at, interlink }
  return match(change)
    .returnType<InterlinkCommand>()
    .with({ kind: 'lock' }, () => ({ kind: 'lockInterlink', ...of }))
    .with({ kind: 'unlock' }, () => ({ kind: 'unlockInterlink', ...of }))
    .with({ kind: 'detachVpc' }, () => ({ kind: 'detachVpc', ...of }))
    .with({ kind: 'attachVpc' }, ({ vpc }) => ({ kind: 'attachVpc', ...of, vpc }))
    .with({ kind: 'propagationOff' }, () => ({ kind: 'disablePropagation', ...of }))
    .with({ kind: 'propagationOn' }, () => ({ kind: 'enablePropagation', ...of }))
    .with({ kind: 'setPolicy' }, ({ family, policy }) => {
      if (policy === null) return { kind: 'detachPolicy', ...of, family }
      const has = life.kind === 'usable' && life.routing[family].kind === 'policy'
      const kind = has ? 'setPolicy' : 'attachPolicy'
      return { kind, ...of, family, policy: { id: `${interlink}-${family}`, ...policy } }
    })
    .exhaustive()
}

/** Instants at which something of an InterLink is due without anybody's doing. */
const NEVER: CalendarInstant = { seconds: Infinity, picos: 0 }
const isBefore = (a: CalendarInstant, b: CalendarInstant): boolean => compareInstants(a, b) < 0

/** Plays one InterLink, instant by instant. */
class InterlinkPlayer {
  readonly phases: Phase[] = []
  readonly entries: InterlinkEntry[] = []
  readonly #interlink: Interlink
  readonly #places: Places
  #link: LinkState
  #life: InterlinkLife | null = null
  #status: LinkStatus | null = null
  /** On whose side each session was taken down; null: on none. */
  readonly #held: Record<Family, Owner | null> = { ipv4: null, ipv6: null }
  /** When sessions that were lost may be up again, once frames pass. */
  #readyAt: CalendarInstant | null = null
  /** Since when frames vanish while light shines; null: they do not. */
  #silentSince: CalendarInstant | null = null
  readonly #impediments: Readonly<Record<Family, Impediments>> = {
    ipv4: new Impediments('ipv4'),
    ipv6: new Impediments('ipv6'),
  }

  constructor(interlink: Interlink, places: Places, link: LinkState) {
    this.#interlink = interlink
    this.#places = places
    this.#link = link
    this.#note(link.from)
  }

  /** When a timer of the sessions runs out; `NEVER`: none runs. */
  get timer(): CalendarInstant {
    const life = this.#life
    if (life?.kind !== 'usable') return NEVER
    const kinds = FAMILIES.map(family => [family, sessionOf(life.routing, family)?.kind] as const)
    if (this.#silentSince !== null) {
      const isUp = kinds.some(([, kind]) => kind === 'up')
      return isUp ? later(this.#silentSince, detectionOf(this.#interlink.bgp)) : NEVER
    }
    const isWaiting = kinds.some(([family, kind]) => kind === 'lost' && this.#held[family] === null)
    return this.#passes && isWaiting ? (this.#readyAt ?? NEVER) : NEVER
  }

  /** A timer runs out: frames have vanished for too long, or sessions are established again. */
  ring(at: CalendarInstant): void {
    if (this.#silentSince !== null) this.#loseSessions(at, 'silence')
    this.#settle(at, 'sessionUp')
  }

  /** The physical link changes. */
  link(state: LinkState): void {
    const { from } = state
    const passed = this.#passes
    this.#link = state
    // A link that is detected has no sessions yet; what comes first comes at once.
    const returns = !passed && this.#passes && this.#life !== null
    if (returns) this.#readyAt = later(from, this.#interlink.bgp.establish)
    if (state.lit && !this.#passes) this.#silentSince ??= from
    else this.#silentSince = null
    if (!state.lit) this.#loseSessions(from, 'light lost')
    this.#settle(from, 'sessionUp')
  }

  /** The InterLink is created. */
  create(at: CalendarInstant): void {
    this.#life = created(this.#interlink)
    this.#settle(at, 'interlinkCreated')
  }

  /** It is configured, with all that the scenario says of it: traffic may have waited for nothing else. */
  configure(at: CalendarInstant): void {
    const { id: interlink, attachment, propagation } = this.#interlink
    this.#happen({ kind: 'interlinkConfigured', at, interlink })
    if (attachment.kind === 'attached') {
      this.#happen({ kind: 'vpcAttached', at, interlink, vpc: attachment.vpc })
    }
    if (propagation) this.#happen({ kind: 'propagationEnabled', at, interlink })
    this.#tellStatus(at, 'interlinkConfigured')
    this.#settle(at, 'sessionUp')
  }

  /** The scenario lets something happen. */
  change({ at, change }: PlacedChange): void {
    const { id } = this.#interlink
    const told = 'family' in change ? `${change.kind} ${change.family}` : change.kind
    const life = this.#life
    const refuse = (cause: string): void => {
      this.entries.push({ at, kind: 'refused', from: null, to: told, cause, owner: null })
    }
    if (life === null) {
      refuse(`${id} is not created yet`)
      return
    }
    const tell = (owner: Owner): void => {
      this.entries.push({ at, kind: 'event', from: null, to: told, cause: 'scenario', owner })
    }
    if (change.kind === 'bgpDown' || change.kind === 'bgpUp') {
      const isUp = change.kind === 'bgpUp'
      tell(isUp ? (this.#held[change.family] ?? 'customer') : change.owner)
      this.#held[change.family] = isUp ? null : change.owner
      if (!isUp) this.#loseSession(change.family, at, change.owner, 'bgpDown')
      this.#settle(at, isUp ? 'sessionUp' : 'sessionDown')
      return
    }
    const decision = decideInterlink(this.#estate(life), commandOf(id, life, at, change))
    if (decision.kind === 'refused') {
      refuse(explainRefusal(decision.why))
      return
    }
    tell(change.kind === 'lock' || change.kind === 'unlock' ? 'provider' : 'customer')
    for (const event of decision.events) this.#happen(event)
    this.#tellStatus(at, decision.events.at(-1)!.kind)
    this.#settle(at, 'sessionUp')
  }

  /** Whether frames pass from port to port. */
  get #passes(): boolean {
    return this.#link.link.kind === 'up'
  }

  #estate(life: InterlinkLife): Estate {
    const { connection, ...places } = this.#places
    return { ...places, connections: [connection], interlinks: [life], now: null }
  }

  #happen(event: Event): void {
    switch (event.kind) {
      case 'interlinkConfigured':
      case 'interlinkFailed':
      case 'interlinkLocked':
      case 'interlinkUnlocked':
      case 'deprovisioningBegan':
      case 'interlinkDeleted':
        this.#life = afterInterlinkEvent(this.#life!, event)
        break
      default:
        this.#life = afterUsableEvent(this.#life!, event as UsableEvent)
    }
  }

  #loseSessions(at: CalendarInstant, cause: string): void {
    const [fault] = this.#link.faults
    const owner = fault === undefined ? 'customer' : ownerOf(fault.element)
    for (const family of FAMILIES) this.#loseSession(family, at, owner, cause)
    this.#tellStatus(at, 'sessionDown')
  }

  #loseSession(family: Family, at: CalendarInstant, owner: Owner, cause: string): void {
    const life = this.#life
    if (life?.kind !== 'usable' || sessionOf(life.routing, family)?.kind !== 'up') return
    this.#happen({ kind: 'sessionDown', at, interlink: life.id, family, owner })
    const kind = `${family} session` as const
    this.entries.push({ at, kind, from: 'up', to: 'down', cause, owner })
  }

  /** Brings up the sessions that can be, and takes down what has come of it all. */
  #settle(at: CalendarInstant, cause: Event['kind']): void {
    const life = this.#life
    if (life?.kind === 'usable' && this.#passes) {
      for (const family of FAMILIES) {
        const session = sessionOf(life.routing, family)
        if (session === null || session.kind === 'up' || this.#held[family] !== null) continue
        const isNew = session.kind === 'new'
        if (!isNew && isBefore(at, this.#readyAt ?? at)) continue
        this.#happen({ kind: 'sessionUp', at, interlink: life.id, family })
        if (isNew) continue
        const kind = `${family} session` as const
        this.entries.push({ at, kind, from: 'down', to: 'up', cause: 'established', owner: null })
      }
    }
    this.#tellStatus(at, cause)
    this.#note(at)
  }

  #tellStatus(at: CalendarInstant, cause: string): void {
    if (this.#life === null) return
    const to = linkStatusOf(this.#life)
    if (to === this.#status) return
    this.entries.push({ at, kind: 'status', from: this.#status, to, cause, owner: null })
    this.#status = to
  }

  /** The VPC that is attached, or will be. */
  get #vpc(): string | null {
    const attachment =
      this.#life?.kind === 'usable' ? this.#life.attachment : this.#interlink.attachment
    return attachment.kind === 'attached' ? attachment.vpc : null
  }

  /** Whether the family has routes as far as its configuration goes, which need not have begun. */
  #isRouted(family: Family): boolean {
    const life = this.#life
    if (life?.kind === 'usable') {
      const { attachment, routing, propagation } = life
      return attachment.kind === 'attached' && routing[family].kind === 'policy' && propagation
    }
    const { attachment, routing, propagation } = this.#interlink
    return attachment.kind === 'attached' && routing[family] !== null && propagation
  }

  /**
   * What drops frames at their sender, the first of these that holds: the family has no routes by its
   * configuration; the link is down, as far as anybody knows; the InterLink does not carry it.
   */
  #refusal(family: Family): DropCause | null {
    if (!this.#isRouted(family)) return 'notRouted'
    if (!this.#link.lit) return 'linkDown'
    const carries = this.#life !== null && carriedBy(this.#life, family).kind === 'carries'
    if (carries) return null
    return this.#passes ? 'notRouted' : 'linkDown'
  }

  #note(at: CalendarInstant): void {
    const of = (family: Family) => {
      const impediments = this.#impediments[family]
      impediments.change(at, this.#link, this.#life, this.#held[family])
      return { impediment: impediments.first, refusal: this.#refusal(family) }
    }
    const phase: Phase = { from: at, vpc: this.#vpc, ipv4: of('ipv4'), ipv6: of('ipv6') }
    const last = this.phases.at(-1)
    if (last === undefined || !isSamePhase(last, phase)) this.phases.push(phase)
  }
}

/** A step of an InterLink that is due at an instant. */
interface PlacedStep {
  readonly at: CalendarInstant
  readonly take: () => void
}

/** An InterLink is created, and then configured. */
const stepsOf = (
  player: InterlinkPlayer,
  { configuring }: Interlink,
  at: CalendarInstant,
): readonly PlacedStep[] => {
  const usableAt = later(at, configuring)
  return [
    { at, take: () => player.create(at) },
    { at: usableAt, take: () => player.configure(usableAt) },
  ]
}

/**
 * Plays the life of an InterLink. At one instant timers run out first, then the InterLink is created or
 * configured, then the link changes, then the scenario's events come, in the order of the file.
 *
 * It is created when the link of its connection is detected, at simulated time 0 where that is active
 * from before, and stays in `configuring` for its time; then its sessions come up at once.
 *
 * @param events  in the order of time
 * @param start   calendar instant of simulated time 0
 */
export const playInterlink = (
  interlink: Interlink,
  connection: ConnectionPlayed,
  places: Places,
  events: readonly PlacedChange[],
  start: CalendarInstant,
): InterlinkPlayed => {
  const { states, detectedAt } = connection
  const player = new InterlinkPlayer(interlink, places, states[0]!)
  const isThere = detectedAt !== null && !isBefore(start, detectedAt)
  const steps: readonly PlacedStep[] =
    detectedAt === null ? [] : stepsOf(player, interlink, isThere ? start : detectedAt)
  for (let nextLink = 1, nextStep = 0, nextEvent = 0; ;) {
    const timer = player.timer
    const link = states[nextLink]?.from ?? NEVER
    const step = states[nextLink - 1]!.exists ? (steps[nextStep]?.at ?? NEVER) : NEVER
    const event = events[nextEvent]?.at ?? NEVER
    const at = [step, link, event].reduce((a, b) => (isBefore(b, a) ? b : a), timer)
    if (at === NEVER) return player
    if (at === timer) player.ring(at)
    else if (at === step) {
      steps[nextStep++]!.take()
      // What is so from simulated time 0 on is no news.
      if (isThere && interlink.configuring === 0) player.entries.length = 0
    } else if (at === link) player.link(states[nextLink++]!)
    else player.change(events[nextEvent++]!)
  }
}
