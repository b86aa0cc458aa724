/** Files made to hurt: each ends in a clear refusal, soon, and with no stack trace. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeFiles } from '../../src/scenario/files.ts'
import { type LocatedFault, formatFault, load, parseScenario } from '../../src/scenario/load.ts'
import { SCENARIO, edited } from './text.ts'

/** Far beyond the second that is allowed on a machine of its own. */
const SOON = 10_000
const MIB = 1 << 20
/** A file of the largest size, or just below it. */
const MOST = 2 * MIB - 10

const repeat = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('')

const faultsOf = (text: string): readonly LocatedFault[] => {
  const result = parseScenario(text, 'x.yaml')
  return result.ok ? [] : result.faults
}

const bomb = `a: &a ["x","x","x","x","x","x","x","x","x"]
${repeat(8, i => `${'bcdefghi'[i]!}: &${'bcdefghi'[i]!} [${repeat(9, () => `*${'abcdefgh'[i]!},`)}]\n`)}`

describe('texts', () => {
  const deep = 'more than 100 levels of nesting; a scenario has eight'
  const tokens = 'the file has more than 640,000 YAML tokens; split the scenario'
  const collections = 'the file has more than 100,000 lists and mappings; split the scenario'
  test.each<[string, string, string]>([
    ['an alias bomb', bomb, 'aliases expand to more than 60,000 values; write some out'],
    ['an alias within its own anchor', 'a: &a [*a]', '*a stands inside what &a names'],
    ['an alias without anchor', 'a: *b', '*b has no anchor &b before it'],
    [
      '9,000 aliases',
      `a: &a [b, c, d, e, f, g]\nc:\n${repeat(9000, () => '- *a\n')}`,
      'more than 60,000',
    ],
    [
      '9,000 wrong aliases',
      `${SCENARIO}x: &a { b: c }\ny:\n${repeat(9000, () => '- { <<: *a }\n')}`,
      'x: unknown key',
    ],
    ['spaces without end', `a: b\n${' '.repeat(MOST)}c: d`, 'a value stands where'],
    ['deep lists', '['.repeat(MOST), deep],
    ['deep lists that are closed', `a: ${'['.repeat(3000)}${']'.repeat(3000)}`, deep],
    ['deep lists behind quotes', '["]", '.repeat(100_000), deep],
    ['deep mappings', '{a: '.repeat(MOST / 4), deep],
    ['deep compact lists', '- '.repeat(MOST / 2), deep],
    ['deep complex keys', '? '.repeat(MOST / 2), deep],
    ['deep indentation', repeat(1400, i => `${' '.repeat(i)}a:\n`), deep],
    ['many colons', 'a: '.repeat(60_000), deep],
    ['a very long list', '- a\n'.repeat(MOST / 4), '20,001 entries, above the limit of 10,000'],
    ['very many comments', '#\n'.repeat(MOST / 2), tokens],
    ['very many anchors', '- &a '.repeat(MOST / 5), tokens],
    ['very many lists', '- [[],[],[],[],[]]\n'.repeat(MOST / 19), collections],
    [
      'very many nested lists',
      `- ${'['.repeat(50)}${']'.repeat(50)}\n`.repeat(MOST / 103),
      collections,
    ],
    ['very many lines without text', '\r\n'.repeat(MOST / 2), tokens],
    ['very many question marks', `a: {${'? '.repeat(MOST / 2 - 5)}`, tokens],
    [
      'a list of 20,000',
      `${SCENARIO}list:\n${'- a\n'.repeat(20_000)}`,
      'list: 20,000 entries, above the limit of 10,000',
    ],
    [
      'a mapping of 20,000',
      repeat(20_000, i => `k${i}: 1\n`),
      '20,000 entries, above the limit of 10,000',
    ],
    [
      '10,000 unknown keys of 70 characters',
      `${SCENARIO}${repeat(9_000, i => `${'k'.repeat(70)}${i}: 1\n`)}`,
      'unknown key',
    ],
    ['one key 9,000 times', `${SCENARIO}${'zz: 1\n'.repeat(9_000)}`, 'unknown key'],
    [
      '9,000 empty sources',
      edited(['traffic:\n', `traffic:\n${'  - {}\n'.repeat(9_000)}`]),
      'the key is missing',
    ],
    [
      '5,000 InterLinks',
      edited([
        '  web:\n',
        `${repeat(5_000, i => `  i${i}: { connection: paris-1, bandwidth: 1Gbps }\n`)}  web:\n`,
      ]),
      'i10.bandwidth: 1Gbps asked, nothing free on paris-1',
    ],
    [
      '4,000 dangling references',
      edited([
        'traffic:\n',
        `traffic:\n${repeat(4_000, i => `  - { interlink: w${i}, direction: toCloud, source: { kind: cbr, rate: 1bps, frame: 64B } }\n`)}`,
      ]),
      'there is no InterLink w0',
    ],
    [
      '9,990 Projects of which none is the one named, 4,000 times',
      edited(
        ['projects: [network, web]', `projects: [${repeat(9_990, i => `p${i}, `)}]`],
        [
          '  web:\n',
          `${repeat(4_000, i => `  i${i}: { connection: paris-1, bandwidth: 1kbps, project: q${i} }\n`)}  web:\n`,
        ],
      ),
      'Organization acme has no Project web; the nearest known Project is p0',
    ],
    [
      '6,500 entries with ten faults each',
      edited([
        'traffic:\n',
        `traffic:\n${repeat(6_500, i => `  - { interlink: w${i}, direction: up, source: { kind: poison, rate: 1, frame: 1B, start: 2s, stop: 1s, a: b } }\n`)}`,
      ]),
      'there is no InterLink w0',
    ],
    ['20,000 errors', '- @\n'.repeat(20_000), 'a plain text may not begin with @'],
    ['a key of two megabytes', `${'a'.repeat(MOST - 5)}: 1`, 'the key has more than 1,024'],
    [
      'a name of a megabyte',
      edited(['hybrid-paris', 'x'.repeat(900_000)]),
      'the text has 900,000 characters, above the limit of 200',
    ],
    [
      'a number of a megabyte',
      edited(['bandwidth: 2Gbps', `bandwidth: ${'9'.repeat(900_000)}Gbps`]),
      'is no rate',
    ],
    [
      'a unit of a megabyte',
      edited(['bandwidth: 2Gbps', `bandwidth: 2${'G'.repeat(900_000)}bps`]),
      'has the unknown unit',
    ],
    [
      'an id of a megabyte',
      edited(['  web:\n', `  ? ${'w'.repeat(900_000)}\n  : a\n  web:\n`]),
      'is no id',
    ],
    ['an enormous integer', edited(['seed: 1', `seed: ${'9'.repeat(500_000)}`]), 'is not finite'],
    ['a text of escapes', `a: "${'\\x41'.repeat(MOST / 4 - 5)}"`, 'unknown key'],
    ['a folded text of many lines', `a: >\n${' x\n'.repeat(MOST / 3 - 5)}`, 'unknown key'],
    ['a plain text of many lines', `a: ${'b\n '.repeat(MOST / 3 - 5)}`, 'unknown key'],
    [
      'a quoted text of many lines',
      `a: "${'\n'.repeat(MOST - 10)}"`,
      'a quoted text is not closed',
    ],
    ['two megabytes of spaces', `a:${' '.repeat(MOST - 10)}b`, 'unknown key'],
    ['two megabytes of tabs', `a:\n${'\t'.repeat(MOST - 10)}`, 'a tab indents this line'],
    ['two megabytes of quotes', "'".repeat(MOST), 'the top level is no mapping'],
    ['two megabytes of brackets', ']'.repeat(MOST), 'this does not fit here'],
  ])('%s', { timeout: SOON }, (_, text, expected) => {
    const faults = faultsOf(text)
    expect(formatFault(faults[0]!)).toContain(expected)
    expect(faults.length).toBeLessThanOrEqual(101)
    for (const fault of faults) expect(formatFault(fault).length).toBeLessThan(800)
  })

  test.each<[string, string, string]>([
    ['nothing', '', 'x.yaml:1:1: the file is empty; a scenario begins with its name'],
    ['white space', '\n\n  \n', 'the file holds no scenario; begin with name: hybrid-paris'],
    ['comments', '# a\n# b\n', 'the file holds no scenario; begin with name: hybrid-paris'],
    ['a list', '- a\n', 'x.yaml:1:1: the top level is no mapping; begin with name: hybrid-paris'],
    ['a word', 'hello\n', 'x.yaml:1:1: the top level is no mapping; begin with name: hybrid-paris'],
    [
      'two documents',
      `${SCENARIO}---\n${SCENARIO}`,
      'x.yaml:41:1: a second YAML document begins here',
    ],
    ['another YAML', '%YAML 1.1\n---\na: 1\n', 'x.yaml:1:1: YAML 1.1 is asked for'],
    ['a tag', 'name: !!js/function x\n', 'x.yaml:1:7: tags have no meaning in a scenario'],
    ['a NUL', 'name: x\0', 'x.yaml:1:8: byte 7 is NUL; a scenario is a text file'],
    [
      'an escape character',
      'name: "\u001b[31m"',
      'x.yaml:1:8: byte 7 is the control character U+001B',
    ],
    [
      'an escape character behind a byte order mark',
      '\uFEFFname: "\u001b[31m"',
      'x.yaml:1:8: byte 10 is the control character U+001B',
    ],
    ['a list as key', '? [a]\n: 1\n', 'x.yaml:1:3: the key is not plain text'],
    ['no key', ': 1\n', 'a key is missing before the colon'],
    ['a merge of text', 'name: x\n<<: y\n', 'only a mapping, or a list of them, can be merged'],
    [
      'Macintosh line ends',
      'name: x\rseed: 1\r',
      'x.yaml:1:8: a carriage return alone ends no line',
    ],
    [
      'a line ended by U+2028',
      'a:\n  b: 1\u2028  c: 2\n',
      'x.yaml:2:7: the character U+2028 ends no line; end lines with line feeds',
    ],
    [
      'a line indented by no-break spaces',
      'a:\n  b: 1\n \u00a0c: 2\n  d: 3\n',
      'x.yaml:3:2: the character U+00A0 indents this line; YAML indents with spaces',
    ],
    [
      'a byte order mark within the file',
      'a:\n  b: 1\n\ufeff  c: 2\n  d: 3\n',
      'x.yaml:3:1: the character U+FEFF indents this line; YAML indents with spaces',
    ],
    [
      'a mapping in braces that is not indented',
      'a: {\nb: 1\n}\nc: [1,\n2]\n',
      'x.yaml:2:1: a mapping that begins with { is not closed before this line; add }, or indent',
    ],
    ['a tab within braces', 'a: {\n\tb: 1 }\n', 'x.yaml:2:2: a tab indents this line'],
    [
      'braces that end with the file',
      '{a: 1\n',
      'x.yaml:1:6: a mapping that begins with { is not closed; add }',
    ],
    [
      'a list that ends with the file',
      'a: [1\n',
      'x.yaml:1:6: a list that begins with [ is not closed; add ]',
    ],
    [
      'text behind the end',
      'a: b\n...\nc: d\n',
      'x.yaml:3:1: a second YAML document begins here; a scenario is one, so remove what follows the line ...',
    ],
    [
      'a decimal comma',
      'traffic: [{ rate: 1,5Gbps }]\n',
      'traffic[0].5Gbps: unknown key; if the number before it goes on here, write a point',
    ],
    ['a colon in a value', 'a: b: c\n', 'x.yaml:1:4: the value holds a colon followed by a space'],
    [
      'a value above a mapping',
      'a:\n  b: c:d\n   e: f\n',
      'x.yaml:2:6: a value stands where a mapping',
    ],
  ])('%s instead of a scenario', (_, text, expected) => {
    expect(faultsOf(text).map(formatFault).join('\n')).toContain(expected)
  })

  test('what follows a mapping that ends too early is no fault of its own', () => {
    const faults = faultsOf('a: {\nb: 1\n}\nc: [1,\n2]\n')
    expect(faults.map(({ line }) => line)).toEqual([2])
  })

  test('one line that stands wrongly is one fault, and so is one in each section', () => {
    const web = ['   vlan: 101', '\tvlan: 101', '  \u00a0 vlan: 101', '\ufeff    vlan: 101']
    for (const line of web) {
      const places = (text: string): string[] =>
        faultsOf(text).map(({ line, column }) => `${line}:${column}`)
      const once = edited(['    vlan: 101', line])
      expect(places(once)).toEqual([expect.stringMatching(/^23:/)])
      const twice = once.replace('    portSpeed', '   portSpeed')
      expect(places(twice)).toEqual(['14:1', expect.stringMatching(/^23:/)])
    }
  })

  test(
    'any change of a few characters ends in a scenario or in faults within the file',
    { timeout: 60_000 },
    () => {
      const pieces = fc.constantFrom(
        ...[
          '\n',
          '\t',
          ' ',
          ':',
          '-',
          '{',
          '}',
          '[',
          ']',
          '"',
          "'",
          '#',
          '&a',
          '*a',
          '!',
          '|',
          '>',
          '%',
        ],
        ...[
          '<<: ',
          '? ',
          '---\n',
          '~',
          '0',
          '-1',
          '1e9',
          'Gbps',
          '__proto__',
          '\u0000',
          '\u2028',
          '😀',
          ',',
        ],
      )
      const edit = fc.tuple(fc.nat(SCENARIO.length), fc.nat(6), pieces)
      fc.assert(
        fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), edits => {
          let text = SCENARIO
          for (const [at, length, piece] of edits) {
            text = text.slice(0, at) + piece + text.slice(at + length)
          }
          const result = parseScenario(text, 'x.yaml')
          if (result.ok) return
          expect(result.faults.length).toBeGreaterThan(0)
          const lines = result.text.split('\n')
          for (const fault of [...result.faults, ...result.warnings]) {
            const { line, column, length, message } = fault
            expect(message).toMatch(/^[^\n]{5,}$/u)
            expect(message).not.toMatch(/undefined|\[object/u)
            if (result.text === '') continue
            expect(line).toBeLessThanOrEqual(lines.length)
            expect(column).toBeGreaterThan(0)
            // A fault at the end of a line stands just behind its last character.
            expect(column + length - 1).toBeLessThanOrEqual(lines[line - 1]!.length + 1)
          }
          const starts = result.faults.map(({ line, column }) => line * 1e6 + column)
          expect(starts).toEqual(starts.toSorted((a, b) => a - b))
        }),
        { numRuns: 400 },
      )
    },
  )

  test('no data of any shape ends in an exception', { timeout: 60_000 }, () => {
    const value = fc.jsonValue({ maxDepth: 4 })
    const keys = Object.keys(
      JSON.parse(
        JSON.stringify({
          name: 0,
          seed: 0,
          duration: 0,
          organization: 0,
          pops: 0,
          vpcs: 0,
          connections: 0,
          interlinks: 0,
          traffic: 0,
          objectives: 0,
          series: 0,
        }),
      ),
    )
    const file = fc.dictionary(fc.constantFrom(...keys), value)
    fc.assert(
      fc.property(file, data => {
        const result = parseScenario(JSON.stringify(data), 'x.json')
        expect(result.ok).toBe(false)
      }),
      { numRuns: 200 },
    )
  })
})

