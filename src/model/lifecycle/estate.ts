/**
 * Everything of one Organization that lives: its connections and InterLinks, each in the order of
 * creation, beside the PoPs and VPCs, which stay. Immutable; `evolve` alone makes a new one.
 */
import type { CalendarInstant } from '../../calendar.ts'
import type { ConnectionDraft, InterlinkDraft } from '../draft.ts'
import type { Places } from '../place.ts'
import { type Register, registerOf } from '../register.ts'
import type { Organization, Pop, Vpc, World } from '../world.ts'
import type { ConnectionLife } from './connection.ts'
import type { InterlinkLife } from './interlink.ts'

/** The state that `decide` reads and `evolve` makes. */
export interface Estate {
  readonly organization: Organization
  readonly pops: readonly Pop[]
  readonly vpcs: readonly Vpc[]
  readonly connections: readonly ConnectionLife[]
  readonly interlinks: readonly InterlinkLife[]
  /** The instant of the last event; null before the first. No command may be earlier. */
  readonly now: CalendarInstant | null
}

/** An estate in which nothing has been ordered yet. */
export const emptyEstate = ({
  organization,
  pops,
  vpcs,
}: Pick<World, 'organization' | 'pops' | 'vpcs'>): Estate => ({
  organization,
  pops,
  vpcs,
  connections: [],
  interlinks: [],
  now: null,
})

/** The InterLinks of a connection that are not deleted: what holds VLANs and bandwidth. */
export const livingOn = (estate: Estate, connection: string): readonly InterlinkLife[] =>
  estate.interlinks.filter(
    ({ kind, terms }) => kind !== 'deleted' && terms.connection === connection,
  )

/** A connection and an InterLink as drafts, which is what the rules of a scenario file judge. */
export const connectionDraft = ({ id, terms }: ConnectionLife): ConnectionDraft => ({
  id,
  pop: terms.pop,
  project: terms.project,
  portSpeed: terms.portSpeed,
  availableBandwidths: terms.availableBandwidths ?? undefined,
})

/** See `connectionDraft`. */
export const interlinkDraft = ({ id, terms }: InterlinkLife): InterlinkDraft => ({ id, ...terms })

/** The places of an estate, for the rules of ownership and region. */
export interface EstatePlaces extends Places {
  readonly vpcs: Register<Vpc>
}

/** See `EstatePlaces`. */
export const placesOf = ({ organization, pops, vpcs, connections }: Estate): EstatePlaces => ({
  organization,
  projects: new Set(organization.projects),
  projectIds: organization.projects,
  pops: registerOf(pops),
  vpcs: registerOf(vpcs),
  connections: registerOf(connections.map(connectionDraft)),
})
