/** The two engines on the same scenarios: throughput within 1 %, loss within half a point. */
import { describe, expect, it } from 'vitest'
import type { Demand, Source } from '../../../src/model/demand.ts'
import { DIRECTIONS, type Direction } from '../../../src/model/direction.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import { PEERING_DEFAULT } from '../../../src/model/peering.ts'
import { bitsPerSecond, bytes, ps } from '../../../src/units.ts'
import { segmented } from '../support/events.ts'
import { connection, demand, interlink, scenario, simulate } from '../support/worlds.ts'

const MS = 1e9

const poisson = (mbps: number, size = 1000): Source => ({
  kind: 'poisson',
  rate: bitsPerSecond(mbps * 1e6),
  frame: [{ size: bytes(size), weight: 1 }],
})
const cbr = (mbps: number, size = 1000): Source => ({
  kind: 'cbr',
  rate: bitsPerSecond(mbps * 1e6),
  frame: [{ size: bytes(size), weight: 1 }],
  phase: ps(0),
})

const ofVpc = (direction: Direction, source: Source): Demand => ({
  vpc: 'v',
  direction,
  family: 'ipv4',
  start: ps(0),
  stop: null,
  source,
})

const agree = async (it: Scenario): Promise<void> => {
  const packet = await simulate(it)
  const fluid = await simulate({ ...it, engine: 'fluid' })
  expect(fluid.engine).toBe('fluid')
  expect(fluid.flows).toHaveLength(packet.flows.length)
  fluid.flows.forEach((flow, i) => {
    const other = packet.flows[i]!
    const name = `${flow.interlink} ${flow.direction}`
    expect(Math.abs(flow.loss - other.loss), `loss of ${name}`).toBeLessThan(0.005)
    expect(
      Math.abs(flow.throughput - other.throughput),
      `throughput of ${name}: ${flow.throughput} and ${other.throughput}`,
    ).toBeLessThanOrEqual(0.01 * other.throughput)
    expect(flow.availability).toBe(other.availability)
    for (const [cause, frames] of Object.entries(other.dropped.byCause)) {
      const ours = flow.dropped.byCause[cause as keyof typeof flow.dropped.byCause]
      expect(Math.abs(ours - frames), `${cause} of ${name}`).toBeLessThan(
        0.005 * other.offered.frames + 1,
      )
    }
  })
  fluid.ports.forEach((port, i) => {
    expect(Math.abs(port.utilisation - packet.ports[i]!.utilisation)).toBeLessThan(0.01)
  })
  expect(fluid.timeline).toEqual(packet.timeline)
  expect(fluid.outages).toEqual(packet.outages)
  expect(fluid.availability).toEqual(packet.availability)
}

const both = (source: Source): readonly Demand[] => [
  demand({ direction: 'toCustomer', source }),
  demand({ direction: 'toCloud', source }),
]
const smallBucket = { burst: bytes(20_000), queue: bytes(50_000) }

describe('fluid and frames agree', () => {
  it.each([
    ['below the bandwidth', poisson(600)],
    ['above the bandwidth', poisson(1300)],
    ['far above it', cbr(5000)],
    ['a little below it', cbr(990)],
  ])('%s, shaped to the customer, policed to the cloud', async (_, source) => {
    await agree(
      scenario({
        duration: 200 * MS,
        interlinks: [interlink(smallBucket)],
        traffic: both(source),
      }),
    )
  })

  it('shaped at the customer', async () => {
    await agree(
      scenario({
        duration: 1000 * MS,
        interlinks: [
          interlink({
            customerShaper: {
              rate: bitsPerSecond(9e8),
              burst: bytes(20_000),
              queue: bytes(100_000),
            },
          }),
        ],
        traffic: both(poisson(1200)),
      }),
    )
  })

  it.each(['toCustomer', 'toCloud'] as const)(
    'a shared port that overflows, %s',
    async direction => {
      await agree(
        scenario({
          duration: 300 * MS,
          connections: [connection({ queue: bytes(500_000) })],
          interlinks: ['a', 'b', 'c'].map(id =>
            interlink({
              id,
              bandwidth: bitsPerSecond(3.3e9),
              burst: bytes(2 ** 28),
              enforce: { toCustomer: 'police', toCloud: 'police' },
            }),
          ),
          traffic: [4500, 4500, 3000].map((rate, i) =>
            demand({ interlink: 'abc'[i]!, direction, source: poisson(rate) }),
          ),
        }),
      )
    },
  )

  it('layers, oversize frames and mixes', async () => {
    const mix: Source = {
      kind: 'poisson',
      rate: bitsPerSecond(8e8),
      frame: [
        { size: bytes(64), weight: 7 },
        { size: bytes(594), weight: 4 },
        { size: bytes(1518), weight: 1 },
        { size: bytes(3000), weight: 1 },
      ],
    }
    await agree(
      scenario({
        duration: 400 * MS,
        interlinks: (['l1', 'l2', 'l3'] as const).map(id => interlink({ id, countAs: id })),
        traffic: ['l1', 'l2', 'l3'].map(id => demand({ interlink: id, source: mix })),
      }),
    )
  })

  it('a source that starts and stops', async () => {
    await agree(
      scenario({
        duration: 100 * MS,
        warmup: 20 * MS,
        traffic: [
          { ...demand({ source: cbr(1800) }), start: ps(40 * MS), stop: ps(90 * MS) },
          demand({ source: cbr(300) }),
        ],
      }),
    )
  })

  it('a cut, and failover of a VPC', async () => {
    const ids = ['near', 'far']
    await agree(
      scenario({
        duration: 400 * MS,
        connections: ids.map(id => segmented(connection({ id }))),
        interlinks: ids.map((id, i) =>
          interlink({
            id: `to-${id}`,
            connection: id,
            bgp: {
              ...PEERING_DEFAULT,
              bfd: ps(30 * MS),
              establish: ps(20 * MS),
              preference: i === 0 ? 'high' : 'low',
            },
          }),
        ),
        traffic: [
          ...DIRECTIONS.map(direction => ofVpc(direction, cbr(400))),
          demand({ interlink: 'to-far', source: cbr(300) }),
        ],
        events: [
          {
            at: ps(100 * MS),
            connection: 'near',
            spot: { kind: 'segment', segment: 'a' },
            change: { kind: 'blackhole' },
          },
          {
            at: ps(200 * MS),
            connection: 'near',
            spot: { kind: 'segment', segment: 'a' },
            change: { kind: 'repair' },
          },
          {
            at: ps(300 * MS),
            connection: 'near',
            spot: { kind: 'segment', segment: 'a' },
            change: { kind: 'cut' },
          },
        ],
      }),
    )
  })
})
