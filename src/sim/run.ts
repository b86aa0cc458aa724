/** A scenario in, its figures out. */
import type { Content } from '../formats/content.ts'
import { DIRECTIONS } from '../model/direction.ts'
import type { Scenario } from '../model/scenario.ts'
import { PS_PER_SECOND, toSeconds } from '../units.ts'
import { InterruptedError } from './invariant.ts'
import { BatchKernel } from './kernel/batch/kernel.ts'
import { EventKernel } from './kernel/event.ts'
import type { Kernel } from './kernel/kernel.ts'
import { type KernelChoice, type KernelName, kernelFor } from './kernel/choice.ts'
import type { LaneResult } from './kernel/result.ts'
import { type Lane, type LaneLife, compileLane, laneName } from './lane.ts'
import { playLife } from './life/timeline.ts'
import type { Progress } from './progress.ts'
import type { ResultDocument, RunReport } from './result/document.ts'
import { flowResult, portResult } from './result/flow.ts'
import { availabilityOf, availableShare, outagesOf } from './result/availability.ts'
import { billingOf, timelineOf } from './result/life.ts'
import { judge } from './result/objectives.ts'
import { SeriesMerge, type TakeInterval } from './recording/series.ts'
import { type TraceRequest, Tracer } from './trace/tracer.ts'

const KERNELS = { event: EventKernel, batch: BatchKernel } as const

/** Events between two looks at the outside world: some ten milliseconds. */
const EVENTS_PER_TURN = 100_000

/** A checked scenario and what it was read from. */
export interface RunInput {
  readonly scenario: Scenario
  /** SHA-256 of the scenario file's bytes, hexadecimal. */
  readonly sha256: string
  /** Input files in the order of their first mention; `file` as written in the scenario. */
  readonly inputs: readonly {
    readonly file: string
    readonly sha256: string
    readonly content: Content
  }[]
}

export interface RunOptions {
  /** A monotonic clock, seconds. */
  readonly clock: () => number
  readonly onProgress?: (progress: Progress) => void
  readonly signal?: AbortSignal
  /** Takes the figures of each interval of the series. */
  readonly onInterval?: TakeInterval
  /** Frames to be traced. */
  readonly trace?: TraceRequest
  /** Which kernel plays lanes; default: `auto`. */
  readonly kernel?: KernelChoice
  /** Makes what lanes meet from what the scenario's life has for them; default: it is that. */
  readonly alter?: (life: LaneLife) => LaneLife
}

/** What `complete` adds to a simulation. */
type Surroundings = Pick<RunReport, 'wall' | 'version' | 'node'>

/** All of the result document but what only the caller knows. */
export type Simulation = Omit<ResultDocument, 'run'> & {
  readonly run: Omit<RunReport, keyof Surroundings>
}

/** The result document of a simulation. */
export const complete = (simulation: Simulation, surroundings: Surroundings): ResultDocument => {
  const { wall, version, node } = surroundings
  return { ...simulation, run: { wall, ...simulation.run, version, node } }
}

const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** What is recorded of all lanes while they are played. */
interface Recording {
  readonly series: SeriesMerge | null
  readonly tracer: Tracer | null
}

/** Figures of an interval that may be kept of a lane that is ahead of the others. */
const FIGURES_AHEAD = 4096

/**
 * Plays all lanes, always the one that is furthest behind, so that what is recorded of them can be put
 * in order of time without being kept for long; looks up now and then.
 */
