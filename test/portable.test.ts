import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Where figures come from: what is only printed may use the platform's mathematics. */
const ROOMS = [
  'study/',
  'sim/',
  'model/',
  'scenario/',
  'formats/',
  'units.ts',
  'quantity.ts',
  'calendar.ts',
  'gregorian.ts',
]

/** What IEEE 754 or whole numbers define to the last bit. */
const EXACT = [
  'abs',
  'ceil',
  'clz32',
  'floor',
  'fround',
  'imul',
  'max',
  'min',
  'round',
  'sign',
  'sqrt',
  'trunc',
]

const root = new URL('../src/', import.meta.url)
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  name => name.endsWith('.ts') && ROOMS.some(room => name.startsWith(room)),
)

const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[^]*?\*\/|(?<!:)\/\/.*$/gm, '')

/** Each use of `pattern`, with its file. */
const uses = (pattern: RegExp): string[] =>
  files.flatMap(file => {
    const text = withoutComments(readFileSync(new URL(file, root), 'utf8'))
    return [...text.matchAll(pattern)].map(([use]) => `${file}: ${use}`)
  })

test('figures rest on no mathematics that a platform may round as it likes', () => {
  expect(uses(new RegExp(`\\bMath\\b(?!\\.(?:${EXACT.join('|')})\\b)\\S*`, 'g'))).toEqual([])
})

test('only 2, 10 and whole BigInts are raised to powers', () => {
  expect(uses(/\S+ \*\*(?: \S+|=)/g)).not.toEqual([])
  expect(uses(/(?<!(?<![\w.])(?:2|10) ?|\dn\)? ?)\*\*.*/g)).toEqual([])
})

test('powers of 2 and of 10 are exact here, as far as a float64 holds them', () => {
  let power = 1
  for (let n = 0; n <= 1023; n++, power *= 2) expect(2 ** n).toBe(power)
  power = 1
  for (let n = 0; n >= -1074; n--, power /= 2) expect(2 ** n).toBe(power)
  for (let n = 0; n <= 22; n++) expect(10 ** n).toBe(Number(10n ** BigInt(n)))
})
