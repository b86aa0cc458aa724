/** Files that are of another kind than was asked for, told by how they begin. */

const STRANGERS: readonly (readonly [prefix: string, remedy: string])[] = [
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

/** Bytes as hexadecimal digits. */
export const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')

/** Says what a file of another kind is and how to make it readable; undefined of an unknown kind. */
export const strangerOf = (head: Uint8Array): string | undefined => {
  const hex = hexOf(head)
  return STRANGERS.find(([prefix]) => hex.startsWith(prefix))?.[1]
}
