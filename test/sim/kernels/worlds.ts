/**
 * Generated scenarios on which kernels are compared: several connections and InterLinks, every kind of
 * source, several of them on one flow, traffic of VPCs, events, gates and wires of all kinds.
 */
import fc from 'fast-check'
import type { Table } from '../../../src/formats/csv/read.ts'
import type { Capture } from '../../../src/formats/pcap/read.ts'
import { type Demand, type FrameSizes, IMIX, type Source } from '../../../src/model/demand.ts'
import { DIRECTIONS } from '../../../src/model/direction.ts'
import { PEERING_DEFAULT, PREFERENCES } from '../../../src/model/peering.ts'
import type { ScheduledEvent } from '../../../src/model/scheduled-event.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import { bitsPerSecond, bytes, ps } from '../../../src/units.ts'
import { edgeWorlds } from '../../laws/edges.ts'
import { inOrder, interlinkEvents, plantEvents, segmented } from '../support/events.ts'
import { type Trouble, troubles } from '../support/trouble.ts'
import {
  arbitraryFrames,
  arbitraryInterlink,
  captureOf,
  capturesOf,
  replayWorlds,
  scenario,
} from '../support/worlds.ts'

/** A scenario, what it reads, and what stands in place of its life. */
export interface Case {
  readonly scenario: Scenario
  readonly captures: ReadonlyMap<string, Capture>
  readonly tables: ReadonlyMap<string, Table>
  readonly trouble: Trouble
}

const ONCE = { numerator: 1n, denominator: 1n }

const frames: fc.Arbitrary<FrameSizes> = fc.oneof(
  fc.constantFrom(64, 1000, 1518, 9000).map(size => [{ size: bytes(size), weight: 1 }]),
  fc.constant(IMIX),
  fc.constant([64, 70, 1500].map(size => ({ size: bytes(size), weight: 1 }))),
)

const meanOf = (frame: FrameSizes): number => {
  const total = frame.reduce((sum, { weight }) => sum + weight, 0)
  return frame.reduce((sum, { size, weight }) => sum + size * weight, 0) / total
}

/** Samples of a column, one each `step`. */
const tableOf = (rates: readonly number[], step: number): Table => ({
  count: rates.length,
  times: new Map([
    [
      'time',
      {
        seconds: Float64Array.from(rates, (_, i) => Math.floor((i * step) / 1e12)),
        picos: Float64Array.from(rates, (_, i) => (i * step) % 1e12),
        epoch: null,
      },
    ],
  ]),
  values: new Map([
    ['bps', { samples: Float64Array.from(rates), highest: { value: Math.max(...rates), line: 2 } }],
  ]),
})

/** A source that emits about so many frames in a run, and the file that it reads, if any. */
interface Feed {
  readonly source: Source
  readonly capture: Capture | null
  readonly table: Table | null
}

const feeds = (file: string, count: number, span: number, bt: number): fc.Arbitrary<Feed> =>
  fc
    .record({
      kind: fc.constantFrom(
        ...(['poisson', 'cbr', 'onoff', 'csv', 'pcap', 'poisson', 'pcap'] as const),
      ),
      frame: frames,
      frames: arbitraryFrames(bt),
      shape: fc.constantFrom(null, 1.5),
      rates: fc.array(fc.constantFrom(0, 0.1, 1, 3), { minLength: 2, maxLength: 6 }),
      // As the port sends, or its half: instants that meet.
      isPaced: fc.boolean(),
    })
    .map(({ kind, frame, frames, shape, rates, isPaced }): Feed => {
      const mean = meanOf(frame)
      const wanted = (count * 8 * mean * 1e12) / span
      const rate = bitsPerSecond(Math.max(1000, Math.min(1e12, Math.round(wanted))))
      const none = { capture: null, table: null }
      if (kind === 'pcap') {
        const source = { kind, file, speedup: ONCE }
        return { ...none, source, capture: captureOf(frames) }
      }
      if (kind === 'csv') {
        const plain = { file, time: 'time', column: 'bps', scale: 1, speedup: ONCE, frame }
        return {
          ...none,
          source: { kind, ...plain, unit: bitsPerSecond(1) },
          table: tableOf(
            rates.map(share => share * rate),
            Math.max(1, Math.round(span / rates.length)),
          ),
        }
      }
      if (kind === 'onoff') {
        const period = ps(Math.max(1, Math.round(span / 7)))
        return { ...none, source: { kind, peak: rate, on: period, off: period, frame, shape } }
      }
      if (kind === 'cbr') {
        const paced = isPaced ? bitsPerSecond(Math.min(rate, 8e12 / bt)) : rate
        return { ...none, source: { kind, rate: paced, frame, phase: ps(0) } }
      }
      return { ...none, source: { kind, rate, frame } }
    })

/** Events of one connection and one InterLink, on others' too. */
const events = (
  span: number,
  connections: readonly string[],
  interlinks: readonly string[],
): fc.Arbitrary<readonly ScheduledEvent[]> => {
  const instants = fc.integer({ min: 0, max: span })
  return fc
    .array(
      fc.oneof(
        fc
          .tuple(plantEvents(instants), fc.constantFrom(...connections))
          .map(([event, connection]) => ({ ...event, connection })),
        fc
          .tuple(interlinkEvents(instants), fc.constantFrom(...interlinks))
          .map(([event, interlink]) => ({ ...event, interlink })),
      ),
      { maxLength: 8 },
    )
    .map(inOrder)
}

