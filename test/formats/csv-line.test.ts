import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvLine } from '../../src/formats/csv/line.ts'

test('a line of any texts is read back as they were (RFC 4180)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') }), {
        minLength: 2,
        maxLength: 5,
      }),
      cells => {
        expect(parse(csvLine(cells), { bom: false, skipEmptyLines: false })).toEqual([cells])
      },
    ),
  )
})

test('numbers are written as they are, and nothing where there is none', () => {
  expect(csvLine([1.5e-7, null, true, 'a b', 'a, "b"'])).toBe('1.5e-7,,true,a b,"a, ""b"""\n')
})
