/** A port of 10 Gbit/s with nothing but Poisson frames and room for all of them: M/G/1. */
import type { FrameSizes } from '../../../src/model/demand.ts'
import type { Direction } from '../../../src/model/direction.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import type { FlowResult } from '../../../src/sim/result/document.ts'
import { bitsPerSecond, bytes } from '../../../src/units.ts'
import { connection, demand, interlink, scenario } from '../../sim/support/worlds.ts'
import { moment, serviceOf } from './mg1.ts'

/** Time of a byte, seconds. */
export const BYTE = 800e-12
const BYTE_PS = 800

export interface PoissonPort {
  /** Share of its time that the port works. */
  readonly load: number
  readonly mix: FrameSizes
  /** Frames simulated per seed, about. */
  readonly frames: number
  /** InterLinks `l0`, `l1`, … that share the load evenly. */
  readonly interlinks?: number
  readonly direction?: Direction
}

/** The scenario of a seed. It warms up longer than the queue remembers that it began empty. */
export const poissonPort =
  ({ load, mix, frames, interlinks = 1, direction = 'toCustomer' }: PoissonPort) =>
  (seed: number): Scenario => {
    const mean = moment(serviceOf(mix), 1)
    // The rate counts n; the port is loaded with n + 24.
    const rate = Math.round((load * 1e10 * (mean - 24)) / mean / interlinks)
    const ids = Array.from({ length: interlinks }, (_, i) => `l${i}`)
    return scenario({
      seed,
      connections: [connection({ queue: bytes(2 ** 40) })],
      interlinks: ids.map(id =>
        interlink({
          id,
          // A policer that lets all frames through at once: the port alone delays.
          bandwidth: bitsPerSecond(1e10),
          burst: bytes(2 ** 30),
          mtu: bytes(9198),
          enforce: { toCustomer: 'police', toCloud: 'police' },
        }),
      ),
      traffic: ids.map(id =>
        demand({
          interlink: id,
          direction,
          source: { kind: 'poisson', rate: bitsPerSecond(rate), frame: mix },
        }),
      ),
      duration: Math.ceil((frames / load) * mean * BYTE_PS),
      // A queue forgets how it began within some 1/(1 - ρ)² services.
      warmup: Math.ceil((20 / (1 - load) ** 2) * mean * BYTE_PS),
    })
  }

/** Mean wait at the port over the frames of all flows, bytes of wire. */
export const waited = (flows: readonly FlowResult[]): number => {
  const frames = flows.reduce((sum, { delivered }) => sum + delivered.frames, 0)
  const waits = flows.reduce(
    (sum, { delivered, portWait }) => sum + delivered.frames * portWait.mean!,
    0,
  )
  return waits / frames / BYTE
}
