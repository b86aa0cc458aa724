/** Measured series for fluid, and the worlds around them. */
import type { Table } from '../../../src/formats/csv/read.ts'
import type { Source } from '../../../src/model/demand.ts'
import { bitsPerSecond, bytes } from '../../../src/units.ts'

/** A table of samples, each of which holds for `step` seconds. */
export const tableOf = (
  columns: Readonly<Record<string, readonly number[]>>,
  step: number,
): Table => {
  const count = Object.values(columns)[0]!.length
  const times = Array.from({ length: count }, (_, i) => Math.round(i * step * 1e12))
  return {
    count,
    times: new Map([
      [
        'time',
        {
          seconds: Float64Array.from(times, time => Math.floor(time / 1e12)),
          picos: Float64Array.from(times, time => time % 1e12),
          epoch: null,
        },
      ],
    ]),
    values: new Map(
      Object.entries(columns).map(([name, samples]) => [
        name,
        {
          samples: Float64Array.from(samples),
          highest: { value: Math.max(...samples), line: 2 + samples.indexOf(Math.max(...samples)) },
        },
      ]),
    ),
  }
}

/** A source that plays a column, whose numbers are bit/s. */
export const measured = (column: string, size: number): Source => ({
  kind: 'csv',
  file: 'series',
  time: 'time',
  column,
  unit: bitsPerSecond(1),
  scale: 1,
  speedup: { numerator: 1n, denominator: 1n },
  frame: [{ size: bytes(size), weight: 1 }],
})
