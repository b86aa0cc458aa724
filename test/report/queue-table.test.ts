/** Which queues a summary draws, and how. */
import { describe, expect, it } from 'vitest'
import { queueTable } from '../../src/report/terminal/queue-table.ts'
import type { Surface } from '../../src/report/terminal/style.ts'
import { judgedIn } from '../../src/report/judged.ts'
import { bytes } from '../../src/units.ts'
import {
  GBPS,
  WIDE,
  connection,
  flow,
  interlink,
  objective,
  port,
  summaryInput,
} from './factory.ts'

/** Slices in which so much waited, and nothing in the others. */
const slices = (...waiting: readonly number[]): readonly number[] =>
  Array.from({ length: 25 }, (_, i) => waiting[i] ?? 0)

/** A flow in whose shaper of 1 MB at most `peak` waited. */
const waiting = (id: string, peak: number, ...means: readonly number[]) => {
  const { slices: sparse, ...rest } = flow(id, 'toCustomer', GBPS, { queue: slices(...means) })
  return { ...rest, slices: sparse, shaperQueue: { mean: 0, max: peak } }
}

const drawn = (
  flows: readonly ReturnType<typeof waiting>[],
  surface: Partial<Surface> = {},
  queue = { mean: 0, max: 0 },
): readonly string[] => {
  const ids = flows.map(({ interlink: id }) => id)
  const { scenario, document } = summaryInput({
    connections: [connection('paris-1', { queue: bytes(1e6) })],
    interlinks: ids.map(id => interlink(id, GBPS, { queue: bytes(1e6) })),
    flows,
    ports: [port('paris-1', 'toCustomer', 0.5, { queue })],
    objectives: [objective('late', 'delay.p99', 1e-6)],
  })
  const context = { scenario, document }
  const lines = queueTable(context, judgedIn(context), { ...WIDE, ...surface })
  return lines.map(line => line.replaceAll('\u00a0', ' '))
}

describe('the table of queues', () => {
  it('is left out where next to nothing waited', () => {
    expect(drawn([waiting('web', 9_999, 5_000)])).toEqual([])
    expect(drawn([waiting('web', 10_000, 5_000)])).not.toEqual([])
  })

  it('draws what waits on the room of the queue, or on its fullest column where little was taken', () => {
    const full = waiting('full', 1e6, 125_000, 500_000, 1e6)
    const calm = waiting('calm', 20_000, 1_000, 4_000, 8_000)
    expect(drawn([full, calm], {}, { mean: 0, max: 400_000 })).toEqual([
      '   what waits             queue of       room       peak  full %  bytes waiting',
      '   full to customer       shaper         1 MB    1.00 MB     100  ▁▄█',
      '   paris-1 to customer    port           1 MB     400 kB    40.0',
      '   calm to customer       shaper         1 MB    20.0 kB    2.00  ▁▄█',
      ' bytes waiting: 40 ms a column, mean; top = room, or its fullest column where less than a third of',
      ' the room was taken',
    ])
  })

  it('puts what made a miss first, however little it is, and says so', () => {
    const [, first] = drawn([waiting('web', 900_000, 1e5), waiting('late', 1_000, 100)])
    expect(first).toBe(' ✗ late to customer       shaper         1 MB    1.00 kB   0.100  █')
  })

  it('has neither sparkline nor its note below 90 columns, and words below 60', () => {
    const flows = [waiting('web', 900_000, 900_000)]
    expect(drawn(flows, { width: 89 })).toEqual([
      '   what waits             queue of       room       peak  full %',
      '   web to customer        shaper         1 MB     900 kB    90.0',
    ])
    expect(drawn(flows, { width: 50 })).toEqual([
      '   web to customer, shaper: at most 900 kB of 1 MB',
      '   waiting',
    ])
  })

  it('is plain ASCII where the terminal is not UTF-8, in the same columns', () => {
    const text = drawn([waiting('late', 1e6, 2e5, 1e6)], { unicode: false })
    expect(text.join('\n')).toMatch(/^[\n -~]*$/u)
    expect(text[1]).toBe(' MISSED late to customer  shaper         1 MB    1.00 MB     100  _#')
  })

  it('lists eight of many and says how full the others were', () => {
    const many = Array.from({ length: 20 }, (_, i) => waiting(`f${i}`, 500_000 - 10_000 * i, 1))
    const lines = drawn(many)
    expect(lines.filter(line => line.includes('shaper'))).toHaveLength(8)
    expect(lines[9]).toBe(' … 12 more queues were at most 42.0 % full')
  })
})
