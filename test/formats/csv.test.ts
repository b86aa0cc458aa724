/** Tables as people and programs write them, sound and unsound ones. */
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { TableBuilder } from '../../src/formats/csv/builder.ts'
import { type Table, type TableResult, readTable } from '../../src/formats/csv/read.ts'
import { classicFile } from './capture-writer.ts'

const reading = (
  file: string | Uint8Array,
  times: readonly string[] = ['time'],
  values: readonly string[] = ['bps'],
): TableResult =>
  readTable([typeof file === 'string' ? Buffer.from(file) : file], { times, values })

const accepted = (file: string | Uint8Array, times?: string[], values?: string[]): Table => {
  const result = reading(file, times, values)
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return result.table
}

/** Instants of the column `time` since the first, ps. */
const instants = ({ times }: Table, name = 'time'): bigint[] => {
  const { seconds, picos } = times.get(name)!
  return Array.from(seconds, (s, i) => BigInt(s) * 10n ** 12n + BigInt(picos[i]!))
}
const values = ({ values: columns }: Table, name = 'bps'): number[] => [
  ...columns.get(name)!.samples,
]

/** What is wrong with a file, a line each: `line 3, column bps: …`. */
const told = (file: string | Uint8Array, times?: string[], columns?: string[]): string[] => {
  const result = reading(file, times, columns)
  if (result.ok) return ['accepted']
  return result.faults.map(fault => {
    if (fault.kind === 'missing')
      return `no ${fault.role} ${fault.column} in ${fault.header.join()}`
    const line = fault.line === null ? '' : `line ${fault.line}`
    const column = fault.kind === 'cell' ? `, column ${fault.column}` : ''
    return `${line}${column}: ${fault.reason}`
  })
}

const table = (...lines: string[]): string => `${['time,bps', ...lines].join('\n')}\n`
/** What is said of one time, the second of three. */
const timeTold = (time: string): string => told(table('0,1', `${time},2`, '9e9,3'))[0]!
const valueTold = (value: string): string => told(table('0,1', `1,${value}`, '2,3'))[0]!

describe('a table', () => {
  test('its columns are read by name, whatever stands in the others', () => {
    const file = 'note,bps,time,more\n"a, ""b""",10,0,\n,20.5,1.5,NaN\nx,0,3,""\n'
    const read = accepted(file)
    expect(read.count).toBe(3)
    expect(instants(read)).toEqual([0n, 1_500_000_000_000n, 3_000_000_000_000n])
    expect(values(read)).toEqual([10, 20.5, 0])
    expect(read.times.get('time')!.epoch).toBeNull()
    expect(read.values.get('bps')!.highest).toEqual({ value: 20.5, line: 3 })
  })

  test('several columns of times and values are read at once', () => {
    const file = 't,u,a,b\n0,10,1,2\n1,12,3,4\n'
    const read = accepted(file, ['t', 'u'], ['b', 'a'])
    expect([values(read, 'a'), values(read, 'b')]).toEqual([
      [1, 3],
      [2, 4],
    ])
    expect([instants(read, 't'), instants(read, 'u')]).toEqual([
      [0n, 1_000_000_000_000n],
      [0n, 2_000_000_000_000n],
    ])
  })

  test.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('lines end in %s, the last one too or not', (_, end) => {
    const lines = ['time,bps', '0,1', '"1","2"', '2,3']
    for (const tail of ['', end, end + end + end, `${end}  ${end}`]) {
      expect(values(accepted(lines.join(end) + tail))).toEqual([1, 2, 3])
    }
  })

  test('ends of lines may be mixed', () => {
    expect(values(accepted('time,bps\r\n0,1\n1,2\r\n2,3\r3,4'))).toEqual([1, 2, 3, 4])
  })

  test('a byte order mark is no part of the first name', () => {
    expect(values(accepted(`\uFEFF${table('0,1', '1,2')}`))).toEqual([1, 2])
    expect(values(accepted('\uFEFF"time","bps"\n0,1\n1,2\n'))).toEqual([1, 2])
  })

  test('spaces around names and values do not count', () => {
    expect(values(accepted('time , "bps" \n 0, 1\n1 ,\t"2"\t\n'))).toEqual([1, 2])
  })

  test('names may hold commas, quotes, line breaks and any letters', () => {
    const file = '"zeit,\n""UTC""",débit\n0,1\n1,2\n'
    expect(values(accepted(file, ['zeit,\n"UTC"'], ['débit']), 'débit')).toEqual([1, 2])
  })
})

