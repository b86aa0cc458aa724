import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultHeading, renderFaults } from '../../src/report/faults.ts'
import type { LocatedFault } from '../../src/scenario/fault.ts'
import { displayWidth } from '../../src/report/terminal/text.ts'
import { WIDE } from './factory.ts'
import { expectGolden } from './golden.ts'

const file = (lines: Readonly<Record<number, string>>): string => {
  const all: string[] = []
  for (const [line, text] of Object.entries(lines)) all[Number(line) - 1] = text
  return Array.from(all, text => text ?? '').join('\n')
}

const FAULTS: readonly LocatedFault[] = [
  {
    file: 'hybrid-paris.yaml',
    line: 19,
    column: 5,
    length: 6,
    path: 'interlinks.web.vlanId',
    message: 'unknown key; the nearest known key is vlan',
    fix: 'vlan: 101',
  },
  {
    file: 'hybrid-paris.yaml',
    line: 28,
    column: 12,
    length: 7,
    path: 'interlinks.data.burst',
    message: '5000000 has no unit; a size such as 5MB is needed',
    fix: '5MB',
  },
  {
    file: 'hybrid-paris.yaml',
    line: 27,
    column: 16,
    length: 5,
    path: 'interlinks.data.bandwidth',
    message: '9Gbps asked, 7.5 Gbps free on paris-1; lower it',
    fix: '7.5Gbps, or a second connection',
    related: {
      line: 12,
      column: 16,
      length: 6,
      note: 'InterLinks web and voice hold 2.5 Gbps of it',
    },
  },
]
const TEXT = file({
  12: '    portSpeed: 10Gbps',
  19: '    vlanId: 101',
  27: '    bandwidth: 9Gbps',
  28: '    burst: 5000000',
})

const fault = (change: Partial<LocatedFault>): LocatedFault => ({
  file: 'a.yaml',
  line: 1,
  column: 1,
  length: 1,
  path: 'name',
  message: 'wrong',
  ...change,
})

describe('the faults of a file', () => {
  it('read as drawn', () => {
    const text = `${faultHeading(3, 'hybrid-paris.yaml', WIDE)}\n${renderFaults(FAULTS, TEXT, WIDE, 'frames')}`
    expectGolden('faults', text)
  })

  it('are a line each where no one looks at frames', () => {
    expect(renderFaults(FAULTS, TEXT, WIDE, 'lines')).toBe(
      'hybrid-paris.yaml:19:5: interlinks.web.vlanId: unknown key; the nearest known key is vlan\n' +
        'hybrid-paris.yaml:28:12: interlinks.data.burst: 5000000 has no unit; a size such as 5MB is needed\n' +
        'hybrid-paris.yaml:27:16: interlinks.data.bandwidth: 9Gbps asked, 7.5 Gbps free on paris-1; lower it\n',
    )
  })

  it('point at the right columns behind tabs and wide characters', () => {
    const text = renderFaults(
      [fault({ column: 5, length: 2, fix: '1' })],
      '\t日本:x',
      WIDE,
      'frames',
    )
    expect(text.split('\n').slice(1, 3)).toEqual([
      '    1 │     日本:x',
      '      │          ^ fix: 1',
    ])
  })

  it('never echo a control character of the file or of the message', () => {
    const text = renderFaults(
      [fault({ column: 3, length: 3, message: 'bad \u001b]0;title\u0007', fix: '\u009b31m' })],
      'a \u001b[31m',
      WIDE,
      'frames',
    )
    // oxlint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\0-\u0009\u000b-\u001f\u007f-\u009f]/)
    expect(text).toContain('a \\x1b[31m')
    expect(text).toContain('^^^^^^')
  })

  it('show the part of a long line around the caret, within the width', () => {
    const line = `${'x'.repeat(150)}WRONG${'y'.repeat(150)}`
    const text = renderFaults(
      [fault({ column: 151, length: 5 })],
      line,
      { ...WIDE, width: 60 },
      'frames',
    )
    const [, source = '', marks = ''] = text.split('\n')
    expect(source).toMatch(/^ {4}1 │ …x+WRONGy+…$/)
    expect(displayWidth(source)).toBe(60)
    expect(source.indexOf('WRONG')).toBe(marks.indexOf('^^^^^'))
  })

  it('fit any width and point at the text, whatever the line', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('a', '日', '\t', '\u001b', 'é'),
          minLength: 1,
          maxLength: 200,
        }),
        fc.nat(210),
        fc.nat(50),
        fc.integer({ min: 20, max: 120 }),
        (line, column, length, width) => {
          const text = renderFaults(
            [fault({ column: column + 1, length, message: '', path: '' })],
            line,
            { ...WIDE, width },
            'frames',
          )
          const [, source = '', marks = ''] = text.split('\n')
          expect(displayWidth(source)).toBeLessThanOrEqual(width)
          expect(displayWidth(marks)).toBeLessThanOrEqual(width)
          expect(marks).toContain('^')
        },
      ),
    )
  })

  it('show two places of one line in their order', () => {
    const related = { line: 1, column: 1, length: 1, note: 'the first one' }
    const text = renderFaults([fault({ column: 3, related })], 'a a', WIDE, 'frames')
    expect(text.split('\n').slice(1, 5)).toEqual([
      '    1 │ a a',
      '      │ - the first one',
      '    1 │ a a',
      '      │   ^',
    ])
  })

  it('stand without the line where there is no room for it', () => {
    const it = fault({ column: 2, fix: 'a: 1' })
    expect(renderFaults([it], 'abc', { ...WIDE, width: 19 }, 'frames')).toBe(
      'a.yaml:1:2: name: wrong\nfix: a: 1\n',
    )
    expect(renderFaults([fault({})], 'abc', { ...WIDE, width: 1 }, 'frames')).toBe(
      'a.yaml:1:1: name: wrong\n',
    )
  })

  it('keep bar, text and marks in their columns however many lines there are', () => {
    const related = { line: 2, column: 1, length: 1, note: 'here' }
    const text = renderFaults(
      [fault({ line: 100_000, column: 2, fix: 'x', related })],
      `${'\n'.repeat(99_999)}abc`,
      WIDE,
      'frames',
    )
    expect(text.split('\n').slice(1, 5)).toEqual([
      '     2 │',
      '       │ - here',
      '100000 │ abc',
      '       │  ^ fix: x',
    ])
  })

  it('stand alone where the file has no such line', () => {
    expect(renderFaults([fault({ line: 9 })], 'one line', WIDE, 'frames')).toBe(
      'a.yaml:9:1: name: wrong\n',
    )
  })
})
