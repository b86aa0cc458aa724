/** The life of a connection, played once: its order, its light, and what happens to its parts. */
import { type CalendarInstant, compareInstants, toCalendar } from '../../calendar.ts'
import { type Owner, ownerOf } from '../../model/demarcation.ts'
import { afterOrderStep, afterResourceEvent } from '../../model/lifecycle/evolve-connection.ts'
import {
  type ConnectionLife,
  type ConnectionTerms,
  type Fault,
  type PhysicalLink,
  physicalLinkOf,
} from '../../model/lifecycle/connection.ts'
import { connectionStatusOf } from '../../model/lifecycle/connection-status.ts'
import { orderWaitsFor } from '../../model/lifecycle/order.ts'
import { lightOf, lightRemedy, lightTowards } from '../../model/light.ts'
import { explainLight } from '../../model/optics.ts'
import {
  type Plant,
  type PlantEvent,
  afterPlantEvent,
  isLit,
  changeName,
  spotName,
  wholePlant,
} from '../../model/plant.ts'
import { PATCHERS } from '../../model/provisioning.ts'
import type { Connection } from '../../model/world.ts'
import type { LifeEntry } from './entry.ts'
import { type DatedStep, STAGE, orderEvent, orderSteps } from './order.ts'

/** What happens to a part of a connection, and when. */
export type PlacedPlantEvent = PlantEvent & { readonly at: CalendarInstant }

/** What the physical link of a connection is from an instant on. */
export interface LinkState {
  readonly from: CalendarInstant
  readonly link: PhysicalLink
  /** Whether the link has been detected. */
  readonly exists: boolean
  /** Whether it has and both ends see light: then frames pass, or vanish. */
  readonly lit: boolean
  /** What is broken, in the order in which it broke; nobody looks before all of the order is done. */
  readonly faults: readonly Fault[]
  /** The fault that ended last; null: none has. */
  readonly lastEnded: Fault | null
  /** Bit error ratios of the light. */
  readonly ratios: Plant['ratios']
}

/** A connection's life. */
export interface ConnectionPlayed {
  /** In the order of time, several at one instant in the order in which they came; at least one. */
  readonly states: readonly LinkState[]
  /** When the link is detected; null: never. */
  readonly detectedAt: CalendarInstant | null
  readonly entries: readonly LifeEntry[]
  /** What it has become. */
  readonly life: ConnectionLife
}

const termsOf = ({ pop, project, portSpeed, ...rest }: Connection): ConnectionTerms => ({
  pop,
  project,
  portSpeed,
  availableBandwidths: rest.availableBandwidths,
  patchedBy: rest.provisioning?.patchedBy ?? PATCHERS[0]!,
})

/** What ails the light of a connection whose every part is whole. */
const ailment = (connection: Connection): Pick<LifeEntry, 'to' | 'cause'> | null => {
  const ailing = lightOf(connection).filter(
    ({ budget: { light } }) => light.kind === 'dark' || light.kind === 'overloaded',
  )
  const cause = ailing.map(
    found => `light ${lightTowards(found)} is ${explainLight(found.budget)}; ${lightRemedy(found)}`,
  )
  const [worst] = ailing
  return worst === undefined ? null : { to: worst.budget.light.kind, cause: cause.join('; ') }
}

/** Whose side of the demarcation something happens on. */
const ownerOfSpot = ({ spot }: PlantEvent): Owner =>
  spot.kind === 'segment' ? ownerOf('cross-connect') : spot.end

/** Plays one connection, step by step in the order of time. */
class ConnectionPlayer {
  readonly states: LinkState[] = []
  readonly entries: LifeEntry[] = []
  detectedAt: CalendarInstant | null = null
  readonly #connection: Connection
  #life: ConnectionLife
  #plant: Plant
  /** Whether all steps of the order are done and only light is waited for. */
  #isDue = false
  #lastEnded: Fault | null = null

  constructor(connection: Connection, life: ConnectionLife, from: CalendarInstant) {
    this.#connection = connection
    this.#life = life
    this.#plant = wholePlant(connection)
    this.#note(from)
  }

  get life(): ConnectionLife {
    return this.#life
  }

  /** A step of the order before the link is detected. */
  order(dated: DatedStep): void {
    const life = this.#life
    if (life.kind !== 'ordered') return
    const { provisioning, loa } = this.#connection
    const stage = life.order.kind
    this.#life = afterOrderStep(life, orderEvent(dated, life, provisioning!, loa))
    const at = toCalendar(dated.at)
    this.#tell(at, 'order', STAGE[stage], dated.step, dated.step, orderWaitsFor(stage))
    this.#note(at)
  }

