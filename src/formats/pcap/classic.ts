import type { CaptureFault } from './capture.ts'
import { RECORDS_MAX, type CaptureColumns } from './columns.ts'
import type { ByteCursor } from './cursor.ts'
import {
  CAPTURED_MAX,
  countFault,
  lengthFault,
  LINKTYPE_ETHERNET,
  linkTypeFault,
  tagBytes,
  trimFault,
} from './frame.ts'
import type { ClassicKind } from './magic.ts'

const FILE_HEADER = 24
const RECORD_HEADER = 16

/**
 * Reads a classic pcap file, µs or ns, to its end.
 *
 * @param cursor   at the magic number
 * @param columns  take the records
 * @param kind     what the magic number announced
 * @returns the first fault, or undefined
 * @see draft-ietf-opsawg-pcap §4, §5
 */
export const readClassic = (
  cursor: ByteCursor,
  columns: CaptureColumns,
  kind: ClassicKind,
): CaptureFault | undefined => {
  const { littleEndian, perSecond } = kind
  if (!cursor.has(FILE_HEADER)) {
    const reason = `the file ends after ${cursor.held} of the ${FILE_HEADER} bytes of its header.`
    return { offset: 0, reason }
  }
  const { view, at } = cursor
  const major = view.getUint16(at + 4, littleEndian)
  const minor = view.getUint16(at + 6, littleEndian)
  if (major !== 2 || minor !== 4) {
    return { offset: 4, reason: `pcap version ${major}.${minor} is not read; only 2.4 is.` }
  }
  const network = view.getUint32(at + 20, littleEndian)
  // Bits 16 to 25 are reserved; a link type with one of them set is another link type.
  const linkType = network & 0x03ff_ffff
  if (linkType !== LINKTYPE_ETHERNET) return { offset: 20, reason: linkTypeFault(linkType) }
  // The FCS is given in words of 16 bits.
  const fcs = (network & 0x0400_0000) === 0 ? 0 : (network >>> 28) * 2
  cursor.skip(FILE_HEADER)

  const picosPerUnit = 1e12 / perSecond
  while (cursor.has(RECORD_HEADER)) {
    const { view, at, offset } = cursor
    const second = view.getUint32(at, littleEndian)
    const fraction = view.getUint32(at + 4, littleEndian)
    const captured = view.getUint32(at + 8, littleEndian)
    const original = view.getUint32(at + 12, littleEndian)
    if (fraction >= perSecond) {
      const reason = `fraction of a second ${fraction} is not below ${perSecond} (${unitOf(perSecond)}).`
      return { offset, reason }
    }
    if (captured > CAPTURED_MAX || captured > original) {
      return { offset, reason: lengthFault(captured, original)! }
    }
    cursor.skip(RECORD_HEADER)
    let trim = fcs
    if (captured >= 14 && cursor.has(14)) trim += tagBytes(cursor)
    columns.headers?.keep(cursor, Math.max(0, Math.min(captured, original - fcs)), trim - fcs)
    const start = cursor.offset
    if (!cursor.skip(captured)) {
      const present = cursor.offset - start
      const reason = `the file ends after ${present} of the record's ${captured} captured bytes.`
      return { offset, reason }
    }
    if (trim > original) return { offset, reason: trimFault(original, fcs, trim - fcs) }
    if (!columns.push(second, fraction * picosPerUnit, original - trim)) {
      return { offset, reason: countFault(RECORDS_MAX) }
    }
  }
  if (cursor.held > 0) {
    const reason = `the file ends after ${cursor.held} of the ${RECORD_HEADER} bytes of a record's header.`
    return { offset: cursor.offset, reason }
  }
  return undefined
}

const unitOf = (perSecond: number): string => (perSecond === 1e6 ? 'µs' : 'ns')
