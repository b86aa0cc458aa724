import type { CaptureFault } from './capture.ts'
import { RECORDS_MAX, type CaptureColumns } from './columns.ts'
import type { ByteCursor } from './cursor.ts'
import {
  countFault,
  lengthFault,
  LINKTYPE_ETHERNET,
  linkTypeFault,
  tagBytes,
  trimFault,
} from './frame.ts'
import { type Clock, clockOf, INSTANT_MAX, type Instant, readTicks } from './ticks.ts'

/** Longest block, bytes. */
const BLOCK_MAX = 16 * 1024 * 1024
/** Most interfaces of a section. */
const INTERFACES_MAX = 65_536

const SECTION = 0x0a0d0d0a
const INTERFACE = 1
const OBSOLETE_PACKET = 2
const SIMPLE_PACKET = 3
const ENHANCED_PACKET = 6

/** Type and total length in front, total length behind. */
const FRAME_OF_BLOCK = 12
/** What stands before the captured bytes of a packet, block header included. */
const PACKET_HEADER = 28

const names: Readonly<Record<number, string>> = {
  [SECTION]: 'a Section Header Block',
  [INTERFACE]: 'an Interface Description Block',
  [OBSOLETE_PACKET]: 'a Packet Block',
  [ENHANCED_PACKET]: 'an Enhanced Packet Block',
}

const bytesMin: Readonly<Record<number, number>> = {
  [SECTION]: 28,
  [INTERFACE]: 20,
  [OBSOLETE_PACKET]: PACKET_HEADER + 4,
  [ENHANCED_PACKET]: PACKET_HEADER + 4,
}

/** What the blocks of a section mean by their numbers; begins anew at each Section Header Block. */
interface Section {
  littleEndian: boolean
  readonly interfaces: { readonly clock: Clock; readonly fcs: number }[]
}

/** The block being read. */
interface Block {
  readonly type: number
  /** File offset of its first byte. */
  readonly offset: number
  /** Its length, bytes, header and trailer included. */
  readonly total: number
}

/**
 * Reads a pcapng file to its end: every section, every interface.
 *
 * A section's own length is not looked at, as writers leave it out or wrong; block lengths are.
 *
 * @param cursor   at the first Section Header Block
 * @param columns  take the records
 * @returns the first fault, or undefined
 * @see draft-ietf-opsawg-pcapng §4
 */
export const readPcapng = (
  cursor: ByteCursor,
  columns: CaptureColumns,
): CaptureFault | undefined => {
  const section: Section = { littleEndian: false, interfaces: [] }
  const instant: Instant = { second: 0, pico: 0 }
  while (cursor.has(8)) {
    const block = openBlock(cursor, section)
    if ('reason' in block) return block
    let fault: CaptureFault | undefined
    switch (block.type) {
      case SECTION:
        fault = readSection(cursor, section, block)
        break
      case INTERFACE:
        fault = readInterface(cursor, section, block)
        break
      case OBSOLETE_PACKET:
      case ENHANCED_PACKET:
        fault = readPacket(cursor, section, block, columns, instant)
        break
      case SIMPLE_PACKET:
        return {
          offset: block.offset,
          reason: 'a Simple Packet Block carries no time, so it cannot be replayed.',
        }
    }
    fault ??= closeBlock(cursor, section, block)
    if (fault !== undefined) return fault
  }
  if (cursor.held > 0) {
    const reason = `the file ends after ${cursor.held} of the 8 bytes of a block's header.`
    return { offset: cursor.offset, reason }
  }
  return undefined
}

/** Reads type and length of a block, and the byte order where a section begins. */
const openBlock = (cursor: ByteCursor, section: Section): Block | CaptureFault => {
  const { offset } = cursor
  // The type of a Section Header Block reads the same in either byte order.
  const type = cursor.view.getUint32(cursor.at, section.littleEndian)
  if (type === SECTION) {
    if (!cursor.has(12)) return cut(offset, cursor.held, 28, type)
    const mark = cursor.view.getUint32(cursor.at + 8, false)
    if (mark !== 0x1a2b3c4d && mark !== 0x4d3c2b1a) {
      const reason = `byte-order magic 0x${mark.toString(16).padStart(8, '0')} is not 0x1a2b3c4d in either order.`
      return { offset: offset + 8, reason }
    }
    section.littleEndian = mark === 0x4d3c2b1a
  }
  const total = cursor.view.getUint32(cursor.at + 4, section.littleEndian)
  const least = bytesMin[type] ?? FRAME_OF_BLOCK
  if (total < least) {
    const reason = `block length ${total} is below the ${least} bytes that ${nameOf(type)} has at least.`
    return { offset, reason }
  }
  if (total > BLOCK_MAX) {
    return { offset, reason: `block length ${total} is above the limit of ${BLOCK_MAX} bytes.` }
  }
  if (total % 4 !== 0) return { offset, reason: `block length ${total} is not a multiple of 4.` }
  cursor.skip(8)
  return { type, offset, total }
}

/** Skips the rest of a block and checks that its length stands behind it too. */
const closeBlock = (
  cursor: ByteCursor,
  section: Section,
  { type, offset, total }: Block,
): CaptureFault | undefined => {
  cursor.skip(offset + total - 4 - cursor.offset)
  if (!cursor.has(4)) return cut(offset, cursor.offset + cursor.held - offset, total, type)
  const trailing = cursor.view.getUint32(cursor.at, section.littleEndian)
  if (trailing !== total) {
    const reason = `block length ${total} in front differs from ${trailing} behind.`
    return { offset, reason }
  }
  cursor.skip(4)
  return undefined
}

