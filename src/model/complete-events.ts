/** From drafts of events to what happens, in the order of time: rules of each event by itself. */
import { match } from 'ts-pattern'
import type { Ps } from '../units.ts'
import { LOSS_MAX } from './complete-physical.ts'
import { type Scene, type SubjectFound, findSubject, sceneOf } from './complete-subject.ts'
import { playEvents } from './course-of-events.ts'
import { FAMILIES, type Family } from './demand.ts'
import type { InterlinkDraft, WorldDraft } from './draft.ts'
import type { EventAlone, Wish } from './event-alone.ts'
import {
  EVENT_KINDS,
  type EventDraft,
  MANNER_KEYS,
  type MannerKey,
  mannersOf,
  subjectKeysOf,
} from './event-draft.ts'
import type { Findings } from './findings.ts'
import type { Path } from './path.ts'
import { checkVpc } from './place.ts'
import { type Register, registerOf } from './register.ts'
import type { EndChange, ScheduledEvent, SegmentChange } from './scheduled-event.ts'
import type { PrefixFilter, World } from './world.ts'

/** What events may name. */
interface Stage extends Scene {
  /** InterLinks as drafted: only they know whether the region is said or follows. */
  readonly drafts: Register<InterlinkDraft>
  readonly pops: Register<World['pops'][number]>
  readonly vpcs: Register<World['vpcs'][number]>
}

/** Rejects keys of how something happens that its kind does not have, and misses those it needs. */
const checkManners = (findings: Findings, path: Path, draft: EventDraft): boolean => {
  const { kind } = draft
  const { needs, takes } = mannersOf(kind)
  const own: readonly MannerKey[] = [...needs, ...takes]
  const given = MANNER_KEYS.filter(key => draft[key] !== undefined)
  const wrong = given.filter(key => !own.includes(key))
  for (const key of wrong) {
    findings.reject({
      kind: 'not-its-key',
      path: [...path, key],
      event: kind,
      key,
      keys: ['at', ...subjectKeysOf(kind), 'kind', ...own],
      holders: EVENT_KINDS.filter(each => {
        const manners = mannersOf(each)
        return [...manners.needs, ...manners.takes].includes(key)
      }),
    })
  }
  const missing = needs.filter(key => !given.includes(key))
  for (const key of missing) {
    findings.reject({ kind: 'key-missing', path: [...path, key], key, example: '3dB' })
  }
  return wrong.length === 0 && missing.length === 0
}

/** The family of a network as CIDR; that it is one is checked elsewhere. */
const familyOf = (network: string): Family => (network.includes(':') ? 'ipv6' : 'ipv4')

/**
 * The families of which a policy is: the one that is named, else that of its networks; both where it
 * has none.
 *
 * @returns null where networks of another one are in it
 */
const familiesOf = (
  findings: Findings,
  path: Path,
  family: Family | undefined,
  policy: PrefixFilter,
): readonly Family[] | null => {
  const networks = (['in', 'out'] as const).flatMap(list =>
    policy[list].map((network, index) => ({ network, at: [...path, 'policy', list, index] })),
  )
  const [first] = networks
  const meant = family ?? (first === undefined ? null : familyOf(first.network))
  if (meant === null) return FAMILIES
  const others = networks.filter(({ network }) => familyOf(network) !== meant)
  for (const { network, at } of others) {
    const isNamed = family !== undefined
    findings.reject({
      kind: 'network-of-another-family',
      path: at,
      network,
      family: meant,
      isNamed,
    })
  }
  return others.length === 0 ? [meant] : null
}

const vpcOf = (
  findings: Findings,
  path: Path,
  { vpc: asked }: EventDraft,
  { interlink }: Extract<SubjectFound, { kind: 'interlink' }>,
  stage: Stage,
): string | null => {
  const { id, attachment, connection } = interlink
  const own = attachment.kind === 'attached' ? attachment.vpc : undefined
  const vpc = asked ?? own
  const at = [...path, 'vpc']
  if (vpc === undefined) {
    const known = stage.vpcs.ids.filter(each => stage.vpcs.get(each)!.region === interlink.region)
    findings.reject({ kind: 'no-vpc-of-its-own', path: at, interlink: id, known })
    return null
  }
  // Its own is judged where it is named.
  if (asked === undefined) return vpc
  const before = findings.rejections.length
  const region = stage.drafts.get(id)?.region ?? null
  checkVpc(findings, at, { id, vpc, connection }, region, stage)
  return findings.rejections.length === before ? vpc : null
}

