/** Tables that scenarios name: how they are read, and what is said of what is wrong with them. */
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FileReader, nodeFiles } from '../../src/scenario/files.ts'
import { type LoadResult, type Loaded, formatFault, load } from '../../src/scenario/load.ts'
import { classicFile } from '../formats/capture-writer.ts'
import { SCENARIO, edited } from './text.ts'

const day = `time,web_bps,voice_bps,idle
2026-03-02T08:00:00Z,1000000,2.5,0
2026-03-02T08:05:00Z,3000000,1,0
2026-03-02T08:11:00Z,2000000,0,0
`

let folder = ''
const write = (name: string, content: string | Uint8Array): void =>
  writeFileSync(path.join(folder, name), content)

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'tables-'))
  mkdirSync(path.join(folder, 'data'))
  write('day.csv', day)
  write('data/day.csv', day)
  write('stamped.csv', day.replace('time,', 'timestamp,'))
  write('bad.csv', 'time,a,b,c\n0,1,2,3\n300,,12Mbps,3\n600,4,5,-1\n')
  write('falling.csv', 'time,a\n0,1\n300,2\n300,3\n')
  write('ragged.csv', 'time,a\n0,1\n300,2,5\n600,3\n')
  write('semicolons.csv', 'time;a\n0;1\n')
  write('empty.csv', '')
  const frame = { ticks: 1n, captured: new Uint8Array(60), original: 60 }
  write('noon.pcap', classicFile({ littleEndian: true, nano: true }, [frame, frame]))
  write('large.csv', 'time,a\n')
  truncateSync(path.join(folder, 'large.csv'), (64 << 20) + 1)
  write('denied.csv', day)
  chmodSync(path.join(folder, 'denied.csv'), 0)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Loads a scenario with sources `{ … }` as written, beside the one it has. */
const loading = (
  sources: readonly string[],
  files: FileReader = nodeFiles,
  text: string = SCENARIO,
): LoadResult => {
  const traffic = sources
    .map(source => `  - { interlink: web, direction: toCloud, source: ${source} }\n`)
    .join('')
  const file = path.join(folder, 'plan.yaml')
  writeFileSync(
    file,
    text.replace('traffic:\n', () => `traffic:\n${traffic}`),
  )
  return load(file, { files, allowRead: [] })
}

const accepted = (...sources: string[]): Loaded => {
  const result = loading(sources)
  if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'))
  return result.loaded
}

/** What is said, and of which text of the scenario: `[none.csv] traffic[0].source.file: there …`. */
const told = (...sources: string[]): string[] => {
  const result = loading(sources)
  const { faults, warnings, text } = result.ok ? { faults: [], ...result.loaded } : result
  const lines = text.split('\n')
  return [...faults, ...warnings].map(({ line, column, length, path: at, message }) => {
    const marked = lines[line - 1]!.slice(column - 1, column - 1 + length)
    return `[${marked}] ${at}: ${message}`
  })
}

const csv = (keys: string): string => `{ kind: csv, frame: imix, speedup: 1000, ${keys} }`

