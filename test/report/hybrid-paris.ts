/** The example of three InterLinks, with figures as a run might give them. */
import type { SummaryInput } from '../../src/report/terminal/summary.ts'
import { bytes } from '../../src/units.ts'
import { GBPS, flow, interlink, levels, losses, objective, port, summaryInput } from './factory.ts'

const BURSTY = '▂▁▄✗▂▅▃▄▁▅▂▄▁▁▃██ ▆▄▄▃▃▂▁'

export const hybridParis = (change: Partial<SummaryInput> = {}): SummaryInput =>
  summaryInput(
    {
      interlinks: [
        interlink('web', 2 * GBPS, { burst: bytes(64 * 2 ** 10) }),
        interlink('data', 4 * GBPS, { burst: bytes(5_000_000) }),
        interlink('voice', 0.5 * GBPS),
      ],
      flows: [
        flow('web', 'toCustomer', 2 * GBPS, {
          frames: 237_500,
          offeredRate: 1.9 * GBPS,
          peak: 2.248 * GBPS,
        }),
        flow('web', 'toCloud', 2 * GBPS, {
          frames: 75_000,
          offeredRate: 0.599 * GBPS,
          peak: 0.812 * GBPS,
          utilisation: 0.303,
          p99: 2.52e-6,
        }),
        flow('data', 'toCustomer', 4 * GBPS, {
          frames: 181_333,
          offeredRate: 2.176 * GBPS,
          peak: 6 * GBPS,
          utilisation: 0.5454,
          p99: 728e-6,
          heights: levels('▂▇▃▅▃▅▂▄▆▇▄▆▅▅▂▇▆▄▄█▄▇▄▆▃'),
          delayHistogram: [
            { upTo: 2e-6, frames: 127_240 },
            { upTo: 5e-6, frames: 50_139 },
            { upTo: 1e-5, frames: 400 },
            { upTo: 2e-5, frames: 220 },
            { upTo: 5e-5, frames: 211 },
            { upTo: 1e-4, frames: 221 },
            { upTo: 2e-4, frames: 289 },
            { upTo: 5e-4, frames: 400 },
            { upTo: 1e-3, frames: 1_200 },
            { upTo: 2e-3, frames: 1_013 },
          ],
        }),
        flow('data', 'toCloud', 4 * GBPS, {
          frames: 126_083,
          drops: { policed: 1_689 },
          offeredRate: 1.513 * GBPS,
          peak: 6 * GBPS,
          utilisation: 0.374,
          p99: 2.74e-6,
          lossSpans: [{ from: 0.146, to: 0.157, frames: 1_689 }],
          heights: levels(BURSTY),
          lossy: losses(BURSTY),
        }),
        flow('voice', 'toCustomer', 0.5 * GBPS, {
          frames: 75_000,
          offeredRate: 0.12 * GBPS,
          utilisation: 0.244,
          p99: 3.33e-6,
        }),
        flow('voice', 'toCloud', 0.5 * GBPS, {
          frames: 75_000,
          offeredRate: 0.12 * GBPS,
          utilisation: 0.244,
          p99: 1.99e-6,
        }),
      ],
      ports: [
        port('paris-1', 'toCustomer', 0.429, { heights: levels('▃▅▃▄▃▄▃▃▅▅▃▄▄▄▃▅▄▄▃▆▄▅▄▄▃') }),
        port('paris-1', 'toCloud', 0.231, { heights: levels('▂▁▂▅▂▃▂▂▁▃▂▃▁▁▂▄▄▁▃▃▂▂▂▂▂') }),
      ],
      objectives: [
        objective('*', 'loss', 0.001),
        objective('web', 'delay.p99', 0.002, { direction: 'toCustomer' }),
      ],
    },
    change,
  )
