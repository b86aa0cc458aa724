/**
 * Frames that sources have emitted ahead of time, a block for each flow, for a kernel that takes them
 * singly: those of all its sources in the order of time, of equal instants in the order of the sources.
 *
 * Sources are open loops, and gates and MTU are settled beforehand. So whether a frame enters is known
 * with it.
 */
import { Agenda } from '../agenda.ts'
import type { Lane, LaneSource } from '../lane.ts'
import { OPEN } from '../life/gate.ts'
import type { LaneTrace } from '../trace/lane-trace.ts'
import { Tap } from './tap.ts'

/** Frames in a block. */
const BLOCK = 64
/** Slots of a flow: its block, and an end. */
const SLOTS = BLOCK + 1

/** The next frames of each of a lane's flows. */
export class Emissions {
  declare private readonly refusals: readonly Int8Array[]
  /** Of each flow, whether it refuses frames of some size. */
  declare private readonly refuses: readonly boolean[]
  declare private readonly trace: LaneTrace | null
  declare private readonly taps: readonly (readonly Tap[])[]
  /** Which source of a flow is next; null where there is only one. */
  declare private readonly agendas: readonly (Agenda | null)[]
  /** Where each flow's next frame stands in the columns below, and where its block ends. */
  declare readonly heads: Int32Array
  declare private readonly ends: Int32Array
  /** When frames are emitted, ps; Infinity behind the last one. */
  declare readonly times: Float64Array
  /** The class of a frame that enters; of one that does not, what `~` makes of it: below 0. */
  declare readonly codes: Int32Array
  /** Of frames that do not enter: what drops them, or `ELSEWHERE`. */
  declare readonly causes: Int8Array
  /** Who frames are, for the trace. */
  declare readonly marks: Float64Array

  /** @param trace  says who frames are; null: nobody asks */
  constructor({ flows, sources }: Lane, trace: LaneTrace | null) {
    const sourcesOf = flows.map((): [number, LaneSource][] => [])
    sources.forEach((source, index) => sourcesOf[source.flow]!.push([index, source]))
    this.refusals = flows.map(({ refusal }) => refusal)
    this.refuses = this.refusals.map(causes => causes.some(cause => cause !== OPEN))
    this.trace = trace
    this.taps = sourcesOf.map(own =>
      own.map(([index, source]) => new Tap(index, source, own.length > 1 ? BLOCK : 0)),
    )
    this.agendas = this.taps.map(own =>
      own.length > 1 ? new Agenda(own.map(tap => tap.time())) : null,
    )
    this.heads = Int32Array.from(flows, (_, flow) => flow * SLOTS)
    this.ends = this.heads.slice()
    this.times = new Float64Array(flows.length * SLOTS)
    this.codes = new Int32Array(flows.length * SLOTS)
    this.causes = new Int8Array(flows.length * SLOTS)
    this.marks = new Float64Array(flows.length * SLOTS)
    flows.forEach((_, flow) => this.refill(flow))
  }

  /** The instant of a flow's next frame, ps; Infinity when its sources have ended. */
  time(flow: number): number {
    return this.times[this.heads[flow]!]!
  }

  /** A flow's next frame has been taken. */
  advance(flow: number): void {
    const next = this.heads[flow]! + 1
    this.heads[flow] = next
    if (next === this.ends[flow]) this.refill(flow)
  }

  /** Fills a flow's block anew. */
  private refill(flow: number): void {
    const base = flow * SLOTS
    const agenda = this.agendas[flow]!
    const end = agenda === null ? this.fill(flow, base) : this.merge(flow, base, agenda)
    this.times[end] = Infinity
    this.heads[flow] = base
    this.ends[flow] = end
  }

  /** Fills the block of a flow that has one source. @returns where it ends */
  private fill(flow: number, base: number): number {
    const { times, codes } = this
    const tap = this.taps[flow]![0]!
    const end = base + tap.source.fill(times, codes, base, BLOCK, Infinity)
    if (this.isPlain(flow, tap, times[end - 1]!)) return end
    for (let at = base; at < end; at++) this.settle(flow, at, tap)
    return end
  }

  /** Whether all frames of a source up to an instant enter, and nobody asks who they are. */
  private isPlain(flow: number, tap: Tap, last: number): boolean {
    return tap.cause === OPEN && tap.change > last && !this.refuses[flow]! && this.trace === null
  }

  /** Fills the block of a flow that has several sources. @returns where it ends */
  private merge(flow: number, base: number, agenda: Agenda): number {
    const { times, codes } = this
    const taps = this.taps[flow]!
    for (let at = base; at < base + BLOCK; at++) {
      const source = agenda.next()
      if (agenda.time === Infinity) return at
      times[at] = agenda.time
      codes[at] = taps[source]!.take()
      agenda.replace(source, taps[source]!.time())
      this.settle(flow, at, taps[source]!)
    }
    return base + BLOCK
  }

  /** Finds out whether a frame enters whose class is its code so far. */
  private settle(flow: number, at: number, tap: Tap): void {
    if (this.times[at]! >= tap.change) tap.passGate(this.times[at]!)
    const frameClass = this.codes[at]!
    const cause = tap.cause === OPEN ? this.refusals[flow]![frameClass]! : tap.cause
    if (cause !== OPEN) {
      this.codes[at] = ~frameClass
      this.causes[at] = cause
    }
    if (this.trace !== null) this.marks[at] = this.trace.mark(tap.index)
  }
}
