/** Measured rate series as CSV, sound ones and what exports, editors and people make of them. */
import fc from 'fast-check'
import type { FileSource } from './sound.ts'
import { applied, textNoise } from './noise.ts'

/** The kind of a source that reads a measured series. */
export const SERIES_KIND = 'csv'

interface Series {
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

interface Format {
  readonly separator: ',' | ';' | '\t'
  readonly eol: '\n' | '\r\n' | '\r'
  readonly quotes: boolean
  readonly withMark: boolean
  readonly endsOpen: boolean
}

const soundFormat: fc.Arbitrary<Format> = fc.record({
  separator: fc.constant(','),
  eol: fc.constantFrom('\n', '\r\n'),
  quotes: fc.boolean(),
  withMark: fc.boolean(),
  endsOpen: fc.boolean(),
})

const anyFormat: fc.Arbitrary<Format> = fc.record({
  separator: fc.constantFrom(',', ';', '\t'),
  eol: fc.constantFrom('\n', '\r\n', '\r'),
  quotes: fc.boolean(),
  withMark: fc.boolean(),
  endsOpen: fc.boolean(),
})

const BEGINNING = Date.UTC(2026, 2, 1)

/** Samples some seconds or minutes apart, at most 1 Mbps, with a column that nobody asks for. */
const soundSeries: fc.Arbitrary<Series> = fc
  .record({
    asDates: fc.boolean(),
    step: fc.constantFrom(1, 60, 300),
    rates: fc.array(fc.oneof(fc.nat(200), fc.nat(1_000_000)), { minLength: 2, maxLength: 40 }),
    others: fc.boolean(),
  })
  .map(({ asDates, step, rates, others }) => ({
    header: ['time', 'bps', ...(others ? ['note'] : [])],
    rows: rates.map((rate, i) => [
      asDates ? new Date(BEGINNING + i * step * 1_000).toISOString() : String(i * step),
      String(rate),
      ...(others ? ['a, "quoted" note'] : []),
    ]),
  }))

const CELLS = [
  ...[
    '',
    ' ',
    '-1',
    '+5',
    '1e9',
    '1e400',
    '-0',
    'NaN',
    'Infinity',
    '0x10',
    '1,5',
    '1 000',
    '1.5',
    '٣',
  ],
  ...[
    'null',
    'n/a',
    '"',
    '""',
    '"a',
    'a"b',
    '\n',
    '\u0000',
    '=1+1',
    '2026-03-01',
    '2026-02-30T00:00Z',
  ],
  ...[
    '2026-03-01T24:00:00Z',
    '2026-03-01T00:00:00+25:00',
    '2026-03-01 00:00:00',
    '1e-320',
    '😀',
    '\uD800',
  ],
  ...['9007199254740993', '99999999999999999999', '+275760-09-13T00:00:00Z', '-271821-04-20', '0'],
] as const

type Change = (series: Series) => Series

const at = fc.nat(200)

const change: fc.Arbitrary<Change> = fc.oneof(
  // A cell of its own kind.
  fc.tuple(at, at, fc.constantFrom(...CELLS)).map(([row, column, cell]): Change => series => ({
    ...series,
    rows: series.rows.map((cells, i) =>
      i === row % series.rows.length
        ? cells.map((each, k) => (k === column % cells.length ? cell : each))
        : cells,
    ),
  })),
  // Rows shorter or longer than the header.
  fc.tuple(at, fc.nat(5)).map(([row, count]): Change => series => ({
    ...series,
    rows: series.rows.map((cells, i) =>
      i === row % series.rows.length ? Array.from({ length: count }, () => cells[0] ?? '') : cells,
    ),
  })),
  fc.constantFrom<Change>(
    series => ({ ...series, rows: series.rows.toReversed() }),
    series => ({ ...series, rows: series.rows.flatMap(row => [row, row]) }),
    series => ({ ...series, rows: [] }),
    series => ({ ...series, rows: series.rows.slice(0, 1) }),
    series => ({ ...series, header: [] }),
    series => ({ ...series, header: series.header.map(() => 'time') }),
    series => ({ ...series, header: series.header.toReversed() }),
    series => ({ ...series, header: ['__proto__', 'constructor'] }),
    series => ({ ...series, header: ['Time ', 'BPS'] }),
    series => ({ ...series, rows: [[], ...series.rows, [], []] }),
  ),
  fc.constantFrom(1_000, 20_000).map((times): Change => series => ({
    ...series,
    rows: Array.from({ length: times }, (_, i) => [String(i), series.rows[0]?.[1] ?? '0']),
  })),
)

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

const fileOf = ({ header, rows }: Series, format: Format): Uint8Array => {
  const { separator, eol, quotes, withMark, endsOpen } = format
  const line = (cells: readonly string[]): string =>
    cells.map(cell => (quotes || /[,"\n]/.test(cell) ? quoted(cell) : cell)).join(separator)
  const text = [header, ...rows].map(line).join(eol) + (endsOpen ? '' : eol)
  return new TextEncoder().encode((withMark ? '\uFEFF' : '') + text)
}

const options = fc.record({
  column: fc.constant('bps'),
  unit: fc.option(fc.constantFrom('bps', 'kbps'), { nil: undefined }),
  scale: fc.option(fc.constantFrom(0.5, 1, 0.001), { nil: undefined }),
  speedup: fc.option(fc.constantFrom(1, 60, 1_000), { nil: undefined }),
  frame: fc.constantFrom('1000B', 'imix'),
})

/** A source that reads a sound series. */
export const soundSeriesSource: fc.Arbitrary<FileSource> = fc
  .record({ options, series: soundSeries, format: soundFormat })
  .map(({ options, series, format }) => ({
    kind: SERIES_KIND,
    options: { ...options, time: 'time' },
    file: { name: 'series.csv', content: fileOf(series, format) },
  }))

/** A source that reads whatever is called a series. */
export const anySeriesSource: fc.Arbitrary<FileSource> = fc
  .record({
    options,
    time: fc.constantFrom('time', 'time', 'time', 'Time', 'bps', '', '__proto__'),
    series: soundSeries,
    changes: fc.array(change, { maxLength: 3 }),
    format: fc.oneof({ weight: 3, arbitrary: soundFormat }, { weight: 1, arbitrary: anyFormat }),
    noises: fc.array(textNoise(fc.uint8Array({ maxLength: 30 })), { maxLength: 2 }),
  })
  .map(({ options, time, series, changes, format, noises }) => {
    const changed = changes.reduce((sofar, each) => each(sofar), series)
    return {
      kind: SERIES_KIND,
      options: { ...options, time },
      file: { name: 'series.csv', content: applied(fileOf(changed, format), noises) },
    }
  })
