/** Runs of measured days, and what theory says of them. */
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import {
  type LoadResult,
  type Loaded,
  type ResultDocument,
  explain,
  load,
  run,
} from '../../src/index.ts'
import { ps } from '../../src/units.ts'

type Flow = ResultDocument['flows'][number]

/** A table as a test reads it, by a way of its own: seconds from the first time, and columns. */
export interface Day {
  readonly times: readonly number[]
  readonly columns: ReadonlyMap<string, readonly number[]>
}

export const readDay = (file: string): Day => {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n')
  const rows = lines.map(line => line.split(','))
  const [, ...names] = header.split(',')
  const first = Date.parse(rows[0]![0]!)
  return {
    times: rows.map(([time]) => (Date.parse(time!) - first) / 1000),
    columns: new Map(names.map((name, i) => [name, rows.map(row => Number(row[i + 1]))])),
  }
}

/** A scenario without faults. */
export const loaded = (
  file: string,
  allowRead: readonly string[] = [],
  duration?: number,
): Loaded => {
  const result: LoadResult = load(file, { allowRead })
  if (!result.ok) throw new Error(result.faults.map(explain).join('\n'))
  const { scenario } = result.loaded
  if (duration === undefined) return result.loaded
  return { ...result.loaded, scenario: { ...scenario, duration: ps(duration) } }
}

export const play = (it: Loaded): Promise<ResultDocument> => run(it)

export const flowOf = ({ flows }: ResultDocument, interlink: string, direction: string): Flow =>
  flows.find(each => each.interlink === interlink && each.direction === direction)!

/** Frames of a size or a mix: mean size and mean square of it, bytes. */
export interface Sizes {
  readonly mean: number
  readonly square: number
}
export const fixed = (size: number): Sizes => ({ mean: size, square: size * size })
export const IMIX: Sizes = {
  mean: (7 * 64 + 4 * 594 + 1518) / 12,
  square: (7 * 64 ** 2 + 4 * 594 ** 2 + 1518 ** 2) / 12,
}

/** How a column is played. */
export interface Playing {
  readonly day: Day
  readonly column: string
  readonly scale: number
  readonly speedup: number
  readonly sizes: Sizes
}

/** Bits that a series offers between two instants of the run, seconds: its integral. */
const bitsBetween = (
  { day, column, scale, speedup }: Playing,
  from: number,
  to: number,
): number => {
  const { times, columns } = day
  const last = times.length - 1
  const borders = [...times, 2 * times[last]! - times[last - 1]!].map(time => time / speedup)
  return columns.get(column)!.reduce((sum, rate, i) => {
    const held = Math.min(borders[i + 1]!, to) - Math.max(borders[i]!, from)
    return sum + Math.max(0, held) * rate * scale
  }, 0)
}

/**
 * Expects what a flow was offered to follow the series: in the whole and in each slice of the run,
 * within 5 sigma of what chance does to a Poisson process of frames.
 */
export const expectFollows = (flow: Flow, playing: Playing, duration: number): void => {
  const { mean, square } = playing.sizes
  const within = (found: number, from: number, to: number): void => {
    const bits = bitsBetween(playing, from, to)
    // A sum of as many sizes as chance sends frames: its variance is their number times E[n²].
    const sigma = Math.sqrt((bits * 8 * square) / mean)
    const place = `${flow.interlink} ${flow.direction}, ${from} to ${to} s`
    expect(Math.abs(found - bits), place).toBeLessThanOrEqual(5 * sigma)
  }
  within(flow.offered.bytes * 8, 0, duration)
  const { interval, offered } = flow.slices
  offered.forEach((rate, i) => within(rate * interval, i * interval, (i + 1) * interval))
}

/** Expects every frame that was offered to be accounted for. */
export const expectConserved = ({ flows }: ResultDocument): void => {
  for (const { offered, delivered, dropped, inFlight } of flows) {
    for (const unit of ['frames', 'bytes'] as const) {
      expect(delivered[unit] + dropped[unit] + inFlight[unit]).toBe(offered[unit])
    }
  }
}
