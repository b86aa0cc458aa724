/** From a draft to a scenario: every rule applied, every default filled in. */
import { ceilDiv, ps } from '../units.ts'
import { completeEvents, lightStatedBy } from './complete-events.ts'
import { completeFaults } from './complete-faults.ts'
import { completeObjective } from './complete-objective.ts'
import { completeTraffic } from './complete-traffic.ts'
import { completeWorld } from './complete-world.ts'
import {
  ENGINE_DEFAULT,
  INTERVALS_MAX,
  SEED_DEFAULT,
  SEED_MAX,
  defaultInterval,
  horizonOf,
} from './defaults.ts'
import type { ScenarioDraft } from './draft.ts'
import { type Feed, feedsOf } from './feeds.ts'
import { Findings } from './findings.ts'
import type { Objective } from './objective.ts'
import { type Register, registerOf } from './register.ts'
import type { Rejection } from './rejection.ts'
import type { Scenario } from './scenario.ts'
import { warnOfUnrouted } from './warn-of-unrouted.ts'
import type { Warning } from './warning.ts'
import type { Interlink, World } from './world.ts'

/** A scenario that holds every rule, or everything that speaks against it. */
export type CreatedScenario =
  | { readonly ok: true; readonly scenario: Scenario; readonly warnings: readonly Warning[] }
  | {
      readonly ok: false
      readonly rejections: readonly Rejection[]
      readonly warnings: readonly Warning[]
    }

const checkTimes = (findings: Findings, draft: ScenarioDraft): void => {
  const { duration, warmup = ps(0), seriesInterval: interval, engine = ENGINE_DEFAULT } = draft
  if (!findings.lasting(['duration'], duration, '1s')) return
  // As integers: the sum of two float64 may fall back onto the horizon.
  if (BigInt(duration) + BigInt(warmup) > BigInt(horizonOf(engine))) {
    findings.reject({ kind: 'beyond-horizon', path: ['duration'], engine, warmup, duration })
  }
  if (interval === undefined || !findings.lasting(['series', 'interval'], interval, '1ms')) return
  const intervals = Number(ceilDiv(BigInt(duration), BigInt(interval)))
  if (intervals > INTERVALS_MAX) {
    const path = ['series', 'interval']
    findings.reject({ kind: 'too-many-intervals', path, interval, duration, intervals })
  }
  if (interval > duration) {
    const path = ['series', 'interval']
    findings.warn({ kind: 'interval-above-duration', path, interval, duration })
  }
}

/** Warns of orders that cannot be placed in a run: nothing says when simulated time begins. */
const warnOfOrders = (findings: Findings, draft: ScenarioDraft): void => {
  const ordered = draft.connections.filter(({ provisioning }) => provisioning !== undefined)
  const [first] = ordered
  if (draft.start !== undefined || first === undefined) return
  findings.warn({
    kind: 'order-without-start',
    path: ['connections', first.id, 'provisioning'],
    connections: ordered.map(({ id }) => id),
  })
}

/** Tells whether an objective has anything to judge: flows, or ports. */
class Flows {
  readonly #directions = new Set<string>()

  constructor(feeds: readonly Feed[], interlinks: Register<Interlink>) {
    for (const { demand, interlinks: fed } of feeds) {
      for (const id of fed) {
        const connection = interlinks.get(id)?.connection ?? ''
        for (const subject of ['interlink *', `interlink ${id}`, `connection ${connection}`]) {
          this.#directions.add(`${subject} ${demand.direction}`)
          this.#directions.add(subject)
        }
      }
    }
  }

  match({ subject, direction }: Objective): boolean {
    // A port is there with and without traffic; only by default those that carry some are meant.
    if (subject.kind === 'connection' && direction !== null) return true
    const name = subject.kind === 'interlink' ? subject.interlink : subject.connection
    const key = `${subject.kind} ${name}`
    return this.#directions.has(direction === null ? key : `${key} ${direction}`)
  }
}

const completeObjectives = (
  findings: Findings,
  draft: ScenarioDraft,
  world: World,
  feeds: readonly Feed[],
): readonly Objective[] => {
  const interlinks = registerOf(world.interlinks)
  const subjects = { interlinks, connections: registerOf(world.connections) }
  const flows = new Flows(feeds, interlinks)
  const objectives: Objective[] = []
  for (const [index, each] of draft.objectives.entries()) {
    const path = ['objectives', index]
    const objective = completeObjective(findings, path, each, subjects)
    if (objective === null) continue
    objectives.push(objective)
    if (objective.side === 'below' && objective.limit === 0) {
      const { metric } = objective.subject
      findings.warn({
        kind: 'never-met',
        path: [...path, 'below'],
        metric,
        limit: String(each.below),
      })
    }
    if (flows.match(objective)) continue
    const subject = each.interlink ?? each.connection!
    findings.warn({ kind: 'matches-no-flow', path, subject, direction: objective.direction })
  }
  return objectives
}

/**
 * Creates a scenario from its draft, or says everything that speaks against it.
 *
 * Ids of a draft's lists are unique, as keys of a mapping are; that is not checked again.
 */
export const createScenario = (draft: ScenarioDraft): CreatedScenario => {
  const findings = new Findings()
  const { name, duration, warmup = ps(0), seed = SEED_DEFAULT, engine = ENGINE_DEFAULT } = draft
  findings.whole(['seed'], seed, 0, SEED_MAX)
  checkTimes(findings, draft)
  const completed = completeWorld(findings, draft)
  const end = ps(warmup + duration)
  const before = findings.rejections.length
  const events = completeEvents(findings, draft.events ?? [], draft, completed, end)
  const isSettled = findings.rejections.length === before
  const world = lightStatedBy(events, completed)
  const scope = { world, events }
  const traffic = completeTraffic(findings, draft.traffic, scope, end, isSettled)
  const feeds = feedsOf(traffic, scope)
  if (isSettled) warnOfUnrouted(findings, scope, feeds)
  warnOfOrders(findings, draft)
  const faults = completeFaults(findings, draft.faults ?? [], world)
  const objectives = completeObjectives(findings, draft, world, feeds)
  const { rejections, warnings } = findings
  if (rejections.length > 0) return { ok: false, rejections, warnings }
  const seriesInterval = draft.seriesInterval ?? defaultInterval(duration)
  const times = { start: draft.start ?? null, duration, warmup, seriesInterval }
  return {
    ok: true,
    scenario: { name, seed, engine, ...times, world, traffic, objectives, events, faults },
    warnings,
  }
}
