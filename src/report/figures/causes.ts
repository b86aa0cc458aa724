/** Why frames were lost, and where delay comes from: bars of parts. */
import { DROP_CAUSES } from '../../sim/result/document.ts'
import { unitFor } from '../charts/figures.ts'
import { flowName } from '../loss-cause.ts'
import { CAUSES, DELAY_PARTS, delayPartsOf } from '../page/shares.ts'
import { type View, byWeight } from '../page/view.ts'
import { count, figure } from '../terminal/figures.ts'
import { type Axis, linearAxis } from './axis.ts'
import type { Figure, LegendEntry, Omitted } from './figure.ts'
import { lineIn, shown } from './flow-row.ts'
import { PARTS } from './paper.ts'
import { type Mark, rowsOf } from './rows.ts'

/** Flows with a row of their own. */
const LISTED = 20

/** Parts one after the other, from the left. */
const stacked = (
  values: readonly number[],
  colours: readonly string[],
  { place }: Axis,
): readonly Mark[] => {
  let sum = 0
  return values.flatMap((value, i): readonly Mark[] => {
    const from = place(sum)
    sum += value
    return value === 0 ? [] : [{ kind: 'bar', from, to: place(sum), fill: colours[i]! }]
  })
}

const box = (name: string, colour: string): LegendEntry => ({
  name,
  colour,
  look: { kind: 'box' },
})

/** Causes of loss, a bar for each flow that lost frames. */
export const lossFigure = (view: View): Figure | Omitted => {
  const lossy = view.document.flows.filter(({ dropped }) => dropped.frames > 0)
  if (lossy.length === 0) return { what: 'loss-causes', why: 'no frame was lost' }
  const flows = lossy.toSorted((a, b) => b.dropped.frames - a.dropped.frames).slice(0, LISTED)
  const present = DROP_CAUSES.map((cause, i) => ({ cause, colour: PARTS[i]! })).filter(
    ({ cause }) => flows.some(({ dropped }) => dropped.byCause[cause] > 0),
  )
  const axis = linearAxis('frames dropped', Math.max(...flows.map(each => each.dropped.frames)))
  const rows = flows.map(flow => ({
    label: flowName(flow),
    line: lineIn(view, flow),
    marks: stacked(
      present.map(({ cause }) => flow.dropped.byCause[cause]),
      present.map(({ colour }) => colour),
      axis,
    ),
    told: `${count(flow.dropped.frames)} of ${count(flow.offered.frames)}, ${figure(flow.loss, 'share')}`,
  }))
  const left = lossy.length - flows.length
  return {
    name: 'loss-causes',
    title: 'Why were frames lost?',
    subtitle: `Frames dropped, by cause.${left > 0 ? ` ${count(left)} more flows lost fewer.` : ''}`,
    legend: present.map(({ cause, colour }) => box(CAUSES[cause], colour)),
    ...shown(rowsOf(rows, axis)),
  }
}

/** Colours of the parts of a delay; waiting in a shaper is nothing that is missed. */
const DELAY_COLOURS = [PARTS[0]!, PARTS[5]!, PARTS[2]!, PARTS[3]!, PARTS[4]!]

/** The mean delay of each flow in parts. */
export const delayPartsFigure = (view: View): Figure | Omitted => {
  const arrived = view.document.flows.filter(({ delay }) => delay.mean !== null)
  if (arrived.length === 0) return { what: 'delay-parts', why: 'no frame arrived' }
  const kept = new Set(byWeight(arrived, view.judged).slice(0, LISTED))
  const flows = arrived.filter(flow => kept.has(flow))
  const parts = flows.map(flow => delayPartsOf(view, flow))
  const present = DELAY_PARTS.map((_, i) => i).filter(i => parts.some(each => each[i]! > 0))
  const longest = Math.max(...flows.map(({ delay }) => delay.mean!))
  const isAlike = flows.every(({ delay }) => delay.mean! > longest / 20)
  const [factor, unit] = unitFor(longest, 'time')
  const axis = isAlike
    ? linearAxis(`mean delay, ${unit}`, longest, factor)
    : linearAxis('share of the mean delay, %', 1, 0.01)
  const rows = flows.map((flow, row) => {
    const whole = isAlike ? 1 : flow.delay.mean!
    return {
      label: flowName(flow),
      line: lineIn(view, flow),
      marks: stacked(
        present.map(i => parts[row]![i]! / (whole === 0 ? 1 : whole)),
        present.map(i => DELAY_COLOURS[i]!),
        axis,
      ),
      told: figure(flow.delay.mean!, 'duration'),
    }
  })
  const left = arrived.length - flows.length
  return {
    name: 'delay-parts',
    title: 'Where does delay come from?',
    subtitle:
      `Mean delay of the frames that arrived, in parts${isAlike ? '' : '; every bar is a whole'}.` +
      (left > 0 ? ` Of ${count(arrived.length)} flows, those that matter most.` : ''),
    legend: present.map(i => box(DELAY_PARTS[i]!, DELAY_COLOURS[i]!)),
    ...shown(rowsOf(rows, axis)),
  }
}
