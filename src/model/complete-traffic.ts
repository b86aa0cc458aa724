/** From drafts of traffic to demands: what each feeds, the rules of its source, and warnings. */
import type { Ps } from '../units.ts'
import { completeDemand, smallestFrame } from './complete-source.ts'
import { MTU_MIN } from './defaults.ts'
import type { Demand } from './demand.ts'
import type { DemandDraft } from './draft.ts'
import { interlinksByVpc } from './fed-by.ts'
import type { Findings } from './findings.ts'
import { FRAME_MAX, largestFrame } from './frame.ts'
import type { Path } from './path.ts'
import { checkReference } from './place.ts'
import { type Register, registerOf } from './register.ts'
import type { Scenario } from './scenario.ts'
import type { Interlink, Vpc } from './world.ts'

/** Of which exactly one is needed. */
const EITHER = { what: 'the source', keys: ['interlink', 'vpc'] } as const
/** The most InterLinks of VPCs that are warned of beside the first one of each source. */
const WARNED_MAX = 100

/** What traffic may feed. */
interface Targets {
  readonly interlinks: Register<Interlink>
  readonly vpcs: Register<Vpc>
  /** By VPC, the InterLinks that are ever attached to it; null where that is not known. */
  readonly attached: ReadonlyMap<string, readonly string[]> | null
}

/** Rejects what feeds nothing, and what feeds two things. */
const checkTarget = (
  findings: Findings,
  path: Path,
  { interlink, vpc }: DemandDraft,
  { interlinks, vpcs, attached }: Targets,
): void => {
  if (interlink === undefined && vpc === undefined) {
    findings.reject({ kind: 'subjects', path, ...EITHER, count: 0 })
  }
  const at = [...path, 'vpc']
  if (interlink !== undefined && vpc !== undefined) {
    findings.reject({ kind: 'subjects', path: at, ...EITHER, count: 2 })
  }
  if (interlink !== undefined) {
    checkReference(findings, [...path, 'interlink'], 'interlinks', interlink, interlinks)
  }
  if (vpc === undefined || !checkReference(findings, at, 'vpcs', vpc, vpcs)) return
  if (interlink !== undefined || attached === null || attached.has(vpc)) return
  findings.reject({ kind: 'vpc-without-interlink', path: at, vpc })
}

/** Warns of a source that never emits. */
const warnOfStart = (findings: Findings, path: Path, { start }: Demand, end: Ps): void => {
  if (start < end || end === 0) return
  findings.warn({ kind: 'starts-after-end', path: [...path, 'source', 'start'], start, end })
}

/**
 * Warns of a source whose every frame is too long for an InterLink that it may take.
 *
 * @param most  of how many InterLinks
 * @returns of how many
 */
const warnOfSize = (
  findings: Findings,
  path: Path,
  { source }: Demand,
  interlinks: readonly Interlink[],
  most: number,
): number => {
  const frame = smallestFrame(source)
  // A frame that no port carries is a fault of its own, and so is an mtu that is no mtu.
  if (frame === null || frame > FRAME_MAX) return 0
  const at = [...path, 'source', 'frame']
  let count = 0
  for (const { id: interlink, mtu } of interlinks) {
    if (count === most) break
    if (!(mtu >= MTU_MIN) || frame <= largestFrame(mtu)) continue
    findings.warn({ kind: 'always-oversize', path: at, interlink, frame, mtu })
    count += 1
  }
  return count
}

/**
 * Completes traffic, and puts every violation into `findings`.
 *
 * @param end        of the run
 * @param isSettled  whether all events hold their rules; else nobody knows what they attach
 */
export const completeTraffic = (
  findings: Findings,
  drafts: readonly DemandDraft[],
  scope: Pick<Scenario, 'world' | 'events'>,
  end: Ps,
  isSettled: boolean,
): readonly Demand[] => {
  const interlinks = registerOf(scope.world.interlinks)
  const attached = interlinksByVpc(scope)
  const byVpc = new Map<string, readonly Interlink[]>(
    [...attached].map(([vpc, ids]) => [vpc, ids.map(id => interlinks.get(id)!)]),
  )
  const targets = {
    interlinks,
    vpcs: registerOf(scope.world.vpcs),
    attached: isSettled ? attached : null,
  }
  let left = WARNED_MAX
  return drafts.map((draft, index) => {
    const path = ['traffic', index]
    checkTarget(findings, path, draft, targets)
    const demand = completeDemand(findings, path, draft)
    warnOfStart(findings, path, demand, end)
    const named = interlinks.get(draft.interlink ?? '')
    const fed = 'vpc' in demand ? (byVpc.get(demand.vpc) ?? []) : named === undefined ? [] : [named]
    const warned = warnOfSize(findings, path, demand, fed, 1 + left)
    left -= Math.max(0, warned - 1)
    return demand
  })
}
