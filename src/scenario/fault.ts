/** Faults of a scenario file: where, what, and what makes it right. */
import type { Path } from '../model/path.ts'
import type { Span } from './document.ts'

/** A fault or warning with its place in the file, ready to be printed. */
export interface LocatedFault {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** From 1, in UTF-16 code units. */
  readonly column: number
  /** How much of the line is meant, at least 1. */
  readonly length: number
  /** In the document, `traffic[0].source.rate`; empty where the file as a whole is meant. */
  readonly path: string
  /** All that follows the path: problem; remedy. */
  readonly message: string
  /** The text that would make it right. */
  readonly fix?: string
  /** Another place in the same file that explains this one. */
  readonly related?: {
    readonly line: number
    readonly column: number
    readonly length: number
    readonly note: string
  }
}

/** A fault by path and offsets, before it is located. */
export interface Fault {
  readonly path: Path
  readonly span: Span
  readonly message: string
  readonly fix?: string | undefined
  readonly related?: { readonly span: Span; readonly note: string } | undefined
}

/** Words of a fault, without its place. */
export type FaultWords = Omit<Fault, 'path' | 'span'>

/**
 * A fault whose words are found when they are first read. Only the first hundred ever are, and
 * looking for the nearest of many names takes its time.
 */
export class LazyFault implements Fault {
  readonly path: Path
  readonly span: Span
  readonly #find: () => FaultWords
  #words: FaultWords | null = null

  constructor(path: Path, span: Span, find: () => FaultWords) {
    this.path = path
    this.span = span
    this.#find = find
  }

  get message(): string {
    return this.#found().message
  }

  get fix(): FaultWords['fix'] {
    return this.#found().fix
  }

  get related(): FaultWords['related'] {
    return this.#found().related
  }

  #found(): FaultWords {
    this.#words ??= this.#find()
    return this.#words
  }
}

const SIMPLE_KEY = /^[\w-]{1,63}$/u

const shorten = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

/** `text` without characters that would act on a terminal or break the line. */
export const printable = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase()
    return `\\u{${code}}`
  })

/** A path as people write it: `traffic[0].source.rate`. */
export const formatPath = (path: Path): string => {
  let text = ''
  for (const key of path) {
    if (typeof key === 'number') text += `[${key}]`
    else if (SIMPLE_KEY.test(key)) text += text === '' ? key : `.${key}`
    else text += `["${shorten(key, 40)}"]`
  }
  return printable(text)
}

/** Line breaks of a text, to turn offsets into lines and columns. */
export class Lines {
  readonly #text: string
  readonly #starts: number[] = [0]

  constructor(text: string) {
    this.#text = text
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.#starts.push(at + 1)
    }
  }

  /** Line and column of an offset, both from 1. */
  at(offset: number): { line: number; column: number } {
    let low = 0
    let high = this.#starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 }
  }

  /** Place of a span: what of it is on its first line. */
  place({ start, end }: Span): { line: number; column: number; length: number } {
    const { line, column } = this.at(start)
    const stop = Math.min(end, this.#starts[line] ?? Infinity)
    const length = this.#text.slice(start, stop).trimEnd().length
    return { line, column, length: Math.max(1, length) }
  }
}

/** The most characters of a message; only hostile files have longer ones. */
const LONGEST = 600

/** Gives a fault its line and column. */
export const locate = (fault: Fault, file: string, lines: Lines): LocatedFault => {
  const { path, span, message, fix, related } = fault
  return {
    file,
    ...lines.place(span),
    path: formatPath(path),
    message: printable(shorten(message, LONGEST)),
    ...(fix === undefined ? {} : { fix: printable(shorten(fix, LONGEST)) }),
    ...(related === undefined
      ? {}
      : {
          related: {
            ...lines.place(related.span),
            note: printable(shorten(related.note, LONGEST)),
          },
        }),
  }
}

/** The most faults that are listed. */
export const FAULTS_MAX = 100

/**
 * Faults in the order of the file, at most a hundred; where there are more, one further entry says
 * how many.
 */
export const list = (
  faults: readonly Fault[],
  file: string,
  lines: Lines,
  what: 'fault' | 'warning' = 'fault',
): LocatedFault[] => {
  const sorted = faults.toSorted((a, b) => a.span.start - b.span.start)
  const located = sorted.slice(0, FAULTS_MAX).map(fault => locate(fault, file, lines))
  const rest = sorted.length - FAULTS_MAX
  if (rest > 0) {
    const more = `${rest.toLocaleString('en-US')} more ${what}${rest === 1 ? '' : 's'} from here on`
    const message = what === 'fault' ? `${more}; correct those above first` : more
    located.push(locate({ path: [], span: sorted[FAULTS_MAX]!.span, message }, file, lines))
  }
  return located
}

/** The one line of a fault that stands alone: `file:line:column: path: message`. */
export const formatFault = ({ file, line, column, path, message }: LocatedFault): string =>
  `${printable(file)}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`
