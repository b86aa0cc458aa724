/** A lane as fluid: compiled from the same world, outline and life as the lanes of frames. */
import type { Content } from '../../../formats/content.ts'
import { byteTime, largestFrame } from '../../../model/frame.ts'
import type { Direction } from '../../../model/direction.ts'
import type { Family } from '../../../model/demand.ts'
import type { Scenario } from '../../../model/scenario.ts'
import {
  type LaneLife,
  type LimiterSpec,
  type ShaperSpec,
  limiterOf,
  shaperOf,
} from '../../lane.ts'
import type { Wire } from '../../life/wire.ts'
import type { Window } from '../../meter/window.ts'
import type { LaneOutline } from '../../outline.ts'
import type { FluidSource } from './emission.ts'
import { openRates } from './open.ts'

/** Bursts of a source that the mean of its rate hides. */
export interface Burst {
  /** Frame bits per second while it is on, and on average. */
  readonly peak: number
  readonly mean: number
  /** How long it is on, on average, ps. */
  readonly on: number
}

/** An InterLink in the lane's direction. */
export interface FluidFlow {
  readonly interlink: string
  readonly limiter: LimiterSpec
  /** On the customer's router, before the port; null: none, or not in this direction. */
  readonly customerShaper: ShaperSpec | null
  /** Families of its sources. */
  readonly families: readonly Family[]
  readonly sources: readonly FluidSource[]
  /** Whether frames of some source come by chance. */
  readonly isRandom: boolean
  readonly bursts: readonly Burst[]
}

export interface FluidLane {
  readonly connection: string
  readonly direction: Direction
  /** Time of a byte on the port, ps. */
  readonly byteTime: number
  /** Frame bytes. */
  readonly portQueue: number
  readonly propagation: number
  readonly wire: Wire
  readonly window: Window
  /** Flows that traffic names, in the order of `interlinks`. */
  readonly flows: readonly FluidFlow[]
}

/**
 * Compiles a lane of a scenario.
 *
 * @param inputs  what input files hold, by file as written in the scenario
 * @param life    when frames of a demand may enter an InterLink, and what the cable does to frames
 */
export const compileFluidLane = (
  scenario: Scenario,
  outline: LaneOutline,
  inputs: ReadonlyMap<string, Content>,
  life: LaneLife,
): FluidLane => {
  const { direction, window } = outline
  const { connections, interlinks } = scenario.world
  const connection = connections.find(({ id }) => id === outline.connection)!
  const interlinkOf = new Map(interlinks.map(each => [each.id, each]))
  const demandsOf = outline.flows.map((): number[] => [])
  for (const { flow, demand } of outline.sources) demandsOf[flow]!.push(demand)
  return {
    connection: connection.id,
    direction,
    byteTime: byteTime(connection.portSpeed),
    portQueue: connection.queue,
    propagation: connection.crossConnect.propagation,
    wire: life.wireOf(connection.id, direction),
    window,
    flows: outline.flows.map(({ interlink: id, families }, flow): FluidFlow => {
      const interlink = interlinkOf.get(id)!
      const demands = demandsOf[flow]!.map(index => scenario.traffic[index]!)
      const context = { inputs, window, largest: largestFrame(interlink.mtu) }
      return {
        interlink: id,
        limiter: limiterOf(interlink, direction),
        customerShaper: shaperOf(interlink, direction),
        families,
        sources: demands.map(demand => ({
          rates: openRates(demand, context),
          gate: life.gateFor(demand, id),
          stop: demand.stop ?? Infinity,
        })),
        isRandom: demands.some(({ source: { kind } }) => kind === 'poisson' || kind === 'csv'),
        bursts: demands.flatMap(({ source }): readonly Burst[] =>
          source.kind === 'onoff'
            ? [
                {
                  peak: source.peak,
                  mean: (source.peak * source.on) / (source.on + source.off),
                  on: source.on,
                },
              ]
            : [],
        ),
      }
    }),
  }
}
