/** From drafts to the physical side of a connection: medium, segments, optics, and what arrives. */
import {
  type Millimetres,
  type NanoDb,
  type NanoDbm,
  millimetres,
  nanoDb,
  nanoDbm,
} from '../units.ts'
import { propagationOf } from './defaults.ts'
import type { ConnectionDraft, SegmentDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import { lightOf } from './light.ts'
import {
  CONNECTOR_LOSS,
  FIBRE_LOSS_PER_MM,
  MEDIA,
  type Medium,
  SPLICE_LOSS,
  defaultMedium,
  mediumNamed,
} from './media.ts'
import { type Physical, lightOk } from './optics.ts'
import type { Path } from './path.ts'
import type { Connection, CrossConnect, Segment } from './world.ts'

/** The longest cable, 1,800,000,000 km: light crosses it within the longest run. */
const LENGTH_MAX = millimetres(1_800_000_000_000_000)
/** The most that one segment loses; beyond it nothing is left of any light. */
export const LOSS_MAX: NanoDb = nanoDb(100_000_000_000)
/** The least and the most that an optic launches: beyond them a sign or a unit is wrong. */
const LAUNCH_MIN = nanoDbm(-60_000_000_000)
const LAUNCH_MAX = nanoDbm(30_000_000_000)
/** The id of the only segment of a cable that is given by its length. */
const WHOLE_CABLE = 'cross-connect'

const completeMedium = (findings: Findings, path: Path, draft: ConnectionDraft): Medium => {
  const { media, portSpeed } = draft
  const usual = defaultMedium(portSpeed)
  if (media === undefined) return usual ?? MEDIA[0]!
  const medium = mediumNamed(media)
  // A port speed that is none is a fault of its own.
  if (usual !== null && medium.portSpeed !== portSpeed) {
    findings.reject({
      kind: 'medium-of-another-speed',
      path: [...path, 'media'],
      connection: draft.id,
      medium,
      portSpeed,
      known: MEDIA.filter(each => each.portSpeed === portSpeed).map(({ name }) => name),
    })
  }
  return medium
}

/** What a fibre loses by its length; finite even for one around the sun. */
const fibreLoss = (length: Millimetres, { band }: Medium): NanoDb =>
  nanoDb(Math.min(Number.MAX_SAFE_INTEGER, length * FIBRE_LOSS_PER_MM[band]))

const completeSegment = (
  findings: Findings,
  path: Path,
  draft: SegmentDraft,
  medium: Medium,
): Segment => {
  const { id, kind, loss } = draft
  if (loss !== undefined) findings.bound([...path, 'loss'], 'attenuation', loss, 0, LOSS_MAX)
  if (kind !== 'fibre') {
    return { id, kind, loss: loss ?? (kind === 'splice' ? SPLICE_LOSS : CONNECTOR_LOSS) }
  }
  const { length } = draft
  findings.bound([...path, 'length'], 'length', length, 1, LENGTH_MAX)
  return { id, kind, length, loss: loss ?? fibreLoss(length, medium) }
}

const checkSegments = (
  findings: Findings,
  path: Path,
  connection: string,
  segments: readonly SegmentDraft[],
): void => {
  if (segments.length === 0) findings.reject({ kind: 'no-segments', path, connection })
  const first = new Map<string, number>()
  for (const [index, { id }] of segments.entries()) {
    const before = first.get(id)
    if (before === undefined) {
      first.set(id, index)
      continue
    }
    findings.reject({
      kind: 'duplicate-segment',
      path: [...path, index, 'id'],
      connection,
      segment: id,
      first: [...path, before, 'id'],
    })
  }
}

const completeCrossConnect = (
  findings: Findings,
  above: Path,
  { id: connection, crossConnect = {} }: ConnectionDraft,
  medium: Medium,
): CrossConnect => {
  const path = [...above, 'crossConnect']
  const { segments: drafts, length: given } = crossConnect
  if (given !== undefined) findings.bound([...path, 'length'], 'length', given, 0, LENGTH_MAX)
  if (drafts === undefined) {
    const length = given ?? millimetres(0)
    const loss = fibreLoss(length, medium)
    const propagation = crossConnect.propagation ?? propagationOf(length)
    return { length, propagation, segments: [{ id: WHOLE_CABLE, kind: 'fibre', length, loss }] }
  }
  const at = [...path, 'segments']
  if (given !== undefined) {
    findings.reject({
      kind: 'length-and-segments',
      path: [...path, 'length'],
      connection,
      segments: at,
    })
  }
  checkSegments(findings, at, connection, drafts)
  const segments = drafts.map((each, index) =>
    completeSegment(findings, [...at, index], each, medium),
  )
  const fibres = segments.flatMap(each => (each.kind === 'fibre' ? [each.length] : []))
  const length = fibres.reduce((sum, each) => millimetres(sum + each), millimetres(0))
  // One that is too long by itself is a fault already.
  if (length > LENGTH_MAX && fibres.every(each => each <= LENGTH_MAX)) {
    findings.reject({ kind: 'cable-too-long', path: at, connection, length, max: LENGTH_MAX })
  }
  return { length, propagation: crossConnect.propagation ?? propagationOf(length), segments }
}

const completeOptic = (
  findings: Findings,
  path: Path,
  tx: NanoDbm | undefined,
  medium: Medium,
): { tx: NanoDbm } => {
  if (tx === undefined) return { tx: medium.launchMin }
  const inside = findings.bound(path, 'power', tx, LAUNCH_MIN, LAUNCH_MAX)
  if (inside && (tx < medium.launchMin || tx > medium.launchMax)) {
    findings.warn({ kind: 'launch-outside-medium', path, tx, medium })
  }
  return { tx }
}

/** Warns of a cable that the medium does not bridge, by the standard or by its budget. */
const warnOfLight = (
  findings: Findings,
  path: Path,
  draft: ConnectionDraft,
  it: Physical,
): void => {
  const { media, crossConnect } = it
  const { segments } = draft.crossConnect ?? {}
  const cable = draft.crossConnect === undefined ? path : [...path, 'crossConnect']
  if (crossConnect.length > media.reach) {
    const at = [...cable, segments === undefined ? 'length' : 'segments']
    const { length } = crossConnect
    findings.warn({ kind: 'beyond-reach', path: at, connection: draft.id, length, medium: media })
  }
  for (const found of lightOf(it)) {
    if (lightOk(found.budget)) continue
    findings.warn({ kind: 'no-light', path: cable, connection: draft.id, found })
  }
}

/** Whether a draft says what light passes; a length alone is there for the time that it takes. */
const lightPathOf = ({ media, crossConnect, optics }: ConnectionDraft): Connection['lightPath'] =>
  [media, crossConnect?.segments, optics].every(each => each === undefined) ? 'assumed' : 'stated'

/** Completes what a connection is made of, and puts every violation into `findings`. */
export const completePhysical = (
  findings: Findings,
  draft: ConnectionDraft,
): Physical & Pick<Connection, 'lightPath'> => {
  const path = ['connections', draft.id]
  const before = findings.rejections.length
  const media = completeMedium(findings, path, draft)
  const optic = (side: 'customer' | 'provider') =>
    completeOptic(findings, [...path, 'optics', side, 'tx'], draft.optics?.[side]?.tx, media)
  const physical = {
    media,
    crossConnect: completeCrossConnect(findings, path, draft, media),
    optics: { customer: optic('customer'), provider: optic('provider') },
    lightPath: lightPathOf(draft),
  }
  // A budget of wrong values would warn of what nobody has.
  const sound = findings.rejections.length === before && defaultMedium(draft.portSpeed) !== null
  if (sound) warnOfLight(findings, path, draft, physical)
  return physical
}
