/**
 * The letter of authorization (LOA; elsewhere LOA-CFA): where in the meet-me room the provider's port
 * is found, for whoever patches the cross-connect.
 */

/** What stands in a letter for what is not known yet. */
export const TO_BE_ASSIGNED = 'to be assigned'

/** The demarcation as an LOA names it; each a text, `TO_BE_ASSIGNED` where the provider has not yet. */
export interface Letter {
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

/** A letter that says nothing yet. */
export const UNASSIGNED: Letter = {
  room: TO_BE_ASSIGNED,
  cabinet: TO_BE_ASSIGNED,
  panel: TO_BE_ASSIGNED,
  port: TO_BE_ASSIGNED,
  media: TO_BE_ASSIGNED,
}

/** The keys of a letter, in the order in which it is read. */
export const LETTER_KEYS: readonly (keyof Letter)[] = ['room', 'cabinet', 'panel', 'port', 'media']
