/**
 * Frames that nobody sent, for traces of generated traffic: UDP in IP in Ethernet, with the addresses
 * that are reserved for documentation, so that no analyser mistakes them for anybody's.
 */

/** What a frame says of itself. */
export interface DocumentationFrame {
  /** Frame size n, bytes from destination address to FCS without VLAN tag, 64 … 9216. */
  readonly size: number
  readonly family: 'ipv4' | 'ipv6'
  /** Whether it goes to the cloud. */
  readonly toCloud: boolean
  /** A host on each side, 1 … 254. */
  readonly host: number
  /** Tells flows of the same hosts apart, whole, not negative. */
  readonly flow: number
}

const ETHERNET = 14
const FCS = 4
const UDP = 8
const IP_BYTES = { ipv4: 20, ipv6: 40 } as const
const ETHERTYPE = { ipv4: 0x0800, ipv6: 0x86dd } as const
const PROTOCOL_UDP = 17
/** IPv6: nothing follows that a receiver should look at. */
const NO_NEXT_HEADER = 59
const HOP_LIMIT = 64
const DISCARD = 9
/** Ports that nobody registers (RFC 6335 §6). */
const DYNAMIC_PORTS = 49_152

/** 00-00-5E-00-53-00 to -FF are for documentation (RFC 9542 §2.1.2). */
const MAC = [0x00, 0x00, 0x5e, 0x00, 0x53]
const CUSTOMER_MAC = [...MAC, 0x01]
const CLOUD_MAC = [...MAC, 0x02]
/** 192.0.2.0/24 and 198.51.100.0/24 (RFC 5737 §3). */
const CUSTOMER_IPV4 = [192, 0, 2]
const CLOUD_IPV4 = [198, 51, 100]
/** 2001:db8::/32 (RFC 3849 §2). */
const IPV6 = [0x20, 0x01, 0x0d, 0xb8]

const address = (family: 'ipv4' | 'ipv6', isCloud: boolean, host: number): readonly number[] =>
  family === 'ipv4'
    ? [...(isCloud ? CLOUD_IPV4 : CUSTOMER_IPV4), host]
    : [...IPV6, 0, isCloud ? 2 : 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, host]

/** The one's complement of the one's complement sum of 16-bit words (RFC 1071). */
const checksum = (bytes: readonly number[]): number => {
  let sum = 0
  for (let i = 0; i < bytes.length; i += 2) sum += (bytes[i]! << 8) | (bytes[i + 1] ?? 0)
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16)
  return ~sum & 0xffff
}

const word = (value: number): readonly number[] => [(value >>> 8) & 0xff, value & 0xff]

const ipv4Header = (length: number, ends: readonly number[]): readonly number[] => {
  const front = [0x45, 0, ...word(length), 0, 0, 0x40, 0, HOP_LIMIT, PROTOCOL_UDP]
  return [...front, ...word(checksum([...front, 0, 0, ...ends])), ...ends]
}

const ipv6Header = (length: number, next: number, ends: readonly number[]): readonly number[] => [
  0x60,
  0,
  0,
  0,
  ...word(length),
  next,
  HOP_LIMIT,
  ...ends,
]

/** A UDP header; the payload is all zeros, which a checksum does not see. */
const udpHeader = (length: number, frame: DocumentationFrame, ends: readonly number[]) => {
  const port = DYNAMIC_PORTS + (frame.flow % (2 ** 16 - DYNAMIC_PORTS))
  const ports = frame.toCloud ? [port, DISCARD] : [DISCARD, port]
  const front = [...ports.flatMap(word), ...word(length)]
  const pseudo = [...ends, ...word(length), 0, PROTOCOL_UDP]
  // Zero would say that there is none; the other zero of one's complement stands for it (RFC 768).
  return [...front, ...word(checksum([...pseudo, ...front]) || 0xffff)]
}

/**
 * The frame without VLAN tag and FCS: its headers, then zeros.
 *
 * A frame too small for UDP in IPv6 carries no next header.
 *
 * @param most  how many bytes of it at most, from its beginning
 */
export const documentationFrame = (frame: DocumentationFrame, most: number): Uint8Array => {
  const { family, toCloud, host, size } = frame
  const customer = address(family, false, host)
  const cloud = address(family, true, host)
  const ends = toCloud ? [...customer, ...cloud] : [...cloud, ...customer]
  const packet = size - ETHERNET - FCS
  const payload = packet - IP_BYTES[family]
  const hasUdp = payload >= UDP
  const headers = [
    ...(toCloud ? [...CLOUD_MAC, ...CUSTOMER_MAC] : [...CUSTOMER_MAC, ...CLOUD_MAC]),
    ...word(ETHERTYPE[family]),
    ...(family === 'ipv4'
      ? ipv4Header(packet, ends)
      : ipv6Header(payload, hasUdp ? PROTOCOL_UDP : NO_NEXT_HEADER, ends)),
    ...(hasUdp ? udpHeader(payload, frame, ends) : []),
  ]
  const bytes = new Uint8Array(Math.min(size - FCS, most))
  bytes.set(headers.slice(0, bytes.length))
  return bytes
}
