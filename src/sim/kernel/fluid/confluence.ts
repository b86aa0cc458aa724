/**
 * Parcels of several flows, flowing together: the sum of their rates between any two instants at which
 * one of them changes. Sums are made anew and never added to and taken from, which would leave rounding
 * behind. Flows are in blocks: only those blocks are summed again in which something changes.
 */
import type { Parcels } from './parcels.ts'

/** Takes what flows together at a constant rate in [`begin`, `end`), ps. */
export type TakeSum = (begin: number, end: number, frames: number, bytes: number) => void

/** Flows of a block. */
const BLOCK = 64

/** The rates of a few flows while time passes. */
class Block {
  declare private readonly flows: readonly Parcels[]
  /** By flow: the parcel that flows, or is the next one. */
  declare private readonly places: Int32Array
  declare private readonly changes: Float64Array
  /** Per ps. */
  declare private readonly frames: Float64Array
  declare private readonly bytes: Float64Array
  /** When anything in it changes next, ps, and what all of it is: frames and bytes per ps. */
  declare readonly sums: Float64Array

  constructor(flows: readonly Parcels[]) {
    this.flows = flows
    this.places = new Int32Array(flows.length)
    this.changes = Float64Array.from(flows, ({ length, begins }) =>
      length === 0 ? Infinity : begins[0]!,
    )
    this.frames = new Float64Array(flows.length)
    this.bytes = new Float64Array(flows.length)
    this.sums = new Float64Array(3)
    this.sum()
  }

  /** Everything that changes up to `now` has done so. */
  moveTo(now: number): void {
    const { flows, changes } = this
    for (let flow = 0; flow < flows.length; flow++) {
      while (changes[flow]! <= now) this.change(flow, now)
    }
    this.sum()
  }

  /** The parcel of a flow begins or ends. */
  private change(flow: number, now: number): void {
    const { changes, frames, bytes, places } = this
    const { length, begins, ends, frames: amounts, bytes: sizes } = this.flows[flow]!
    // Most parcels begin where the one before ends.
    if (changes[flow] === ends[places[flow]!] && changes[flow] !== begins[places[flow]!]) {
      places[flow]!++
    }
    const place = places[flow]!
    if (place >= length || begins[place]! > now) {
      changes[flow] = place < length ? begins[place]! : Infinity
      frames[flow] = 0
      bytes[flow] = 0
      return
    }
    const time = ends[place]! - begins[place]!
    if (!(time > 0)) {
      places[flow]!++
      changes[flow] = places[flow]! < length ? begins[places[flow]!]! : Infinity
      return
    }
    changes[flow] = ends[place]!
    frames[flow] = amounts[place]! / time
    bytes[flow] = sizes[place]! / time
  }

  private sum(): void {
    const { changes, frames, bytes, sums } = this
    let [next, allFrames, allBytes] = [Infinity, 0, 0]
    for (let flow = 0; flow < changes.length; flow++) {
      next = Math.min(next, changes[flow]!)
      allFrames += frames[flow]!
      allBytes += bytes[flow]!
    }
    sums[0] = next
    sums[1] = allFrames
    sums[2] = allBytes
  }
}

/** Lets the parcels of all flows flow together, and tells of every stretch in which anything flows. */
export const flowTogether = (flows: readonly Parcels[], take: TakeSum): void => {
  const blocks = Array.from(
    { length: Math.ceil(flows.length / BLOCK) },
    (_, i) => new Block(flows.slice(i * BLOCK, (i + 1) * BLOCK)),
  )
  for (let now = 0; ;) {
    let [next, frames, bytes] = [Infinity, 0, 0]
    for (const { sums } of blocks) {
      next = Math.min(next, sums[0]!)
      frames += sums[1]!
      bytes += sums[2]!
    }
    if (next === Infinity) return
    if (frames > 0 && next > now) take(now, next, frames * (next - now), bytes * (next - now))
    now = Math.max(now, next)
    for (const block of blocks) if (block.sums[0]! <= now) block.moveTo(now)
  }
}