const readSection = (
  cursor: ByteCursor,
  section: Section,
  { type, offset, total }: Block,
): CaptureFault | undefined => {
  if (!cursor.has(8)) return cut(offset, 8 + cursor.held, total, type)
  const major = cursor.view.getUint16(cursor.at + 4, section.littleEndian)
  if (major !== 1) {
    return { offset: offset + 12, reason: `pcapng version ${major} is not read; only 1 is.` }
  }
  section.interfaces.length = 0
  return undefined
}

const readInterface = (
  cursor: ByteCursor,
  section: Section,
  { type, offset, total }: Block,
): CaptureFault | undefined => {
  const { littleEndian, interfaces } = section
  if (!cursor.has(8)) return cut(offset, 8 + cursor.held, total, type)
  const linkType = cursor.view.getUint16(cursor.at, littleEndian)
  if (linkType !== LINKTYPE_ETHERNET) return { offset, reason: linkTypeFault(linkType) }
  if (interfaces.length === INTERFACES_MAX) {
    return { offset, reason: `the section has more than ${INTERFACES_MAX} interfaces.` }
  }
  cursor.skip(8)

  const end = offset + total - 4
  let resolution = 6
  let clockOffset = 0
  let fcs = 0
  for (;;) {
    const start = cursor.offset
    if (start === end) break
    if (!cursor.has(4)) return cut(offset, start + cursor.held - offset, total, type)
    const code = cursor.view.getUint16(cursor.at, littleEndian)
    const length = cursor.view.getUint16(cursor.at + 2, littleEndian)
    const padded = Math.ceil(length / 4) * 4
    if (code === 0) break
    if (start + 4 + padded > end) {
      const reason = `option ${code} of ${length} bytes does not fit the block's ${total} bytes.`
      return { offset: start, reason }
    }
    const expected = optionBytes[code] ?? length
    if (length !== expected) {
      const reason = `option ${code} has ${length} bytes; its value takes ${expected}.`
      return { offset: start, reason }
    }
    cursor.skip(4)
    if (code in optionBytes) {
      if (!cursor.has(padded)) return cut(offset, start + 4 + cursor.held - offset, total, type)
      const { view, at } = cursor
      if (code === IF_TSRESOL) resolution = view.getUint8(at)
      else if (code === IF_FCSLEN) fcs = view.getUint8(at)
      else {
        const seconds = view.getBigInt64(at, littleEndian)
        clockOffset = Number(seconds)
        if (Math.abs(clockOffset) > INSTANT_MAX) {
          const reason = `time offset ${seconds} s is further than 2^52 s from the epoch.`
          return { offset: start, reason }
        }
      }
    }
    if (!cursor.skip(padded)) return cut(offset, cursor.offset - offset, total, type)
  }
  interfaces.push({ clock: clockOf(resolution, clockOffset), fcs })
  return undefined
}

const IF_TSRESOL = 9
const IF_FCSLEN = 13
const IF_TSOFFSET = 14

const optionBytes: Readonly<Record<number, number>> = {
  [IF_TSRESOL]: 1,
  [IF_FCSLEN]: 1,
  [IF_TSOFFSET]: 8,
}

const readPacket = (
  cursor: ByteCursor,
  { littleEndian, interfaces }: Section,
  { type, offset, total }: Block,
  columns: CaptureColumns,
  instant: Instant,
): CaptureFault | undefined => {
  if (!cursor.has(20)) return cut(offset, 8 + cursor.held, total, type)
  const { view, at } = cursor
  // The obsolete block has a count of drops in the upper half of the interface field.
  const id =
    type === OBSOLETE_PACKET ? view.getUint16(at, littleEndian) : view.getUint32(at, littleEndian)
  const source = interfaces[id]
  if (source === undefined) {
    const reason = `interface ${id} is not described; the section has described ${interfaces.length} so far.`
    return { offset, reason }
  }
  const captured = view.getUint32(at + 12, littleEndian)
  const original = view.getUint32(at + 16, littleEndian)
  const reason = lengthFault(captured, original)
  if (reason !== undefined) return { offset, reason }
  if (PACKET_HEADER + Math.ceil(captured / 4) * 4 + 4 > total) {
    const reason = `captured length ${captured} does not fit the block's ${total} bytes.`
    return { offset, reason }
  }
  const high = view.getUint32(at + 4, littleEndian)
  const low = view.getUint32(at + 8, littleEndian)
  if (!readTicks(source.clock, high, low, instant)) {
    const ticks = (BigInt(high) << 32n) | BigInt(low)
    return { offset, reason: `timestamp ${ticks} is further than 2^52 s from the epoch.` }
  }
  cursor.skip(20)
  let trim = source.fcs
  if (captured >= 14 && cursor.has(14)) trim += tagBytes(cursor)
  columns.headers?.keep(
    cursor,
    Math.max(0, Math.min(captured, original - source.fcs)),
    trim - source.fcs,
  )
  // A frame that is cut is told by closeBlock; it is pushed all the same and never seen.
  if (trim > original) return { offset, reason: trimFault(original, source.fcs, trim - source.fcs) }
  if (!columns.push(instant.second, instant.pico, original - trim)) {
    return { offset, reason: countFault(RECORDS_MAX) }
  }
  return undefined
}

const cut = (offset: number, present: number, total: number, type: number): CaptureFault => ({
  offset,
  reason: `the file ends after ${present} of the ${total} bytes of ${nameOf(type)}.`,
})

const nameOf = (type: number): string => names[type] ?? 'a block'
