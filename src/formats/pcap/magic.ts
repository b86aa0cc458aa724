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

const strangers: readonly (readonly [prefix: string, remedy: string])[] = [
  ['1f8b', 'is compressed with gzip: decompress it (gunzip) first'],
  ['28b52ffd', 'is compressed with zstd: decompress it (unzstd) first'],
  ['fd377a585a00', 'is compressed with xz: decompress it (unxz) first'],
  ['425a68', 'is compressed with bzip2: decompress it (bunzip2) first'],
  ['04224d18', 'is compressed with lz4: decompress it (unlz4) first'],
  ['504b0304', 'is a zip archive: unpack it first'],
  ['504b0506', 'is an empty zip archive'],
  ['377abcaf271c', 'is a 7z archive: unpack it first'],
  ['a1b2cd34', 'is a pcap of the modified kind: convert it with editcap -F pcapng'],
  ['34cdb2a1', 'is a pcap of the modified kind: convert it with editcap -F pcapng'],
  ['736e6f6f70000000', 'is a snoop capture: convert it with editcap -F pcapng'],
  ['6274736e6f6f7000', 'is a Bluetooth capture (btsnoop), which has no Ethernet frames'],
]

const isText = (byte: number): boolean => byte === 9 || byte === 10 || byte === 13 || byte >= 32

/**
 * Says what a file that is no capture appears to be.
 *
 * @param head  the file's first bytes, at least 4
 * @returns one sentence
 */
export const looksLike = (head: Uint8Array): string => {
  const hex = Array.from(head, byte => byte.toString(16).padStart(2, '0')).join('')
  const stranger = strangers.find(([prefix]) => hex.startsWith(prefix))
  const said =
    stranger?.[1] ??
    (head.every(isText) && !head.includes(0x7f)
      ? 'looks like text'
      : head.every(byte => byte === 0)
        ? 'begins with zeros'
        : 'is of no known kind')
  return `the file ${said}; its magic number is 0x${hex.slice(0, 8)}, where a pcap has 0xa1b2c3d4 or 0xa1b23c4d (or either reversed) and a pcapng 0x0a0d0d0a.`
}