describe('what is read', () => {
  test('the columns that sources name, and when they were measured', () => {
    const { inputs } = accepted(csv('file: day.csv, column: web_bps'))
    expect(inputs).toHaveLength(1)
    const { file, sha256, content } = inputs[0]!
    expect(file).toBe('day.csv')
    expect(sha256).toBe(createHash('sha256').update(day).digest('hex'))
    if (content.kind !== 'table') throw new Error('no table')
    const { count, times, values } = content.table
    expect(count).toBe(3)
    expect([...times.keys(), ...values.keys()]).toEqual(['time', 'web_bps'])
    expect([...times.get('time')!.seconds]).toEqual([0, 300, 660])
    expect(times.get('time')!.epoch).toEqual({ seconds: 1_772_438_400, picos: 0 })
    expect([...values.get('web_bps')!.samples]).toEqual([1e6, 3e6, 2e6])
  })

  test('a file is read once, however many sources name it, and listed once by each name', () => {
    const reads: string[] = []
    const counting: FileReader = {
      realPath: name => nodeFiles.realPath(name),
      read: (name, use) => {
        reads.push(path.basename(name))
        return nodeFiles.read(name, use)
      },
    }
    const result = loading(
      [
        csv('file: day.csv, column: web_bps'),
        csv('file: ./day.csv, column: voice_bps'),
        csv('file: day.csv, column: voice_bps, scale: 2'),
        '{ kind: pcap, file: noon.pcap }',
        csv('file: data/day.csv, column: idle'),
        csv('file: day.csv, column: web_bps'),
      ],
      counting,
    )
    if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'))
    expect(reads).toEqual(['plan.yaml', 'day.csv', 'noon.pcap', 'day.csv'])
    const { inputs } = result.loaded
    expect(inputs.map(({ file, content }) => `${file} ${content.kind}`)).toEqual([
      'day.csv table',
      './day.csv table',
      'noon.pcap capture',
      'data/day.csv table',
    ])
    const [first] = inputs
    expect(first!.content.kind === 'table' && [...first!.content.table.values.keys()]).toEqual([
      'web_bps',
      'voice_bps',
    ])
  })

  test('several columns of times are read beside each other', () => {
    write('two.csv', 'utc,local,a\n0,3600,1\n1,3601,1\n')
    const { scenario } = accepted(
      csv('file: two.csv, time: utc, column: a'),
      csv('file: two.csv, time: local, column: a'),
    )
    expect(scenario.traffic.slice(0, 2).map(({ source }) => source)).toMatchObject([
      { time: 'utc' },
      { time: 'local' },
    ])
  })
})

