/** What is said of a sweep, and its rows where something is not as usual. */
import { describe, expect, it } from 'vitest'
import { csvRows, ndjsonRows, parquetRows } from '../../src/report/files/sweep.ts'
import { verdictOnSweep } from '../../src/report/sweep/verdict.ts'
import type { SweepDocument } from '../../src/study/sweep/document.ts'

const NONE = { met: 0, undecided: 0, missed: 0, unjudged: 0, refused: 0, failed: 0 }
const documentOf = (
  combinations: Partial<SweepDocument['combinations']> & { readonly count: number },
  rest: Partial<SweepDocument> = {},
): SweepDocument => ({
  format: 'interlink-sim/sweep',
  version: 1,
  name: 'which',
  scenario: { name: 'small', sha256: '' },
  inputs: [],
  seed: 1,
  replications: 1,
  vary: [],
  smallest: null,
  firstError: null,
  listed: [],
  ...rest,
  combinations: { ...NONE, ...combinations },
})

describe('the verdict', () => {
  it.each([
    [{ count: 4, met: 4 }, {}, 'met', 'All 4 combinations meet every objective.'],
    [{ count: 4, met: 1 }, {}, 'met', '1 of 4 combinations meets every objective.'],
    [{ count: 1, met: 1 }, {}, 'met', 'The only combination meets every objective.'],
    [{ count: 1, missed: 1 }, {}, 'missed', 'The only combination does not meet every objective.'],
    [
      { count: 1200, missed: 1200 },
      {},
      'missed',
      'None of 1,200 combinations meets every objective.',
    ],
    [
      { count: 3, met: 2 },
      { smallest: { path: 'interlinks.web.burst', value: '10kB' } },
      'met',
      '2 of 3 combinations meet every objective; the smallest interlinks.web.burst that does is 10kB.',
    ],
    [
      { count: 3, unjudged: 2, refused: 1 },
      {},
      'none',
      '2 combinations played; no objective says what is enough.',
    ],
  ] as const)('on %o', (combinations, rest, standing, headline) => {
    expect(verdictOnSweep(documentOf(combinations, rest))).toMatchObject({ standing, headline })
  })

  it('counts what is neither met nor missed, with a reason', () => {
    const document = documentOf(
      { count: 9, met: 3, undecided: 2, refused: 1, failed: 3 },
      { firstError: 'seed: too large; lower it' },
    )
    expect(verdictOnSweep(document).cause).toBe(
      '2 are undecided, 1 is refused by the rules, 3 failed; for instance seed: too large; lower it.',
    )
  })
})

describe('a combination', () => {
  const table = {
    axes: [
      {
        name: 'mixed',
        path: ['mixed'],
        values: [
          { value: 1.5, text: '1.50' },
          { value: 'a, "b"', text: 'a, "b"' },
        ],
      },
    ],
    replications: 2,
  }

  it('that failed is a row with its error alone', () => {
    const entry = { index: 1, outcome: { kind: 'failed', error: 'broken, twice' } as const }
    expect(csvRows(table, entry)).toBe('"a, ""b""",2,,,,,,,,,"broken, twice"\n')
    expect(JSON.parse(ndjsonRows(table, entry))).toMatchObject({ met: null, objectives: [] })
  })

  it('without any traffic is a row without an error', () => {
    const entry = { index: 0, outcome: { kind: 'played', flows: [], objectives: [] } as const }
    expect(csvRows(table, entry)).toBe('1.50,2,,,,,,,,,\n')
    expect(JSON.parse(ndjsonRows(table, entry))).toMatchObject({ mixed: 1.5, error: null })
    expect(parquetRows(table, entry)[0]![0]).toBe('1.50')
  })
})
