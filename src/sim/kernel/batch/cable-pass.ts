/** Frames of a window on the cable. */
import { TAG_AND_PREAMBLE } from '../../../model/frame.ts'
import type { Lane } from '../../lane.ts'
import { NO_ROOM } from '../../meter/port.ts'
import { GONE, type Path } from '../path.ts'
import { COLUMNS } from './scratch.ts'

const { ARRIVAL, EMISSION, ENTRY, FLOW, FRAME_CLASS, MARK, ORDER, WAIT } = COLUMNS

/** Fills `ARRIVAL`. @param onTheWay  by class, from first bit to last bit at the far end, ps */
const arrive = (count: number, onTheWay: Float64Array): void => {
  for (let place = 0; place < count; place++) {
    ARRIVAL[place] = ENTRY[place]! + WAIT[place]! + onTheWay[FRAME_CLASS[place]!]!
  }
}

/** Closes the gaps of frames that are gone, between two places. @returns the place behind the last one left */
const closeRanks = (from: number, to: number): number => {
  let next = from
  for (let place = from; place < to; place++) {
    if (ARRIVAL[place] === GONE) continue
    EMISSION[next] = EMISSION[place]!
    ENTRY[next] = ENTRY[place]!
    WAIT[next] = WAIT[place]!
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
  /** By class, from first bit to last bit at the far end, ps. */
  declare readonly onTheWay: Float64Array
  /** Whether somebody asks when each frame arrives. */
  declare private readonly isAsked: boolean
  /** Whether frames are missing among those of the window. */
  declare private isBroken: boolean

  constructor(lane: Lane, path: Path) {
    const { sizes, byteTime, propagation } = lane
    this.lane = lane
    this.path = path
    this.onTheWay = sizes.map(size => (size + TAG_AND_PREAMBLE) * byteTime + propagation)
    this.isAsked = lane.direction === 'toCloud' || path.series !== null || path.trace !== null
    this.isBroken = false
  }

  /**
   * The frames of a window, those of each flow between two of `bases`, cross the cable.
   *
   * @param isHeld  by flow, 1 where `EMISSION` holds
   * @param isOdd   whether the port has not sent every frame
   */
  cross(bases: Int32Array, isHeld: Uint8Array, isOdd: boolean): void {
    const { path, lane } = this
    const { clearUntil } = path.cable
    const count = bases[lane.flows.length]!
    // No frame is at the far end later than the port is free and its last bit has travelled.
    const latest = path.port.free + lane.propagation
    this.isBroken = isOdd || latest > clearUntil || latest > lane.window.to
    if (this.isBroken) this.crossSingly(bases, isHeld)
    else {
      if (this.isAsked) arrive(count, this.onTheWay)
      path.begun += count
    }
  }

  /** The frames between two places close ranks. @returns the place behind the last one left */
  closeRanks(from: number, to: number): number {
    return this.isBroken ? closeRanks(from, to) : to
  }

  private crossSingly(bases: Int32Array, isHeld: Uint8Array): void {
    const { path, lane } = this
    const count = bases[lane.flows.length]!
    isHeld.forEach((held, flow) => {
      const from = bases[flow]!
      const to = bases[flow + 1]!
      FLOW.fill(flow, from, to)
      if (held === 0) EMISSION.set(ENTRY.subarray(from, to), from)
    })
    for (let i = 0; i < count; i++) {
      const place = ORDER[i]!
      const size = lane.sizes[FRAME_CLASS[place]!]!
      const entry = ENTRY[place]!
      const start = WAIT[place] === NO_ROOM ? NO_ROOM : entry + WAIT[place]!
      ARRIVAL[place] = path.cross(FLOW[place]!, size, EMISSION[place]!, entry, start)
    }
  }
}
