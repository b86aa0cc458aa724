import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Axis,
  changesAt,
  combinationAt,
  combinationsOf,
} from '../../../src/study/sweep/axes.ts'
import { sharingFor } from '../../../src/study/sweep/team.ts'

const axesOf = (counts: readonly number[]): readonly Axis[] =>
  counts.map((count, axis) => ({
    name: `a.${axis}`,
    path: ['a', axis],
    values: Array.from({ length: count }, (_, value) => ({ value, text: String(value) })),
  }))

/** All combinations by nested loops. */
const nested = (counts: readonly number[]): readonly (readonly number[])[] =>
  counts.reduce<readonly (readonly number[])[]>(
    (rows, count) =>
      rows.flatMap(row => Array.from({ length: count }, (_, value) => [...row, value])),
    [[]],
  )

describe('combinations', () => {
  it('are counted as the rows of nested loops', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 5 }), counts => {
        const axes = axesOf(counts)
        const rows = Array.from({ length: combinationsOf(axes) }, (_, index) =>
          combinationAt(axes, index).map(({ value }) => value),
        )
        expect(rows).toEqual(nested(counts))
      }),
    )
  })

  it('are changes of the scenario at their paths', () => {
    expect(changesAt(axesOf([2, 3]), 4)).toEqual([
      { path: ['a', 0], value: 1 },
      { path: ['a', 1], value: 1 },
    ])
  })
})

describe('sharing', () => {
  const long = 1e9
  it.each([
    ['short ones are played here', 100, 1, 50, { by: 'combination', threads: 1 }],
    ['many go to threads whole', long, 1, 80, { by: 'combination', threads: 2 }],
    ['many with replications, too', long, 10, 80, { by: 'combination', threads: 2 }],
    ['one with replications is shared', long, 10, 1, { by: 'replication', threads: 2 }],
    ['so are three, of which one would be left', long, 10, 3, { by: 'replication', threads: 2 }],
  ] as const)('%s', (_, frames, replications, combinations, sharing) => {
    expect(sharingFor(frames, replications, combinations, 2)).toEqual(sharing)
  })
})
