/** Changes to bytes, blind to what they mean. */
import fc from 'fast-check'

/** A change of bytes. */
export type Noise = (bytes: Uint8Array) => Uint8Array

const splice = (bytes: Uint8Array, at: number, length: number, insert: Uint8Array): Uint8Array => {
  const from = at % (bytes.length + 1)
  const to = Math.min(bytes.length, from + length)
  return Buffer.concat([bytes.subarray(0, from), insert, bytes.subarray(to)])
}

const at = fc.oneof(fc.nat(64), fc.nat(3_000), fc.nat())

const text = (piece: string): Uint8Array => new TextEncoder().encode(piece)

/** Pieces of YAML, numbers and characters that mean something to somebody. */
const piece = fc.oneof(
  fc
    .constantFrom(
      ...[
        '\n',
        '\t',
        ' ',
        ':',
        ': ',
        '-',
        '- ',
        '{',
        '}',
        '[',
        ']',
        '"',
        "'",
        '#',
        '&a ',
        '*a',
        '!',
      ],
      ...[
        '|',
        '>',
        '%',
        '<<: ',
        '? ',
        '---\n',
        '...\n',
        '~',
        '0',
        '-1',
        '1e9',
        'Gbps',
        '__proto__',
      ],
      ...[
        '\u0000',
        '\u2028',
        '😀',
        ',',
        '\r',
        '\r\n',
        '\uFEFF',
        '\u001B[2J',
        'null',
        '.inf',
        '@',
        '`',
      ],
      ...['{{{{{{{{', '[[[[[[[[', '&a [*a]', '*a *a', '\n\n\n\n', '        '],
    )
    .map(text),
  fc.uint8Array({ minLength: 1, maxLength: 8 }),
  fc
    .constantFrom([0xff, 0xfe], [0xfe, 0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf8], [0x80])
    .map(bytes => Uint8Array.from(bytes)),
)

const flip = fc.tuple(at, fc.nat(7)).map(([at, bit]): Noise => bytes => {
  if (bytes.length === 0) return bytes
  const changed = Uint8Array.from(bytes)
  changed[at % bytes.length]! ^= 1 << bit
  return changed
})

const overwrite = fc.tuple(at, piece).map(
  ([at, piece]): Noise =>
    bytes =>
      splice(bytes, at, piece.length, piece),
)

const insert = fc.tuple(at, piece, fc.oneof(fc.constant(1), fc.nat(40))).map(
  ([at, piece, times]): Noise =>
    bytes =>
      splice(bytes, at, 0, Buffer.concat(Array.from({ length: times }, () => piece))),
)

const remove = fc.tuple(at, fc.oneof(fc.nat(8), fc.nat(300))).map(
  ([at, length]): Noise =>
    bytes =>
      splice(bytes, at, length, new Uint8Array()),
)

const truncate = at.map(
  (at): Noise =>
    bytes =>
      bytes.slice(0, at % (bytes.length + 1)),
)

const repeat = fc.tuple(at, fc.nat(200), fc.nat(30)).map(([at, length, times]): Noise => bytes => {
  const from = at % (bytes.length + 1)
  const part = bytes.subarray(from, from + length)
  return splice(bytes, from, 0, Buffer.concat(Array.from({ length: times }, () => part)))
})

/** Takes a part of other bytes in, wherever they come from. */
const graft = (others: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Noise> =>
  fc
    .tuple(others, at, fc.nat(500), at, fc.nat(200))
    .map(([other, from, length, at, over]): Noise => bytes => {
      const start = from % (other.length + 1)
      return splice(bytes, at, over, other.subarray(start, start + length))
    })

/** Extreme numbers of 16 and 32 bits in places where binary formats have theirs. */
const extreme = fc
  .tuple(
    at,
    fc.constantFrom(0, 1, 2, 4, 7, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x0004_0001),
    fc.boolean(),
    fc.constantFrom(2, 4),
  )
  .map(([at, value, littleEndian, width]): Noise => bytes => {
    if (bytes.length < 4) return bytes
    const changed = Uint8Array.from(bytes)
    const view = new DataView(changed.buffer)
    const place = (at % (bytes.length - 3)) & ~(width - 1)
    if (width === 2) view.setUint16(place, value & 0xffff, littleEndian)
    else view.setUint32(place, value, littleEndian)
    return changed
  })

/** Any change to a text. */
export const textNoise = (others: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Noise> =>
  fc.oneof(
    { weight: 4, arbitrary: flip },
    { weight: 4, arbitrary: overwrite },
    { weight: 4, arbitrary: insert },
    { weight: 4, arbitrary: remove },
    { weight: 1, arbitrary: truncate },
    { weight: 2, arbitrary: repeat },
    { weight: 3, arbitrary: graft(others) },
  )

/** Any change to a binary file. */
export const binaryNoise: fc.Arbitrary<Noise> = fc.oneof(
  { weight: 6, arbitrary: extreme },
  { weight: 3, arbitrary: flip },
  { weight: 1, arbitrary: overwrite },
  { weight: 1, arbitrary: insert },
  { weight: 2, arbitrary: remove },
  { weight: 2, arbitrary: truncate },
  { weight: 1, arbitrary: repeat },
)

/** All of them, one after the other. */
export const applied = (bytes: Uint8Array, noises: readonly Noise[]): Uint8Array =>
  noises.reduce((sofar, noise) => noise(sofar), bytes)
