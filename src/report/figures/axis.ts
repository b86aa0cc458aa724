/** Axes of figures whose rows are drawn as shapes: places from 0 to 1, and what is written at them. */

/** A line across a figure, and its label. */
export interface Tick {
  /** 0: left, 1: right. */
  readonly at: number
  readonly text: string
}

/** Where values stand, and what says so. */
export interface Axis {
  /** What is measured, with its unit. */
  readonly name: string
  readonly ticks: readonly Tick[]
  readonly place: (value: number) => number
}

const within = (share: number): number => Math.max(0, Math.min(1, share))

/** Steps of 1, 2 or 5 times a power of ten, at most seven of them up to `most`. */
const stepFor = (most: number): number => {
  const power = 10 ** Math.floor(Math.log10(most))
  return [0.1, 0.2, 0.5, 1, 2].map(step => step * power).find(step => most / step <= 7) ?? power
}

const plain = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 6 })

/** An axis from 0 to `most`, in whole steps of a unit of `factor`. */
export const linearAxis = (name: string, most: number, factor = 1): Axis => {
  const step = stepFor(most / factor)
  const count = Math.floor(most / factor / step + 1e-9)
  const ticks = Array.from({ length: count + 1 }, (_, i) => ({
    at: within((i * step * factor) / most),
    text: plain(i * step),
  }))
  return { name, ticks, place: value => within(value / most) }
}

/** An axis of decades: `10^from` to `10^to`, and what is written at each. */
export const logAxis = (
  name: string,
  from: number,
  to: number,
  label: (power: number) => string,
): Axis => ({
  name,
  ticks: Array.from({ length: Math.floor(to) - Math.ceil(from) + 1 }, (_, i) => {
    const power = Math.ceil(from) + i
    return { at: (power - from) / (to - from), text: label(power) }
  }),
  place: value => (value <= 0 ? 0 : within((Math.log10(value) - from) / (to - from))),
})
