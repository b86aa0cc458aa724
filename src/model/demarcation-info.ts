/**
 * What a letter of authorization (LOA; elsewhere LOA-CFA) says of the demarcation: where in the meet-me
 * room the provider's port is found, for whoever patches the cross-connect. The API has all of it in
 * one text, `demarcation_info`.
 */

/** What stands there for what is not known yet. */
export const TO_BE_ASSIGNED = 'to be assigned'

/** The provider's port as an LOA names it; each a text, `TO_BE_ASSIGNED` where it has not done so yet. */
export interface DemarcationInfo {
  /** The meet-me room. */
  readonly room: string
  /** Cabinet or rack. */
  readonly cabinet: string
  /** Patch panel. */
  readonly panel: string
  /** Port on the panel. */
  readonly port: string
  /** Kind of fibre and connector. */
  readonly media: string
}

/** A port of which nothing is known yet. */
export const UNASSIGNED: DemarcationInfo = {
  room: TO_BE_ASSIGNED,
  cabinet: TO_BE_ASSIGNED,
  panel: TO_BE_ASSIGNED,
  port: TO_BE_ASSIGNED,
  media: TO_BE_ASSIGNED,
}

/** The keys, in the order in which they are read. */
export const DEMARCATION_KEYS: readonly (keyof DemarcationInfo)[] = [
  'room',
  'cabinet',
  'panel',
  'port',
  'media',
]