describe('what is wrong is told where the source says it', () => {
  test.each([
    [
      csv('file: none.csv, column: a'),
      "[none.csv] traffic[0].source.file: there is no file none.csv; paths begin at the scenario's folder",
    ],
    [
      csv('file: data, column: a'),
      '[data] traffic[0].source.file: data is a folder; name a file in it',
    ],
    [
      csv('file: ../day.csv, column: a'),
      "[../day.csv] traffic[0].source.file: ../day.csv is outside the scenario's folder; move it there, or allow its folder with --allow-read",
    ],
    [
      csv('file: empty.csv, column: a'),
      '[empty.csv] traffic[0].source.file: empty.csv: the file is empty; its first line must name the columns',
    ],
    [
      csv('file: large.csv, column: a'),
      '[large.csv] traffic[0].source.file: large.csv: the file has more than 67,108,864 bytes (64 MiB); cut it in time',
    ],
    [
      csv('file: ragged.csv, column: a'),
      '[ragged.csv] traffic[0].source.file: ragged.csv line 3: 3 values where the header names 2 columns; mend the line',
    ],
    [
      csv('file: semicolons.csv, column: a'),
      '[semicolons.csv] traffic[0].source.file: semicolons.csv line 1: columns are separated by ; here; separate them by commas',
    ],
    [
      csv('file: falling.csv, column: a'),
      '[falling.csv] traffic[0].source.file: falling.csv line 4, column time: "300" is not after the time on line 3; times must rise',
    ],
    [
      csv('file: falling.csv, time: time, column: a'),
      '[time] traffic[0].source.time: falling.csv line 4, column time: "300" is not after the time on line 3; times must rise',
    ],
    [
      csv('file: bad.csv, column: a'),
      '[a] traffic[0].source.column: bad.csv line 3, column a: the value is empty; write 0 where nothing was sent',
    ],
    [
      csv('file: bad.csv, column: b'),
      '[b] traffic[0].source.column: bad.csv line 3, column b: "12Mbps" is no number; write decimal digits alone, without unit',
    ],
    [
      csv('file: bad.csv, column: c'),
      '[c] traffic[0].source.column: bad.csv line 4, column c: "-1" is below 0; no rate is',
    ],
    [
      csv('file: day.csv, column: web'),
      '[web] traffic[0].source.column: day.csv has no column web; the nearest is web_bps',
    ],
    [
      csv('file: day.csv, column: office'),
      '[office] traffic[0].source.column: day.csv has no column office; its columns are time, web_bps, voice_bps and idle',
    ],
    [
      csv('file: stamped.csv, column: web_bps'),
      '[stamped.csv] traffic[0].source.file: stamped.csv has no column time; name its column of times, time: timestamp',
    ],
    [
      csv('file: stamped.csv, time: tme, column: web_bps'),
      '[tme] traffic[0].source.time: stamped.csv has no column tme; its columns are timestamp, web_bps, voice_bps and idle',
    ],
    [
      csv('file: "", column: web_bps'),
      '[""] traffic[0].source.file: the file name is empty; name a table, such as data/loads.csv',
    ],
    [
      csv('file: day.csv, column: time'),
      '[time] traffic[0].source.column: time is the column of times; name the column of rates',
    ],
    [
      csv('file: day.csv, column: web_bps, unit: mbps'),
      '[mbps] traffic[0].source.unit: mbps is none of bps, kbps, Mbps, Gbps, bit/s, kbit/s, Mbit/s or Gbit/s; the nearest is Mbps',
    ],
    [
      csv('file: day.csv, column: web_bps, rate: 1Gbps'),
      '[rate] traffic[0].source.rate: unknown key; rate belongs to cbr and poisson; remove it',
    ],
  ])('%s', (source, message) => {
    expect(told(source)).toEqual([message])
  })

  test('a key that is missing is one fault', () => {
    expect(told(csv('file: day.csv'))).toEqual([
      expect.stringContaining('source.column: the key is missing; add one such as column: web_bps'),
    ])
    expect(told(csv('column: web_bps'))).toEqual([
      expect.stringContaining(
        'source.file: the key is missing; add one such as file: data/loads.csv',
      ),
    ])
  })

  test('a column that is no text does not hide the faults of its neighbours, nor make some up', () => {
    expect(
      told(
        csv('file: day.csv, column: [a]'),
        csv('file: day.csv, time: 5, column: web_bps'),
        csv('file: day.csv, column: x'),
      ),
    ).toEqual([
      expect.stringContaining('traffic[0].source.column: a list stands here'),
      expect.stringContaining('traffic[1].source.time: 5 is a number'),
      expect.stringContaining('traffic[2].source.column: day.csv has no column x'),
    ])
  })

  test('each source is told what is wrong with its own columns, all of them at once', () => {
    const faults = told(
      csv('file: bad.csv, column: c'),
      csv('file: bad.csv, time: a, column: b'),
      csv('file: bad.csv, column: c'),
    )
    expect(faults.map(each => /traffic.*$/u.exec(each)![0])).toEqual([
      'traffic[0].source.column: bad.csv line 4, column c: "-1" is below 0; no rate is',
      'traffic[1].source.time: bad.csv line 3, column a: the time is empty; remove the line or write its time',
      'traffic[1].source.column: bad.csv line 3, column b: "12Mbps" is no number; write decimal digits alone, without unit',
      'traffic[2].source.column: bad.csv line 4, column c: "-1" is below 0; no rate is',
    ])
  })

  test('a file is read as what it is named: as a table by one source, as a capture by another', () => {
    expect(
      told(
        csv('file: day.csv, column: web_bps'),
        '{ kind: pcap, file: day.csv }',
        csv('file: noon.pcap, column: web_bps'),
        '{ kind: pcap, file: noon.pcap }',
      ),
    ).toEqual([
      expect.stringMatching(
        /traffic\[1\]\.source\.file: day\.csv at byte 0: the file looks like text/u,
      ),
      expect.stringMatching(
        /traffic\[2\]\.source\.file: noon\.pcap: the file is a capture of frames \(pcap\), no table$/u,
      ),
    ])
  })

  test('an unreadable file', () => {
    const denied: FileReader = {
      ...nodeFiles,
      read: (name, use) =>
        name.endsWith('denied.csv') ? { ok: false, fault: 'denied' } : nodeFiles.read(name, use),
    }
    const result = loading([csv('file: denied.csv, column: a')], denied)
    expect(result.ok ? [] : result.faults.map(({ message }) => message)).toEqual([
      'denied.csv may not be read; change its permissions',
    ])
  })
})

