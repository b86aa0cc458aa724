/**
 * Parcels of several flows, flowing together: the sum of their rates between any two instants at which
 * one of them changes. A tree keeps the sums, so that a change costs the logarithm of the flows, and
 * nothing is ever added and taken away again, which would leave rounding behind.
 */
import type { Parcels } from './parcels.ts'

/** Takes what flows together at a constant rate in [`begin`, `end`), ps. */
export type TakeSum = (begin: number, end: number, frames: number, bytes: number) => void

/** A binary tree over the flows: the root is 1, the children of i are 2i and 2i + 1. */
class RateTree {
  declare private readonly leaves: number
  /** When the next of its flows changes, ps. */
  declare readonly changes: Float64Array
  /** Frames and bytes per ps. */
  declare readonly frames: Float64Array
  declare readonly bytes: Float64Array

  constructor(flows: number) {
    let leaves = 1
    while (leaves < flows) leaves *= 2
    this.leaves = leaves
    this.changes = new Float64Array(2 * leaves).fill(Infinity)
    this.frames = new Float64Array(2 * leaves)
    this.bytes = new Float64Array(2 * leaves)
  }

  /** The flow that changes next. */
  next(): number {
    const { changes, leaves } = this
    let node = 1
    while (node < leaves)
      node = changes[2 * node]! <= changes[2 * node + 1]! ? 2 * node : 2 * node + 1
    return node - leaves
  }

  set(flow: number, change: number, frames: number, bytes: number): void {
    let node = this.leaves + flow
    this.changes[node] = change
    this.frames[node] = frames
    this.bytes[node] = bytes
    for (node >>= 1; node > 0; node >>= 1) {
      const [left, right] = [2 * node, 2 * node + 1]
      this.changes[node] = Math.min(this.changes[left]!, this.changes[right]!)
      this.frames[node] = this.frames[left]! + this.frames[right]!
      this.bytes[node] = this.bytes[left]! + this.bytes[right]!
    }
  }
}

/** Lets the parcels of all flows flow together, and tells of every stretch in which anything flows. */
export const flowTogether = (flows: readonly Parcels[], take: TakeSum): void => {
  const tree = new RateTree(flows.length)
  const places = new Int32Array(flows.length)
  /** Whether the parcel at its place has begun. */
  const isFlowing = new Uint8Array(flows.length)
  const await_ = (flow: number): void => {
    const { length, begins } = flows[flow]!
    const place = places[flow]!
    tree.set(flow, place < length ? begins[place]! : Infinity, 0, 0)
  }
  flows.forEach((_, flow) => await_(flow))
  const { changes, frames, bytes } = tree
  let now = 0
  for (;;) {
    const until = changes[1]!
    if (until === Infinity) return
    if (frames[1]! > 0 && until > now) {
      take(now, until, frames[1]! * (until - now), bytes[1]! * (until - now))
    }
    now = Math.max(now, until)
    while (changes[1]! <= now) {
      const flow = tree.next()
      const parcels = flows[flow]!
      if (isFlowing[flow] === 1) {
        isFlowing[flow] = 0
        places[flow]!++
        const place = places[flow]!
        // Most parcels begin where the one before ends.
        if (place >= parcels.length || parcels.begins[place]! > now) {
          await_(flow)
          continue
        }
      }
      const place = places[flow]!
      const end = parcels.ends[place]!
      const length = end - parcels.begins[place]!
      isFlowing[flow] = 1
      if (length > 0) {
        tree.set(flow, end, parcels.frames[place]! / length, parcels.bytes[place]! / length)
      } else tree.set(flow, end, 0, 0)
    }
  }
}
