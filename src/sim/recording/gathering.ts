/** What all lanes tell while they are played: put in order, handed on, and summed. */
import type { LaneOutline } from '../outline.ts'
import { InterruptedError } from '../invariant.ts'
import type { Progress } from '../progress.ts'
import type { LaneFigures } from '../result/lane.ts'
import type { Tracer } from '../trace/tracer.ts'
import type { SeriesMerge } from './series.ts'
import type { Turn } from './turn.ts'

/** Simulated time that lanes with sources have to go; the others have none. */
const timeOf = ({ sources, window }: LaneOutline): number => (sources.length === 0 ? 0 : window.to)

/** Gathers the turns of all lanes, in whatever order lanes take them. */
export class Gathering {
  declare readonly series: SeriesMerge | null
  declare readonly tracer: Tracer | null
  declare private readonly lanes: readonly LaneOutline[]
  declare private readonly simulatedTotal: number
  // By lane.
  declare private readonly reached: number[]
  declare private readonly simulated: number[]
  declare private readonly frames: number[]
  declare private readonly gathered: LaneFigures[]

  constructor(lanes: readonly LaneOutline[], series: SeriesMerge | null, tracer: Tracer | null) {
    this.lanes = lanes
    this.series = series
    this.tracer = tracer
    this.simulatedTotal = lanes.reduce((sum, lane) => sum + timeOf(lane), 0)
    this.reached = lanes.map(() => 0)
    this.simulated = lanes.map(() => 0)
    this.frames = lanes.map(() => 0)
    this.gathered = []
  }

  /** Takes what a lane told, and hands on what nothing earlier can come before. */
  take({ lane, reached, simulated, frames, intervals, deliveries, figures }: Turn): void {
    this.reached[lane] = reached
    this.simulated[lane] = Math.min(simulated, timeOf(this.lanes[lane]!))
    this.frames[lane] = frames
    if (figures !== null) this.gathered[lane] = figures
    this.series?.take(lane, intervals)
    if (this.tracer === null) return
    if (deliveries !== null) this.tracer.add(lane, deliveries)
    this.tracer.drain(this.level)
  }

  /** What is recorded has been handed on up to this instant, ps; Infinity: all lanes are done. */
  get level(): number {
    return Math.min(...this.reached)
  }

  /** What some lanes have reached, ps; Infinity: they are done. */
  levelOf(lanes: readonly number[]): number {
    return lanes.reduce((least, lane) => Math.min(least, this.reached[lane]!), Infinity)
  }

  /** How far all lanes have come. */
  progress(): Progress {
    const { simulatedTotal } = this
    const simulated = this.simulated.reduce((sum, each) => sum + each, 0)
    return {
      share: simulatedTotal === 0 ? 1 : simulated / simulatedTotal,
      simulated,
      simulatedTotal,
      frames: this.frames.reduce((sum, each) => sum + each, 0),
    }
  }

  /** To be thrown where a run is stopped from outside. */
  interrupted(): InterruptedError {
    const { simulated, simulatedTotal } = this.progress()
    return new InterruptedError(simulated, simulatedTotal)
  }

  /** Figures by lane, once all are done. */
  get figures(): readonly LaneFigures[] {
    return this.gathered
  }
}