describe('what only the file can tell', () => {
  test('the highest rate after unit and scale is at most 10 Tbps', () => {
    write('fast.csv', 'time,a\n0,1\n1,10000\n2,10000\n3,1e300\n')
    write('most.csv', 'time,a\n0,1\n1,10000\n2,10000\n3,5\n')
    expect(told(csv('file: most.csv, column: a, unit: Gbps'))).toEqual([])
    expect(told(csv('file: most.csv, column: a, unit: Gbit/s, scale: 1.0001'))).toEqual([
      '[1.0001] traffic[0].source.scale: 10000 on line 3 of most.csv makes 10001 Gbps by unit and scale, above the limit of 10000 Gbps; lower scale, or correct unit',
    ])
    expect(told(csv('file: fast.csv, column: a'))).toEqual([
      '[a] traffic[0].source.column: 1e+300 on line 5 of fast.csv makes 1.00e+291 Gbps by unit and scale, above the limit of 10000 Gbps; lower scale, or correct unit',
    ])
  })

  test('a scale that is no scale is the only fault', () => {
    for (const scale of ['0', '-1', 'two', '1e10']) {
      const faults = told(csv(`file: day.csv, column: web_bps, unit: Gbps, scale: ${scale}`))
      expect(faults).toHaveLength(1)
      expect(faults[0]).toContain('traffic[0].source.scale: ')
    }
  })

  test('a series of zeros is played, with a warning', () => {
    expect(told(csv('file: day.csv, column: idle'))).toEqual([
      '[idle] traffic[0].source.column: every value of idle is 0; the source sends nothing; name another column or remove it',
    ])
  })

  test('a run that ends in the first sample is warned of, with the speedup that plays them all', () => {
    const slow = (keys: string): string =>
      `{ kind: csv, frame: imix, file: day.csv, column: web_bps${keys} }`
    // 1.05 s are simulated; the samples hold for 300, 360 and 360 s.
    expect(told(slow(''))).toEqual([
      '[day.csv] traffic[0].source.file: the first sample holds for 300 s, the source emits for 1.05 s: the rate never changes; write speedup: 972 to play all samples',
    ])
    expect(told(slow(', speedup: 2'))).toEqual([
      expect.stringContaining(
        'source.speedup: the first sample holds for 150 s, the source emits for 1.05 s',
      ),
    ])
    expect(told(slow(', speedup: 972'))).toEqual([])
    expect(told(slow(', speedup: 285'))).toEqual([
      expect.stringContaining('source.speedup: the first sample holds for 1.05263 s'),
    ])
    expect(told(slow(', speedup: 286'))).toEqual([])
    expect(told(slow(', speedup: 972, start: 50ms, stop: 100ms'))).toEqual([
      expect.stringContaining(
        'the source emits for 50 ms: the rate never changes; write speedup: 20400 ',
      ),
    ])
    // One that never emits is warned of for that.
    expect(told(slow(', start: 2s'))).toEqual([expect.stringContaining('it emits nothing')])
  })

  test('nothing is said of the run where its duration is damaged', () => {
    const text = edited(['duration: 1s', 'duration: 1'])
    const result = loading(
      ['{ kind: csv, frame: imix, file: day.csv, column: web_bps }'],
      nodeFiles,
      text,
    )
    expect(
      result.ok ? [] : [...result.faults, ...result.warnings].map(({ path: at }) => at),
    ).toEqual(['duration'])
  })
})

describe('tables made to hurt', () => {
  test('thousands of sources that name columns which are not there are told soon', () => {
    const header = Array.from({ length: 5_000 }, (_, i) => `column-of-rates-number-${i}`)
    write('wide.csv', `time,${header.join()}\n0${',1'.repeat(5_000)}\n1${',1'.repeat(5_000)}\n`)
    const sources = Array.from({ length: 5_000 }, (_, i) =>
      csv(`file: wide.csv, column: kolumn-of-rates-numbre-${i}`),
    )
    const result = loading(sources)
    expect(result.ok ? 0 : result.faultCount).toBe(5_000)
    expect(result.ok ? '' : result.faults[0]!.message).toContain(
      'wide.csv has no column kolumn-of-rates-numbre-0; the nearest is column-of-rates-number-0',
    )
  }, 60_000)

  test('thousands of columns are read at once', () => {
    const sources = Array.from({ length: 5_000 }, (_, i) =>
      csv(`file: wide.csv, column: column-of-rates-number-${i}`),
    )
    const result = loading(sources)
    expect(result.ok && result.loaded.inputs).toHaveLength(1)
  }, 60_000)

  test('names and cells with characters that act on a terminal are shown as what they are', () => {
    write('escape.csv', 'time,"\u001B[31m"\n0,1\n1,"\u001B]0;x\u0007"\n')
    expect(told(csv('file: escape.csv, column: "\\e[31m"'))).toEqual([
      expect.stringContaining(
        String.raw`escape.csv line 3, column \u{1B}[31m: "\u{1B}]0;x\u{7}" is no number`,
      ),
    ])
  })
})
