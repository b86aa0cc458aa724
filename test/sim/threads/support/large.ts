/** A scenario of four connections whose lanes are of unlike length, with sources of every kind. */
import { type Demand, IMIX } from '../../../../src/model/demand.ts'
import { DIRECTIONS, type Direction } from '../../../../src/model/direction.ts'
import { bitsPerSecond, bytes, ps } from '../../../../src/units.ts'
import type { Told } from '../../support/said.ts'
import { cbr, fixed, poisson, replay } from '../../support/sources.ts'
import { captureOf, connection, demand, interlink, scenario } from '../../support/worlds.ts'

const ids = ['c0', 'c1', 'c2', 'c3'] as const
const MS = 1e9
const PORT = { spot: { kind: 'end', end: 'provider' } } as const

/** Of a VPC, to which all InterLinks belong. */
const ofVpc = (direction: Direction): Demand => ({
  vpc: 'v',
  direction,
  family: 'ipv4',
  start: ps(0),
  stop: null,
  source: { kind: 'poisson', rate: bitsPerSecond(2e8), frame: fixed(900) },
})

export const large: Told = {
  scenario: scenario({
    connections: ids.map((id, i) =>
      connection({ id, portSpeed: bitsPerSecond([1e9, 1e10][i % 2]!) }),
    ),
    interlinks: ids.flatMap((connection, i) =>
      ['a', 'b'].map((id, k) =>
        interlink({
          id: `${connection}-${id}`,
          connection,
          vlan: k + 1,
          bandwidth: bitsPerSecond(4e8 + 1e8 * i),
          burst: bytes(20_000),
          enforce:
            k === 0
              ? { toCustomer: 'shape', toCloud: 'police' }
              : { toCustomer: 'police', toCloud: 'shape' },
        }),
      ),
    ),
    traffic: [
      ...DIRECTIONS.flatMap(direction => [
        poisson(5e8, 700, { interlink: 'c0-a', direction }),
        cbr(1e8, 300, { interlink: 'c0-b', direction }),
        poisson(1.1e9, 400, { interlink: 'c1-a', direction }),
        demand({
          interlink: 'c1-b',
          direction,
          source: {
            kind: 'onoff',
            peak: bitsPerSecond(3e9),
            on: ps(MS),
            off: ps(2 * MS),
            frame: IMIX,
            shape: 1.4,
          },
        }),
        replay('capture', { interlink: 'c2-a', direction }),
        ofVpc(direction),
      ]),
      demand({
        interlink: 'c2-b',
        source: {
          kind: 'csv',
          file: 'table',
          time: 'time',
          column: 'bps',
          unit: bitsPerSecond(1),
          scale: 1,
          speedup: { numerator: 1n, denominator: 1n },
          frame: fixed(500),
        },
      }),
    ],
    events: [
      { at: ps(12 * MS), connection: 'c1', ...PORT, change: { kind: 'portDown' } },
      { at: ps(15 * MS), connection: 'c1', ...PORT, change: { kind: 'portUp' } },
    ],
    duration: 25 * MS,
    warmup: 3 * MS,
  }),
  captures: new Map([
    [
      'capture',
      captureOf(
        Array.from({ length: 3000 }, (_, i) => ({ time: i * 7_654_321, size: 64 + (i % 1400) })),
      ),
    ],
  ]),
  tables: new Map([
    [
      'table',
      {
        count: 3,
        times: new Map([
          [
            'time',
            {
              seconds: new Float64Array(3),
              picos: Float64Array.of(0, 9 * MS, 18 * MS),
              epoch: null,
            },
          ],
        ]),
        values: new Map([
          ['bps', { samples: Float64Array.of(3e8, 0, 6e8), highest: { value: 6e8, line: 4 } }],
        ]),
      },
    ],
  ]),
}
