/** A line of the list as it is shown; the server writes it as HTML, the page's script as elements. */

/** How a line stands; the order is that by which verdicts are sorted. */
export const TONES = ['missed', 'undecided', 'warning', 'none', 'met', 'unreadable'] as const
/** How a line stands. */
export type Tone = (typeof TONES)[number]

/** Symbols, which carry the meaning where colours do not. */
export const SYMBOLS: Readonly<Record<Tone, string>> = {
  met: '✓',
  missed: '✗',
  undecided: '!',
  warning: '!',
  none: '–',
  unreadable: '!',
}

/** The class that colours a tone. */
export const LOOKS: Readonly<Record<Tone, string>> = {
  met: 'met',
  missed: 'missed',
  undecided: 'warning',
  warning: 'warning',
  none: 'none',
  unreadable: 'warning',
}

/** A text, and the value by which it is sorted. */
export interface Sortable {
  readonly text: string
  readonly value: number | null
}

/** A line of the list. Texts are short and hold nothing that is not to be shown. */
export interface Row {
  /** Whole, as links name it. */
  readonly path: string
  readonly place: string
  /** Empty where the file cannot be read. */
  readonly name: string
  readonly tone: Tone
  readonly verdict: string
  readonly seed: string
  readonly engine: string
  readonly measured: Sortable
  readonly written: Sortable & { readonly iso: string }
}

/** What `results.json` answers. */
export interface Listing {
  /** Changes whenever the list does. */
  readonly digest: string
  readonly rows: readonly Row[]
  /** What is left out, in words; empty where nothing is. */
  readonly remark: string
}

/** What the stream of events says at first, and whenever something has changed. */
export interface News {
  readonly digest: string
  /** Of the paths that were asked for, in their order; null: it is not there. */
  readonly stamps: readonly (string | null)[]
}

const grouped = (many: number): string => many.toLocaleString('en-US')

/** `12 results`, `3 of 1,200 results`. */
export const countText = (shown: number, all: number): string => {
  const noun = all === 1 ? 'result' : 'results'
  return shown === all ? `${grouped(all)} ${noun}` : `${grouped(shown)} of ${grouped(all)} ${noun}`
}

/** The page around a result. */
export const openLink = (path: string): string => `/open?path=${encodeURIComponent(path)}`
