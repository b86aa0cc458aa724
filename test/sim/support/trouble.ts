/** What cables and gates do to frames, said outright instead of by events, and drawn at random. */
import fc from 'fast-check'
import type { Demand } from '../../../src/model/demand.ts'
import type { Direction } from '../../../src/model/direction.ts'
import { DROP_CAUSES, type DropCause } from '../../../src/model/drop-cause.ts'
import type { LaneLife } from '../../../src/sim/lane.ts'
import { ELSEWHERE, type Gate, OPEN } from '../../../src/sim/life/gate.ts'
import { LOST, type Wire } from '../../../src/sim/life/wire.ts'
import { nextExponential } from '../../../src/sim/random/exponential.ts'
import { openStream } from '../../../src/sim/random/stream.ts'
import type { OracleGate, OracleWire } from './oracle.ts'

/** What stands in place of a scenario's life. */
export interface Trouble {
  /** Of every connection; absent: as the scenario has it. */
  readonly wires?: Readonly<Partial<Record<Direction, OracleWire>>>
  /** By entry of `traffic`; null or absent: as the scenario has it. */
  readonly gates?: readonly (OracleGate | null)[]
}

/** A wire that is never in trouble. */
export const CLEAR_WIRE: OracleWire = [{ from: 0, state: 0 }]

/** A wire that is clear but for a cut in [`from`, `to`), ps, which may be empty. */
export const cutIn = (from: number, to: number): OracleWire =>
  from === to
    ? CLEAR_WIRE
    : [...(from > 0 ? CLEAR_WIRE : []), { from, state: 'lost' }, { from: to, state: 0 }]

/** As the simulator has it. */
export const wireOf = (wire: OracleWire): Wire => ({
  instants: Float64Array.from(wire, ({ from }) => from),
  ratios: Float64Array.from(wire, ({ state }) => (state === 'lost' ? LOST : state)),
})

const codeOf = (cause: string | null): number => {
  if (cause === null) return OPEN
  return cause === 'elsewhere' ? ELSEWHERE : DROP_CAUSES.indexOf(cause as DropCause)
}

const gateOf = (gate: OracleGate): Gate => ({
  instants: Float64Array.from(gate, ({ from }) => from),
  causes: Int8Array.from(gate, ({ cause }) => codeOf(cause)),
})

/** Puts trouble in the place of a life. */
export const troubled =
  ({ wires, gates }: Trouble, traffic: readonly Demand[]) =>
  (life: LaneLife): LaneLife => ({
    gateFor: (demand, interlink) => {
      const gate = gates?.[traffic.indexOf(demand)] ?? null
      return gate === null ? life.gateFor(demand, interlink) : gateOf(gate)
    },
    wireOf: (connection, direction) => {
      const wire = wires?.[direction]
      return wire === undefined ? life.wireOf(connection, direction) : wireOf(wire)
    },
  })

/** What the frames of a lane may take before a bit is read wrong: the draws of the lane's own stream. */
export const budgetsOf = (seed: number, connection: string, direction: Direction) => {
  const stream = openStream(seed, `bit errors ${connection} ${direction}`)
  return (): number => nextExponential(stream)
}

/** What is drawn before the time of a byte on the port, ps, is known. */
type Timed<T> = (bt: number) => T

/** States that follow each other at instants that often meet those of frames; the first one at 0. */
const stretches = <T>(states: fc.Arbitrary<T>): fc.Arbitrary<Timed<{ from: number; state: T }[]>> =>
  fc
    .array(
      fc.record({
        state: states,
        length: fc.oneof(
          fc
            .oneof(
              fc.constantFrom(64, 76, 88, 594, 606, 618, 1000, 1012, 1024, 1542),
              fc.integer({ min: 1, max: 4000 }),
              fc.integer({ min: 1, max: 60_000 }),
            )
            .map(wire => ({ wire, beside: 0 })),
          fc.constantFrom(1, 1000, 1_000_000).map(beside => ({ wire: 0, beside })),
        ),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map(list => bt => {
      let from = 0
      return list.map(({ state, length: { wire, beside } }) => {
        const begun = from
        from += wire * bt + beside
        return { from: begun, state }
      })
    })

const wires: fc.Arbitrary<Timed<OracleWire>> = stretches(
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('lost' as const, 0) },
    { weight: 2, arbitrary: fc.constantFrom(1e-12, 5e-5, 1e-4, 3e-4, 1e-3, 0.5) },
  ),
)

const gates: fc.Arbitrary<Timed<OracleGate>> = stretches(
  fc.constantFrom(null, null, 'elsewhere', 'elsewhere', 'linkDown', 'notRouted'),
).map(timed => bt => timed(bt).map(({ from, state }) => ({ from, cause: state })))

/** Of three wires one is clear. */
const mostlyTroubled: fc.Arbitrary<Timed<OracleWire>> = fc.oneof(
  { weight: 2, arbitrary: wires },
  { weight: 1, arbitrary: fc.constant(() => CLEAR_WIRE) },
)

/**
 * Trouble for one world in two: on the wires of one direction or both, at the gates of some sources.
 *
 * @param traffic  at most how many entries
 */
export const troubles = (traffic: number): fc.Arbitrary<Timed<Trouble>> =>
  fc.oneof(
    fc.constant(() => ({})),
    fc
      .record({
        wires: fc.tuple(mostlyTroubled, mostlyTroubled),
        gates: fc.array(
          fc.oneof(
            { weight: 3, arbitrary: fc.constant(() => null) },
            { weight: 1, arbitrary: gates },
          ),
          { minLength: traffic, maxLength: traffic },
        ),
      })
      .map(({ wires: [toCustomer, toCloud], gates }) => (bt: number) => ({
        wires: { toCustomer: toCustomer(bt), toCloud: toCloud(bt) },
        gates: gates.map(gate => gate(bt)),
      })),
  )
