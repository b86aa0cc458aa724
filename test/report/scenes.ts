/** Runs that differ in what a summary has to say. */
import type { Objective } from '../../src/model/objective.ts'
import type { SummaryInput } from '../../src/report/terminal/summary.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import {
  type FlowChange,
  GBPS,
  connection,
  flow,
  interlink,
  objective,
  port,
  summaryInput,
} from './factory.ts'
import { hybridParis } from './hybrid-paris.ts'

const web = interlink('web', 2 * GBPS)
const ports = [port('paris-1', 'toCustomer', 0.2), port('paris-1', 'toCloud', 0.1)]
const quiet = flow('web', 'toCustomer', 2 * GBPS, { p99: 12.3e-6 })

const fabric = (): SummaryInput => {
  const ids = Array.from({ length: 64 }, (_, index) => `link-${String(index + 1).padStart(2, '0')}`)
  const interlinks = ids.map((id, index) =>
    interlink(id, 0.15 * GBPS, {
      connection: index < 32 ? 'paris-1' : 'paris-2',
      ...(index === 5 ? { countAs: 'l3' as const } : {}),
    }),
  )
  const flows = ids.flatMap((id, index) => [
    flow(id, 'toCustomer', 0.15 * GBPS, {
      offeredRate: (0.02 + index / 1000) * GBPS,
      ...(index === 7 ? { drops: { shaperQueueFull: 12 } } : {}),
      lossSpans: index === 7 ? [{ from: 0.2, to: 0.201, frames: 12 }] : [],
    }),
    flow(id, 'toCloud', 0.15 * GBPS, { offeredRate: 0.01 * GBPS }),
  ])
  return summaryInput({
    connections: [connection('paris-1'), connection('paris-2')],
    interlinks,
    flows,
    ports: ['paris-1', 'paris-2'].flatMap(id => [
      port(id, 'toCustomer', 0.2),
      port(id, 'toCloud', 0.1),
    ]),
    objectives: [objective('*', 'loss', 0.0001), objective('*', 'delay.p99', 0.001)],
  })
}

/** As many InterLinks as a connection has VLANs, each a little busier than the one before. */
export const thousands = (
  change: (index: number) => FlowChange,
  objectives: readonly Objective[] = [objective('*', 'loss', 0.001)],
): SummaryInput => {
  const ids = Array.from({ length: 4094 }, (_, index) => `vlan-${index + 1}`)
  return summaryInput({
    connections: [connection('paris-1', { portSpeed: bitsPerSecond(100 * GBPS) })],
    interlinks: ids.map(id => interlink(id, 0.024 * GBPS)),
    flows: ids.flatMap((id, index) => [
      flow(id, 'toCustomer', 0.024 * GBPS, {
        offeredRate: (0.001 + index / 1e6) * GBPS,
        ...change(index),
      }),
      flow(id, 'toCloud', 0.024 * GBPS, { offeredRate: 0.001 * GBPS }),
    ]),
    ports: [
      port('paris-1', 'toCustomer', 0.2, { speed: 100 * GBPS }),
      port('paris-1', 'toCloud', 0.1, { speed: 100 * GBPS }),
    ],
    objectives,
  })
}

