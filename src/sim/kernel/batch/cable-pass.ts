/** Frames of a window on the cable. */
import { TAG_AND_PREAMBLE } from '../../../model/frame.ts'
import type { Lane } from '../../lane.ts'
import { GONE, type Path } from '../path.ts'
import { COLUMNS } from './scratch.ts'

const { ARRIVAL, EMISSION, ENTRY, FLOW, FRAME_CLASS, MARK, ORDER, START } = COLUMNS

/** Fills `ARRIVAL` from `START`. @param onTheWay  by class, from first bit to last bit at the far end, ps */
const arrive = (count: number, onTheWay: Float64Array): void => {
  for (let place = 0; place < count; place++) {
    ARRIVAL[place] = START[place]! + onTheWay[FRAME_CLASS[place]!]!
  }
}

/** Closes the gaps of frames that are gone, between two places. @returns the place behind the last one left */
const closeRanks = (from: number, to: number): number => {
  let next = from
  for (let place = from; place < to; place++) {
    if (ARRIVAL[place] === GONE) continue
    EMISSION[next] = EMISSION[place]!
    ENTRY[next] = ENTRY[place]!
    START[next] = START[place]!
    ARRIVAL[next] = ARRIVAL[place]!
    FRAME_CLASS[next] = FRAME_CLASS[place]!
    MARK[next] = MARK[place]!
    next++
  }
  return next
}

/** The cable of a lane. */
export class CablePass {
  declare private readonly lane: Lane
  declare private readonly path: Path
  declare private readonly onTheWay: Float64Array
  /** Whether frames are missing among those of the window. */
  declare private isBroken: boolean

  constructor(lane: Lane, path: Path) {
    const { sizes, byteTime, propagation } = lane
    this.lane = lane
    this.path = path
    this.onTheWay = sizes.map(size => (size + TAG_AND_PREAMBLE) * byteTime + propagation)
    this.isBroken = false
  }

  /**
   * Fills `ARRIVAL` for all places of a window.
   *
   * @param isOdd  whether the port has not sent every frame
   */
  cross(count: number, isOdd: boolean): void {
    const { path, lane } = this
    const { clearUntil } = path.cable
    // No frame is at the far end later than the port is free and its last bit has travelled.
    const latest = path.port.free + lane.propagation
    this.isBroken = isOdd || latest > clearUntil || latest > lane.window.to
    if (this.isBroken) this.crossSingly(count)
    else {
      arrive(count, this.onTheWay)
      path.begun += count
    }
  }

  /** The frames between two places close ranks. @returns the place behind the last one left */
  closeRanks(from: number, to: number): number {
    return this.isBroken ? closeRanks(from, to) : to
  }

  private crossSingly(count: number): void {
    const { path, lane } = this
    for (let i = 0; i < count; i++) {
      const place = ORDER[i]!
      const size = lane.sizes[FRAME_CLASS[place]!]!
      const start = START[place]!
      ARRIVAL[place] = path.cross(FLOW[place]!, size, EMISSION[place]!, ENTRY[place]!, start)
    }
  }
}
