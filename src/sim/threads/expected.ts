/** How much work lanes are, told before they are played. Near enough to share them out. */
import { match } from 'ts-pattern'
import type { Content } from '../../formats/content.ts'
import type { Instants, Values } from '../../formats/csv/read.ts'
import type { Demand, FrameSizes, Ratio } from '../../model/demand.ts'
import type { Scenario } from '../../model/scenario.ts'
import { PS_PER_SECOND } from '../../units.ts'
import type { LaneOutline } from '../outline.ts'

const meanSize = (frame: FrameSizes): number =>
  frame.reduce((sum, { size, weight }) => sum + size * weight, 0) /
  frame.reduce((sum, { weight }) => sum + weight, 0)

const framesAt = (rate: number, frame: FrameSizes, seconds: number): number =>
  (rate * seconds) / (8 * meanSize(frame))

const factorOf = ({ numerator, denominator }: Ratio): number =>
  Number(numerator) / Number(denominator)

/** Rate × time of a series up to an instant on its own clock, seconds. */
const areaUpTo = ({ seconds, picos }: Instants, { samples }: Values, end: number): number => {
  const at = (i: number): number => seconds[i]! + picos[i]! / PS_PER_SECOND
  let area = 0
  for (let i = 0; i < samples.length; i++) {
    const begin = at(i)
    if (begin >= end) break
    // The last sample holds as long as the one before it.
    const until = i + 1 < samples.length ? at(i + 1) : 2 * begin - at(i - 1)
    area += samples[i]! * (Math.min(until, end) - begin)
  }
  return area
}

/** About how many frames a demand emits. */
const framesOf = (
  { source, start, stop }: Demand,
  end: number,
  inputs: ReadonlyMap<string, Content>,
): number => {
  const seconds = Math.max(0, Math.min(stop ?? end, end) - start) / PS_PER_SECOND
  return match(source)
    .with({ kind: 'cbr' }, { kind: 'poisson' }, ({ rate, frame }) => framesAt(rate, frame, seconds))
    .with({ kind: 'onoff' }, ({ peak, on, off, frame }) =>
      framesAt((peak * on) / (on + off), frame, seconds),
    )
    .with({ kind: 'csv' }, ({ file, time, column, unit, scale, frame, speedup }) => {
      const content = inputs.get(file)
      if (content?.kind !== 'table') return 0
      const { times, values } = content.table
      const factor = factorOf(speedup)
      const area = areaUpTo(times.get(time)!, values.get(column)!, seconds * factor)
      return framesAt(unit * scale, frame, area / factor)
    })
    .with({ kind: 'pcap' }, ({ file, speedup }) => {
      const content = inputs.get(file)
      if (content?.kind !== 'capture') return 0
      const { count, seconds: whole, picos } = content.capture
      const last = whole[count - 1]! + picos[count - 1]! / PS_PER_SECOND
      const span = last / factorOf(speedup)
      return span <= seconds ? count : (count * seconds) / span
    })
    .exhaustive()
}

/** About how many frames each lane has. */
export const expectedFrames = (
  { traffic, warmup, duration }: Scenario,
  lanes: readonly LaneOutline[],
  inputs: ReadonlyMap<string, Content>,
): readonly number[] => {
  const frames = traffic.map(demand => framesOf(demand, warmup + duration, inputs))
  return lanes.map(({ sources }) => sources.reduce((sum, { demand }) => sum + frames[demand]!, 0))
}
