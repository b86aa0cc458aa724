/**
 * From YAML text to a document, safely: bounded in tokens, depth, entries and what aliases expand to,
 * before any of them costs much.
 */
import {
  type Alias,
  Composer,
  type Document,
  Lexer,
  type Pair,
  Parser,
  type ParsedNode,
  Scalar,
  type YAMLError,
  isAlias,
  isMap,
  isScalar,
  isSeq,
} from 'yaml'
import type { Path } from '../model/path.ts'
import type { Entry, Node, Span } from './document.ts'
import type { Fault } from './fault.ts'

/** Levels of nesting; a scenario has eight. */
const DEPTH_MAX = 100
/**
 * Tokens of a file, blank lines and comments included; 4,094 InterLinks with traffic in both
 * directions, a key a line, have some 570,000.
 */
const TOKENS_MAX = 640_000
/** Lists and mappings of a file, which cost more than other tokens; such a scenario has 20,000. */
const COLLECTIONS_MAX = 100_000
/** Entries of one list or mapping. */
const ENTRIES_MAX = 10_000
/** Items of one list or mapping while it is being read, comments and separators among them. */
const ITEMS_MAX = 2 * ENTRIES_MAX
/** Values that all uses of anchors together may yield: 4,094 InterLinks written once yield 50,000. */
const ALIASED_VALUES_MAX = 60_000
/** Faults of YAML's own; one often causes the next. */
const SYNTAX_FAULTS_MAX = 20

type Tokens = ReturnType<Parser['end']> extends Generator<infer T> ? T[] : never

/** Ends the reading of a document at its first fault that leaves nothing to go on with. */
class Refusal extends Error {
  readonly fault: Fault

  constructor(span: Span, message: string, path: Path = []) {
    super(message)
    this.fault = { path, span, message }
  }
}

const tokenize = (text: string): Tokens => {
  const parser = new Parser()
  const tokens: Tokens = []
  let count = 0
  let collections = 0
  let depth = 0
  let errors = 0
  for (const lexeme of new Lexer().lex(text)) {
    const here = { start: parser.offset, end: parser.offset + 1 }
    count += 1
    if (count > TOKENS_MAX) {
      throw new Refusal(
        here,
        `the file has more than ${TOKENS_MAX.toLocaleString('en-US')} YAML tokens; split the scenario`,
      )
    }
    for (const token of parser.next(lexeme)) {
      tokens.push(token)
      if (token.type === 'error') errors += 1
    }
    // What follows so many errors would only add to them.
    if (errors > SYNTAX_FAULTS_MAX) return tokens
    const open = parser.stack.at(-1)
    if (open !== undefined && 'items' in open) {
      if (open.items.length > ITEMS_MAX) throw tooMany(open.items.length, [], here)
      collections += Math.max(0, parser.stack.length - depth)
      if (collections > COLLECTIONS_MAX) {
        throw new Refusal(
          here,
          `the file has more than ${COLLECTIONS_MAX.toLocaleString('en-US')} lists and mappings; split the scenario`,
        )
      }
    }
    depth = parser.stack.length
    if (parser.stack.length > DEPTH_MAX + 1) {
      throw new Refusal(here, `more than ${DEPTH_MAX} levels of nesting; a scenario has eight`)
    }
  }
  for (const token of parser.end()) tokens.push(token)
  return tokens
}

/** Whether YAML misses the end of a list or mapping in brackets. */
const isOpen = ({ code, message }: YAMLError): boolean =>
  (code === 'BAD_INDENT' || code === 'MISSING_CHAR') && message.startsWith('Flow')

const TAB = 'a tab indents this line; YAML indents with spaces'

/** @param indent  what precedes the text that a list or mapping ends before; null: no line does */
const unclosed = (message: string, indent: string | null): string => {
  if (indent?.includes('\t') === true) return TAB
  const [what, end] = message.startsWith('Flow map')
    ? ['a mapping that begins with {', '}']
    : ['a list that begins with [', ']']
  return indent === null
    ? `${what} is not closed; add ${end}`
    : `${what} is not closed before this line; add ${end}, or indent the line more`
}

/**
 * YAML's complaints in plain words.
 *
 * @param indent  what precedes the place on its line where that is white space; else null
 */
