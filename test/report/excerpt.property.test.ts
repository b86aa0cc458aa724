/** What holds of every line of a file that is shown, and of the marks below it. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Excerpt, EXCERPT_MIN, excerpt } from '../../src/report/terminal/excerpt.ts'
import { characterWidth, displayWidth } from '../../src/report/terminal/text.ts'

const RUNS = Number(process.env['RUNS'] ?? 400)
const CUT = '…'
const MARK = '\u0301'

/** Characters of every kind of width; none is `…`, a backslash or a space of the excerpt's own. */
const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('a', 'b', ':', '"', '{', 'é', '–') },
  { weight: 2, arbitrary: fc.constantFrom('日', '、', 'Ａ', '한', '😀', '⚡', '𠀀', '\u1112') },
  { weight: 2, arbitrary: fc.constantFrom(MARK, '\ufe0f', '\u20dd', '\u1161', '\u{1d165}') },
  { weight: 2, arbitrary: fc.constantFrom('\t', '\u00a0', '\u3000', '\u200b', '\u200d', '\u00ad') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('\u0000', '\r', '\u001b', '\u009b', '\u2028', '\u202e', '\ufeff'),
  },
  { weight: 1, arbitrary: fc.constantFrom('\ud800', '\udc00', '\u{e0041}') },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
)
const line = fc.oneof(
  fc.array(character, { maxLength: 30 }),
  fc.array(character, { minLength: 30, maxLength: 400 }),
)

/** A line as its characters, and what of it is pointed at. */
const pointed = fc.record({
  characters: line,
  column: fc.nat(1_000),
  length: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 600 })),
  room: fc.oneof(
    fc.integer({ min: EXCERPT_MIN, max: 24 }),
    fc.integer({ min: EXCERPT_MIN, max: 120 }),
  ),
})

interface Pointed {
  readonly characters: readonly string[]
  readonly column: number
  readonly length: number
  readonly room: number
}

/** Columns beyond the line are as likely as those on it, and not by much more. */
const columnOf = ({ characters, column }: Pointed): number =>
  1 + (column % (characters.join('').length + 3))

const excerptOf = (it: Pointed): Excerpt =>
  excerpt(it.characters.join(''), columnOf(it), it.length, it.room, CUT)

/** What stands in columns `from` … `from + width` of a text, marks included. */
const inColumns = (text: string, from: number, width: number): string => {
  let column = 0
  let found = ''
  for (const each of text) {
    const wide = characterWidth(each)
    const at = wide === 0 ? column - 1 : column
    if (at >= from && at < from + width) found += each
    column += wide
  }
  return found
}

/** The character that holds a UTF-16 unit of a line. */
const characterAt = (text: string, unit: number): string => {
  let at = 0
  for (const each of text) {
    at += each.length
    if (at > unit) return each
  }
  return ''
}

const BASE = /^[^\p{C}\p{M}\p{Z}\u1160-\u11ff\ud7b0-\ud7fb]$/u

