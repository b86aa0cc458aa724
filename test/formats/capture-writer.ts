/** Writes captures for tests, sound and unsound ones, in every variant that the reader knows. */

/** One frame as it is to stand in a file. */
export interface Written {
  /** Time in ticks of its file or interface. */
  readonly ticks: bigint
  /** Bytes captured. */
  readonly captured: Uint8Array
  /** Original length, bytes. */
  readonly original: number
}

export interface ClassicOptions {
  readonly littleEndian: boolean
  readonly nano: boolean
  /** FCS length in words of 16 bits; undefined when not declared. */
  readonly fcsWords?: number
  readonly linkType?: number
}

/** A classic pcap file. */
export const classicFile = (options: ClassicOptions, records: readonly Written[]): Uint8Array =>
  joined([classicHeader(options), ...records.map(record => classicRecord(options, record))])

export const classicHeader = (options: ClassicOptions): Uint8Array => {
  const { littleEndian, nano, fcsWords, linkType = 1 } = options
  const fcs = fcsWords === undefined ? 0 : ((fcsWords << 28) | 0x0400_0000) >>> 0
  return numbers(littleEndian, [
    [4, nano ? 0xa1b23c4d : 0xa1b2c3d4],
    [2, 2],
    [2, 4],
    [4, 0],
    [4, 0],
    [4, 262_144],
    [4, (fcs | linkType) >>> 0],
  ])
}

export const classicRecord = (
  { littleEndian, nano }: ClassicOptions,
  { ticks, captured, original }: Written,
): Uint8Array => {
  const perSecond = nano ? 1_000_000_000n : 1_000_000n
  return joined([
    numbers(littleEndian, [
      [4, Number(ticks / perSecond)],
      [4, Number(ticks % perSecond)],
      [4, captured.length],
      [4, original],
    ]),
    captured,
  ])
}

/** A pcapng block around a body; `front` and `behind` replace its two total lengths. */
export const block = (
  littleEndian: boolean,
  type: number,
  body: Uint8Array,
  lengths: { readonly front?: number; readonly behind?: number } = {},
): Uint8Array => {
  const { front = 12 + padded(body).length, behind = front } = lengths
  const head = numbers(littleEndian, [
    [4, type],
    [4, front],
  ])
  return joined([head, padded(body), numbers(littleEndian, [[4, behind]])])
}

export const sectionBlock = (littleEndian: boolean): Uint8Array =>
  block(
    littleEndian,
    0x0a0d0d0a,
    numbers(littleEndian, [
      [4, 0x1a2b3c4d],
      [2, 1],
      [2, 0],
      [8, 0xffff_ffff_ffff_ffffn],
    ]),
  )

export interface InterfaceOptions {
  readonly linkType?: number
  /** The byte of `if_tsresol`. */
  readonly resolution?: number
  /** `if_tsoffset`, s. */
  readonly offset?: bigint
  /** `if_fcslen`, bytes. */
  readonly fcs?: number
  /** Whether the list of options ends with `opt_endofopt`. */
  readonly ended?: boolean
}

export const interfaceBlock = (littleEndian: boolean, options: InterfaceOptions): Uint8Array => {
  const { linkType = 1, resolution, offset, fcs, ended = true } = options
  const list = [option(littleEndian, 2, new TextEncoder().encode('eth0'))]
  if (resolution !== undefined) list.push(option(littleEndian, 9, Uint8Array.of(resolution)))
  if (offset !== undefined)
    list.push(option(littleEndian, 14, numbers(littleEndian, [[8, offset]])))
  if (fcs !== undefined) list.push(option(littleEndian, 13, Uint8Array.of(fcs)))
  if (ended) list.push(option(littleEndian, 0, new Uint8Array()))
  const head = numbers(littleEndian, [
    [2, linkType],
    [2, 0],
    [4, 0],
  ])
  return block(littleEndian, 1, joined([head, ...list]))
}

export const option = (littleEndian: boolean, code: number, value: Uint8Array): Uint8Array =>
  joined([
    numbers(littleEndian, [
      [2, code],
      [2, value.length],
    ]),
    padded(value),
  ])

/** An Enhanced Packet Block. */
export const packetBlock = (littleEndian: boolean, id: number, record: Written): Uint8Array =>
  block(
    littleEndian,
    6,
    joined([numbers(littleEndian, [[4, id]]), packetBody(littleEndian, record)]),
  )

/** A Packet Block as older writers made it, with a count of drops beside the interface. */
export const obsoleteBlock = (littleEndian: boolean, id: number, record: Written): Uint8Array => {
  const head = numbers(littleEndian, [
    [2, id],
    [2, 0xffff],
  ])
  return block(littleEndian, 2, joined([head, packetBody(littleEndian, record)]))
}

export const simpleBlock = (littleEndian: boolean, { captured, original }: Written): Uint8Array =>
  block(littleEndian, 3, joined([numbers(littleEndian, [[4, original]]), captured]))

const packetBody = (littleEndian: boolean, { ticks, captured, original }: Written): Uint8Array =>
  joined([
    numbers(littleEndian, [
      [4, Number(ticks >> 32n)],
      [4, Number(ticks & 0xffff_ffffn)],
      [4, captured.length],
      [4, original],
    ]),
    captured,
  ])

/** The beginning of an Ethernet frame: `size` bytes with the EtherType in place when it fits. */
export const ethernet = (size: number, etherType = 0x0800): Uint8Array => {
  const frame = new Uint8Array(size).fill(0x5a)
  if (size >= 14) new DataView(frame.buffer).setUint16(12, etherType)
  return frame
}

/** Numbers of 1, 2, 4 or 8 bytes each in one byte order; signed ones in two's complement. */
export const numbers = (
  littleEndian: boolean,
  fields: readonly (readonly [size: 1 | 2 | 4 | 8, value: number | bigint])[],
): Uint8Array => {
  const bytes = fields.flatMap(([size, value]) => {
    const bits = BigInt(value)
    const digits = Array.from({ length: size }, (_, i) => Number((bits >> BigInt(8 * i)) & 0xffn))
    return littleEndian ? digits : digits.toReversed()
  })
  return Uint8Array.from(bytes)
}

export const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The bytes cut at places, which may repeat (an empty chunk) and come in any order. */
export const cutAt = (bytes: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const edges = [0, ...places.map(place => place % (bytes.length + 1)), bytes.length]
  edges.sort((a, b) => a - b)
  return edges.slice(1).map((end, i) => bytes.subarray(edges[i], end))
}

const padded = (bytes: Uint8Array): Uint8Array =>
  joined([bytes, new Uint8Array((4 - (bytes.length % 4)) % 4)])
