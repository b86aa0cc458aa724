/** From drafts of random faults to their values: rules, all of them applied. */
import { DAY_MS } from '../calendar.ts'
import { type Ms, ms } from '../units.ts'
import { completeLead } from './complete-lead.ts'
import { type Scene, findSubject, sceneOf } from './complete-subject.ts'
import { FAULT_KINDS, type FaultDraft } from './event-draft.ts'
import type { Findings } from './findings.ts'
import type { Path } from './path.ts'
import type { RandomFault } from './random-fault.ts'
import type { World } from './world.ts'

/** The shortest mean time to failure; what fails more often is no fault but a state. */
const MTBF_MIN: Ms = ms(1_000)
/** The longest, 100,000 years: what fails more seldom never does. */
const MTBF_MAX: Ms = ms(36_525_000 * DAY_MS)

const completeFault = (
  findings: Findings,
  path: Path,
  draft: FaultDraft,
  scene: Scene,
): RandomFault | null => {
  const { kind, mtbf, repair: repairDraft } = draft
  const found = findSubject(findings, { path, draft, kinds: FAULT_KINDS }, scene)
  const isRare = findings.bound([...path, 'mtbf'], 'time span', mtbf, MTBF_MIN, MTBF_MAX)
  const at = [...path, 'repair']
  const takes = typeof repairDraft !== 'number' || findings.lasting(at, repairDraft, '6h')
  const repair = takes ? completeLead(findings, at, repairDraft) : null
  if (found === null || found.kind === 'interlink' || repair === null || !isRare) return null
  const times = { connection: found.connection.id, mtbf, repair }
  if (found.kind === 'segment') {
    // The rules of subjects let no other kinds of fault be those of a segment, and none of the end's.
    const spot = { kind: 'segment', segment: found.segment } as const
    return kind === 'cut' || kind === 'blackhole' ? { ...times, spot, kind } : null
  }
  return kind === 'cut' ? null : { ...times, spot: { kind: 'end', end: found.end }, kind }
}

/** Completes random faults, and puts every violation into `findings`. */
export const completeFaults = (
  findings: Findings,
  drafts: readonly FaultDraft[],
  world: World,
): readonly RandomFault[] => {
  const scene = sceneOf(world)
  return drafts.flatMap((draft, index) => {
    const fault = completeFault(findings, ['faults', index], draft, scene)
    return fault === null ? [] : [fault]
  })
}
