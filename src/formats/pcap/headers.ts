import type { ByteCursor } from './cursor.ts'

/** Most bytes kept of a frame; with a VLAN tag they make 128. */
export const HEADER_MAX = 124

/** Frames whose headers share one piece of memory. */
const BLOCK = 4096
/** Its length, then a header's bytes. */
const STRIDE = 1 + HEADER_MAX

/** The first bytes of a capture's frames, without the outermost VLAN tag. */
export class CaptureHeaders {
  declare private readonly blocks: Uint8Array[]
  declare private count: number
  /** Where the record with each index was in the file; null where that is its index. */
  declare private order: Uint32Array | null

  constructor() {
    this.blocks = []
    this.count = 0
    this.order = null
  }

  /**
   * The first bytes of a frame: up to 124, fewer where the frame or what was captured of it is shorter.
   *
   * @param index  of the record in the capture
   */
  of(index: number): Uint8Array {
    const place = this.order === null ? index : this.order[index]!
    const block = this.blocks[Math.floor(place / BLOCK)]!
    const at = (place % BLOCK) * STRIDE
    return block.subarray(at + 1, at + 1 + block[at]!)
  }

  /**
   * Keeps the header of the next record. The cursor stands at the frame's first byte.
   *
   * @param captured  bytes of the frame that the file has, without FCS
   * @param tag       bytes of its outermost VLAN tag, 0 or 4
   */
  keep(cursor: ByteCursor, captured: number, tag: number): void {
    const place = this.count++
    if (place % BLOCK === 0) this.blocks.push(new Uint8Array(BLOCK * STRIDE))
    const wanted = Math.min(captured, HEADER_MAX + tag)
    // A file that ends before them is refused by whoever reads on.
    if (!cursor.has(wanted)) return
    const block = this.blocks.at(-1)!
    const at = (place % BLOCK) * STRIDE
    const bytes = cursor.peek(wanted)
    block[at] = wanted - tag
    block.set(tag === 0 ? bytes : bytes.subarray(0, 12), at + 1)
    if (tag > 0) block.set(bytes.subarray(12 + tag), at + 13)
  }

  /** The records have been put in another order: `order[i]` is where record i was. */
  sort(order: Uint32Array): void {
    this.order = order
  }
}