/** Each by its name. */
export const SCENES: Readonly<Record<string, () => SummaryInput>> = {
  'hybrid-paris': hybridParis,
  'all-met': () =>
    summaryInput({
      interlinks: [web],
      flows: [quiet],
      ports,
      objectives: [
        objective('web', 'delay.p99', 0.00002),
        objective('web', 'throughput', 0.5 * GBPS, { side: 'above' }),
        objective('port paris-1', 'utilisation', 0.8),
      ],
    }),
  'no-objectives': () => summaryInput({ interlinks: [web], flows: [quiet], ports }),
  'no-objectives-but-loss': () =>
    summaryInput({
      interlinks: [web],
      flows: [
        flow('web', 'toCustomer', 2 * GBPS, {
          offeredRate: 2.5 * GBPS,
          drops: { shaperQueueFull: 20_000, oversize: 3 },
          peak: 2.51 * GBPS,
          utilisation: 0.9999,
          p99: 0.0042,
          lossSpans: [{ from: 0.004, to: 1, frames: 20_000 }],
          lossy: Array.from({ length: 25 }, (_, slice) => slice),
        }),
      ],
      ports,
    }),
  'nothing-offered': () =>
    summaryInput({
      interlinks: [web],
      flows: [
        flow('web', 'toCustomer', 2 * GBPS, {
          frames: 0,
          offeredRate: 0,
          loss: 0,
          peak: 0,
          utilisation: 0,
          throughput: 0,
        }),
      ],
      ports: [port('paris-1', 'toCustomer', 0), port('paris-1', 'toCloud', 0)],
      objectives: [objective('web', 'loss', 0.001), objective('web', 'delay.p99', 0.001)],
    }),
  'no-traffic': () => summaryInput({ interlinks: [web], flows: [], ports, traffic: [] }),
  'late-in-the-shaper': () =>
    summaryInput({
      interlinks: [web],
      flows: [
        flow('web', 'toCustomer', 2 * GBPS, {
          offeredRate: 1.9 * GBPS,
          peak: 3.1 * GBPS,
          p99: 0.00214,
          shaperWait: { mean: 0.0004, min: 0, p99: 0.00211, max: 0.003 },
          delayHistogram: [
            { upTo: 5e-6, frames: 60_000 },
            { upTo: 5e-4, frames: 30_000 },
            { upTo: 2e-3, frames: 8_999 },
            { upTo: 5e-3, frames: 1_001 },
          ],
        }),
      ],
      ports,
      objectives: [objective('web', 'delay.p99', 0.002), objective('web', 'loss', 0.001)],
    }),
  'port-queue-full': () =>
    summaryInput({
      connections: [connection('paris-1', { portSpeed: bitsPerSecond(GBPS) })],
      interlinks: [interlink('a', 0.5 * GBPS), interlink('b', 0.5 * GBPS)],
      flows: [
        flow('a', 'toCloud', 0.5 * GBPS, {
          drops: { portQueueFull: 101 },
          peak: GBPS,
          utilisation: 0.55,
          lossSpans: [
            { from: 0.1, to: 0.103, frames: 20 },
            { from: 0.4, to: 0.409, frames: 81 },
          ],
        }),
        flow('b', 'toCloud', 0.5 * GBPS),
      ],
      ports: [
        port('paris-1', 'toCustomer', 0, { speed: GBPS }),
        port('paris-1', 'toCloud', 0.93, {
          speed: GBPS,
          offered: { frames: 200_000, bytes: 116_000_000 },
          dropped: { frames: 101, bytes: 101_000 },
          queue: { mean: 1e6, max: 16 * 2 ** 20 },
        }),
      ],
      objectives: [
        objective('*', 'loss', 0.001),
        objective('port paris-1', 'utilisation', 0.8),
        objective('port paris-1', 'queue.max', 12 * 2 ** 20),
      ],
    }),
  'not-routed': () =>
    summaryInput({
      interlinks: [interlink('web', 2 * GBPS, { attachment: { kind: 'detached' } })],
      flows: [
        flow('web', 'toCloud', 2 * GBPS, {
          frames: 500,
          drops: { notRouted: 500 },
          throughput: 0,
          utilisation: 0,
          lossSpans: [{ from: 0, to: 1, frames: 500 }],
        }),
      ],
      ports,
      objectives: [objective('web', 'delay.p99', 0.001), objective('web', 'loss', 0.5)],
    }),
  'two-connections-mixed': () =>
    summaryInput({
      connections: [connection('paris-1'), connection('ams-1', { pop: 'th2' })],
      interlinks: [
        interlink('web', 2 * GBPS, {
          customerShaper: {
            rate: bitsPerSecond(2 * GBPS),
            burst: bytes(65_536),
            queue: bytes(2 ** 20),
          },
        }),
        interlink('data', 1 * GBPS, { enforce: { toCustomer: 'shape', toCloud: 'shape' } }),
        interlink('backup', 0.064 * GBPS, { connection: 'ams-1', countAs: 'l1' }),
      ],
      flows: [
        flow('web', 'toCloud', 2 * GBPS, {
          customerWait: { mean: 1e-6, min: 0, p99: 2e-6, max: 3e-6 },
        }),
        flow('data', 'toCloud', 1 * GBPS, { drops: { oversize: 1 } }),
        flow('backup', 'toCustomer', 0.064 * GBPS, { offeredRate: 64_000 }),
      ],
      ports: [...ports, port('ams-1', 'toCustomer', 0.0001), port('ams-1', 'toCloud', 0)],
      objectives: [objective('web', 'loss', 0.001)],
    }),
  'two-connections': () =>
    summaryInput({
      connections: [
        connection('paris-1'),
        connection('ams-1', { portSpeed: bitsPerSecond(GBPS) }),
        connection('ams-2', { portSpeed: bitsPerSecond(GBPS) }),
      ],
      interlinks: [
        interlink('web', 2 * GBPS),
        interlink('backup', 0.2 * GBPS, { connection: 'ams-1' }),
        interlink('spare', 0.2 * GBPS, { connection: 'ams-2' }),
      ],
      flows: [
        flow('web', 'toCustomer', 2 * GBPS, { p99: 0.0031 }),
        flow('web', 'toCloud', 2 * GBPS),
        flow('backup', 'toCloud', 0.2 * GBPS, {
          offeredRate: 0.15 * GBPS,
          peak: 0.9 * GBPS,
          drops: { policed: 1_340 },
          lossSpans: [{ from: 0.3, to: 0.31, frames: 1_340 }],
          lossy: [7],
        }),
      ],
      ports: [
        ...ports,
        port('ams-1', 'toCustomer', 0, { speed: GBPS }),
        port('ams-1', 'toCloud', 0.2, { speed: GBPS }),
        port('ams-2', 'toCustomer', 0, { speed: GBPS }),
        port('ams-2', 'toCloud', 0, { speed: GBPS }),
      ],
      objectives: [objective('*', 'loss', 0.001), objective('*', 'delay.p99', 0.002)],
    }),
  'no-interlinks': () => summaryInput({ interlinks: [], flows: [], ports, traffic: [] }),
  'nothing-arrives': () =>
    summaryInput({
      interlinks: [web],
      flows: [
        flow('web', 'toCustomer', 2 * GBPS, {
          frames: 500,
          drops: { oversize: 500 },
          throughput: 0,
          utilisation: 0,
          lossSpans: [{ from: 0, to: 1, frames: 500 }],
        }),
      ],
      ports,
    }),
  'sixty-four': fabric,
  thousands: () =>
    thousands(index => {
      if (index === 41) return { drops: { shaperQueueFull: 900 }, peak: 0.06 * GBPS }
      return index === 3_000 ? { drops: { shaperQueueFull: 12 }, peak: 0.03 * GBPS } : {}
    }),
}