describe('times', () => {
  const seconds = (first: string, second: string): bigint[] =>
    instants(accepted(table(`${first},1`, `${second},2`)))

  test.each([
    ['2026-03-02T08:00:00Z', '2026-03-02T08:05:00Z', 300n],
    ['2026-03-02T08:00:00z', '2026-03-02t08:05:00z', 300n],
    ['2026-03-02 08:00:00Z', '2026-03-02 08:05:00 Z', 300n],
    ['2026-03-02T08:00Z', '2026-03-02T08:05Z', 300n],
    ['2026-03-02T08:00:00+01:00', '2026-03-02T08:05:00Z', 3_900n],
    ['2026-03-02T08:00:00+0100', '2026-03-02T08:00:00+00', 3_600n],
    ['2026-03-02T08:00:00-09:30', '2026-03-02T17:30:01Z', 1n],
    ['2026-03-02T08:00:00', '2026-03-02T08:05:00', 300n],
    ['2026-03-02 08:00', '2026-03-02 09:00', 3_600n],
    ['2026-03-02', '2026-03-03', 86_400n],
    ['2024-02-28', '2024-03-01', 2n * 86_400n],
    ['2023-02-28', '2023-03-01', 86_400n],
    ['1900-02-28', '1900-03-01', 86_400n],
    ['2000-02-28', '2000-03-01', 2n * 86_400n],
    ['0000-01-01', '9999-12-31', 3_652_424n * 86_400n],
    ['1969-12-31T23:59:59Z', '1970-01-01T00:00:01Z', 2n],
    ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', 1n],
  ])('from %s to %s', (first, second, expected) => {
    expect(seconds(first, second)).toEqual([0n, expected * 10n ** 12n])
  })

  test.each([
    ['0', '1', 1_000_000_000_000n],
    ['0.25', '1.', 750_000_000_000n],
    ['.5', '+0.75', 250_000_000_000n],
    ['-1.5', '-0.25', 1_250_000_000_000n],
    ['-0.1', '0.1', 200_000_000_000n],
    ['1e-12', '2e-12', 1n],
    ['1e-05', '2.5E+1', 24_999_990_000_000n],
    ['0.000000000001', '0.000000000002', 1n],
    ['1772438400', '1772438400.1', 100_000_000_000n],
    ['0', '4503599627370496', 4_503_599_627_370_496n * 10n ** 12n],
    // Digits finer than a picosecond are cut off, on both sides of zero towards the past.
    ['0', '0.30000000000000004', 300_000_000_000n],
    ['-0.0000000000001', '0', 1n],
  ])('from %s to %s seconds', (first, second, expected) => {
    expect(seconds(first, second)).toEqual([0n, expected])
  })

  test('fractions of a second keep every picosecond, after a point or a comma', () => {
    expect(
      seconds('2026-03-02T08:00:00.999999999999Z', '"2026-03-02T08:00:01,000000000001Z"'),
    ).toEqual([0n, 2n])
  })

  test.each([
    ['2026-03-02T08:00:00.25+01:00', 1_772_434_800, 250_000_000_000],
    ['2026-03-02', 1_772_409_600, 0],
    ['1969-12-31T23:59:59.5Z', -1, 500_000_000_000],
    ['1999-02-22T00:02:43Z', 919_641_763, 0],
  ])('%s is known on the calendar', (time, at, picos) => {
    const zone = time.includes('T') ? 'T00:00:00Z' : ''
    const { epoch } = accepted(table(`${time},1`, `2027-01-01${zone},1`)).times.get('time')!
    expect(epoch).toEqual({ seconds: at, picos })
  })

  test.each([
    ['', 'the time is empty; remove the line or write its time'],
    ['noon', '"noon" is no time; write 2026-03-02T08:00:00Z, or seconds'],
    ['0x10', '"0x10" is no time; write 2026-03-02T08:00:00Z, or seconds'],
    ['NaN', '"NaN" is no time; write 2026-03-02T08:00:00Z, or seconds'],
    ['Infinity', '"Infinity" is no time; write 2026-03-02T08:00:00Z, or seconds'],
    ['.', '"." is no time; write 2026-03-02T08:00:00Z, or seconds'],
    ['-', '"-" is no time; write 2026-03-02T08:00:00Z, or seconds'],
    ['1s', '"1s" is no time; write 2026-03-02T08:00:00Z, or seconds'],
    ['02/03/2026', '"02/03/2026" is no time; write 2026-03-02T08:00:00Z, or seconds'],
    ['2026-3-2', '"2026-3-2" is no time; write 2026-03-02T08:00:00Z, or seconds'],
    ['2026-02-30', '"2026-02-30" names a day that no calendar has'],
    ['2026-13-01', '"2026-13-01" names a day that no calendar has'],
    ['2026-00-10', '"2026-00-10" names a day that no calendar has'],
    [
      '2026-03-02T24:00',
      '"2026-03-02T24:00" names a time that no day has; hours go to 23, minutes and seconds to 59',
    ],
    [
      '2026-03-02T08:00:60Z',
      '"2026-03-02T08:00:60Z" names a time that no day has; hours go to 23, minutes and seconds to 59',
    ],
    [
      '2026-03-02T08:00+24:00',
      '"2026-03-02T08:00+24:00" names a zone that is nowhere; offsets go to 23:59',
    ],
    ['4503599627370497', '"4503599627370497" is further from 0 than 2^52 seconds'],
    ['1e999', '"1e999" is further from 0 than 2^52 seconds'],
    ['9'.repeat(60), `"${'9'.repeat(39)}…" is further from 0 than 2^52 seconds`],
    ['9'.repeat(70), `"${'9'.repeat(39)}…" is no time; write 2026-03-02T08:00:00Z, or seconds`],
    ['0', '"0" is not after the time on line 2; times must rise'],
    ['-1', '"-1" is not after the time on line 2; times must rise'],
    [
      '2026-03-02',
      '"2026-03-02" is a date without zone, the first time a number of seconds; write all alike',
    ],
  ])('%j is refused', (time, reason) => {
    expect(timeTold(time)).toBe(`line 3, column time: ${reason}`)
  })

  test('dates with and without zone do not mix', () => {
    expect(told(table('2026-03-02T08:00Z,1', '2026-03-02T09:00,1'))).toEqual([
      'line 3, column time: "2026-03-02T09:00" is a date without zone, the first time a date with its zone; write all alike',
    ])
  })

  test('the hour that a clock set back repeats is refused, unless its zone is written', () => {
    const night = (...zones: string[]): string =>
      table(...zones.map((zone, i) => `2026-10-25T02:${i % 2 === 0 ? '00' : '30'}${zone},1`))
    expect(told(night('', '', '', ''))).toEqual([
      'line 4, column time: "2026-10-25T02:00" is not after the time on line 3; times must rise, and where a clock was set back they must name their zone',
    ])
    expect(told(night('+02:00', '+02:00', '+01:00', '+01:00'))).toEqual(['accepted'])
  })
})

