/**
 * Laws: what must hold of anything that simulates, whatever it is made of. Each is a claim and a
 * function that throws where a simulator breaks it, so that they can be held against another kernel,
 * or against a simulator that is broken on purpose (`test/planted`).
 */
import type { Demand } from '../../src/model/demand.ts'
import type { Direction } from '../../src/model/direction.ts'
import type { Connection, Interlink } from '../../src/model/world.ts'
import type { FlowResult, PortResult } from '../../src/sim/result/document.ts'
import { bytes } from '../../src/units.ts'
import type { OracleGate, OracleWire } from '../sim/support/oracle.ts'
import { replay } from '../sim/support/sources.ts'
import { type Trouble, troubled } from '../sim/support/trouble.ts'
import {
  type Simulator,
  activeAt,
  captureOf,
  connection,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'

/** Throws where a simulator breaks it. */
export type Law = (simulator: Simulator) => Promise<void>

/** Laws by their claims. */
export type Laws = Readonly<Record<string, Law>>

/** Frames by instant (ps) and size n. */
export type Frames = readonly (readonly [time: number, size: number])[]

/** What is unlike a lone InterLink `l` of 1 Gbit/s on a port of 10 Gbit/s, where a byte takes 800 ps. */
export interface Unlike {
  readonly direction?: Direction
  readonly interlink?: Partial<Interlink>
  readonly connection?: Partial<Connection>
  /** Default 1 s. */
  readonly duration?: number
  readonly warmup?: number
  readonly seed?: number
  /** When the link of the connection is active, ps; default: it is from the start. */
  readonly active?: number
  /** What the cable does to frames; default: nothing. */
  readonly wire?: OracleWire
  /** In place of the gates of all sources. */
  readonly gate?: OracleGate
}

/** What became of the frames of that InterLink. */
export interface Outcome {
  readonly flow: FlowResult
  readonly port: PortResult
  readonly eventCount: number
}

/** The port's time for one byte, ps. */
export const BYTE = 800

/** Seconds of a number of picoseconds, as results state them. */
export const seconds = (picoseconds: number): number => picoseconds / 1e12

/** Plays the lone InterLink with sources of any kind. */
export const playTraffic = async (
  simulator: Simulator,
  traffic: readonly Demand[],
  unlike: Unlike = {},
  frames: Frames = [],
): Promise<Outcome> => {
  const direction = unlike.direction ?? 'toCustomer'
  const world = scenario({
    connections: [connection(unlike.connection)],
    interlinks: [interlink(unlike.interlink)],
    traffic: traffic.map(demand => ({ ...demand, direction })),
    duration: unlike.duration ?? 1e12,
    warmup: unlike.warmup ?? 0,
    seed: unlike.seed ?? 1,
  })
  const { wire, gate } = unlike
  const trouble: Trouble = {
    wires: wire === undefined ? {} : { [direction]: wire },
    gates: world.traffic.map(() => gate ?? null),
  }
  const result = await simulate(
    unlike.active === undefined ? world : activeAt(world, unlike.active),
    new Map([['frames', captureOf(frames.map(([time, size]) => ({ time, size })))]]),
    { alter: troubled(trouble, world.traffic) },
    simulator,
  )
  return {
    flow: flowOf(result, 'l', direction),
    port: result.ports.find(port => port.direction === direction)!,
    eventCount: result.eventCount,
  }
}

/** Plays frames known in advance, the first at instant 0, on the lone InterLink. */
export const play = (simulator: Simulator, frames: Frames, unlike: Unlike = {}): Promise<Outcome> =>
  playTraffic(simulator, [replay('frames')], unlike, frames)

/** `count` frames of a size at one instant. */
export const together = (count: number, size: number, time = 0): Frames =>
  Array.from({ length: count }, () => [time, size] as const)

/** A bucket so deep and a queue so long that nothing waits or is dropped but at the port. */
export const open = { burst: bytes(2 ** 30), queue: bytes(2 ** 40) }
