/** Rules of objectives: one subject, one of its metrics, one limit of the metric's dimension. */
import { type Dimension, parseQuantity } from '../quantity.ts'
import { PS_PER_SECOND } from '../units.ts'
import { checkReference } from './place.ts'
import type { LimitDraft, ObjectiveDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import {
  FLOW_METRICS,
  type FlowMetric,
  type Objective,
  type ObjectiveSubject,
  PORT_METRICS,
  type PortMetric,
  dimensionOf,
} from './objective.ts'
import type { Path } from './path.ts'
import type { Register } from './register.ts'
import type { SubjectKind } from './rejection.ts'

const METRICS: readonly (FlowMetric | PortMetric)[] = [...FLOW_METRICS, ...PORT_METRICS]
/** Of which exactly one is needed. */
const EITHER = { what: 'the objective', keys: ['interlink', 'connection'] } as const
const SIDES = ['below', 'above'] as const

/** What objectives may name. */
export interface Subjects {
  readonly interlinks: Register<unknown>
  readonly connections: Register<unknown>
}

/** A metric of `known`, or null where it is rejected. */
const metricOf = <M extends string>(
  findings: Findings,
  path: Path,
  metric: string,
  subject: SubjectKind,
  known: readonly M[],
): M | null => {
  const found = known.find(each => each === metric)
  if (found === undefined) {
    findings.reject({
      kind: 'unknown-metric',
      path: [...path, 'metric'],
      metric,
      subject,
      known,
    })
  }
  return found ?? null
}

const subjectOf = (
  findings: Findings,
  path: Path,
  draft: ObjectiveDraft,
  { interlinks, connections }: Subjects,
): ObjectiveSubject | null => {
  const { interlink, connection } = draft
  if (interlink === undefined && connection === undefined) {
    findings.reject({ kind: 'subjects', path, ...EITHER, count: 0 })
    return null
  }
  let known = true
  if (interlink !== undefined && connection !== undefined) {
    findings.reject({ kind: 'subjects', path: [...path, 'connection'], ...EITHER, count: 2 })
    known = false
  }
  if (interlink !== undefined && interlink !== '*') {
    const at = [...path, 'interlink']
    known = checkReference(findings, at, 'interlinks', interlink, interlinks) && known
  }
  if (connection !== undefined) {
    const at = [...path, 'connection']
    known = checkReference(findings, at, 'connections', connection, connections) && known
  }
  if (interlink !== undefined) {
    const metric = metricOf<FlowMetric>(findings, path, draft.metric, 'interlink', FLOW_METRICS)
    return metric !== null && known ? { kind: 'interlink', interlink, metric } : null
  }
  const metric = metricOf<PortMetric>(findings, path, draft.metric, 'connection', PORT_METRICS)
  return metric !== null && known ? { kind: 'connection', connection: connection!, metric } : null
}

/** SI base units in one of a quantity's: seconds in a picosecond, else 1. */
const inSi = (value: number, dimension: Dimension): number =>
  dimension === 'duration' ? value / PS_PER_SECOND : value

const limitOf = (
  findings: Findings,
  path: Path,
  written: LimitDraft,
  metric: FlowMetric | PortMetric,
): number | null => {
  const dimension = dimensionOf(metric)
  const parsed = parseQuantity(String(written), dimension)
  if (parsed.ok) return inSi(parsed.value, dimension)
  findings.reject({ kind: 'limit-unreadable', path, metric, fault: parsed.fault })
  return null
}

/**
 * Completes an objective and applies its rules.
 *
 * @returns null where it is rejected
 */
export const completeObjective = (
  findings: Findings,
  path: Path,
  draft: ObjectiveDraft,
  subjects: Subjects,
): Objective | null => {
  const subject = subjectOf(findings, path, draft, subjects)
  // Limits are judged by the metric alone, whatever is wrong with the subject.
  const metric = METRICS.find(each => each === draft.metric)
  const limits = SIDES.flatMap(side => {
    const written = draft[side]
    if (written === undefined || metric === undefined) return []
    const limit = limitOf(findings, [...path, side], written, metric)
    return limit === null ? [] : [{ side, limit }]
  })
  const { below, above, direction = null } = draft
  if (below !== undefined && above !== undefined) {
    findings.reject({ kind: 'limits', path: [...path, 'above'], count: 2 })
    return null
  }
  if (below === undefined && above === undefined) {
    findings.reject({ kind: 'limits', path, count: 0 })
    return null
  }
  const [limit] = limits
  return limit === undefined || subject === null ? null : { subject, direction, ...limit }
}
