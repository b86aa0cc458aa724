import { hexOf, strangerOf } from '../stranger.ts'

/** How the numbers of a classic pcap file are written. */
export interface ClassicKind {
  readonly littleEndian: boolean
  /** Fractions in a second: 10^6 or 10^9. */
  readonly perSecond: number
}

/**
 * The kind of classic pcap that a magic number announces, if any.
 *
 * @param magic  the file's first four bytes, read big-endian
 */
export const classicKind = (magic: number): ClassicKind | undefined => {
  switch (magic) {
    case 0xa1b2c3d4:
      return { littleEndian: false, perSecond: 1e6 }
    case 0xd4c3b2a1:
      return { littleEndian: true, perSecond: 1e6 }
    case 0xa1b23c4d:
      return { littleEndian: false, perSecond: 1e9 }
    case 0x4d3cb2a1:
      return { littleEndian: true, perSecond: 1e9 }
    default:
      return undefined
  }
}

const isText = (byte: number): boolean => byte === 9 || byte === 10 || byte === 13 || byte >= 32

/**
 * Says what a file that is no capture appears to be.
 *
 * @param head  the file's first bytes, at least 4
 * @returns one sentence
 */
export const looksLike = (head: Uint8Array): string => {
  const said =
    strangerOf(head) ??
    (head.every(isText) && !head.includes(0x7f)
      ? 'looks like text'
      : head.every(byte => byte === 0)
        ? 'begins with zeros'
        : 'is of no known kind')
  return `the file ${said}; its magic number is 0x${hexOf(head.subarray(0, 4))}, where a pcap has 0xa1b2c3d4 or 0xa1b23c4d (or either reversed) and a pcapng 0x0a0d0d0a.`
}
