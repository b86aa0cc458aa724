/** What one replication says of one subject: when a family is carried, and whose it is when it is not. */
import type { CalendarInstant } from '../../calendar.ts'
import type { Owner } from '../../model/demarcation.ts'
import type { Family } from '../../model/demand.ts'
import { PREFERENCES, type Preference } from '../../model/peering.ts'
import type { Impediment, Phase } from '../../sim/life/phase.ts'
import { PS_PER_SECOND } from '../../units.ts'

/** An InterLink of a subject. */
export interface MemberPlayed {
  /** Id of its connection. */
  readonly connection: string
  readonly preference: Preference
  readonly phases: readonly Phase[]
}

/** Takes what is found, in the order of time; seconds. */
export interface Sink {
  /** An impediment keeps the subject from carrying; `isNew`: it did carry just before. */
  readonly down: (
    seconds: number,
    owner: Owner,
    cause: string,
    connection: string,
    isNew: boolean,
  ) => void
  /** Frames are sent that are lost. */
  readonly undetected: (seconds: number) => void
}

const secondsOf = ({ seconds, picos }: CalendarInstant): number => seconds + picos / PS_PER_SECOND

const beganBefore = (a: Impediment, b: Impediment): boolean =>
  a.from.seconds < b.from.seconds ||
  (a.from.seconds === b.from.seconds && a.from.picos < b.from.picos)

/** One InterLink: it loses frames while they are sent and it does not carry. */
const measureOne = (member: MemberPlayed, family: Family, end: number, sink: Sink): void => {
  const { phases, connection } = member
  let wasUp = true
  for (let i = 0, from = 0; i < phases.length; i++) {
    const { impediment, refusal } = phases[i]![family]
    const next = i + 1 < phases.length ? Math.min(end, secondsOf(phases[i + 1]!.from)) : end
    const seconds = next - from
    from = next
    if (seconds <= 0) continue
    if (impediment !== null) {
      sink.down(seconds, impediment.owner, impediment.cause, connection, wasUp)
      if (refusal === null) sink.undetected(seconds)
    }
    wasUp = impediment === null
  }
}

/**
 * Several InterLinks of one VPC, which is up while any of them carries. While it is down its down time is
 * that of the earliest impediment that lasts, of those of one instant that of the first InterLink. It
 * loses frames while it is up and yet sends them into an InterLink that does not carry: of those that are
 * believed up it takes the one of highest preference, the first in the file of several.
 */
const measureAny = (
  members: readonly MemberPlayed[],
  family: Family,
  end: number,
  sink: Sink,
): void => {
  const ranks = members.map(({ preference }) => PREFERENCES.indexOf(preference))
  const places = members.map(() => 0)
  let from = 0
  let wasUp = true
  while (from < end) {
    let next = end
    let isUp = false
    let earliest: Impediment | null = null
    let owner = 0
    let chosen = -1
    for (let m = 0; m < members.length; m++) {
      const { phases } = members[m]!
      let place = places[m]!
      while (place + 1 < phases.length && secondsOf(phases[place + 1]!.from) <= from) place++
      places[m] = place
      if (place + 1 < phases.length) next = Math.min(next, secondsOf(phases[place + 1]!.from))
      const { impediment, refusal } = phases[place]![family]
      if (impediment === null) isUp = true
      else if (earliest === null || beganBefore(impediment, earliest)) {
        earliest = impediment
        owner = m
      }
      if (refusal === null && (chosen < 0 || ranks[m]! > ranks[chosen]!)) chosen = m
    }
    const seconds = next - from
    from = next
    if (!isUp && earliest !== null) {
      sink.down(seconds, earliest.owner, earliest.cause, members[owner]!.connection, wasUp)
    } else if (chosen >= 0) {
      const { phases } = members[chosen]!
      if (phases[places[chosen]!]![family].impediment !== null) sink.undetected(seconds)
    }
    wasUp = isUp
  }
}

/**
 * Measures a subject from the beginning of its members' phases to `end`.
 *
 * @param members  at least one, in the order of the file
 * @param kind     `interlink`: the only member; `vpc`: any of them
 * @param end      seconds from the beginning
 */
export const measure = (
  kind: 'interlink' | 'vpc',
  members: readonly MemberPlayed[],
  family: Family,
  end: number,
  sink: Sink,
): void =>
  kind === 'interlink'
    ? measureOne(members[0]!, family, end, sink)
    : measureAny(members, family, end, sink)
