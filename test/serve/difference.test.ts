/** Two documents beside each other. */
import { describe, expect, it } from 'vitest'
import { differencesOf } from '../../src/serve/difference.ts'
import type { Figure, Figures } from '../../src/serve/figure.ts'
import { readEntry } from '../../src/serve/readers/table.ts'
import { MET, MISSED, textOf } from './served.ts'

const figure = (
  subject: string,
  value: number | null,
  outcome: Figure['outcome'] = null,
): Figure => ({ subject, measure: 'loss', dimension: 'share', value, limit: null, outcome })
const only = (...others: readonly Figure[]): Figures => ({ objectives: [], others })

describe('differences', () => {
  it('are b minus a, the largest share of the larger value first, what one lacks last', () => {
    const a = only(figure('same', 1), figure('gone', 5), figure('little', 100), figure('much', 1))
    const b = only(figure('much', 3), figure('little', 90), figure('same', 1), figure('new', 7))
    expect(differencesOf(a, b).others.map(({ subject, change }) => [subject, change])).toEqual([
      ['much', 2],
      ['little', -10],
      ['same', 0],
      ['gone', null],
      ['new', null],
    ])
  })

  it('are first of all objectives that turn', () => {
    const a = { objectives: [figure('much', 1, 'met'), figure('turned', 10, 'met')], others: [] }
    const b = { objectives: [figure('much', 9, 'met'), figure('turned', 11, 'missed')], others: [] }
    expect(differencesOf(a, b).objectives.map(({ subject }) => subject)).toEqual(['turned', 'much'])
  })

  it('are unknown where a side was not measured', () => {
    const [difference] = differencesOf(only(figure('x', null)), only(figure('x', 1))).others
    expect(difference).toMatchObject({ change: null, a: { value: null }, b: { value: 1 } })
  })

  it('of two runs are told in their figures', () => {
    const [a, b] = [MISSED, MET].map(document => {
      const text = textOf(document)
      const read = readEntry(text)
      if (!read.ok) throw new Error(read.fault)
      return read.opened.figures()
    })
    const { objectives, others } = differencesOf(a!, b!)
    expect(objectives[0]).toMatchObject({
      subject: 'data to cloud',
      a: { outcome: 'missed' },
      b: { outcome: 'met', value: 0 },
    })
    const dropped = others.find(({ measure }) => measure === 'frames dropped')!
    expect(dropped.change).toBe(-MISSED.flows.reduce((sum, each) => sum + each.dropped.frames, 0))
  })
})
