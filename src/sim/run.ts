/** A scenario in, its figures out. */
import type { Content } from '../formats/content.ts'
import type { Scenario } from '../model/scenario.ts'
import { PS_PER_SECOND, toSeconds } from '../units.ts'
import { type FrameKernel, type KernelChoice, type KernelName, kernelFor } from './kernel/choice.ts'
import { playFluid } from './kernel/fluid/kernel.ts'
import { compileFluidLane } from './kernel/fluid/lane.ts'
import { type LaneLife, compileLane, laneName } from './lane.ts'
import { type Life, playLife } from './life/timeline.ts'
import type { FlowCounters } from './meter/flow.ts'
import { type LaneOutline, outlineLanes } from './outline.ts'
import type { Progress } from './progress.ts'
import { Gathering } from './recording/gathering.ts'
import { type FlowPlace, SeriesMerge, type TakeInterval } from './recording/series.ts'
import type { ResultDocument, RunReport } from './result/document.ts'
import { availabilityOf, outagesOf } from './result/availability.ts'
import { boundsOf, checkBounds } from './result/bounds.ts'
import { fluidFigures } from './result/fluid.ts'
import { laneFigures } from './result/lane.ts'
import { billingOf, timelineOf } from './result/life.ts'
import { judge } from './result/objectives.ts'
import { expectedFrames } from './threads/expected.ts'
import { type Shares, shareOut } from './threads/shares.ts'
import { type TraceRequest, Tracer } from './trace/tracer.ts'
import { Turns } from './turns.ts'

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
  /** Which kernel plays lanes frame by frame; default: `auto`. As fluid they have one of their own. */
  readonly kernel?: KernelChoice
  /** At most so many threads play lanes, where that is sooner done; default: none but this one. */
  readonly threads?: number
  /**
   * Makes what lanes meet from what the scenario's life has for them; default: it is that. Being a
   * function it stays in this thread, and so do the lanes.
   */
  readonly alter?: (life: LaneLife) => LaneLife
  /** Takes what figures of several runs are pooled from. The lanes stay in this thread. */
  readonly onCounters?: (counters: RunCounters) => void
}

/** What figures of several runs are pooled from, beside those of each. */
export interface RunCounters {
  /** In the order of the result's `flows`. */
  readonly flows: readonly FlowCounters[]
  /** Frames emitted, warm-up included. */
  readonly emitted: number
}

/** What `complete` adds to a simulation. */
type Surroundings = Pick<RunReport, 'wall' | 'version' | 'node'>

/** All of the result document but what only the caller knows. */
export type Simulation = Omit<ResultDocument, 'run'> & {
  readonly run: Omit<RunReport, keyof Surroundings>
}

/**
 * The result document of a simulation.
 *
 * @param text  of the scenario's file, which the document then holds; default: none
 */
export const complete = (
  simulation: Simulation,
  surroundings: Surroundings,
  text?: string,
): ResultDocument => {
  const { wall, version, node } = surroundings
  const { scenario, run } = simulation
  return {
    ...simulation,
    scenario: { ...scenario, ...(text === undefined ? {} : { text }) },
    run: { wall, ...run, version, node },
  }
}

const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** Lanes on their way through a run. */
interface Journey {
  readonly input: RunInput
  readonly inputs: ReadonlyMap<string, Content>
  readonly life: Life
  /** What lanes meet of it. */
  readonly laneLife: LaneLife
  readonly lanes: readonly LaneOutline[]
  /** By lane. */
  readonly kernels: readonly FrameKernel[]
  readonly gathering: Gathering
}

/** All lanes, to be played in this thread. */
const turnsHere = (
  { input: { scenario }, inputs, life, laneLife, lanes, kernels, gathering }: Journey,
  keepsCounters: boolean,
): Turns => {
  const { series, tracer } = gathering
  return new Turns(
    lanes.map((outline, number) => ({
      number,
      lane: compileLane(scenario, outline, inputs, laneLife),
      kernel: kernels[number]!,
      series: series !== null,
      trace: tracer === null ? null : tracer.laneTrace(number),
      deliveries: null,
    })),
    result => laneFigures(result, scenario, life, keepsCounters),
  )
}

/** Plays lanes in this thread, and looks up now and then. */
const playHere = async (
  turns: Turns,
  gathering: Gathering,
  { onProgress, signal }: RunOptions,
): Promise<void> => {
  for (let turn = turns.next(); turn !== null; turn = turns.next()) {
    gathering.take(turn)
    onProgress?.(gathering.progress())
    if (signal?.aborted === true) throw gathering.interrupted()
    if (turn.figures === null) await nextTurn()
  }
}

