/** A scenario in, its figures out. */
import type { Content } from '../formats/content.ts'
import { DIRECTIONS } from '../model/direction.ts'
import type { Scenario } from '../model/scenario.ts'
import { PS_PER_SECOND, toSeconds } from '../units.ts'
import { InterruptedError } from './invariant.ts'
import { EventKernel } from './kernel/event.ts'
import type { LaneResult } from './kernel/result.ts'
import { type Lane, compileLane, laneName } from './lane.ts'
import type { Progress } from './progress.ts'
import type { ResultDocument, RunReport } from './result/document.ts'
import { flowResult, portResult } from './result/flow.ts'
import { judge } from './result/objectives.ts'

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

/** Plays one lane, looking up now and then. */
const playLane = async (lane: Lane, onTurn: (kernel: EventKernel) => void): Promise<LaneResult> => {
  const kernel = new EventKernel(lane)
  for (;;) {
    const done = kernel.advance(EVENTS_PER_TURN)
    onTurn(kernel)
    if (done) return kernel.result()
    await nextTurn()
  }
}

/** Plays lanes one after the other; those without traffic take no time and are not waited for. */
const playLanes = async (
  lanes: readonly Lane[],
  { onProgress, signal }: RunOptions,
): Promise<LaneResult[]> => {
  const timeOf = ({ sources, window }: Lane): number => (sources.length === 0 ? 0 : window.to)
  const simulatedTotal = lanes.reduce((sum, lane) => sum + timeOf(lane), 0)
  const results: LaneResult[] = []
  let frames = 0
  let done = 0
  for (const lane of lanes) {
    const result = await playLane(lane, kernel => {
      const simulated = done + Math.min(kernel.simulated, timeOf(lane))
      onProgress?.({
        share: simulatedTotal === 0 ? 1 : simulated / simulatedTotal,
        simulated,
        simulatedTotal,
        frames: frames + kernel.frames,
      })
      if (signal?.aborted === true) throw new InterruptedError(simulated, simulatedTotal)
    })
    results.push(result)
    frames += result.emitted
    done += timeOf(lane)
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
  const lanes = world.connections.flatMap(connection =>
    DIRECTIONS.map(direction => compileLane(scenario, connection, direction, inputs)),
  )
  const began = options.clock()
  const results = await playLanes(lanes, options)
  const elapsed = Math.max(options.clock() - began, 1e-9)
  const events = results.reduce((sum, result) => sum + result.events, 0)
  const frames = results.reduce((sum, result) => sum + result.emitted, 0)
  const placeOf = lanes.map(({ flows }) => new Map(flows.map((flow, i) => [flow.interlink, i])))
  const flows = world.interlinks.flatMap(interlink =>
    results.flatMap((result, i) => {
      const place = placeOf[i]!.get(interlink.id)
      return place === undefined ? [] : [flowResult(result, place, interlink)]
    }),
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
    eventCount: events,
    run: {
      packetsPerSecond: frames / elapsed,
      eventsPerSecond: events / elapsed,
      kernel: Object.fromEntries(lanes.map(lane => [laneName(lane), 'event'])),
      threads: 1,
    },
  }
}