  /** The port is ready: the link is detected as soon as there is light. */
  due(at: CalendarInstant): void {
    this.#isDue = true
    if (isLit(this.#plant)) {
      this.#detect(at)
      return
    }
    const fault = this.#plant.faults.find(({ light }) => light === 'lost')!
    const { to, cause } = ailment(this.#connection) ?? { to: 'dark', cause: fault.id }
    this.#tell(at, 'light', null, to, cause, ownerOf(fault.element))
    this.#note(at)
  }

  /** Something happens to a part. */
  happen(event: PlacedPlantEvent): void {
    const { at, spot, change } = event
    const before = this.#plant
    const after = afterPlantEvent(before, event)
    this.#tell(at, 'event', null, changeName(change), spotName(spot), ownerOfSpot(event))
    if (after === before) return
    this.#plant = after
    if (this.#isDue && this.detectedAt === null && isLit(after)) this.#detect(at)
    else this.#breakAndMend(before.faults, at)
  }

  /** What is broken changes, of a connection that exists. */
  #breakAndMend(before: readonly Fault[], at: CalendarInstant): void {
    if (this.#life.kind !== 'resource') {
      if (this.#isDue) this.#note(at)
      return
    }
    const was = physicalLinkOf(this.#life)
    const { faults } = this.#plant
    const connection = this.#connection.id
    for (const fault of before.filter(each => !faults.includes(each))) {
      this.#lastEnded = fault
      const event = { kind: 'faultEnded', at, connection, fault: fault.id } as const
      this.#life = afterResourceEvent(this.#life, event)
    }
    for (const fault of faults.filter(each => !before.includes(each))) {
      this.#life = afterResourceEvent(this.#life, { kind: 'faultBegan', at, connection, fault })
    }
    const is = physicalLinkOf(this.#life)
    if (was.kind !== is.kind) {
      const [fault, owner] = is.kind === 'down' ? [faults[0]!, is.owner] : [this.#lastEnded!, null]
      this.#tell(at, 'link', was.kind, is.kind, fault.id, owner)
    }
    this.#note(at)
  }

  /** The link is detected: the connection exists, and is active at once. */
  #detect(at: CalendarInstant): void {
    const { id: connection } = this.#connection
    const stage = this.#life.kind === 'ordered' ? this.#life.order.kind : 'patched'
    const created = afterOrderStep(this.#life, { kind: 'linkDetected', at, connection })
    const active = afterResourceEvent(created, { kind: 'connectionConfigured', at, connection })
    const [first, last] = [connectionStatusOf(created)!, connectionStatusOf(active)!]
    this.#tell(at, 'order', STAGE[stage], 'linkDetected', 'linkDetected', orderWaitsFor(stage))
    this.#tell(at, 'status', null, first, 'linkDetected', null)
    this.#tell(at, 'status', first, last, 'connectionConfigured', null)
    this.detectedAt = at
    this.#life = active
    // What makes frames vanish may have begun before.
    this.#note(at)
    if (this.#plant.faults.length > 0) this.#breakAndMend([], at)
  }

  #tell(
    at: CalendarInstant,
    kind: LifeEntry['kind'],
    from: string | null,
    to: string,
    cause: string,
    owner: Owner | null,
  ): void {
    this.entries.push({ at, subject: this.#connection.id, kind, from, to, cause, owner })
  }

  #note(from: CalendarInstant): void {
    const { faults, ratios } = this.#plant
    const exists = this.#life.kind === 'resource'
    this.states.push({
      from,
      link: this.#isDue && !exists ? this.#darkLink() : physicalLinkOf(this.#life),
      exists,
      lit: exists && isLit(this.#plant),
      faults: this.#isDue ? faults : [],
      lastEnded: this.#lastEnded,
      ratios,
    })
  }

  /** The order is done and no light reaches both ends. */
  #darkLink(): PhysicalLink {
    const fault = this.#plant.faults.find(({ light }) => light === 'lost')!
    return { kind: 'down', cause: { kind: 'fault', fault }, owner: ownerOf(fault.element) }
  }
}

/** A connection that is there from the start, as soon as light reaches it. */
const playStanding = (
  connection: Connection,
  start: CalendarInstant,
  events: readonly PlacedPlantEvent[],
): ConnectionPlayed => {
  const loa = { number: 1, issuedAt: start, expiresAt: start, demarcationInfo: connection.loa }
  const player = new ConnectionPlayer(
    connection,
    {
      kind: 'ordered',
      id: connection.id,
      terms: termsOf(connection),
      order: { kind: 'patched', loa, patchedAt: start },
    },
    start,
  )
  player.due(start)
  // What is so from the start on is no news.
  if (player.detectedAt !== null) player.entries.length = 0
  for (const event of events) player.happen(event)
  return player
}

/** A connection that is ordered, as the seed has it. */
const playOrdered = (
  connection: Connection,
  seed: number,
  events: readonly PlacedPlantEvent[],
): ConnectionPlayed => {
  const { id } = connection
  const provisioning = connection.provisioning!
  const ordered = toCalendar(provisioning.ordered)
  const player = new ConnectionPlayer(
    connection,
    { kind: 'ordered', id, terms: termsOf(connection), order: { kind: 'requested' } },
    ordered,
  )
  player.entries.push({
    at: ordered,
    subject: id,
    kind: 'order',
    from: null,
    to: STAGE.requested,
    cause: 'ordered',
    owner: null,
  })
  let next = 0
  for (const dated of orderSteps(id, provisioning, seed)) {
    const at = toCalendar(dated.at)
    for (; next < events.length && compareInstants(events[next]!.at, at) < 0; next++) {
      player.happen(events[next]!)
    }
    if (dated.step === 'linkDetected') player.due(at)
    else player.order(dated)
  }
  for (; next < events.length; next++) player.happen(events[next]!)
  return player
}

/**
 * Plays the life of a connection.
 *
 * @param start   calendar instant of simulated time 0
 * @param dated   whether the scenario names it: an order cannot be placed otherwise, and its connection
 *   is there from the start
 * @param events  what happens to its parts, in the order of time, none before `start`
 */
export const playConnection = (
  connection: Connection,
  seed: number,
  start: CalendarInstant,
  dated: boolean,
  events: readonly PlacedPlantEvent[],
): ConnectionPlayed =>
  connection.provisioning === null || !dated
    ? playStanding(connection, start, events)
    : playOrdered(connection, seed, events)