const inPlainWords = (error: YAMLError, indent: string | null): string => {
  if (isOpen(error)) return unclosed(error.message, indent)
  const { code, message } = error
  switch (code) {
    case 'BAD_INDENT':
      return 'this line is indented unlike its neighbours; align it with them'
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a value stands where a mapping begins; align the next line with this one, or quote the value'
    case 'MULTILINE_IMPLICIT_KEY':
      return 'this line is no key with a value; write "key: value" with a space after the colon'
    case 'MISSING_CHAR':
      if (message.includes('quote')) return 'a quoted text is not closed; add the closing quote'
      if (message.startsWith('Implicit')) {
        return 'this line is no key with a value; write "key: value" with a space after the colon'
      }
      return `this is not YAML (${message}); check brackets, quotes and commas`
    case 'BAD_SCALAR_START':
      return `a plain text may not begin with ${message.at(-1)!}; put it in quotes`
    case 'TAB_AS_INDENT':
      return TAB
    case 'TAG_RESOLVE_FAILED':
      return 'tags have no meaning in a scenario; remove it'
    case 'BAD_DIRECTIVE':
      return 'directives have no meaning in a scenario; remove the line'
    case 'MULTIPLE_DOCS':
      return 'a second YAML document begins here; a scenario is one'
    case 'BAD_DQ_ESCAPE':
      return 'this is no escape sequence; write \\\\ for a backslash'
    case 'KEY_OVER_1024_CHARS':
      return 'the key has more than 1,024 characters; shorten it'
    case 'BLOCK_IN_FLOW':
      return 'a second key or a list stands where one value is expected; separate entries with commas'
    default:
      return `this does not fit here (${message}); check brackets, quotes and indentation before it`
  }
}

/** Whether YAML complains of where a line stands, or of what the line above makes of it. */
const isOfPlace = ({ code, message }: YAMLError): boolean =>
  code === 'TAB_AS_INDENT' ||
  code === 'BLOCK_AS_IMPLICIT_KEY' ||
  code === 'MULTILINE_IMPLICIT_KEY' ||
  (code === 'BAD_INDENT' && !message.startsWith('Flow'))

// What looks like the end of a line, or like a space that indents one, and is neither to YAML.
const FALSE_BREAK = /\r(?!$)|[\u0085\u2028\u2029]/u
const FALSE_INDENT = /^( *)([^\S \t\r])/u

/** What a line that stands wrongly holds that nobody sees, and what to do about it. */
const unseenIn = (line: string): { at: number; message: string } | null => {
  const named = (character: string): string => {
    const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return character === '\r' ? 'a carriage return alone' : `the character U+${code}`
  }
  const broken = FALSE_BREAK.exec(line)
  if (broken !== null) {
    const message = `${named(broken[0])} ends no line; end lines with line feeds`
    return { at: broken.index, message }
  }
  const indent = FALSE_INDENT.exec(line)
  if (indent === null) return null
  const [, { length: at } = '', character = ''] = indent
  return { at, message: `${named(character)} indents this line; YAML indents with spaces` }
}

/** What indents the text at `start`; null where it does not begin its line, or nothing is there. */
const indentBefore = (text: string, lineStart: number, start: number): string | null =>
  /\S/u.test(text.slice(lineStart, start)) || !/\S/u.test(text.charAt(start))
    ? null
    : text.slice(lineStart, start)

const syntaxFault = (text: string, lineEnd: number, error: YAMLError): Fault => {
  const start = Math.min(error.pos[0], Math.max(0, text.length - 1))
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const unseen = isOfPlace(error) ? unseenIn(text.slice(lineStart, lineEnd)) : null
  if (unseen !== null) {
    const at = lineStart + unseen.at
    return { path: [], span: { start: at, end: at + 1 }, message: unseen.message }
  }
  const span = { start, end: Math.max(start + 1, error.pos[1]) }
  const message =
    error.code === 'BLOCK_AS_IMPLICIT_KEY' && /:(?:\s|$)/u.test(text.slice(start, lineEnd))
      ? 'the value holds a colon followed by a space; put all of it in quotes'
      : inPlainWords(error, indentBefore(text, lineStart, start))
  return { path: [], span, message }
}

