/** What takes sessions down with it: light that is lost, a port that is disabled, another peer. */
import type { CalendarInstant } from '../../calendar.ts'
import type { Owner } from '../demarcation.ts'
import { type Estate, livingOn } from './estate.ts'
import type { UsableEvent } from './events.ts'
import type { InterlinkLife } from './interlink.ts'
import { FAMILIES } from '../demand.ts'
import { sessionOf } from './routing.ts'

/** The end of every session of an InterLink that is up. */
export const lostSessions = (
  interlink: InterlinkLife,
  at: CalendarInstant,
  owner: Owner,
): readonly UsableEvent[] =>
  interlink.kind === 'usable'
    ? FAMILIES.filter(family => sessionOf(interlink.routing, family)?.kind === 'up').map(
        family => ({ kind: 'sessionDown', at, interlink: interlink.id, family, owner }),
      )
    : []

/** The end of every session on a connection that is up. */
export const lostSessionsOn = (
  estate: Estate,
  connection: string,
  at: CalendarInstant,
  owner: Owner,
): readonly UsableEvent[] =>
  livingOn(estate, connection).flatMap(interlink => lostSessions(interlink, at, owner))
