/** The lines of a file, however large it is. */
import { readSync } from 'node:fs'

const CHUNK = 1 << 20

/** A line without its end, and the offset where it begins. */
export interface Line {
  readonly start: number
  readonly line: Uint8Array
}

/** Lines that are ended by a line feed, in order; what follows the last one is no line yet. */
export function* linesOf(descriptor: number): Generator<Line, void> {
  const chunk = Buffer.alloc(CHUNK)
  let rest: Buffer = Buffer.alloc(0)
  let start = 0
  for (let at = 0; ;) {
    const read = readSync(descriptor, chunk, 0, CHUNK, at)
    if (read === 0) return
    at += read
    const bytes = Buffer.concat([rest, chunk.subarray(0, read)])
    let from = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, from)) {
      yield { start: start + from, line: bytes.subarray(from, end) }
      from = end + 1
    }
    rest = bytes.subarray(from)
    start += from
  }
}
