import type { CaptureFault, CaptureResult } from './capture.ts'
import { readClassic } from './classic.ts'
import { CaptureColumns } from './columns.ts'
import { ByteCursor } from './cursor.ts'
import { classicKind, looksLike } from './magic.ts'
import { readPcapng } from './pcapng.ts'

export type { Capture, CaptureFault, CaptureResult } from './capture.ts'

/** What is read of a capture besides its instants and lengths. */
export interface CaptureOptions {
  /** Keep the first 124 bytes of each frame, for traces. */
  readonly headers?: boolean
}

/**
 * Reads a capture of Ethernet frames: pcap with µs or ns timestamps in either byte order, or
 * pcapng. Streams: holds one chunk and about 20 bytes per record (twice that while it grows),
 * and 125 more where headers are kept.
 *
 * Timestamps finer than a picosecond are rounded down to one. A file cut exactly between two
 * records is a valid shorter file; these formats cannot tell.
 *
 * @param chunks  the file's bytes in order, in pieces of any size, which may reuse one buffer; closed
 *                early on a fault
 * @returns the frames sorted by time, stably; or the first fault of the file
 * @throws whatever `chunks` throws
 * @see draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng
 */
export const readCapture = (
  chunks: Iterable<Uint8Array>,
  { headers = false }: CaptureOptions = {},
): CaptureResult => {
  const cursor = new ByteCursor(chunks)
  try {
    const columns = new CaptureColumns(headers)
    const fault = readInto(columns, cursor)
    if (fault !== undefined) return { ok: false, fault }
    return { ok: true, capture: columns.finish() }
  } finally {
    cursor.close()
  }
}

const readInto = (columns: CaptureColumns, cursor: ByteCursor): CaptureFault | undefined => {
  if (!cursor.has(4)) {
    const reason =
      cursor.held === 0
        ? 'the file is empty.'
        : `the file has ${cursor.held} bytes; the magic number of a capture alone has 4.`
    return { offset: 0, reason }
  }
  const magic = cursor.view.getUint32(cursor.at, false)
  const classic = classicKind(magic)
  let fault: CaptureFault | undefined
  if (classic !== undefined) fault = readClassic(cursor, columns, classic)
  else if (magic === 0x0a0d0d0a) fault = readPcapng(cursor, columns)
  else {
    cursor.has(16) // a shorter file is judged by what it has
    return { offset: 0, reason: looksLike(cursor.peek(16)) }
  }
  if (fault === undefined && columns.count === 0) {
    fault = {
      offset: cursor.offset,
      reason: 'the capture holds no packets; there is nothing to replay.',
    }
  }
  return fault
}
