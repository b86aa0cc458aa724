/** How pages are made of files. */
import type { PageInput } from './view.ts'

/** A text as it comes from a file, piece by piece. */
export type Pieces = Iterable<string>

/** What stands around a document. */
export interface Surroundings {
  /** The document as it was named, for messages. */
  readonly file: string
  /** Gives files beside the document to a reader; null where one is missing or cannot be read. */
  readonly beside: <T>(
    names: readonly string[],
    read: (pieces: readonly Pieces[]) => T,
  ) => { readonly value: T } | null
  /** Of this program. */
  readonly version: string
}

/** What is wrong, as the second half of a sentence, and what writes a document that is right. */
export interface Unmade {
  readonly ok: false
  readonly fault: string
  readonly remedy: string
}

/**
 * A page and what has to be said of it, which may be empty; or why there is none. `run` is what the page of a run is made of; null of a study.
 */
export type PageMade =
  | {
      readonly ok: true
      readonly page: string
      readonly remark: string
      readonly run: PageInput | null
    }
  | Unmade