describe('files', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'scenario-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const told = (name: string, content?: Uint8Array | string): string => {
    const file = path.join(folder, name)
    if (content !== undefined) writeFileSync(file, content)
    const result = load(file, { files: nodeFiles, allowRead: [] })
    return result.ok ? 'accepted' : formatFault(result.faults[0]!).slice(folder.length + 1)
  }

  test('one that is not there', () => {
    expect(told('none.yaml')).toBe('none.yaml:1:1: there is no such file; check the path')
  })

  test('a folder', () => {
    mkdirSync(path.join(folder, 'folder.yaml'))
    expect(told('folder.yaml')).toBe(
      'folder.yaml:1:1: this is a folder; name a scenario file in it',
    )
  })

  test('one beneath a file', () => {
    told('plain', SCENARIO)
    expect(told('plain/x.yaml')).toContain('there is no such file')
  })

  test('a path that holds NUL', () => {
    const result = load('a\0b', { files: nodeFiles, allowRead: [] })
    expect(result).toMatchObject({ ok: false, faults: [{ line: 1, column: 1 }] })
  })

  test('a device is refused and not read', { timeout: SOON }, () => {
    const result = load('/dev/zero', { files: nodeFiles, allowRead: [] })
    expect(result.ok ? '' : result.faults[0]!.message).toBe(
      'this is a pipe or a device; name a regular file',
    )
  })

  test('one of 2 MiB is read, one byte more is refused unread', () => {
    const filled = (bytes: number): string =>
      `${SCENARIO}#${'x'.repeat(bytes - SCENARIO.length - 1)}`
    expect(told('most.yaml', filled(2 * MIB))).toBe('accepted')
    expect(told('more.yaml', filled(2 * MIB + 1))).toBe(
      'more.yaml:1:1: the file has 2,097,153 bytes, above the limit of 2,097,152 (2 MiB); split the scenario',
    )
  })

  test('one of 50 MB', { timeout: SOON }, () => {
    expect(told('huge.yaml', new Uint8Array(50 * MIB))).toContain(
      '52,428,800 bytes, above the limit',
    )
  })

  test.each<[string, Uint8Array, string]>([
    [
      'UTF-16, little end first',
      Buffer.from(`\uFEFF${SCENARIO}`, 'utf16le'),
      'the file is UTF-16; save it as UTF-8',
    ],
    [
      'UTF-16, big end first',
      Buffer.from([0xfe, 0xff, 0, 0x61]),
      'the file is UTF-16; save it as UTF-8',
    ],
    ['UTF-16 without mark', Buffer.from('name: x', 'utf16le'), 'byte 1 is NUL'],
    [
      'Latin-1',
      Buffer.from('# ligne\nname: caf\u00e9\n', 'latin1'),
      'x.yaml:2:10: byte 17 (0xe9) is not UTF-8',
    ],
    [
      'a cut character',
      Buffer.from([0x61, 0x3a, 0x20, 0xf0, 0x9f, 0x98]),
      'byte 3 (0xf0) is not UTF-8',
    ],
    ['an overlong character', Buffer.from([0x61, 0xc0, 0xaf]), 'byte 1 (0xc0) is not UTF-8'],
    ['a capture', Buffer.from([0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0]), 'byte 5 is NUL'],
  ])('bytes that are no UTF-8: %s', (_, bytes, expected) => {
    expect(told('x.yaml', bytes)).toContain(expected)
  })

  test('the first byte that is no UTF-8 is found wherever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }).filter(text => !/\p{Cc}/u.test(text)),
        fc.constantFrom(0x80, 0xc0, 0xf8, 0xff, 0xed),
        (text, wrong) => {
          const before = Buffer.from(text)
          const bytes = Buffer.concat([Buffer.from('# '), before, Buffer.from([wrong, 0x0a, 0x41])])
          const expected = `byte ${before.length + 2} (0x${wrong.toString(16)})`
          expect(told('fuzz.yaml', bytes)).toContain(expected)
        },
      ),
    )
  })
})