describe('values', () => {
  test.each([
    ['0', 0],
    ['-0', 0],
    ['-0.0', 0],
    ['+5', 5],
    ['5.', 5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['1.5E+06', 1_500_000],
    ['5e-324', 5e-324],
    ['0.1', 0.1],
    ['123456789.123456789', 123_456_789.123_456_79],
    ['1.7976931348623157e308', Number.MAX_VALUE],
  ])('%s', (text, value) => {
    expect(Object.is(values(accepted(table('0,1', `1,${text}`)))[1], value)).toBe(true)
  })

  test.each([
    ['', 'the value is empty; write 0 where nothing was sent'],
    ['""', 'the value is empty; write 0 where nothing was sent'],
    ['abc', '"abc" is no number; write decimal digits alone, without unit'],
    ['NaN', '"NaN" is no number; write decimal digits alone, without unit'],
    ['Infinity', '"Infinity" is no number; write decimal digits alone, without unit'],
    ['0x1F', '"0x1F" is no number; write decimal digits alone, without unit'],
    ['1_000', '"1_000" is no number; write decimal digits alone, without unit'],
    ['"1,000"', '"1,000" is no number; write decimal digits alone, without unit'],
    ['" 1"', '" 1" is no number; write decimal digits alone, without unit'],
    ['12Mbps', '"12Mbps" is no number; write decimal digits alone, without unit'],
    ['٣', '"٣" is no number; write decimal digits alone, without unit'],
    ['-1', '"-1" is below 0; no rate is'],
    ['-1e-300', '"-1e-300" is below 0; no rate is'],
    ['1e309', '"1e309" is above what a number can hold; lower it'],
  ])('%s is refused', (value, reason) => {
    expect(valueTold(value)).toBe(`line 3, column bps: ${reason}`)
  })

  test('of several columns each tells its first fault, with the line as an editor counts it', () => {
    const file =
      'time,note,a,b,c\r\n0,"two\r\nlines",1,1,1\r\n1,,x,1,1\r\n2,"\n\n",y,,1\r\n3,,1,-1,1'
    expect(told(file, ['time'], ['a', 'b', 'c'])).toEqual([
      'line 4, column a: "x" is no number; write decimal digits alone, without unit',
      'line 5, column b: the value is empty; write 0 where nothing was sent',
    ])
  })
})

describe('files that are no table', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['an empty file', '', ': the file is empty; its first line must name the columns'],
    ['a byte order mark', '\uFEFF', ': the file is empty; its first line must name the columns'],
    ['blank lines', '\n\n', 'line 1: the line is blank; the first must name the columns'],
    [
      'a header alone',
      'time,bps\n',
      ': there is no sample below the header; at least two are needed',
    ],
    [
      'a single sample',
      table('0,1'),
      ': there is one sample only; the last holds as long as the one before, so add one',
    ],
    [
      'a sample first',
      '0,1\n1,2\n',
      'line 1: the line holds a sample; one before it must name the columns, such as time,web_bps',
    ],
    [
      'dates first',
      '2026-03-02T08:00Z,1\n2026-03-02T09:00Z,2\n',
      'line 1: the line holds a sample; one before it must name the columns, such as time,web_bps',
    ],
    [
      'semicolons',
      'time;bps\n0;1\n',
      'line 1: columns are separated by ; here; separate them by commas',
    ],
    [
      'tabs',
      'time\tbps\n0\t1\n',
      'line 1: columns are separated by tabs here; separate them by commas',
    ],
    [
      'one column',
      'bps\n1\n2\n',
      'line 1: "bps" is the only column; a time and a value are needed, separated by a comma',
    ],
    [
      'a line too short',
      table('0,1', '1', '2,3'),
      'line 3: 1 value where the header names 2 columns; mend the line',
    ],
    [
      'a line too long',
      table('0,1', '1,2,', '2,3'),
      'line 3: 3 values where the header names 2 columns; mend the line',
    ],
    [
      'a decimal comma',
      table('0,1', '1,2,5'),
      'line 3: 3 values where the header names 2 columns; mend the line',
    ],
    [
      'a blank line among samples',
      table('0,1', '', '', '1,2'),
      'line 3: the line is blank; only the last ones may be',
    ],
    ['an open quote', table('0,1', '"1,2'), 'line 3: a quote is opened and never closed; close it'],
    [
      'an open quote in a large file',
      `${table('0,1')}"${'1,2\n'.repeat(300_000)}`,
      'line 3: a quote is opened and never closed; close it',
    ],
    [
      'a quote inside a value',
      table('0,1', '1,2"'),
      'line 3: a quote stands inside a value; put the whole value in quotes, or none',
    ],
    [
      'text behind a quote',
      table('0,1', '1,"2"x'),
      'line 3: more follows a closing quote; double the quotes inside a value',
    ],
    [
      'an endless line',
      `time,bps${','.repeat(1 << 20)}\n`,
      'line 1: the line is longer than 1 MiB; no table has such lines',
    ],
    [
      'an endless line further down',
      `${table('0,1')}1,${'2'.repeat(1 << 20)}\n`,
      'line 3: the line is longer than 1 MiB; no table has such lines',
    ],
    [
      'UTF-16',
      Buffer.from(`\uFEFF${table('0,1')}`, 'utf16le'),
      ': the file is UTF-16; save it as UTF-8',
    ],
    [
      'Latin-1',
      Buffer.from('time,bps,note\n0,1,a\n1,2,débit\n2,3,b\n', 'latin1'),
      'line 3: the line is not UTF-8; save the file as UTF-8 text',
    ],
    [
      'a NUL further down',
      `${table('0,1', '1,2')}2,\0\n`,
      'line 4: the line is not UTF-8; save the file as UTF-8 text',
    ],
    ['zeros', Buffer.alloc(100), ': the file is binary; a table is text'],
    [
      'gzip',
      gzipSync(table('0,1', '1,2')),
      ': the file is compressed with gzip: decompress it (gunzip) first',
    ],
    [
      'a spreadsheet',
      Buffer.from('504b0304140006000800000021', 'hex'),
      ': the file is a zip archive, perhaps a spreadsheet; save it as CSV',
    ],
    [
      'a capture',
      classicFile({ littleEndian: true, nano: false }, []),
      ': the file is a capture of frames (pcap), no table',
    ],
    [
      'a pcapng',
      Buffer.from('0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff1c000000', 'hex'),
      ': the file is a capture of frames (pcap), no table',
    ],
  ])('%s', (_, file, fault) => {
    expect(told(file)).toEqual([fault])
  })

  test('ten million numbers are read, and not one line more', () => {
    const names = Array.from({ length: 1000 }, (_, i) => `v${i}`)
    const builder = new TableBuilder({ times: [], values: names })
    expect(builder.take(names, 1)).toBeNull()
    const sample = names.map(() => '1')
    const ends = new Set<unknown>()
    for (let line = 2; line <= 10_001; line++) ends.add(builder.take(sample, line))
    expect([...ends]).toEqual([null])
    expect(builder.take(sample, 10_002)).toEqual({
      kind: 'file',
      line: 10_002,
      reason: 'more than 10,000,000 numbers (samples × columns) are asked for; cut the file',
    })
  }, 60_000)

  test('what was asked for and is not there is named, with what is', () => {
    expect(told(table('0,1', '1,x'), ['at'], ['bps', 'web'])).toEqual([
      'no time at in time,bps',
      'no value web in time,bps',
      'line 3, column bps: "x" is no number; write decimal digits alone, without unit',
    ])
  })

  test('a name that two columns have is refused only where it is asked for', () => {
    const file = 'time,a,b,a\n0,1,2,3\n1,2,3,4\n'
    expect(values(accepted(file, ['time'], ['b']), 'b')).toEqual([2, 3])
    expect(told(file, ['time'], ['a'])).toEqual([
      'line 1, column a: columns 2 and 4 have this name; rename one',
    ])
  })

  test('a file whose every line has too few values is refused about as soon as a sound one is read', () => {
    const fastest = (file: string): number => {
      const times = [1, 2, 3, 4, 5].map(() => {
        const began = performance.now()
        told(file)
        return performance.now() - began
      })
      return Math.min(...times)
    }
    const sound = fastest(table(...Array.from({ length: 30_000 }, (_, i) => `${i},1`)))
    const short = table(...Array.from({ length: 30_000 }, () => '1'))
    expect(told(short)[0]).toBe('line 2: 1 value where the header names 2 columns; mend the line')
    expect(fastest(short)).toBeLessThan(10 * sound)
  })

  test('reading ends as soon as nothing more can be learnt', () => {
    let given = 0
    function* chunks(): Generator<Uint8Array> {
      yield Buffer.from('time,bps\n')
      for (; given < 100; given++) yield Buffer.from(`${given},x\n`)
    }
    expect(readTable(chunks(), { times: ['at'], values: ['bps'] }).ok).toBe(false)
    expect(given).toBeLessThan(5)
  })
})
