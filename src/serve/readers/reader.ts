/** What there is to know of a kind of document to list it, show it and put it beside another. */
import type { Files } from '../../report/page/from-file.ts'
import type { Summary } from '../entry.ts'
import type { Figures } from '../figure.ts'

/** A document that was read. */
export interface Opened {
  readonly summary: Summary
  /** What of it may stand beside another document's. */
  readonly figures: () => Figures
  /**
   * Its page.
   *
   * @param files    what stands beside it is read by them
   * @param path     where it was found
   * @param version  of this program
   */
  readonly page: (files: Files, path: string, version: string) => string
}

/** A document, or what is wrong with it as the second half of a sentence. */
export type Read =
  | { readonly ok: true; readonly opened: Opened }
  | { readonly ok: false; readonly fault: string }

/** Reads the text of a document. */
export type Reader = (text: string) => Read
