/**
 * The course of a scenario's events: what each of them meets, which those before it have left. It
 * tells what the product refuses, what changes nothing, and which families are meant where none is
 * named. No clock, no randomness, and nothing of orders: what becomes of frames is not known here.
 */
import { match } from 'ts-pattern'
import type { Ps } from '../units.ts'
import { subjectInWords } from './complete-subject.ts'
import type { Family } from './demand.ts'
import type { EventAlone, InterlinkEvent } from './event-alone.ts'
import type { EventKind } from './event-draft.ts'
import { Findings } from './findings.ts'
import type { Idle } from './idle.ts'
import {
  type InterlinkState,
  beginningOf,
  changesOf,
  hasPolicy,
  interlinkAfter,
} from './interlink-state.ts'
import type { InterlinkChange, ScheduledEvent } from './scheduled-event.ts'
import {
  type EndState,
  type SegmentState,
  WHOLE,
  WORKING,
  endAfter,
  segmentAfter,
} from './spot-state.ts'

/** Plays events one after another. */
class Course {
  readonly events: ScheduledEvent[] = []
  readonly #findings: Findings
  readonly #end: Ps
  readonly #segments = new Map<string, SegmentState>()
  readonly #ends = new Map<string, EndState>()
  readonly #interlinks = new Map<string, InterlinkState>()
  /** By InterLink, the families of which events set policies. */
  readonly #policies = new Map<string, Set<Family>>()

  constructor(findings: Findings, events: readonly EventAlone[], end: Ps) {
    this.#findings = findings
    this.#end = end
    for (const event of events) {
      if (event.kind !== 'interlink' || event.wish.kind !== 'setPolicy') continue
      const { families, policy } = event.wish
      if (policy === null) continue
      const { id } = event.subject.interlink
      this.#policies.set(id, new Set([...(this.#policies.get(id) ?? []), ...families]))
    }
  }

  play(event: EventAlone): void {
    match(event)
      .with({ kind: 'segment' }, each => this.#playSegment(each))
      .with({ kind: 'end' }, each => this.#playEnd(each))
      .with({ kind: 'interlink' }, each => this.#playInterlink(each))
      .exhaustive()
  }

  /** Warns of InterLinks that could carry again, did anybody switch propagation on. */
  close(): void {
    for (const [interlink, { restored, unaskedBy }] of this.#interlinks) {
      if (restored === null || unaskedBy === null) continue
      const { at, path, wish } = restored
      this.#findings.warn({
        kind: 'left-unpropagated',
        path: [...path, 'kind'],
        interlink,
        at,
        event: wish.kind,
        cause: unaskedBy,
      })
    }
  }

  #playSegment(event: Extract<EventAlone, { kind: 'segment' }>): void {
    const { at, subject, change } = event
    const { connection, segment } = subject
    const key = `${connection.id} ${segment}`
    this.#take(
      event,
      change.kind,
      this.#segments,
      key,
      segmentAfter(this.#segments.get(key) ?? WHOLE, change),
    )
    this.events.push({ at, connection: connection.id, spot: { kind: 'segment', segment }, change })
  }

  #playEnd(event: Extract<EventAlone, { kind: 'end' }>): void {
    const { at, subject, change } = event
    const { connection, end } = subject
    const key = `${connection.id} ${end}`
    this.#take(
      event,
      change.kind,
      this.#ends,
      key,
      endAfter(this.#ends.get(key) ?? WORKING, change),
    )
    this.events.push({ at, connection: connection.id, spot: { kind: 'end', end }, change })
  }

  /** Takes over what an event leaves, or tells why that is nothing new. */
  #take<S extends object>(
    event: EventAlone,
    kind: EventKind,
    states: Map<string, S>,
    key: string,
    after: S | Idle,
  ): void {
    if (typeof after === 'string') this.#idle(event, kind, after)
    else states.set(key, after)
  }

  #playInterlink(event: InterlinkEvent): void {
    const { at, subject, wish } = event
    const { id } = subject.interlink
    const later = this.#policies.get(id) ?? new Set()
    const before = this.#interlinks.get(id) ?? beginningOf(subject.interlink, later)
    if (!before.isLocked && this.#refuses(event, before)) return
    const changes = changesOf(wish, before)
    const idles: Idle[] = []
    let state = before
    for (const change of changes) {
      const after = interlinkAfter(state, change)
      if (typeof after === 'string') idles.push(after)
      else state = after
      this.events.push({ at, interlink: id, change })
    }
    if (idles.length === changes.length) {
      const none = wish.kind === 'setPolicy' ? 'no-policy' : 'no-session'
      this.#idle(event, wish.kind, idles[0] ?? none, changes)
    }
    const isRestored =
      state !== before &&
      state.unaskedBy !== null &&
      state.vpc !== null &&
      hasPolicy(state) &&
      at < this.#end
    this.#interlinks.set(id, isRestored ? { ...state, restored: event } : state)
  }

  /** Rejects what the product never does; a lock refuses it before. */
  #refuses({ at, path, subject, wish }: InterlinkEvent, state: InterlinkState): boolean {
    const { id: interlink } = subject.interlink
    const here = [...path, 'kind']
    if (wish.kind === 'attachVpc' && state.vpc !== null) {
      const { vpc } = state
      this.#findings.reject({ kind: 'vpc-attached', path: here, interlink, at, vpc })
      return true
    }
    if (wish.kind !== 'propagationOn' || hasPolicy(state)) return false
    this.#findings.reject({ kind: 'no-policy-then', path: here, interlink, at })
    return true
  }

  #idle(
    event: EventAlone,
    kind: EventKind,
    idle: Idle,
    changes: readonly InterlinkChange[] = [],
  ): void {
    const { at, path, subject } = event
    // What never happens has been told of already.
    if (at > this.#end) return
    this.#findings.warn({
      kind: 'changes-nothing',
      path: [...path, 'kind'],
      event: kind,
      at,
      subject: subjectInWords(subject),
      families: changes.flatMap(each => ('family' in each ? [each.family] : [])),
      idle,
      grounds:
        subject.kind === 'interlink'
          ? ['interlinks', subject.interlink.id]
          : ['connections', subject.connection.id],
    })
  }
}

/**
 * Plays events in their order.
 *
 * @param findings  for what they meet; null where too little is known to say anything of it
 * @param sorted    in the order of time
 * @param end       of the run
 * @returns what happens, in the same order
 */
export const playEvents = (
  findings: Findings | null,
  sorted: readonly EventAlone[],
  end: Ps,
): readonly ScheduledEvent[] => {
  const course = new Course(findings ?? new Findings(), sorted, end)
  for (const event of sorted) course.play(event)
  course.close()
  return course.events
}