const NEXT_TOP_LEVEL = /\n(?=[^\s#])/gu

const syntaxFaults = (text: string, errors: readonly YAMLError[]): Fault[] => {
  const faults: Fault[] = []
  let lineEnd = -1
  let sectionEnd = -1
  let isAstray = false
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const start = Math.min(error.pos[0], Math.max(0, text.length - 1))
    // On one line the first complaint is the cause of the others.
    if (start <= lineEnd) continue
    // Where one line stands wrongly, those below it do too, up to the next top-level key.
    if (start <= sectionEnd && isOfPlace(error)) continue
    // Brackets and keys behind a list that ends too early are at a loss.
    if (isAstray && error.code === 'UNEXPECTED_TOKEN') continue
    isAstray ||= isOpen(error)
    const next = text.indexOf('\n', start)
    lineEnd = next < 0 ? text.length : next
    faults.push(syntaxFault(text, lineEnd, error))
    if (faults.length === SYNTAX_FAULTS_MAX) break
    if (!isOfPlace(error)) continue
    NEXT_TOP_LEVEL.lastIndex = lineEnd
    sectionEnd = NEXT_TOP_LEVEL.exec(text)?.index ?? text.length
  }
  return faults
}

/** Builds nodes from YAML's, resolving aliases. */
class Builder {
  readonly faults: Fault[] = []
  readonly #anchors = new Map<string, { readonly node: Node; readonly weight: number }>()
  readonly #open = new Set<string>()
  #aliasedValues = 0
  #values = 0

  build(found: unknown, path: Path, place: Span): Node {
    const before = this.#values
    this.#values += 1
    if (isAlias(found)) return this.#alias(found, path)
    const anchor = isScalar(found) || isMap(found) || isSeq(found) ? found.anchor : undefined
    if (anchor !== undefined) this.#open.add(anchor)
    const node = this.#plain(found, path, place)
    if (anchor !== undefined) {
      this.#open.delete(anchor)
      this.#anchors.set(anchor, { node, weight: this.#values - before })
    }
    return node
  }

  #plain(found: unknown, path: Path, place: Span): Node {
    if (isMap(found)) return this.#map(found.items, spanOf(found, place), path)
    if (isSeq(found)) {
      const span = spanOf(found, place)
      checkCount(found.items.length, path, span)
      const items = found.items.map((item, index) => this.build(item, [...path, index], span))
      return { kind: 'list', span, items }
    }
    if (isScalar(found)) {
      const value = found.value as string | number | boolean | null
      return { kind: 'scalar', span: spanOf(found, place), value, source: found.source ?? '' }
    }
    return { kind: 'scalar', span: { start: place.end, end: place.end }, value: null, source: '' }
  }

  #alias(alias: Alias, path: Path): Node {
    const span = spanOf(alias, { start: 0, end: 1 })
    const name = alias.source
    if (this.#open.has(name)) {
      throw new Refusal(span, `*${name} stands inside what &${name} names; write it out`, path)
    }
    const target = this.#anchors.get(name)
    if (target === undefined) {
      throw new Refusal(span, `*${name} has no anchor &${name} before it; write it out`, path)
    }
    this.#aliasedValues += target.weight
    this.#values += target.weight
    if (this.#aliasedValues > ALIASED_VALUES_MAX) {
      const most = ALIASED_VALUES_MAX.toLocaleString('en-US')
      throw new Refusal(span, `aliases expand to more than ${most} values; write some out`, path)
    }
    const { node } = target
    return node.kind === 'scalar' ? { ...node, span } : node
  }

  #map(pairs: readonly Pair[], span: Span, path: Path): Node {
    checkCount(pairs.length, path, span)
    const entries = new Map<string, Entry>()
    const merged: Entry[] = []
    for (const { key, value } of pairs) {
      const at = keyOf(key, span)
      if (at.name === null) {
        this.faults.push({ path, span: at.span, message: at.fault })
        continue
      }
      const entryPath = [...path, at.name]
      const before = entries.get(at.name)
      if (before !== undefined) {
        this.faults.push({
          path: entryPath,
          span: at.span,
          message: 'the key is given twice; remove one',
          related: { span: before.key, note: 'the first one' },
        })
        continue
      }
      const entry = { key: at.span, value: this.build(value, entryPath, at.span) }
      if (at.merges) merged.push(entry)
      else entries.set(at.name, entry)
    }
    for (const entry of merged) this.#merge(entry, entries, path)
    return { kind: 'map', span, entries }
  }

  /** Adds what `<<` names; keys that are there already win. */
  #merge({ key, value }: Entry, entries: Map<string, Entry>, path: Path): void {
    for (const source of value.kind === 'list' ? value.items : [value]) {
      if (source.kind !== 'map') {
        const message = 'only a mapping, or a list of them, can be merged; name one by its alias'
        this.faults.push({ path: [...path, '<<'], span: key, message })
        continue
      }
      for (const [name, entry] of source.entries) {
        if (!entries.has(name)) entries.set(name, entry)
      }
      checkCount(entries.size, path, key)
    }
  }
}