const mixedWorlds: fc.Arbitrary<Case> = fc
  .record({
    speeds: fc.array(fc.constantFrom(1e9, 1e10, 1e11), { minLength: 1, maxLength: 3 }),
    flows: fc.integer({ min: 1, max: 5 }),
    feeds: fc.integer({ min: 1, max: 8 }),
    // Frames of a source, and how long they take: at the port's pace, closer or far apart.
    count: fc.constantFrom(3, 30, 30, 300, 300, 3000),
    pace: fc.constantFrom(100, 1000, 1000, 5000, 1_000_000),
    warmup: fc.constantFrom(0, 0, 1, 3),
    intervals: fc.constantFrom(1, 2, 7, 25, 60, 1000),
    seed: fc.nat(2 ** 32 - 1),
  })
  .chain(plan => {
    const [speed] = plan.speeds as [number]
    const bt = 8e12 / speed
    const span = plan.count * plan.pace * bt
    const connections = plan.speeds.map((_, i) => `c${i}`)
    const interlinks = Array.from({ length: plan.flows }, (_, i) => `l${i}`)
    return fc
      .record({
        queues: fc.tuple(
          ...plan.speeds.map(() => fc.constantFrom(0, 64, 1518, 20_000, 300_000, 16 * 2 ** 20)),
        ),
        propagation: fc.constantFrom(0, 1, 588_000, 98_000_000),
        interlinks: fc.tuple(...interlinks.map(id => arbitraryInterlink(id, speed))),
        // Bandwidths that give frames something to wait for, and not for ever.
        shares: fc.tuple(...interlinks.map(() => fc.constantFrom(null, 0.1, 0.4, 0.999))),
        preferences: fc.tuple(...interlinks.map(() => fc.constantFrom(...PREFERENCES))),
        on: fc.tuple(...interlinks.map(() => fc.constantFrom(...connections))),
        traffic: fc.tuple(
          ...Array.from({ length: plan.feeds }, (_, i) =>
            fc.record({
              feed: feeds(`${i}`, plan.count, span, bt),
              target: fc.oneof(
                { weight: 4, arbitrary: fc.constantFrom(...interlinks) },
                { weight: 1, arbitrary: fc.constant(null) },
              ),
              direction: fc.constantFrom(...DIRECTIONS),
              family: fc.constantFrom('ipv4' as const, 'ipv4' as const, 'ipv6' as const),
              start: fc.constantFrom(0, 0, 0, 24 * bt, span / 2),
              stop: fc.constantFrom(null, null, Math.round(span * 0.7)),
            }),
          ),
        ),
        events: fc.oneof(fc.constant([]), events(span, connections, interlinks)),
        trouble: troubles(plan.feeds).map(timed => timed(bt)),
      })
      .map((it): Case => {
        const warmup = Math.floor((span * plan.warmup) / 10)
        const duration = Math.max(1, Math.ceil(span) - warmup)
        return {
          captures: new Map(
            it.traffic.flatMap(({ feed: { capture } }, i) =>
              capture === null ? [] : [[`${i}`, capture]],
            ),
          ),
          tables: new Map(
            it.traffic.flatMap(({ feed: { table } }, i) =>
              table === null ? [] : [[`${i}`, table]],
            ),
          ),
          trouble: it.trouble,
          scenario: {
            ...scenario({
              connections: plan.speeds.map((portSpeed, i) =>
                segmented({
                  id: connections[i]!,
                  portSpeed: bitsPerSecond(portSpeed),
                  queue: bytes(it.queues[i]!),
                  crossConnect: { propagation: ps(it.propagation) } as never,
                }),
              ),
              interlinks: it.interlinks.map((interlink, i) => ({
                ...interlink,
                vlan: i + 1,
                connection: it.on[i]!,
                bgp: {
                  ...PEERING_DEFAULT,
                  bfd: ps(Math.ceil(span / 20)),
                  preference: it.preferences[i]!,
                },
                ...(it.shares[i] === null
                  ? {}
                  : {
                      bandwidth: bitsPerSecond(Math.round((speed * it.shares[i]!) / 1000) * 1000),
                    }),
              })),
              traffic: it.traffic.map(
                ({ feed, target, direction, family, start, stop }): Demand => ({
                  direction,
                  family,
                  start: ps(Math.floor(start)),
                  stop: stop === null ? null : ps(stop),
                  source: feed.source,
                  ...(target === null ? { vpc: 'v' } : { interlink: target }),
                }),
              ),
              duration,
              warmup,
              seed: plan.seed,
              events: it.events,
            }),
            seriesInterval: ps(Math.ceil(duration / plan.intervals)),
          },
        }
      })
  })

/** All of them: the worlds that the oracle plays, too, and larger ones. */
export const cases: fc.Arbitrary<Case> = fc.oneof(
  { weight: 3, arbitrary: mixedWorlds },
  {
    weight: 1,
    arbitrary: fc.oneof(replayWorlds, edgeWorlds).map(world => ({
      scenario: world.scenario,
      captures: capturesOf(world),
      tables: new Map<string, Table>(),
      trouble: world.trouble ?? {},
    })),
  },
)
