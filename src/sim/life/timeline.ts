/**
 * The life of everything in a run, played before any frame: when connections come up, when InterLinks
 * carry which family, and what is billed. Nothing of it depends on frames.
 */
import { type CalendarInstant, compareInstants } from '../../calendar.ts'
import { groupBy } from '../../group.ts'
import type { Demand } from '../../model/demand.ts'
import type { Direction } from '../../model/direction.ts'
import type { BilledInterval } from '../../model/lifecycle/billing.ts'
import type { Scenario } from '../../model/scenario.ts'
import { ps } from '../../units.ts'
import { playConnection } from './connection.ts'
import type { LifeEntry } from './entry.ts'
import type { Gate } from './gate.ts'
import { type InterlinkPlayed, type Stages, kindOf, playInterlink, stagesOf } from './interlink.ts'
import { EPOCH, later } from './moment.ts'
import { CLEAR, type Wire } from './wire.ts'

/** A life, played. */
export interface Life {
  /** Calendar instants of simulated time 0 and of the end of the run. */
  readonly start: CalendarInstant
  readonly end: CalendarInstant
  /** When frames of a demand may enter an InterLink. */
  readonly gateFor: (demand: Demand, interlink: string) => Gate
  /** What the cable of a connection does to frames. */
  readonly wireOf: (connection: string, direction: Direction) => Wire
  /**
   * In the order of time, and of the file: connections before InterLinks. Steps of orders whenever they
   * are, statuses up to the end of the run.
   */
  readonly entries: readonly LifeEntry[]
  /** What is billed from simulated time 0 to the end of the run, in the order of the file. */
  readonly billed: readonly (BilledInterval & { readonly to: CalendarInstant })[]
}

const latest = (a: CalendarInstant, b: CalendarInstant): CalendarInstant =>
  compareInstants(a, b) < 0 ? b : a

/** Plays the life of a scenario. */
export const playLife = (scenario: Scenario): Life => {
  const { seed, world, warmup, duration } = scenario
  const start = scenario.start ?? EPOCH
  const end = later(start, ps(warmup + duration))
  const interlinksOf = groupBy(world.interlinks, ({ connection }) => connection)
  const played = new Map<string, InterlinkPlayed>()
  const entries: LifeEntry[] = []
  // There are many InterLinks and few kinds of them.
  const stagesByKind = new Map<string, Stages>()
  const billed: (BilledInterval & { to: CalendarInstant })[] = []
  for (const connection of world.connections) {
    const life = playConnection(connection, seed, start, scenario.start !== null)
    entries.push(...life.entries)
    if (life.detectedAt !== null && compareInstants(life.detectedAt, end) < 0) {
      billed.push({ connection: connection.id, from: latest(life.detectedAt, start), to: end })
    }
    const alike = new Map<string, InterlinkPlayed>()
    for (const interlink of interlinksOf.get(connection.id) ?? []) {
      const kind = kindOf(interlink)
      const twin = `${kind} ${interlink.configuring}`
      const stages = stagesByKind.get(kind) ?? stagesOf(interlink, start)
      const one = alike.get(twin) ?? playInterlink(interlink, stages, life, start)
      stagesByKind.set(kind, stages)
      alike.set(twin, one)
      played.set(interlink.id, one)
    }
  }
  for (const { id } of world.interlinks) {
    for (const change of played.get(id)!.changes) {
      entries.push({ ...change, subject: id, kind: 'status', owner: null })
    }
  }
  return {
    start,
    end,
    gateFor: ({ family }, interlink) => played.get(interlink)!.gates[family],
    wireOf: () => CLEAR,
    entries: entries
      .filter(({ kind, at }) => kind === 'order' || compareInstants(at, end) <= 0)
      .toSorted((a, b) => compareInstants(a.at, b.at)),
    billed,
  }
}