const playLanes = async (
  lanes: readonly Lane[],
  { series, tracer }: Recording,
  chosen: readonly KernelName[],
  { onProgress, signal }: RunOptions,
): Promise<LaneResult[]> => {
  const timeOf = ({ sources, window }: Lane): number => (sources.length === 0 ? 0 : window.to)
  const simulatedTotal = lanes.reduce((sum, lane) => sum + timeOf(lane), 0)
  const kernels = lanes.map((lane, i): Kernel => {
    const trace = tracer === null ? null : tracer.lanes[i]!
    return new KERNELS[chosen[i]!](lane, { series: series !== null, trace })
  })
  const reached = lanes.map(() => 0)
  const results: LaneResult[] = []
  for (let playing = lanes.length; playing > 0;) {
    const next = reached.indexOf(Math.min(...reached))
    const kernel = kernels[next]!
    const { window, flows } = lanes[next]!
    const ahead = Math.ceil(FIGURES_AHEAD / (1 + flows.length)) * window.interval
    const until = series === null ? Infinity : kernel.simulated + ahead
    const done = kernel.advance(EVENTS_PER_TURN, until)
    reached[next] = done ? Infinity : kernel.simulated
    if (series !== null) series.drain(kernels.map(each => each.series!.told))
    if (tracer !== null) tracer.drain(Math.min(...reached))
    const simulated = lanes.reduce(
      (sum, lane, i) => sum + Math.min(kernels[i]!.simulated, timeOf(lane)),
      0,
    )
    onProgress?.({
      share: simulatedTotal === 0 ? 1 : simulated / simulatedTotal,
      simulated,
      simulatedTotal,
      frames: kernels.reduce((sum, { frames }) => sum + frames, 0),
    })
    if (signal?.aborted === true) throw new InterruptedError(simulated, simulatedTotal)
    if (done) {
      playing--
      results[next] = kernel.result()
    } else await nextTurn()
  }
  return results
}

/**
 * Simulates a scenario. Lanes are independent.
 *
 * @throws InterruptedError when `signal` aborts
 * @throws InvariantError   when something that cannot happen did
 */
export const run = async (input: RunInput, options: RunOptions): Promise<Simulation> => {
  const { scenario } = input
  const { world } = scenario
  const inputs = new Map(input.inputs.map(({ file, content }) => [file, content]))
  const life = playLife(scenario)
  const laneLife = options.alter?.(life) ?? life
  const lanes = world.connections.flatMap(connection =>
    DIRECTIONS.map(direction => compileLane(scenario, connection, direction, inputs, laneLife)),
  )
  const placeOf = lanes.map(({ flows }) => new Map(flows.map((flow, i) => [flow.interlink, i])))
  const places = world.interlinks.flatMap(interlink =>
    lanes.flatMap((_, lane) => {
      const flow = placeOf[lane]!.get(interlink.id)
      return flow === undefined ? [] : [{ interlink, lane, flow }]
    }),
  )
  const { onInterval, trace } = options
  const recording: Recording = {
    series: onInterval === undefined ? null : new SeriesMerge(lanes, places, onInterval),
    tracer: trace === undefined ? null : new Tracer(trace, lanes, scenario, inputs),
  }
  const chosen = lanes.map(lane => kernelFor(lane, options.kernel ?? 'auto'))
  const began = options.clock()
  const results = await playLanes(lanes, recording, chosen, options)
  const elapsed = Math.max(options.clock() - began, 1e-9)
  const events = results.reduce((sum, result) => sum + result.events, 0)
  const frames = results.reduce((sum, result) => sum + result.emitted, 0)
  const flows = places.map(({ interlink, lane, flow }) =>
    flowResult(
      results[lane]!,
      flow,
      interlink,
      availableShare(life, scenario, interlink.id, lanes[lane]!.flows[flow]!.families),
    ),
  )
  const ports = results.map(result =>
    portResult(
      result,
      world.connections.find(({ id }) => id === result.lane.connection)!,
    ),
  )
  return {
    format: 'interlink-sim/result',
    version: 1,
    scenario: { name: scenario.name, sha256: input.sha256 },
    inputs: input.inputs.map(({ file, sha256 }) => ({ file, sha256 })),
    seed: scenario.seed,
    engine: scenario.engine,
    simulated: { warmup: toSeconds(scenario.warmup), duration: toSeconds(scenario.duration) },
    seriesInterval: scenario.seriesInterval / PS_PER_SECOND,
    flows,
    ports,
    objectives: judge(scenario, flows, ports).map(({ result }) => result),
    timeline: timelineOf(life, scenario),
    availability: availabilityOf(life, scenario),
    outages: outagesOf(life, scenario),
    billing: billingOf(life, scenario),
    eventCount: events,
    run: {
      packetsPerSecond: frames / elapsed,
      eventsPerSecond: events / elapsed,
      kernel: Object.fromEntries(lanes.map((lane, i) => [laneName(lane), chosen[i]!])),
      threads: 1,
    },
  }
}