describe('the excerpt of a line', () => {
  test('is never wider than the room, and neither are the marks', () => {
    fc.assert(
      fc.property(pointed, it => {
        const { text, from, width } = excerptOf(it)
        expect(displayWidth(text)).toBeLessThanOrEqual(it.room)
        expect(from).toBeGreaterThanOrEqual(0)
        expect(width).toBeGreaterThanOrEqual(1)
        expect(from + width).toBeLessThanOrEqual(it.room)
      }),
      { numRuns: RUNS },
    )
  })

  test('is marked nowhere beyond its end but for one column where something is missing there', () => {
    fc.assert(
      fc.property(pointed, it => {
        const { text, from, width } = excerptOf(it)
        const isPast = columnOf(it) > it.characters.join('').length
        expect(from + width).toBeLessThanOrEqual(displayWidth(text) + (isPast ? 1 : 0))
        if (isPast) expect([from, width]).toEqual([displayWidth(text), 1])
      }),
      { numRuns: RUNS },
    )
  })

  test('holds nothing that acts on a terminal, moves or hides', () => {
    fc.assert(
      fc.property(pointed, it => {
        expect(excerptOf(it).text).not.toMatch(/(?! )[\p{Cc}\p{Cf}\p{Cs}\p{Zs}\p{Zl}\p{Zp}]/u)
      }),
      { numRuns: RUNS },
    )
  })

  test('begins with no mark of its own, and no character carries more than eight', () => {
    fc.assert(
      fc.property(pointed, it => {
        const { text } = excerptOf(it)
        expect(characterWidth([...text][0] ?? 'a')).toBeGreaterThan(0)
        expect(text).not.toMatch(/\p{M}{9}/u)
        expect(text.length).toBeLessThanOrEqual(18 * it.room)
      }),
      { numRuns: RUNS },
    )
  })

  test('shows the character pointed at first exactly above the first mark', () => {
    fc.assert(
      fc.property(pointed, it => {
        const whole = it.characters.join('')
        const first = characterAt(whole, columnOf(it) - 1)
        const { text, from, width } = excerptOf(it)
        const above = inColumns(text, from, width)
        if (BASE.test(first)) expect(above.startsWith(first), `${above} in ${text}`).toBe(true)
        else if (first === '\t') expect(above).toMatch(/^ /)
        else if (first !== '' && characterWidth(first) > 0) {
          const spelled = `\\${first.codePointAt(0)! < 0x100 ? 'x' : 'u{'}${first.codePointAt(0)!.toString(16).padStart(2, '0')}`
          if (/[\p{Cc}\p{Cs}\p{Z}]/u.test(first)) expect(above.startsWith(spelled)).toBe(true)
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('marks all that is pointed at where all of it fits, and not a column more', () => {
    const simple = fc.constantFrom('a', 'b', '日', '😀', `e${MARK}`, `日${MARK}`, '\u001b')
    const shown = (each: string): string => (each === '\u001b' ? '\\x1b' : each)
    const three = fc.tuple(
      fc.array(simple, { maxLength: 60 }),
      fc.array(simple, { minLength: 1, maxLength: 3 }),
      fc.array(simple, { maxLength: 60 }),
      fc.integer({ min: 26, max: 100 }),
    )
    fc.assert(
      fc.property(three, ([before, part, after, room]) => {
        const start = before.join('').length
        const whole = [...before, ...part, ...after].join('')
        const { text, from, width } = excerpt(whole, start + 1, part.join('').length, room, CUT)
        expect(inColumns(text, from, width)).toBe(part.map(shown).join(''))
        expect(width).toBe(displayWidth(part.map(shown).join('')))
      }),
      { numRuns: RUNS },
    )
  })

  test('is the whole line where that fits, and is cut with a sign where it does not', () => {
    const simple = fc.array(fc.constantFrom('a', '日', `e${MARK}`), { maxLength: 120 })
    fc.assert(
      fc.property(simple, fc.nat(), fc.integer({ min: EXCERPT_MIN, max: 120 }), (it, at, room) => {
        const whole = it.join('')
        const fits = displayWidth(whole) <= room
        const { text } = excerpt(whole, 1 + (at % Math.max(1, whole.length)), 1, room, CUT)
        if (fits) expect(text).toBe(whole)
        else {
          const kept = text.replaceAll(CUT, '').trim()
          expect(text).toContain(CUT)
          expect(whole).toContain(kept)
          expect(text.startsWith(CUT) || whole.startsWith(kept)).toBe(true)
          expect(text.endsWith(CUT) || whole.endsWith(kept)).toBe(true)
        }
      }),
      { numRuns: RUNS },
    )
  })

  test('points at the character that a mark or half a character belongs to', () => {
    expect(excerpt(`ae${MARK}b`, 3, 1, 20, CUT)).toEqual({ text: `ae${MARK}b`, from: 1, width: 1 })
    expect(excerpt('a😀b', 3, 1, 20, CUT)).toEqual({ text: 'a😀b', from: 1, width: 2 })
    expect(excerpt(`${MARK}b`, 2, 1, 20, CUT)).toEqual({ text: '\\u{301}b', from: 7, width: 1 })
  })

  test('spells out what looks like nothing or like a space', () => {
    const text = 'a\u00a0b\u200bc\u3000d\u00ad e'
    expect(excerpt(text, 2, 1, 60, CUT)).toEqual({
      text: 'a\\xa0b\\u{200b}c\\u{3000}d\\xad e',
      from: 1,
      width: 4,
    })
  })

  test('takes its time for what is shown, not for a line of two megabytes', () => {
    const timed = (whole: string): number => {
      const began = performance.now()
      for (let i = 0; i < 100; i += 1) {
        excerpt(whole, 1 + Math.round((i / 99) * whole.length), 3, 92, CUT)
      }
      return performance.now() - began
    }
    timed('x'.repeat(3_000))
    for (const piece of ['x', '日', '\t', MARK, '\u{e0041}']) {
      // A hundred faults on one line are listed; reading all of it each time took minutes.
      expect(timed(piece.repeat(2_000_000)), JSON.stringify(piece)).toBeLessThan(2_000)
    }
  })
})
