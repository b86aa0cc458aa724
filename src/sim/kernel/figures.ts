/**
 * Frames emitted and delivered one by one, on their way into the figures of their flows: durations are
 * kept in blocks and counted a block at a time, those of each flow in the order of its frames.
 */
import type { Distribution } from '../meter/distribution.ts'
import { DURATION_COLUMNS } from '../meter/durations.ts'
import type { FlowMeter } from '../meter/flow.ts'
import { FRAME_REGISTERS } from './frame.ts'
import type { Path } from './path.ts'

const { DURATIONS } = DURATION_COLUMNS
const { FRAME, EMISSION, NOW, START, DONE } = FRAME_REGISTERS

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

/** Figures of the frames emitted and delivered of each flow. */
export class Figures {
  declare private readonly meters: readonly FlowMeter[]
  /** Frames and bytes emitted that meters have not been told of, by flow. */
  declare private readonly offeredFrames: Int32Array
  declare private readonly offeredBytes: Float64Array
  /** How many frames are in each flow's blocks of delays and of port waits, and their bytes. */
  declare private readonly counts: Int32Array
  declare private readonly deliveredBytes: Float64Array
  declare private readonly delays: Blocks
  declare private readonly portWaits: Blocks
  // Most frames do not wait at a limiter: there are only the waits of those that do.
  declare private readonly shaperCounts: Int32Array
  declare private readonly shaperWaits: Blocks
  declare private readonly customerCounts: Int32Array
  declare private readonly customerWaits: Blocks

  constructor({ meters }: Path) {
    const flows = meters.length
    const blocks = flows * BLOCK
    this.meters = meters
    this.offeredFrames = new Int32Array(flows)
    this.offeredBytes = new Float64Array(flows)
    this.counts = new Int32Array(flows)
    this.deliveredBytes = new Float64Array(flows)
    this.delays = new Float64Array(blocks)
    this.portWaits = new Float64Array(blocks)
    this.shaperCounts = new Int32Array(flows)
    this.shaperWaits = new Float64Array(blocks)
    this.customerCounts = new Int32Array(flows)
    this.customerWaits = new Float64Array(blocks)
  }

  /** A frame of the measured window was emitted. */
  offer(flow: number, size: number): void {
    this.offeredFrames[flow]!++
    this.offeredBytes[flow]! += size
  }

  /** Tells meters of all that was emitted. */
  tellOffers(): void {
    const { meters, offeredFrames, offeredBytes } = this
    meters.forEach((meter, flow) => {
      meter.offerAll(offeredFrames[flow]!, offeredBytes[flow]!)
    })
    offeredFrames.fill(0)
    offeredBytes.fill(0)
  }

  /** A frame of the measured window was delivered: the one in play. */
  deliver(flow: number, size: number): void {
    const count = this.counts[flow]!
    const slot = flow * BLOCK + count
    this.delays[slot] = FRAME[DONE]! - FRAME[EMISSION]!
    this.portWaits[slot] = FRAME[START]! - FRAME[NOW]!
    this.deliveredBytes[flow]! += size
    this.counts[flow] = count + 1
    if (count === BLOCK - 1) this.count(flow)
  }

  /** The frame in play waited so long at the InterLink's shaper; to be told before its delivery. */
  waitAtShaper(flow: number, duration: number): void {
    this.shaperWaits[flow * BLOCK + this.shaperCounts[flow]!++] = duration
  }

  /** The frame in play waited so long at the customer's shaper; to be told before its delivery. */
  waitAtCustomer(flow: number, duration: number): void {
    this.customerWaits[flow * BLOCK + this.customerCounts[flow]!++] = duration
  }

  /** Counts all that is still in blocks. */
  finish(): void {
    this.meters.forEach((_, flow) => this.count(flow))
  }

  /** Counts a flow's blocks. */
  private count(flow: number): void {
    const { counts, deliveredBytes, shaperCounts, customerCounts } = this
    const meter = this.meters[flow]!
    const count = counts[flow]!
    if (count === 0) return
    meter.deliveredFrames += count
    meter.deliveredBytes += deliveredBytes[flow]!
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
    deliveredBytes[flow] = 0
    shaperCounts[flow] = 0
    customerCounts[flow] = 0
  }
}
