import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitted, lines, widthOf } from '../../../src/report/figures/letters.ts'
import { Names, slug } from '../../../src/report/figures/names.ts'

const text = fc.string({ unit: 'binary', maxLength: 300 })

test('a text that is fitted or broken into lines is no wider than its room', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 30, max: 500 }), (long, room) => {
      expect(widthOf(fitted(long, 14, room), 14)).toBeLessThanOrEqual(room)
      for (const line of lines(long, 14, room)) expect(widthOf(line, 14)).toBeLessThanOrEqual(room)
    }),
  )
})

test('a text with room is left as it is, and lines hold all words that fit', () => {
  expect(fitted('web to customer', 14, 300)).toBe('web to customer')
  expect(lines('one two three', 10, 60).join(' ')).toBe('one two three')
})

test('any names become names of files, different ones', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), texts => {
      const names = new Names()
      const given = texts.map(each => names.take(`over-time-${slug(each)}`))
      for (const each of given) expect(each).toMatch(/^[A-Za-z0-9_-]{1,110}$/u)
      expect(new Set(given.map(each => each.toLowerCase())).size).toBe(given.length)
    }),
  )
})