/** Plays lanes as fluid, one after the other, and looks up between them. */
const playAsFluid = async (
  { input: { scenario }, inputs, life, laneLife, lanes, gathering }: Omit<Journey, 'kernels'>,
  { onProgress, signal, onCounters }: RunOptions,
): Promise<void> => {
  for (const [number, outline] of lanes.entries()) {
    if (signal?.aborted === true) throw gathering.interrupted()
    const lane = compileFluidLane(scenario, outline, inputs, laneLife)
    const result = playFluid(lane, gathering.series !== null)
    gathering.take({
      lane: number,
      reached: Infinity,
      simulated: outline.window.to,
      frames: Math.round(result.emitted),
      intervals: result.intervals,
      deliveries: null,
      figures: fluidFigures(result, scenario, life, onCounters !== undefined),
    })
    onProgress?.(gathering.progress())
    await nextTurn()
  }
}

/** Has several threads play the lanes. What only they need is loaded only here. */
const playElsewhere = async (
  { input: { scenario }, inputs, lanes, kernels, gathering }: Journey,
  shares: Shares,
  options: RunOptions,
): Promise<void> => {
  const { playInThreads } = await import('./threads/crew.ts')
  const { sharedContent } = await import('./threads/shared.ts')
  const { trace } = options
  const work = {
    scenario,
    inputs: new Map([...inputs].map(([file, content]) => [file, sharedContent(content)])),
    series: gathering.series !== null,
    trace: trace === undefined ? null : { flows: trace.flows },
  }
  const tasks = lanes.map((outline, number) => ({ number, outline, kernel: kernels[number]! }))
  await playInThreads(work, tasks, shares, gathering, options)
}

/**
 * Simulates a scenario. Lanes are independent.
 *
 * @throws InterruptedError when `signal` aborts
 * @throws InvariantError   when something that cannot happen did
 */
export const run = async (input: RunInput, options: RunOptions): Promise<Simulation> => {
  const { scenario } = input
  const { onInterval, trace, alter, onCounters, threads = 1 } = options
  const inputs = new Map(input.inputs.map(({ file, content }) => [file, content]))
  const life = playLife(scenario)
  const lanes = outlineLanes(scenario)
  const placeOf = lanes.map(({ flows }) => new Map(flows.map((flow, i) => [flow.interlink, i])))
  const places = scenario.world.interlinks.flatMap(({ id }): readonly FlowPlace[] =>
    placeOf.flatMap((flows, lane) => {
      const flow = flows.get(id)
      return flow === undefined ? [] : [{ lane, flow }]
    }),
  )
  const gathering = new Gathering(
    lanes,
    onInterval === undefined ? null : new SeriesMerge(lanes, places, onInterval),
    trace === undefined ? null : new Tracer(trace, lanes, scenario, inputs),
  )
  const isFluid = scenario.engine === 'fluid'
  const kernels = lanes.map(lane => kernelFor(lane, options.kernel ?? 'auto'))
  // A single share is that of this thread, and has all lanes.
  const shares: Shares =
    isFluid || threads === 1 || alter !== undefined || onCounters !== undefined
      ? [[]]
      : shareOut(expectedFrames(scenario, lanes, inputs), threads)
  const laneLife = alter?.(life) ?? life
  const journey = { input, inputs, life, laneLife, lanes, kernels, gathering }
  const turns = isFluid || shares.length > 1 ? null : turnsHere(journey, onCounters !== undefined)
  const began = options.clock()
  if (turns !== null) await playHere(turns, gathering, options)
  else if (isFluid) await playAsFluid(journey, options)
  else await playElsewhere(journey, shares, options)
  const elapsed = Math.max(options.clock() - began, 1e-9)
  const { figures } = gathering
  const events = figures.reduce((sum, lane) => sum + lane.events, 0)
  const frames = figures.reduce((sum, lane) => sum + lane.emitted, 0)
  const bounds = boundsOf(scenario, lanes, inputs, laneLife)
  const flows = places.map(({ lane, flow }) => ({
    ...figures[lane]!.flows[flow]!,
    bounds: bounds[lane]!.flows[flow]!,
  }))
  const ports = figures.map(({ port }, lane) => ({ ...port, bounds: bounds[lane]!.port }))
  // They are of frames, and to the picosecond: fluid comes as near as rounding lets it.
  if (!isFluid) checkBounds(flows, ports, scenario.warmup + scenario.duration)
  onCounters?.({
    flows: places.map(({ lane, flow }) => figures[lane]!.counters![flow]!),
    emitted: frames,
  })
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
      kernel: Object.fromEntries(
        lanes.map((lane, i): [string, KernelName] => [
          laneName(lane),
          isFluid ? 'fluid' : kernels[i]!,
        ]),
      ),
      threads: shares.length,
    },
  }
}
