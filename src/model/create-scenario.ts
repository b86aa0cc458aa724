/** From a draft to a scenario: every rule applied, every default filled in. */
import { type Ps, HORIZON, ceilDiv, ps } from '../units.ts'
import { completeObjective } from './complete-objective.ts'
import { completeDemand, smallestFrame } from './complete-source.ts'
import { completeWorld } from './complete-world.ts'
import { checkReference } from './place.ts'
import { INTERVALS_MAX, MTU_MIN, SEED_DEFAULT, SEED_MAX, defaultInterval } from './defaults.ts'
import { type Demand, FAMILIES } from './demand.ts'
import type { ScenarioDraft } from './draft.ts'
import { Findings } from './findings.ts'
import { FRAME_MAX, largestFrame } from './frame.ts'
import { fedBy } from './fed-by.ts'
import type { Objective } from './objective.ts'
import type { Path } from './path.ts'
import { type Register, registerOf } from './register.ts'
import type { Rejection } from './rejection.ts'
import type { Scenario } from './scenario.ts'
import type { ScheduledEvent } from './scheduled-event.ts'
import type { Warning } from './warning.ts'
import type { Interlink } from './world.ts'

/** What tells which InterLinks a source may feed. */
type Fed = Pick<Scenario, 'world' | 'events'>

/** A scenario that holds every rule, or everything that speaks against it. */
export type CreatedScenario =
  | { readonly ok: true; readonly scenario: Scenario; readonly warnings: readonly Warning[] }
  | {
      readonly ok: false
      readonly rejections: readonly Rejection[]
      readonly warnings: readonly Warning[]
    }

const checkTimes = (findings: Findings, draft: ScenarioDraft): void => {
  const { duration, warmup = ps(0), seriesInterval: interval } = draft
  if (!findings.lasting(['duration'], duration, '1s')) return
  // As integers: the sum of two float64 may fall back onto the horizon.
  if (BigInt(duration) + BigInt(warmup) > BigInt(HORIZON)) {
    findings.reject({ kind: 'beyond-horizon', path: ['duration'], warmup, duration })
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

/** Warns of a source that never emits, or whose every frame is too long. */
const warnOfDemand = (
  findings: Findings,
  path: Path,
  demand: Demand,
  interlink: Interlink | undefined,
  end: Ps,
): void => {
  if (demand.start >= end && end > 0) {
    const { start } = demand
    findings.warn({ kind: 'starts-after-end', path: [...path, 'source', 'start'], start, end })
  }
  const frame = smallestFrame(demand.source)
  // An mtu that is no mtu is a fault of its own, and so is a frame that no port carries.
  if (interlink === undefined || frame === null || !(interlink.mtu >= MTU_MIN)) return
  if (frame <= largestFrame(interlink.mtu) || frame > FRAME_MAX) return
  findings.warn({
    kind: 'always-oversize',
    path: [...path, 'source', 'frame'],
    interlink: interlink.id,
    frame,
    mtu: interlink.mtu,
  })
}

/** Warns of InterLinks that carry nothing, or nothing of a family that they are offered. */
const warnOfUnrouted = (findings: Findings, scope: Fed, traffic: readonly Demand[]): void => {
  const { interlinks } = scope.world
  const first = new Map<string, number>()
  for (const [index, demand] of traffic.entries()) {
    for (const interlink of fedBy(demand, scope)) {
      for (const key of [interlink, `${interlink} ${demand.family}`]) {
        if (!first.has(key)) first.set(key, index)
      }
    }
  }
  const trafficOf = (key: string): Path | null => {
    const index = first.get(key)
    return index === undefined ? null : ['traffic', index, 'interlink']
  }
  for (const { id: interlink, attachment, routing, propagation } of interlinks) {
    const path = ['interlinks', interlink]
    if (attachment.kind === 'detached') {
      findings.warn({ kind: 'carries-nothing', path, interlink, traffic: trafficOf(interlink) })
      continue
    }
    const blocked = FAMILIES.filter(family => routing[family] === null)
    if (!propagation && blocked.length < FAMILIES.length) {
      const at = [...path, 'propagation']
      const named = trafficOf(interlink)
      findings.warn({ kind: 'not-propagated', path: at, interlink, traffic: named })
      continue
    }
    for (const family of blocked) {
      const named = trafficOf(`${interlink} ${family}`)
      if (named === null) continue
      const at = [...path, 'routing']
      findings.warn({ kind: 'family-blocked', path: at, interlink, family, traffic: named })
    }
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

  constructor(traffic: readonly Demand[], interlinks: Register<Interlink>, scope: Fed) {
    for (const demand of traffic) {
      for (const id of fedBy(demand, scope)) {
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
  scope: Fed,
  interlinks: Register<Interlink>,
  traffic: readonly Demand[],
): readonly Objective[] => {
  const subjects = { interlinks, connections: registerOf(scope.world.connections) }
  const flows = new Flows(traffic, interlinks, scope)
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
  const { name, duration, warmup = ps(0), seed = SEED_DEFAULT, engine = 'packet' } = draft
  findings.whole(['seed'], seed, 0, SEED_MAX)
  checkTimes(findings, draft)
  const world = completeWorld(findings, draft)
  const interlinks = registerOf(world.interlinks)
  const end = ps(warmup + duration)
  const traffic = draft.traffic.map((each, index) => {
    const path = ['traffic', index]
    const { interlink } = each
    if (interlink !== undefined) {
      checkReference(findings, [...path, 'interlink'], 'interlinks', interlink, interlinks)
    }
    const demand = completeDemand(findings, path, each)
    warnOfDemand(findings, path, demand, interlinks.get(interlink ?? ''), end)
    return demand
  })
  const events: readonly ScheduledEvent[] = []
  const scope = { world, events }
  warnOfUnrouted(findings, scope, traffic)
  warnOfOrders(findings, draft)
  const objectives = completeObjectives(findings, draft, scope, interlinks, traffic)
  const { rejections, warnings } = findings
  if (rejections.length > 0) return { ok: false, rejections, warnings }
  const seriesInterval = draft.seriesInterval ?? defaultInterval(duration)
  const times = { start: draft.start ?? null, duration, warmup, seriesInterval }
  return {
    ok: true,
    scenario: { name, seed, engine, ...times, world, traffic, objectives, events, faults: [] },
    warnings,
  }
}