/** What an event asks of an InterLink; null where it is rejected. */
const wishOf = (
  findings: Findings,
  path: Path,
  draft: EventDraft,
  found: Extract<SubjectFound, { kind: 'interlink' }>,
  stage: Stage,
): Wish | null => {
  const { family, owner = 'customer', policy } = draft
  const families = family === undefined ? FAMILIES : [family]
  return match(draft.kind)
    .returnType<Wish | null>()
    .with('bgpDown', kind => ({ kind, families, owner }))
    .with('bgpUp', kind => ({ kind, families }))
    .with('lock', 'unlock', 'detachVpc', 'propagationOff', 'propagationOn', kind => ({ kind }))
    .with('attachVpc', kind => {
      const vpc = vpcOf(findings, path, draft, found, stage)
      return vpc === null ? null : { kind, vpc }
    })
    .with('setPolicy', kind => {
      if (policy === undefined) return { kind, families, policy: null }
      const own = familiesOf(findings, path, family, policy)
      return own === null ? null : { kind, families: own, policy }
    })
    .otherwise(() => null)
}

const segmentChangeOf = ({ kind, loss }: EventDraft): SegmentChange | null =>
  match(kind)
    .returnType<SegmentChange | null>()
    .with('cut', 'blackhole', 'repair', each => ({ kind: each }))
    .with('degrade', each => (loss === undefined ? null : { kind: each, loss }))
    .otherwise(() => null)

const endChangeOf = ({ kind }: EventDraft): EndChange | null =>
  match(kind)
    .returnType<EndChange | null>()
    .with('portDown', 'portUp', 'opticFail', 'opticReplace', 'blackhole', 'repair', each => ({
      kind: each,
    }))
    .otherwise(() => null)

/** An event by itself; null where it is rejected. */
const completeEvent = (
  findings: Findings,
  path: Path,
  draft: EventDraft,
  stage: Stage,
): EventAlone | null => {
  const { at, loss } = draft
  const before = findings.rejections.length
  if (loss !== undefined) findings.bound([...path, 'loss'], 'attenuation', loss, 0, LOSS_MAX)
  const isWhole = checkManners(findings, path, draft)
  const found = findSubject(findings, { path, draft, kinds: EVENT_KINDS }, stage)
  if (found === null || !isWhole || findings.rejections.length > before) return null
  return match(found)
    .returnType<EventAlone | null>()
    .with({ kind: 'segment' }, subject => {
      const change = segmentChangeOf(draft)
      return change === null ? null : { at, path, kind: 'segment', subject, change }
    })
    .with({ kind: 'end' }, subject => {
      const change = endChangeOf(draft)
      return change === null ? null : { at, path, kind: 'end', subject, change }
    })
    .with({ kind: 'interlink' }, subject => {
      const wish = wishOf(findings, path, draft, subject, stage)
      return wish === null ? null : { at, path, kind: 'interlink', subject, wish }
    })
    .exhaustive()
}

/**
 * Completes events, and puts every violation into `findings`.
 *
 * @param draft  what exists, as drafted
 * @param world  the same, completed
 * @param end    of the run
 * @returns in the order of time, and of the file at one instant
 */
export const completeEvents = (
  findings: Findings,
  drafts: readonly EventDraft[],
  draft: Pick<WorldDraft, 'interlinks'>,
  world: World,
  end: Ps,
): readonly ScheduledEvent[] => {
  if (drafts.length === 0) return []
  const stage: Stage = {
    ...sceneOf(world),
    drafts: registerOf(draft.interlinks),
    pops: registerOf(world.pops),
    vpcs: registerOf(world.vpcs),
  }
  const completed = drafts.map((each, index) =>
    completeEvent(findings, ['events', index], each, stage),
  )
  for (const [index, { at }] of drafts.entries()) {
    // What happens at the very end still counts.
    if (at <= end) continue
    findings.warn({ kind: 'event-after-end', path: ['events', index, 'at'], at, end })
  }
  const sound = completed
    .filter(each => each !== null)
    // Of one instant, those of the file's order: sorting is stable.
    .toSorted((a, b) => a.at - b.at)
  // What an event meets depends on those before it: nothing is known where one of them is wrong.
  const found = sound.length === drafts.length ? findings : null
  return playEvents(found, sound, end)
}

/** `world` where events speak of light: of the connections that they degrade, light is stated. */
export const lightStatedBy = (events: readonly ScheduledEvent[], world: World): World => {
  const degraded = new Set(
    events.flatMap(each =>
      'connection' in each && each.change.kind === 'degrade' ? [each.connection] : [],
    ),
  )
  if (degraded.size === 0) return world
  const connections = world.connections.map(each =>
    degraded.has(each.id) ? { ...each, lightPath: 'stated' as const } : each,
  )
  return { ...world, connections }
}
