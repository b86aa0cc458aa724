/**
 * Frames delivered one by one, on their way into the figures of their flows: durations are kept in blocks
 * and counted a block at a time, those of each flow in the order of its frames.
 */
import type { Distribution } from '../meter/distribution.ts'
import { DURATION_COLUMNS } from '../meter/durations.ts'
import type { FlowMeter } from '../meter/flow.ts'
import type { Path } from './path.ts'

const { DURATIONS } = DURATION_COLUMNS

/** Frames in a block. */
const BLOCK = 64

/** Durations of one kind, a block for each flow, ps. */
type Blocks = Float64Array

/** Puts the first durations of a flow's block where distributions count from. */
const load = (blocks: Blocks, flow: number, count: number): void => {
  const base = flow * BLOCK
  for (let i = 0; i < count; i++) DURATIONS[i] = blocks[base + i]! + 1
}

/** Counts durations of which only the first `some` in a flow's block are not nothing. */
const addSome = (
  distribution: Distribution,
  blocks: Blocks,
  flow: number,
  some: number,
  count: number,
): void => {
  distribution.addZeros(count - some)
  if (some === 0) return
  load(blocks, flow, some)
  distribution.addDurations(some)
}

/** Figures of the frames delivered of each flow. */
export class Figures {
  declare private readonly meters: readonly FlowMeter[]
  declare private readonly delays: Blocks
  declare private readonly portWaits: Blocks
  // Most frames do not wait at a limiter: there are only the waits of those that do.
  declare private readonly shaperWaits: Blocks
  declare private readonly customerWaits: Blocks
  /** How many are in each flow's blocks. */
  declare private readonly counts: Int32Array
  declare private readonly shaperCounts: Int32Array
  declare private readonly customerCounts: Int32Array

  constructor({ meters }: Path) {
    const slots = meters.length * BLOCK
    this.meters = meters
    this.delays = new Float64Array(slots)
    this.portWaits = new Float64Array(slots)
    this.shaperWaits = new Float64Array(slots)
    this.customerWaits = new Float64Array(slots)
    this.counts = new Int32Array(meters.length)
    this.shaperCounts = new Int32Array(meters.length)
    this.customerCounts = new Int32Array(meters.length)
  }

  /** A frame waited at the InterLink's shaper; to be told before its delivery. */
  waitAtShaper(flow: number, duration: number): void {
    this.shaperWaits[flow * BLOCK + this.shaperCounts[flow]!++] = duration
  }

  /** A frame waited at the customer's shaper; to be told before its delivery. */
  waitAtCustomer(flow: number, duration: number): void {
    this.customerWaits[flow * BLOCK + this.customerCounts[flow]!++] = duration
  }

  /** A frame was delivered. */
  deliver(flow: number, size: number, delay: number, portWait: number): void {
    const count = this.counts[flow]!
    const slot = flow * BLOCK + count
    this.delays[slot] = delay
    this.portWaits[slot] = portWait
    this.counts[flow] = count + 1
    const meter = this.meters[flow]!
    meter.deliveredFrames++
    meter.deliveredBytes += size
    if (count === BLOCK - 1) this.count(flow)
  }

  /** Counts all that is still in blocks. */
  finish(): void {
    this.meters.forEach((_, flow) => this.count(flow))
  }

  /** Counts a flow's blocks. */
  private count(flow: number): void {
    const { counts, shaperCounts, customerCounts } = this
    const meter = this.meters[flow]!
    const count = counts[flow]!
    if (count === 0) return
    load(this.delays, flow, count)
    meter.delay.addDurations(count)
    meter.delaySpread.addDurations(count)
    load(this.portWaits, flow, count)
    meter.portWait.addDurations(count)
    addSome(meter.shaperWait, this.shaperWaits, flow, shaperCounts[flow]!, count)
    if (meter.customerWait !== null) {
      addSome(meter.customerWait, this.customerWaits, flow, customerCounts[flow]!, count)
    }
    counts[flow] = 0
    shaperCounts[flow] = 0
    customerCounts[flow] = 0
  }
}
