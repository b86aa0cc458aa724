/**
 * Generated worlds moved onto an edge. Ends of a run, of a warm-up and of a queue seldom meet an
 * instant or a level at which something happens; here the slow oracle is asked first where that is.
 */
import fc from 'fast-check'
import { type Direction, DIRECTIONS } from '../../src/model/direction.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { World } from '../../src/model/world.ts'
import { type Bytes, bytes, ps } from '../../src/units.ts'
import {
  type OracleFrame,
  type OracleLane,
  type OracleLimiter,
  simulateSlowly,
} from '../sim/support/oracle.ts'
import { CLEAR_WIRE, cutIn } from '../sim/support/trouble.ts'
import { type ReplayWorld, activeAt, oracleLane, replayWorlds } from '../sim/support/worlds.ts'

/** What is moved; gates seldom, for nothing is seen of what they close. */
const EDGES = [
  ...(['end', 'warmup', 'portQueue', 'shaperQueue'] as const),
  ...(['end', 'warmup', 'portQueue', 'shaperQueue'] as const),
  ...(['active', 'usable'] as const),
  ...(['cut', 'repair', 'cut', 'repair', 'elsewhere'] as const),
] as const

/** Later than all that happens in these worlds but the slowest shapers' releases. */
const LATE = 1e13

/** How long a cut lasts, and frames go elsewhere: some frames' time. */
const SPELL = 2000

/**
 * Instants at which something happens to a frame: a cut is moved to where one arrives, a repair to where
 * one begins.
 */
const instantsOf = (
  frame: OracleFrame,
  { byteTime, propagation }: OracleLane,
  what: Edge['what'],
): readonly number[] => {
  const { emission, start, release, delivered, size, dropped } = frame
  const lastBit = start < 0 ? -1 : start + (size + 12) * byteTime
  const free = start < 0 ? -1 : start + (size + 24) * byteTime
  const farEnd = start < 0 ? -1 : lastBit + propagation
  if (what === 'cut') return start < 0 ? [] : [farEnd]
  if (what === 'repair') return start < 0 ? [] : [start]
  return [emission, start, lastBit, free, farEnd, release, delivered, dropped?.time ?? -1].filter(
    instant => instant >= 0,
  )
}

/** What is moved, whose instant or level it is moved to, and how far beside that. */
interface Edge {
  readonly direction: Direction
  readonly what: (typeof EDGES)[number]
  readonly which: number
  readonly beside: number
}

/** The lane to the end of time, with the queue that is to be cut as long as it will. */
const unlimited = (lane: OracleLane, what: Edge['what']): OracleLane => {
  const queue = Number.MAX_SAFE_INTEGER
  const lengthen = (limiter: OracleLimiter | null) => limiter && { ...limiter, queue }
  return {
    ...lane,
    from: 0,
    to: LATE,
    // A cut is moved to what would have happened without one.
    wire: what === 'cut' || what === 'repair' ? CLEAR_WIRE : lane.wire,
    portQueue: what === 'portQueue' ? queue : lane.portQueue,
    flows:
      what === 'shaperQueue'
        ? lane.flows.map(flow => ({
            ...flow,
            // The provider's stands behind the port where there is one there, else in front of it.
            before: flow.behind === null ? lengthen(flow.before) : flow.before,
            behind: lengthen(flow.behind),
          }))
        : lane.flows,
  }
}

/** The world with one of its ends moved to where something happens. */
const moved = (world: ReplayWorld, { direction, what, which, beside }: Edge): ReplayWorld => {
  const { scenario } = world
  const lane = unlimited(oracleLane(world, direction), what)
  const seen = simulateSlowly(lane)
  const choose = (values: readonly number[]): number => {
    const distinct = [...new Set(values)]
    return distinct.length === 0 ? 1 : distinct[which % distinct.length]! + beside
  }
  const instants = [
    ...seen.frames.flatMap(frame => instantsOf(frame, lane, what)),
    // Gates may change as the window begins or ends, too.
    ...(what === 'active' || what === 'usable'
      ? [scenario.warmup, scenario.warmup + scenario.duration]
      : []),
  ]
  const instant = ps(Math.max(1, choose(instants)))
  const level = (steps: readonly [number, number][]): Bytes =>
    bytes(Math.max(0, choose(steps.map(([, waiting]) => waiting).filter(waiting => waiting > 0))))
  const within = (over: Partial<World>): Scenario => ({
    ...scenario,
    world: { ...scenario.world, ...over },
  })
  const { connections, interlinks } = scenario.world
  const { wires, gates } = world.trouble ?? {}
  const spell = SPELL * lane.byteTime
  const cut = (from: number, to: number): Partial<ReplayWorld> => ({
    trouble: { wires: { [direction]: cutIn(from, to) }, gates: gates ?? [] },
  })
  const variants: Readonly<Record<Edge['what'], () => Partial<ReplayWorld>>> = {
    end: () => ({
      scenario: {
        ...scenario,
        warmup: ps(0),
        duration: instant,
        seriesInterval: ps(Math.ceil(instant / 1000)),
      },
    }),
    warmup: () => ({ scenario: { ...scenario, warmup: instant } }),
    active: () => ({ scenario: activeAt(scenario, instant) }),
    usable: () => ({
      scenario: activeAt(
        within({ interlinks: interlinks.map(each => ({ ...each, configuring: instant })) }),
        0,
      ),
    }),
    portQueue: () => {
      const queue = level(seen.portQueue)
      return {
        scenario: within({
          connections: connections.map(connection => ({ ...connection, queue })),
        }),
      }
    },
    shaperQueue: () => {
      const queue = level(seen.shaperQueues.flat())
      return {
        scenario: within({ interlinks: interlinks.map(interlink => ({ ...interlink, queue })) }),
      }
    },
    cut: () => cut(instant, instant + spell),
    repair: () => cut(Math.max(0, instant - spell), instant),
    elsewhere: () => {
      const gone = [
        { from: 0, cause: null },
        { from: instant, cause: 'elsewhere' },
        { from: instant + spell, cause: null },
      ]
      return { trouble: { wires: wires ?? {}, gates: scenario.traffic.map(() => gone) } }
    },
  }
  return { ...world, ...variants[what]() }
}

/**
 * Worlds whose run or warm-up ends, or whose gates or wires change, as something happens, or whose queue
 * is as long as it ever gets.
 */
export const edgeWorlds: fc.Arbitrary<ReplayWorld> = fc
  .tuple(
    replayWorlds,
    fc.record({
      direction: fc.constantFrom(...DIRECTIONS),
      what: fc.constantFrom(...EDGES),
      which: fc.nat(1000),
      beside: fc.constantFrom(-1, -1, 0, 0, 1),
    }),
  )
  .map(([world, edge]) => moved(world, edge))
