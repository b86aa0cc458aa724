/** To what an event or a random fault happens: the keys that its kind needs, and what they name. */
import { match } from 'ts-pattern'
import type { Owner } from './demarcation.ts'
import {
  type EventKind,
  SUBJECT_KEYS,
  type Subject,
  type SubjectDraft,
  type SubjectKey,
  subjectKeysOf,
  subjectsOf,
} from './event-draft.ts'
import type { Findings } from './findings.ts'
import type { Path } from './path.ts'
import { checkReference } from './place.ts'
import { type Register, registerOf } from './register.ts'
import type { Connection, Interlink, Segment, World } from './world.ts'

/** What things happen to, by id. */
export interface Scene {
  readonly connections: Register<Connection>
  readonly interlinks: Register<Interlink>
  /** By connection. */
  readonly segments: ReadonlyMap<string, Register<Segment>>
}

/** What things happen to in a world. */
export const sceneOf = ({ connections, interlinks }: World): Scene => ({
  connections: registerOf(connections),
  interlinks: registerOf(interlinks),
  segments: new Map(
    connections.map(({ id, crossConnect }) => [id, registerOf(crossConnect.segments)]),
  ),
})

/** What something happens to. */
export type SubjectFound =
  | { readonly kind: 'segment'; readonly connection: Connection; readonly segment: string }
  | { readonly kind: 'end'; readonly connection: Connection; readonly end: Owner }
  | { readonly kind: 'interlink'; readonly interlink: Interlink }

/** Something that happens, and where the document says it. */
interface Happening {
  readonly path: Path
  readonly draft: SubjectDraft & { readonly kind: EventKind }
  /** The kinds that the list of the document knows. */
  readonly kinds: readonly EventKind[]
}

/** The keys that must still be named; either of a segment and an end is enough. */
const lacking = (
  own: readonly SubjectKey[],
  given: readonly SubjectKey[],
): readonly SubjectKey[] => {
  const spots = own.filter(key => key !== 'connection')
  const hasSpot = spots.some(key => given.includes(key))
  return own.filter(key => !given.includes(key) && !(key !== 'connection' && hasSpot))
}

/** Rejects keys that name what the kind does not happen to. */
const checkNamed = (findings: Findings, { path, draft, kinds }: Happening): boolean => {
  const { kind } = draft
  const own = subjectKeysOf(kind)
  const given = SUBJECT_KEYS.filter(key => draft[key] !== undefined)
  const wrong = given.filter(key => !own.includes(key))
  // `connection` says neither segment nor end: any other key says more.
  const meant = wrong.find((key): key is Subject => key !== 'connection')
  if (wrong.length === 0) return true
  findings.reject({
    kind: 'not-its-subject',
    path: [...path, meant ?? wrong[0]!],
    event: kind,
    to: subjectsOf(kind),
    named: meant ?? 'connection',
    wrong,
    lacks: lacking(own, given),
    others: meant === undefined ? [] : kinds.filter(each => subjectsOf(each).includes(meant)),
  })
  return false
}

/** Rejects what is missing of the keys of the kind. */
const checkGiven = (findings: Findings, { path, draft }: Happening, scene: Scene): boolean => {
  const { kind, connection } = draft
  const subjects = subjectsOf(kind)
  const named = subjects.filter(each => draft[each] !== undefined)
  const examples: Readonly<Record<SubjectKey, string>> = {
    connection: scene.connections.ids[0] ?? 'paris-1',
    segment: scene.segments.get(connection ?? '')?.ids[0] ?? 'mmr',
    end: 'provider',
    interlink: scene.interlinks.ids[0] ?? 'web',
  }
  const missing = (key: SubjectKey): void =>
    findings.reject({ kind: 'key-missing', path: [...path, key], key, example: examples[key] })
  const isPlaced = subjects[0] === 'interlink' || connection !== undefined
  if (!isPlaced) missing('connection')
  if (named.length === 0 && subjects.length === 1) missing(subjects[0]!)
  else if (named.length === 0) {
    findings.reject({ kind: 'subjects', path, what: kind, keys: ['segment', 'end'], count: 0 })
  } else if (named.length > 1) {
    const at = [...path, 'end']
    findings.reject({ kind: 'subjects', path: at, what: kind, keys: ['segment', 'end'], count: 2 })
  }
  return isPlaced && named.length === 1
}

const findSegment = (
  findings: Findings,
  path: Path,
  connection: Connection,
  segment: string,
  segments: Register<Segment>,
): SubjectFound | null => {
  if (segments.get(segment) !== undefined) return { kind: 'segment', connection, segment }
  const known = segments.ids
  findings.reject({ kind: 'unknown-segment', path, connection: connection.id, segment, known })
  return null
}

/**
 * Finds what something happens to.
 *
 * @returns null where it is rejected
 */
export const findSubject = (
  findings: Findings,
  happening: Happening,
  scene: Scene,
): SubjectFound | null => {
  if (!checkNamed(findings, happening) || !checkGiven(findings, happening, scene)) return null
  const { path, draft } = happening
  const at = (key: SubjectKey): Path => [...path, key]
  const { connection: connectionId = '', segment, end, interlink: interlinkId } = draft
  if (interlinkId !== undefined) {
    const { interlinks } = scene
    return checkReference(findings, at('interlink'), 'interlinks', interlinkId, interlinks)
      ? { kind: 'interlink', interlink: interlinks.get(interlinkId)! }
      : null
  }
  const { connections } = scene
  if (!checkReference(findings, at('connection'), 'connections', connectionId, connections)) {
    return null
  }
  const connection = connections.get(connectionId)!
  return segment === undefined
    ? { kind: 'end', connection, end: end! }
    : findSegment(findings, at('segment'), connection, segment, scene.segments.get(connection.id)!)
}

/** What something happens to, in a sentence. */
export const subjectInWords = (found: SubjectFound): string =>
  match(found)
    .with({ kind: 'segment' }, each => `segment ${each.segment} of ${each.connection.id}`)
    .with({ kind: 'end' }, each => `the ${each.end}'s port of ${each.connection.id}`)
    .with({ kind: 'interlink' }, each => each.interlink.id)
    .exhaustive()
