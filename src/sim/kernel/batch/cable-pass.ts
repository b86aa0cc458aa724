/** Frames of a window on the cable. */
import { TAG_AND_PREAMBLE } from '../../../model/frame.ts'
import type { Lane } from '../../lane.ts'
import { CAUSE } from '../../meter/flow.ts'
import { NO_ROOM as NO_ROOM_OF } from '../../meter/port.ts'
import { GONE as GONE_OF, type Path } from '../path.ts'
import { COLUMNS } from './scratch.ts'

const { ARRIVAL, EMISSION, ENTRY, FLOW, FRAME_CLASS, MARK, ORDER, WAIT } = COLUMNS

const GONE = GONE_OF
const NO_ROOM = NO_ROOM_OF

/** Fills `ARRIVAL`. @param onTheWay  by class, from first bit to last bit at the far end, ps */
const arrive = (count: number, onTheWay: Float64Array): void => {
  for (let place = 0; place < count; place++) {
    ARRIVAL[place] = ENTRY[place]! + WAIT[place]! + onTheWay[FRAME_CLASS[place]!]!
  }
}

/** Moves a frame to a place before its own, or to that. */
const move = (from: number, to: number): void => {
  EMISSION[to] = EMISSION[from]!
  ENTRY[to] = ENTRY[from]!
  WAIT[to] = WAIT[from]!
  ARRIVAL[to] = ARRIVAL[from]!
  FRAME_CLASS[to] = FRAME_CLASS[from]!
  MARK[to] = MARK[from]!
}

/** Closes the gaps of frames that are gone, between two places. @returns the place behind the last one left */
const closeRanks = (from: number, to: number): number => {
  let next = from
  for (let place = from; place < to; place++) {
    if (ARRIVAL[place] !== GONE) move(place, next++)
  }
  return next
}

/** Frames that found room at the port close ranks, between two places. @returns the place behind the last one */
const closeRoom = (from: number, to: number): number => {
  let next = from
  for (let place = from; place < to; place++) {
    if (WAIT[place] !== NO_ROOM) move(place, next++)
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
  /** Whether frames are missing among those of the window, and whether for want of room at the port alone. */
  declare private isBroken: boolean
  declare private isFull: boolean

  constructor(lane: Lane, path: Path) {
    const { sizes, byteTime, propagation } = lane
    this.lane = lane
    this.path = path
    this.onTheWay = sizes.map(size => (size + TAG_AND_PREAMBLE) * byteTime + propagation)
    this.isAsked = lane.direction === 'toCloud' || path.series !== null || path.trace !== null
    this.isBroken = false
    this.isFull = false
  }

  /**
   * The frames of a window, those of each flow between two of `bases`, cross the cable.
   *
   * @param isHeld  by flow, 1 where `EMISSION` holds
   * @param isFull  whether one found no room at the port
   * @param isOver  whether one begins after the end of the run
   */
  cross(bases: Int32Array, isHeld: Uint8Array, isFull: boolean, isOver: boolean): void {
    const { path, lane } = this
    const { clearUntil } = path.cable
    const count = bases[lane.flows.length]!
    // No frame is at the far end later than the port is free and its last bit has travelled.
    const latest = path.port.free + lane.propagation
    this.isBroken = isOver || latest > clearUntil || latest > lane.window.to
    this.isFull = isFull && !this.isBroken
    if (this.isBroken) this.crossSingly(bases, isHeld)
    else if (this.isAsked) arrive(count, this.onTheWay)
  }

  /**
   * The frames of a flow, which are between two places, close ranks.
   *
   * @param isHeld  whether `EMISSION` holds for them
   * @returns the place behind the last one left
   */
  closeRanks(flow: number, from: number, to: number, isHeld: boolean): number {
    if (this.isBroken) return closeRanks(from, to)
    if (this.isFull) this.dropRest(flow, from, to, isHeld ? EMISSION : ENTRY)
    const next = this.isFull ? closeRoom(from, to) : to
    this.path.begun += next - from
    return next
  }

  /** Frames that found no room at the port are dropped. */
  private dropRest(flow: number, from: number, to: number, emission: Float64Array): void {
    const { path, lane } = this
    for (let place = from; place < to; place++) {
      if (WAIT[place] !== NO_ROOM) continue
      const size = lane.sizes[FRAME_CLASS[place]!]!
      path.drop(flow, CAUSE.portQueueFull, size, emission[place]!, 0, ENTRY[place]!)
    }
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
