/** What a list of results knows of each: no more than a line says. */

/** How a document's verdict stands; `undecided` needs more replications. */
export type Standing = 'met' | 'missed' | 'undecided' | 'warning' | 'none'

/** A document in a line. */
export interface Summary {
  /** What the document calls itself. */
  readonly name: string
  readonly standing: Standing
  /** The verdict in a few words: `1 of 7 objectives missed`. */
  readonly verdict: string
  /** Seeds in a few words; empty where there is none. */
  readonly seed: string
  /** Empty where none is meant. */
  readonly engine: string
  /** How long was measured, and the same in seconds; an empty text where none is meant. */
  readonly measured: { readonly text: string; readonly value: number | null }
}

/** A file as it was when it was looked at. */
export interface Found {
  /** From the folder served, names joined by `/`. */
  readonly path: string
  /** Changes whenever the file does. */
  readonly stamp: string
  /** When it was written, milliseconds since 1970. */
  readonly written: number
}

/** A document that was found: what it says, or why it cannot be read. */
export interface Entry extends Found {
  readonly content:
    | { readonly kind: 'read'; readonly summary: Summary }
    | { readonly kind: 'unreadable'; readonly reason: string }
}

/** The folder of a path; empty for what lies in the folder served itself. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** The last name of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
