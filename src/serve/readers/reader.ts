/** What there is to know of a kind of document to list it, show it and put it beside another. */
import type { PageMade, Surroundings } from '../../report/page/made.ts'
import type { Summary } from '../entry.ts'
import type { Figures } from '../figure.ts'

/** A document that was read. */
export interface Opened {
  readonly summary: Summary
  /** What of it may stand beside another document's. */
  readonly figures: () => Figures
  /** Its page, or what is missing beside it for one. */
  readonly page: (surroundings: Surroundings) => PageMade
}

/** A document, or what is wrong with it as the second half of a sentence. */
export type Read =
  | { readonly ok: true; readonly opened: Opened }
  | { readonly ok: false; readonly fault: string }

/** What a kind of document tells. */
export interface Told {
  readonly summary: Summary
  readonly figures: () => Figures
}

/** Documents without figures that another kind has, too. */
export const NO_FIGURES: Figures = { objectives: [], others: [] }
