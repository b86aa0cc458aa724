/** From trees to text: YAML as different people and programs write it, and JSON. */
import fc from 'fast-check'
import { type Mapping, type Tree, isList, isMapping, isNode } from './tree.ts'

/** How a document is written. */
export interface Style {
  readonly layout: 'block' | 'flow' | 'json' | 'mixed'
  readonly indent: number
  readonly eol: '\n' | '\r\n'
  readonly quotes: 'plain' | 'single' | 'double'
  readonly withMark: boolean
  readonly withComments: boolean
  /** Blanks where one would do, tabs among them. */
  readonly isSpacious: boolean
  readonly hasMarkers: boolean
  readonly endsOpen: boolean
  /** Chooses among what the above leaves open. */
  readonly salt: number
}

export const anyStyle: fc.Arbitrary<Style> = fc.record({
  layout: fc.constantFrom('block', 'flow', 'json', 'mixed'),
  indent: fc.integer({ min: 1, max: 8 }),
  eol: fc.constantFrom('\n', '\r\n'),
  quotes: fc.constantFrom('plain', 'single', 'double'),
  withMark: fc.boolean(),
  withComments: fc.boolean(),
  isSpacious: fc.boolean(),
  hasMarkers: fc.boolean(),
  endsOpen: fc.boolean(),
  salt: fc.nat(),
})

/** Choices that follow from a number alone. */
const choicesOf = (salt: number): ((count: number) => number) => {
  let state = salt | 1
  return count => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 8) % count
  }
}

/** Texts that YAML reads as texts without quotes, also between brackets. */
const PLAIN = /^[\p{L}\p{N}_$](?:[\p{L}\p{N} ._/%$-]*[\p{L}\p{N}._/%$-])?$/u
/** Texts that YAML's core schema reads as something else. */
const OTHER = /^(?:true|false|null|[-+]?(?:0x|0o)?[\d.a-f_]+(?:e[-+]?\d+)?|[-+]?\.(?:inf|nan))$/iu
const DIGITS = /^\d+$/

class Writer {
  readonly #style: Style
  readonly #choose: (count: number) => number

  constructor(style: Style) {
    this.#style = style
    this.#choose = choicesOf(style.salt)
  }

  write(tree: Tree): string {
    const { layout, hasMarkers, endsOpen, eol, withMark } = this.#style
    const isBlock = layout === 'block' || layout === 'mixed'
    const body = isBlock && isMapping(tree) ? this.#entries(tree, 0) : `${this.#inline(tree)}\n`
    const marked = hasMarkers && layout !== 'json' ? `---\n${body}...\n` : body
    const text = this.#comment('') + (endsOpen ? marked.replace(/\n$/, '') : marked)
    return (withMark ? '\uFEFF' : '') + text.replaceAll('\n', eol)
  }

  /** A comment line in some places of some styles. */
  #comment(indent: string): string {
    const { withComments, layout } = this.#style
    if (!withComments || layout === 'json' || this.#choose(4) > 0) return ''
    return this.#choose(2) === 0 ? `${indent}# 100 % sure: [{"? 😀\n` : '\n'
  }

  /** What ends a line. */
  #end(): string {
    const { withComments, isSpacious } = this.#style
    const trail = isSpacious && this.#choose(5) === 0 ? '  ' : ''
    return withComments && this.#choose(5) === 0 ? `${trail} # note: a\n` : `${trail}\n`
  }

  #blank(): string {
    return this.#style.isSpacious ? [' ', '  ', ' \t', '    '][this.#choose(4)]! : ' '
  }

  /** The entries of a mapping, each from `column` on; the first where the line already is. */
  #entries(tree: Mapping, column: number): string {
    const indent = ' '.repeat(column)
    const entries = tree.entries.map(
      ({ key, value }) => `${this.#text(key)}:${this.#value(value, column)}`,
    )
    return entries
      .map((entry, i) => (i === 0 ? '' : this.#comment(indent) + indent) + entry)
      .join('')
  }

  /** What stands behind a key's colon or an item's dash, to the end of its last line. */
  #value(value: Tree, column: number): string {
    if (isNode(value) && value.kind === 'decorated') {
      return ` ${value.prefix.trimEnd()}${this.#value(value.value, column)}`
    }
    const isFlow = this.#style.layout === 'mixed' && this.#choose(2) === 0
    const { indent } = this.#style
    if (!isFlow && isMapping(value) && value.entries.length > 0) {
      const inner = column + indent
      return `${this.#end()}${' '.repeat(inner)}${this.#entries(value, inner)}`
    }
    if (!isFlow && isList(value) && value.length > 0) {
      const inner = column + this.#choose(2) * indent
      const items = value.map(item => `${' '.repeat(inner)}-${this.#item(item, inner)}`)
      return this.#end() + items.join('')
    }
    return `${this.#blank()}${this.#inline(value)}${this.#end()}`
  }

  #item(item: Tree, column: number): string {
    const isFlow = this.#style.layout === 'mixed' && this.#choose(2) === 0
    if (!isFlow && isMapping(item) && item.entries.length > 0) {
      const gap = this.#style.indent
      return ' '.repeat(gap) + this.#entries(item, column + 1 + gap)
    }
    return ` ${this.#inline(item)}${this.#end()}`
  }

  #inline(tree: Tree): string {
    const isJson = this.#style.layout === 'json'
    if (isList(tree)) {
      const items = tree.map(item => this.#inline(item))
      return this.#between('[', items, ']')
    }
    if (!isNode(tree)) return typeof tree === 'string' ? this.#text(tree) : this.#literal(tree)
    if (tree.kind === 'raw') return tree.text
    if (tree.kind === 'decorated') {
      return `${tree.prefix.trimEnd()} ${this.#inline(tree.value)}`
    }
    const pairs = tree.entries.map(({ key, value }) => {
      const separator = isJson ? [':', ': '][this.#choose(2)]! : `:${this.#blank()}`
      return `${this.#text(key)}${separator}${this.#inline(value)}`
    })
    return this.#between('{', pairs, '}')
  }

  #between(open: string, parts: readonly string[], close: string): string {
    const { isSpacious, layout } = this.#style
    const inner = isSpacious ? ` ${parts.join(' , ')} ` : parts.join(', ')
    const trailing = layout !== 'json' && parts.length > 0 && this.#choose(6) === 0 ? ',' : ''
    return `${open}${inner}${trailing}${close}`
  }

  #literal(value: number | boolean | null): string {
    if (typeof value !== 'number' || Number.isFinite(value)) return String(value)
    return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf'
  }

  #text(text: string): string {
    const { layout, quotes } = this.#style
    if (layout === 'json') return JSON.stringify(text)
    const isPlain = PLAIN.test(text) && !(OTHER.test(text) && !DIGITS.test(text))
    if (isPlain && quotes === 'plain') return text
    // Nothing but quotes needs spelling out between single ones.
    if (quotes === 'single' && !/[\p{C}\p{Zl}\p{Zp}]/u.test(text)) {
      return `'${text.replaceAll("'", "''")}'`
    }
    return JSON.stringify(text)
  }
}

/** The text of a document in a style. */
export const written = (tree: Tree, style: Style): string => new Writer(style).write(tree)