const spanOf = (
  found: { readonly range?: ParsedNode['range'] | null | undefined },
  place: Span,
): Span => (found.range ? { start: found.range[0], end: found.range[1] } : place)

const tooMany = (count: number, path: Path, { start }: Span): Refusal => {
  const [found, most] = [count, ENTRIES_MAX].map(each => each.toLocaleString('en-US'))
  const message = `${found!} entries, above the limit of ${most!}; split the scenario`
  return new Refusal({ start, end: start + 1 }, message, path)
}

const checkCount = (count: number, path: Path, span: Span): void => {
  if (count > ENTRIES_MAX) throw tooMany(count, path, span)
}

type Key =
  | { readonly name: string; readonly span: Span; readonly merges: boolean }
  | { readonly name: null; readonly span: Span; readonly fault: string }

const keyOf = (key: unknown, place: Span): Key => {
  if (!isScalar(key)) {
    const span = spanOf(key ?? {}, place)
    return { name: null, span, fault: 'the key is not plain text; write "key: value"' }
  }
  const span = spanOf(key, place)
  const name = key.type === Scalar.PLAIN ? (key.source ?? '') : String(key.value)
  if (key.value === null && name === '') {
    return { name: null, span, fault: 'a key is missing before the colon; write "key: value"' }
  }
  return { name, span, merges: name === '<<' && key.type === Scalar.PLAIN }
}

const compose = (text: string, tokens: Tokens): Document.Parsed => {
  const composer = new Composer({
    logLevel: 'silent',
    merge: false,
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'core',
    strict: true,
    uniqueKeys: false, // comparing each key with each is quadratic; the builder looks them up
    version: '1.2',
  })
  const [document, second] = composer.compose(tokens, true, text.length)
  if (document === undefined) throw new Refusal({ start: 0, end: 1 }, 'the file is empty')
  if (second !== undefined) {
    const start = Math.min(second.range[0], text.length - 1)
    const line = text.startsWith('---', start) ? 'the line ---' : 'what follows the line ...'
    throw new Refusal(
      { start, end: start + 1 },
      `a second YAML document begins here; a scenario is one, so remove ${line}`,
    )
  }
  return document
}

/** The document of a text, as far as it could be read, and the faults of its YAML. */
export interface ReadYaml {
  /** Null where there is nothing to go on with. */
  readonly root: Node | null
  readonly faults: readonly Fault[]
}

const read = (text: string): ReadYaml => {
  const document = compose(text, tokenize(text))
  const faults = syntaxFaults(text, [...document.errors, ...document.warnings])
  const { yaml } = document.directives
  if (yaml.explicit === true && yaml.version !== '1.2') {
    const message = `YAML ${yaml.version} is asked for; a scenario is YAML 1.2, so remove the line`
    faults.push({ path: [], span: { start: 0, end: 5 }, message })
  }
  if (faults.length > 0) return { root: null, faults }
  const builder = new Builder()
  const root = builder.build(document.contents, [], { start: 0, end: 0 })
  return { root, faults: builder.faults }
}

/** Reads YAML 1.2, of which JSON is a part. Never throws: whatever a text holds ends in faults. */
export const readYaml = (text: string): ReadYaml => {
  try {
    return read(text)
  } catch (error) {
    if (error instanceof Refusal) return { root: null, faults: [error.fault] }
    if (!(error instanceof RangeError)) throw error
    const message = 'the nesting is too deep to read; a scenario has eight levels'
    return { root: null, faults: [{ path: [], span: { start: 0, end: 1 }, message }] }
  }
}
