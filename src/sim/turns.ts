/** Lanes that one thread plays, taking turns. */
import { BatchKernel } from './kernel/batch/kernel.ts'
import type { FrameKernel } from './kernel/choice.ts'
import { EventKernel } from './kernel/event.ts'
import type { Kernel } from './kernel/kernel.ts'
import type { LaneResult } from './kernel/result.ts'
import type { Lane } from './lane.ts'
import type { Turn } from './recording/turn.ts'
import type { LaneFigures } from './result/lane.ts'
import type { DeliveryRecord } from './trace/delivery-columns.ts'
import type { LaneTrace } from './trace/lane-trace.ts'

const KERNELS = { event: EventKernel, batch: BatchKernel } as const

/** Events of a turn: some ten milliseconds. */
const EVENTS_PER_TURN = 100_000

/** Figures of an interval that may be kept of a lane that is ahead of the others. */
const FIGURES_AHEAD = 4096

/** A lane, and what is wanted of it. */
export interface Played {
  /** Its number among all lanes. */
  readonly number: number
  readonly lane: Lane
  readonly kernel: FrameKernel
  /** Whether figures are wanted of each interval of the series. */
  readonly series: boolean
  /** What is told of deliveries; null: nothing. */
  readonly trace: LaneTrace | null
  /** Where that keeps them, to be told with each turn; null: they are told directly. */
  readonly deliveries: DeliveryRecord | null
}

/**
 * Plays lanes, always the one that is furthest behind, so that what is recorded of them can be put in
 * order of time without being kept for long.
 */
export class Turns {
  declare private readonly played: readonly Played[]
  /** By lane; null once it is done. */
  declare private readonly kernels: (Kernel | null)[]
  declare private readonly reached: number[]
  declare private readonly figuresOf: (result: LaneResult) => LaneFigures

  /**
   * @param played     the lanes, each with a kernel of its own
   * @param figuresOf  what is made of what a kernel counted
   */
  constructor(played: readonly Played[], figuresOf: (result: LaneResult) => LaneFigures) {
    this.played = played
    this.kernels = played.map(
      ({ lane, kernel, series, trace }) => new KERNELS[kernel](lane, { series, trace }),
    )
    this.reached = played.map(() => 0)
    this.figuresOf = figuresOf
  }

  /** Plays a turn of some lane. @returns what it told; null: all are done */
  next(): Turn | null {
    const { played, kernels, reached } = this
    const next = reached.indexOf(Math.min(...reached))
    const kernel = kernels[next]
    if (kernel === null || kernel === undefined) return null
    const { number, lane, series, deliveries } = played[next]!
    const ahead = Math.ceil(FIGURES_AHEAD / (1 + lane.flows.length)) * lane.window.interval
    const done = kernel.advance(EVENTS_PER_TURN, series ? kernel.simulated + ahead : Infinity)
    reached[next] = done ? Infinity : kernel.simulated
    if (done) kernels[next] = null
    return {
      lane: number,
      reached: reached[next],
      simulated: kernel.simulated,
      frames: kernel.frames,
      intervals: kernel.series?.told.splice(0) ?? [],
      deliveries: deliveries?.take() ?? null,
      figures: done ? this.figuresOf(kernel.result()) : null,
    }
  }
}
