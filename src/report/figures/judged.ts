/** Values against limits, and what was simulated against what theory says. */
import { compared } from '../page/theory.ts'
import { strainOf } from '../page/objectives.ts'
import type { View } from '../page/view.ts'
import { objectiveRows } from '../terminal/objective-rows.ts'
import { figure } from '../terminal/figures.ts'
import { logAxis } from './axis.ts'
import type { Figure, Omitted } from './figure.ts'
import { shown } from './flow-row.ts'
import { PAPER } from './paper.ts'
import { rowsOf } from './rows.ts'

const multiple = (power: number, of: string): string =>
  power === 0
    ? of
    : power === 1
      ? `10 × ${of}`
      : `${power === -1 ? '10' : (10 ** (power + 2)).toFixed(Math.max(0, -2 - power))} %`

/** Each objective against its limit. */
export const objectivesFigure = (view: View): Figure | Omitted => {
  const { judged, document } = view
  if (judged.length === 0) return { what: 'objectives', why: 'the scenario states none' }
  const axis = logAxis('value, in multiples of its limit; log scale', -3, 1, power =>
    multiple(power, 'limit'),
  )
  const rows = objectiveRows(judged, '–', document.replications ?? null).rows.map(row => {
    const isOpen = row.verdict.startsWith('undecided')
    const isMissed = row.mark === 'missed' && !isOpen
    const colour = isOpen ? PAPER.warning : isMissed ? PAPER.missed : PAPER.met
    const symbol = isOpen ? '!' : isMissed ? '✗' : '✓'
    const ratio = strainOf(judged, row)
    return {
      label: `${symbol} ${[row.id, row.direction, row.metric].filter(each => each !== '').join(' ')}`,
      line: null,
      marks: [
        { kind: 'bar', from: 0, to: ratio === null ? 0 : axis.place(ratio), fill: colour },
        { kind: 'stroke', at: axis.place(1) },
      ] as const,
      told: row.value === '' ? row.verdict : `${row.value}, limit ${row.limit}`,
      isMissed,
    }
  })
  return {
    name: 'objectives',
    title: 'Objectives',
    subtitle: 'Value against limit: met to the left of the stroke, missed at it and beyond.',
    legend: [
      { name: 'met', colour: PAPER.met, look: { kind: 'box' } },
      { name: 'missed', colour: PAPER.missed, look: { kind: 'box' } },
    ],
    ...shown(rowsOf(rows, axis)),
  }
}

/** What was simulated beside what theory says. */
export const theoryFigure = (view: View): Figure | Omitted => {
  const { rows: all, none } = compared(view)
  if (all.length === 0) {
    const why = none.length === 0 ? 'nothing arrived that could be compared' : none.join('; ')
    return { what: 'theory', why: `no formula applies: ${why}` }
  }
  const axis = logAxis('simulated, as a share of what theory says; log scale', -4, 0.5, power =>
    multiple(power, 'theory'),
  )
  const blue = PAPER.colours[0]!
  const rows = all.map(
    ({ subject, figure: what, simulated, bound, dimension, formula, low, high }) => ({
      label: `${subject}: ${what}`,
      line: null,
      marks: [
        { kind: 'stroke', at: axis.place(1) },
        ...(low === undefined || high === undefined
          ? []
          : [
              {
                kind: 'range',
                from: axis.place(low / bound),
                to: axis.place(high / bound),
                fill: blue,
              } as const,
            ]),
        { kind: 'dot', at: axis.place(simulated / bound), fill: blue },
      ] as const,
      told: `${figure(simulated, dimension)} of ${figure(bound, dimension)}, ${formula === 'M/G/1' ? formula : 'bound'}`,
    }),
  )
  return {
    name: 'theory',
    title: 'Theory beside simulation',
    subtitle:
      'The dot was simulated, the stroke is what theory says. A longest delay or a queue lies at or below ' +
      'its bound (network calculus), a mean near it (M/G/1).',
    legend: [
      { name: 'simulated', colour: blue, look: { kind: 'dot' } },
      { name: 'theory', colour: PAPER.text, look: { kind: 'line', width: 2.5, dash: 'none' } },
    ],
    ...shown(rowsOf(rows, axis)),
  }
}
