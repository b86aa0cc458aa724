/**
 * The life of everything in a run, played before any frame: when connections come up and break, when
 * InterLinks carry which family, and what is billed. Nothing of it depends on frames.
 */
import { type CalendarInstant, compareInstants } from '../../calendar.ts'
import { groupBy } from '../../group.ts'
import type { Demand, Family } from '../../model/demand.ts'
import type { Direction } from '../../model/direction.ts'
import { fedBy } from '../../model/fed-by.ts'
import type { BilledInterval } from '../../model/lifecycle/billing.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { Interlink } from '../../model/world.ts'
import { ps } from '../../units.ts'
import { gatesByChoice } from './choice.ts'
import { type ConnectionPlayed, type PlacedPlantEvent, playConnection } from './connection.ts'
import type { LifeEntry } from './entry.ts'
import { type Gate, gateOf } from './gate.ts'
import { type InterlinkPlayed, type PlacedChange, playInterlink } from './interlink.ts'
import { EPOCH, later, psFrom } from './moment.ts'
import type { Phase } from './phase.ts'
import { LOST, type Wire, wireOf } from './wire.ts'

/** A life, played. */
export interface Life {
  /** Calendar instants of simulated time 0 and of the end of the run. */
  readonly start: CalendarInstant
  readonly end: CalendarInstant
  /** When frames of a demand may enter an InterLink. */
  readonly gateFor: (demand: Demand, interlink: string) => Gate
  /** What the cable of a connection does to frames. */
  readonly wireOf: (connection: string, direction: Direction) => Wire
  /** What an InterLink is, in the order of time; the first phase holds before its instant, too. */
  readonly phasesOf: (interlink: string) => readonly Phase[]
  /**
   * In the order of time, and of the file: connections before InterLinks. Steps of orders whenever they
   * are, all else up to the end of the run.
   */
  readonly entries: readonly LifeEntry[]
  /** What is billed from simulated time 0 to the end of the run, in the order of the file. */
  readonly billed: readonly (BilledInterval & { readonly to: CalendarInstant })[]
}

const latest = (a: CalendarInstant, b: CalendarInstant): CalendarInstant =>
  compareInstants(a, b) < 0 ? b : a

/** A scenario's events by what they happen to, each at its instant of the calendar. */
const placeEvents = ({ events }: Scenario, start: CalendarInstant) => {
  const plant: (PlacedPlantEvent & { readonly connection: string })[] = []
  const changes: (PlacedChange & { readonly interlink: string })[] = []
  for (const event of events) {
    const at = later(start, event.at)
    if ('interlink' in event) changes.push({ ...event, at })
    else plant.push({ ...event, at })
  }
  return {
    plantOf: groupBy(plant, ({ connection }) => connection),
    changesOf: groupBy(changes, ({ interlink }) => interlink),
  }
}

/** InterLinks of one connection that are alike in all this, and to which nothing happens, live alike. */
const kindOf = ({ attachment, routing, propagation, configuring, bgp }: Interlink): string =>
  JSON.stringify([
    attachment,
    routing.ipv4 === null,
    routing.ipv6 === null,
    propagation,
    configuring,
    bgp.holdTime,
    bgp.bfd,
    bgp.establish,
  ])

const wireFrom = (
  { states }: ConnectionPlayed,
  direction: Direction,
  start: CalendarInstant,
): Wire =>
  wireOf(
    states.map(({ from, link, ratios }) => ({
      from: psFrom(start, from),
      ratio: link.kind === 'up' ? ratios[direction] : LOST,
    })),
  )

/** Gates by what they depend on, each made once. */
class Gates {
  readonly #scenario: Scenario
  readonly #start: CalendarInstant
  readonly #played: ReadonlyMap<string, InterlinkPlayed>
  readonly #named = new Map<readonly Phase[], Partial<Record<Family, Gate>>>()
  readonly #chosen = new Map<string, ReadonlyMap<string, Gate>>()

  constructor(
    scenario: Scenario,
    start: CalendarInstant,
    played: ReadonlyMap<string, InterlinkPlayed>,
  ) {
    this.#scenario = scenario
    this.#start = start
    this.#played = played
  }

  for(demand: Demand, interlink: string): Gate {
    const { family } = demand
    if ('vpc' in demand) return this.#chosenFor(demand, demand.vpc).get(interlink)!
    const { phases } = this.#played.get(interlink)!
    const named = this.#named.get(phases) ?? {}
    this.#named.set(phases, named)
    named[family] ??= gateOf(
      phases.map(phase => ({
        from: psFrom(this.#start, phase.from),
        cause: phase[family].refusal,
      })),
    )
    return named[family]
  }

  #chosenFor(demand: Demand, vpc: string): ReadonlyMap<string, Gate> {
    const { family } = demand
    const key = `${vpc} ${family}`
    const known = this.#chosen.get(key)
    if (known !== undefined) return known
    const ids = fedBy(demand, this.#scenario)
    const preferences = new Map(
      this.#scenario.world.interlinks.map(({ id, bgp }) => [id, bgp.preference]),
    )
    const candidates = ids.map(id => ({
      preference: preferences.get(id)!,
      phases: this.#played.get(id)!.phases,
    }))
    const gates = gatesByChoice(candidates, vpc, family, this.#start)
    const byId = new Map(ids.map((id, i) => [id, gates[i]!]))
    this.#chosen.set(key, byId)
    return byId
  }
}

/** Plays the life of a scenario. */
export const playLife = (scenario: Scenario): Life => {
  const { seed, world, warmup, duration } = scenario
  const start = scenario.start ?? EPOCH
  const end = later(start, ps(warmup + duration))
  const { plantOf, changesOf } = placeEvents(scenario, start)
  const interlinksOf = groupBy(world.interlinks, ({ connection }) => connection)
  const connections = new Map<string, ConnectionPlayed>()
  const played = new Map<string, InterlinkPlayed>()
  const entries: LifeEntry[] = []
  const billed: (BilledInterval & { to: CalendarInstant })[] = []
  for (const connection of world.connections) {
    const { id } = connection
    const events = plantOf.get(id) ?? []
    const life = playConnection(connection, seed, start, scenario.start !== null, events)
    connections.set(id, life)
    entries.push(...life.entries)
    if (life.detectedAt !== null && compareInstants(life.detectedAt, end) < 0) {
      billed.push({ connection: id, from: latest(life.detectedAt, start), to: end })
    }
    // There are many InterLinks and few kinds of them.
    const alike = new Map<string, InterlinkPlayed>()
    for (const interlink of interlinksOf.get(id) ?? []) {
      const changes = changesOf.get(interlink.id) ?? []
      const kind = kindOf(interlink)
      const twin = changes.length === 0 ? alike.get(kind) : undefined
      const places = { ...world, connection: life.life }
      const one = twin ?? playInterlink(interlink, life, places, changes, start)
      if (changes.length === 0) alike.set(kind, one)
      played.set(interlink.id, one)
    }
  }
  for (const { id } of world.interlinks) {
    for (const entry of played.get(id)!.entries) entries.push({ ...entry, subject: id })
  }
  const gates = new Gates(scenario, start, played)
  return {
    start,
    end,
    gateFor: (demand, interlink) => gates.for(demand, interlink),
    wireOf: (connection, direction) => wireFrom(connections.get(connection)!, direction, start),
    phasesOf: interlink => played.get(interlink)!.phases,
    entries: entries
      .filter(({ kind, at }) => kind === 'order' || compareInstants(at, end) <= 0)
      .toSorted((a, b) => compareInstants(a.at, b.at)),
    billed,
  }
}
