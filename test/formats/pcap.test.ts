import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Capture, type CaptureFault, readCapture } from '../../src/formats/pcap/read.ts'
import {
  block,
  type ClassicOptions,
  classicFile,
  classicHeader,
  classicRecord,
  ethernet,
  interfaceBlock,
  joined,
  numbers,
  obsoleteBlock,
  option,
  packetBlock,
  sectionBlock,
  simpleBlock,
  type Written,
} from './capture-writer.ts'

const little: ClassicOptions = { littleEndian: true, nano: false }

const frame = (ticks: bigint, original = 100, captured = ethernet(60)): Written => ({
  ticks,
  captured,
  original,
})

const accepted = (...parts: readonly Uint8Array[]): Capture => {
  const result = readCapture(parts)
  if (!result.ok) throw new Error(`refused at ${result.fault.offset}: ${result.fault.reason}`)
  return result.capture
}

const refused = (...parts: readonly Uint8Array[]): CaptureFault => {
  const result = readCapture(parts)
  if (result.ok) throw new Error('accepted')
  return result.fault
}

const rows = ({ seconds, picos, bytes }: Capture): number[][] =>
  Array.from(bytes, (length, i) => [seconds[i]!, picos[i]!, length])

const text = (words: string): Uint8Array => new TextEncoder().encode(words)

describe('classic pcap', () => {
  test.each([
    ['µs, little-endian', true, false, 1_000_000],
    ['µs, big-endian', false, false, 1_000_000],
    ['ns, little-endian', true, true, 1_000],
    ['ns, big-endian', false, true, 1_000],
  ])('%s, is read to the picosecond', (_, littleEndian, nano, picosPerTick) => {
    const perSecond = nano ? 1_000_000_000n : 1_000_000n
    const late = 4_294_967_295n * perSecond + perSecond - 1n
    const file = classicFile({ littleEndian, nano }, [
      frame(7n * perSecond + 1n),
      frame(late, 1514),
    ])
    expect(rows(accepted(file))).toEqual([
      [0, 0, 100],
      [4_294_967_288, 1e12 - 2 * picosPerTick, 1514],
    ])
  })

  test('records out of order are sorted, and ties keep the order of the file', () => {
    const records = [
      frame(2_000_000n, 61),
      frame(1_999_999n, 62),
      frame(2_000_000n, 60),
      frame(5n, 64),
    ]
    expect(rows(accepted(classicFile(little, records)))).toEqual([
      [0, 0, 64],
      [1, 999_994_000_000, 62],
      [1, 999_995_000_000, 61],
      [1, 999_995_000_000, 60],
    ])
  })

  test('records with few bytes captured, or none, keep their original length', () => {
    const records = [
      frame(0n, 1514, ethernet(13)),
      frame(1n, 60, new Uint8Array()),
      frame(2n, 0, new Uint8Array()),
    ]
    expect([...accepted(classicFile(little, records)).bytes]).toEqual([1514, 60, 0])
  })

  test('a declared FCS, in words of 16 bits, is taken off', () => {
    const file = (fcsWords: number): Uint8Array => classicFile({ ...little, fcsWords }, [frame(0n)])
    expect(accepted(file(2)).bytes[0]).toBe(96)
    expect(accepted(file(0)).bytes[0]).toBe(100)
    expect(accepted(file(15)).bytes[0]).toBe(70)
  })

  test.each([0x8100, 0x88a8, 0x9100])('one VLAN tag of EtherType %i is taken off', etherType => {
    const captured = ethernet(60, etherType)
    new DataView(captured.buffer).setUint16(16, etherType) // a second tag, which stays
    const short = captured.subarray(0, 13)
    const records = [
      frame(0n, 100, captured),
      frame(1n, 100, captured.subarray(0, 14)),
      frame(2n, 100, short),
    ]
    expect([...accepted(classicFile(little, records)).bytes]).toEqual([96, 96, 100])
  })

  test('a record of the largest captured length is read', () => {
    expect(accepted(classicFile(little, [frame(0n, 262_144, ethernet(262_144))])).count).toBe(1)
  })
})

describe('damaged classic pcap is refused', () => {
  const header = classicHeader(little)
  const sound = classicRecord(little, frame(1n))
  const record = (...fields: readonly [number, number, number, number]): Uint8Array =>
    numbers(
      true,
      fields.map(value => [4, value] as const),
    )

  test('at the first record whose header is cut', () => {
    expect(refused(header, sound, sound.subarray(0, 15))).toEqual({
      offset: 24 + 76,
      reason: "the file ends after 15 of the 16 bytes of a record's header.",
    })
  })

  test('at the first record whose captured bytes are cut', () => {
    expect(refused(header, sound, sound.subarray(0, 17))).toEqual({
      offset: 24 + 76,
      reason: "the file ends after 1 of the record's 60 captured bytes.",
    })
    expect(refused(header, sound, sound.subarray(0, 50)).reason).toContain('after 34 of')
  })

  test('when the header is cut', () => {
    expect(refused(header.subarray(0, 23))).toEqual({
      offset: 0,
      reason: 'the file ends after 23 of the 24 bytes of its header.',
    })
  })

  test('when a captured length is above 256 KiB, without allocating it', () => {
    expect(refused(header, sound, record(0, 0, 262_145, 262_145))).toEqual({
      offset: 24 + 76,
      reason: 'captured length 262145 is above the limit of 262144 bytes.',
    })
    expect(refused(header, record(0, 0, 0xffff_ffff, 0xffff_ffff)).reason).toContain('4294967295')
  })

  test('when a captured length is above the original one', () => {
    expect(refused(header, sound, record(0, 0, 61, 60))).toEqual({
      offset: 24 + 76,
      reason: "captured length 61 is above the frame's original length 60.",
    })
  })

  test('when a fraction is a whole second', () => {
    expect(refused(header, record(0, 1_000_000, 0, 60))).toEqual({
      offset: 24,
      reason: 'fraction of a second 1000000 is not below 1000000 (µs).',
    })
    const nano = classicHeader({ littleEndian: true, nano: true })
    expect(refused(nano, record(0, 1_000_000_000, 0, 60)).reason).toContain('below 1000000000 (ns)')
    expect(accepted(nano, record(0, 999_999_999, 0, 60)).count).toBe(1)
  })

  test('when its link type is not Ethernet', () => {
    expect(refused(classicFile({ ...little, linkType: 113 }, [frame(0n)]))).toEqual({
      offset: 20,
      reason: 'link type 113 is not read; only Ethernet (link type 1) is.',
    })
    const reserved = classicFile({ ...little, linkType: 0x0001_0001 }, [frame(0n)])
    expect(refused(reserved).reason).toContain('link type 65537')
  })

  test('when its version is not 2.4', () => {
    const other = header.slice()
    other[4] = 3
    expect(refused(other, sound)).toEqual({
      offset: 4,
      reason: 'pcap version 3.4 is not read; only 2.4 is.',
    })
  })

  test('when a frame is shorter than its FCS and tag', () => {
    expect(
      refused(classicFile({ ...little, fcsWords: 2 }, [frame(0n, 3, new Uint8Array())])),
    ).toEqual({
      offset: 24,
      reason: 'original length 3 is below the 4 bytes of its FCS.',
    })
    const tagged = frame(0n, 14, ethernet(14, 0x8100))
    expect(refused(classicFile({ ...little, fcsWords: 6 }, [tagged])).reason).toBe(
      'original length 14 is below the 16 bytes of its FCS and VLAN tag.',
    )
  })

  test('when it has no packets', () => {
    expect(refused(header)).toEqual({
      offset: 24,
      reason: 'the capture holds no packets; there is nothing to replay.',
    })
  })
})

describe('a file that is no capture is refused with what it looks like', () => {
  test.each<readonly [string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'the file is empty.'],
    ['three bytes', Uint8Array.of(0xd4, 0xc3, 0xb2), 'the file has 3 bytes; the magic number'],
    ['gzip', Uint8Array.of(0x1f, 0x8b, 8, 0), 'compressed with gzip: decompress it (gunzip) first'],
    ['zstd', Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd), 'compressed with zstd'],
    ['zip', text('PK\u0003\u0004....'), 'is a zip archive: unpack it first'],
    ['snoop', text('snoop\0\0\0'), 'is a snoop capture'],
    ['modified pcap', Uint8Array.of(0x34, 0xcd, 0xb2, 0xa1), 'a pcap of the modified kind'],
    ['text', text('time,rate\n0,100\n'), 'looks like text; its magic number is 0x74696d65'],
    ['zeros', new Uint8Array(100), 'begins with zeros'],
    ['noise', Uint8Array.of(1, 2, 3, 4), 'is of no known kind; its magic number is 0x01020304'],
  ])('%s', (_, bytes, said) => {
    const fault = refused(bytes)
    expect(fault.offset).toBe(0)
    expect(fault.reason).toContain(said)
  })
})

describe.each([true, false])('pcapng, little-endian %s', le => {
  const section = sectionBlock(le)
  const plain = interfaceBlock(le, {})
  const packet = packetBlock(le, 0, frame(1n))

  test('several sections, each with its own interfaces and byte order, are one capture', () => {
    const file = [
      section,
      interfaceBlock(le, { resolution: 9 }),
      interfaceBlock(le, { resolution: 3, ended: false }),
      packetBlock(le, 1, frame(5_000n, 61)),
      packetBlock(le, 0, frame(5_000_000_001n, 62)),
      sectionBlock(!le),
      interfaceBlock(!le, {}),
      packetBlock(!le, 0, frame(5_000_000n, 63)),
    ]
    expect(rows(accepted(...file))).toEqual([
      [0, 0, 61],
      [0, 0, 63],
      [0, 1_000, 62],
    ])
  })

  test('interfaces of an earlier section are gone in the next one', () => {
    const fault = refused(section, plain, packet, section, packet)
    expect(fault).toEqual({
      offset: 28 * 2 + plain.length + packet.length,
      reason: 'interface 0 is not described; the section has described 0 so far.',
    })
  })

  test('obsolete Packet Blocks are read, and unknown blocks skipped', () => {
    const unknown = block(le, 0x0bad, new Uint8Array(1001))
    const file = [
      section,
      unknown,
      plain,
      obsoleteBlock(le, 0, frame(3n, 61)),
      unknown,
      packet,
      unknown,
    ]
    expect(rows(accepted(...file))).toEqual([
      [0, 0, 100],
      [0, 2_000_000, 61],
    ])
  })

  test.each<readonly [string, number, bigint, number, number]>([
    ['10^0', 0, 1_700_000_001n, 1, 0],
    ['10^-6', 6, 1_700_000_000_000_001n, 0, 1_000_000],
    ['10^-9', 9, 1_700_000_000_000_000_001n, 0, 1_000],
    ['10^-10, the last that 64 bits hold for 2023', 10, 17_000_000_000_000_000_001n, 0, 100],
    ['2^-10', 0x8a, (1_700_000_000n << 10n) + 1n, 0, 976_562_500],
    ['2^-12', 0x8c, (1_700_000_000n << 12n) + 1n, 0, 244_140_625],
    ['2^-32, rounded down', 0xa0, (1_700_000_000n << 32n) + 1n, 0, 232],
    ['2^-33, rounded down', 0xa1, (1_700_000_000n << 33n) + 3n, 0, 349],
  ])('ticks of %s s are exact', (_, resolution, ticks, second, pico) => {
    const seconds = interfaceBlock(le, { resolution: 0 })
    const fine = interfaceBlock(le, { resolution })
    const file = [
      section,
      seconds,
      fine,
      packetBlock(le, 0, frame(1_700_000_000n)),
      packetBlock(le, 1, frame(ticks)),
    ]
    expect(rows(accepted(...file))[1]).toEqual([second, pico, 100])
  })

  test('ticks far below a picosecond are rounded down', () => {
    for (const resolution of [127, 255]) {
      const fine = interfaceBlock(le, { resolution })
      const file = [
        section,
        fine,
        packetBlock(le, 0, frame(0n)),
        packetBlock(le, 0, frame(2n ** 64n - 1n)),
      ]
      expect(rows(accepted(...file))[1]).toEqual([0, 0, 100])
    }
  })

  test('a time offset of an interface, also a negative one, moves its records', () => {
    const file = [
      section,
      interfaceBlock(le, { offset: -10n }),
      interfaceBlock(le, { offset: 5n }),
      packetBlock(le, 1, frame(1n, 61)),
      packetBlock(le, 0, frame(2n, 62)),
    ]
    expect(rows(accepted(...file))).toEqual([
      [0, 0, 62],
      [14, 999_999_000_000, 61],
    ])
  })

  test('a declared FCS and one VLAN tag are taken off', () => {
    const tagged = frame(0n, 1522, ethernet(64, 0x8100))
    const file = [section, interfaceBlock(le, { fcs: 4 }), packetBlock(le, 0, tagged)]
    expect(accepted(...file).bytes[0]).toBe(1514)
  })

  describe('is refused', () => {
    const head = 28 + plain.length

    test.each<readonly [string, Uint8Array, string]>([
      ['a Simple Packet Block', simpleBlock(le, frame(0n)), 'carries no time'],
      ['another link type', interfaceBlock(le, { linkType: 101 }), 'link type 101 is not read'],
      [
        'an unknown interface',
        packetBlock(le, 1, frame(0n)),
        'interface 1 is not described; the section has described 1 so far',
      ],
      [
        'a length that is no multiple of 4',
        block(le, 9, new Uint8Array(8), { front: 18 }),
        'block length 18 is not a multiple of 4',
      ],
      [
        'a length below any block',
        block(le, 9, new Uint8Array(), { front: 8 }),
        'block length 8 is below the 12 bytes that a block has',
      ],
      [
        'a length below its own block',
        block(le, 6, new Uint8Array(12)),
        'block length 24 is below the 32 bytes that an Enhanced Packet Block has',
      ],
      [
        'a length above 16 MiB',
        block(le, 9, new Uint8Array(), { front: 16_777_220 }),
        'block length 16777220 is above the limit of 16777216',
      ],
      [
        'lengths that differ',
        block(le, 9, new Uint8Array(4), { behind: 20 }),
        'block length 16 in front differs from 20 behind',
      ],
      [
        'captured above original length',
        packetBlock(le, 0, frame(0n, 59)),
        "captured length 60 is above the frame's original length 59",
      ],
      [
        'captured above 256 KiB',
        packetBlock(le, 0, frame(0n, 262_145, ethernet(262_145))),
        'captured length 262145 is above the limit of 262144',
      ],
      [
        'a timestamp beyond exact seconds',
        joined([interfaceBlock(le, { resolution: 0 }), packetBlock(le, 1, frame(2n ** 63n))]),
        'timestamp 9223372036854775808 is further',
      ],
      [
        'a frame shorter than its FCS',
        joined([interfaceBlock(le, { fcs: 101 }), packetBlock(le, 1, frame(0n))]),
        'original length 100 is below the 101 bytes',
      ],
    ])('%s', (name, bytes, said) => {
      const fault = refused(section, plain, packet, bytes)
      const before = /timestamp|shorter/u.test(name) ? interfaceBlock(le, { fcs: 0 }).length : 0
      expect(fault.reason).toContain(said)
      expect(fault.offset).toBe(head + packet.length + before)
    })

    test('a captured length that its block has no room for', () => {
      const body = numbers(
        le,
        [0, 0, 1, 61, 61].map(value => [4, value] as const),
      )
      const fault = refused(section, plain, block(le, 6, joined([body, new Uint8Array(60)])))
      expect(fault).toEqual({
        offset: head,
        reason: "captured length 61 does not fit the block's 92 bytes.",
      })
    })

    test('an option that does not fit its block, or has another size than its value', () => {
      const fields = numbers(le, [
        [2, 1],
        [2, 0],
        [4, 0],
      ])
      const long = numbers(le, [
        [2, 9],
        [2, 5],
        [4, 0],
      ])
      expect(refused(section, block(le, 1, joined([fields, long])))).toEqual({
        offset: 28 + 16,
        reason: "option 9 of 5 bytes does not fit the block's 28 bytes.",
      })
      const odd = option(le, 14, new Uint8Array(4))
      expect(refused(section, block(le, 1, joined([fields, odd])))).toEqual({
        offset: 28 + 16,
        reason: 'option 14 has 4 bytes; its value takes 8.',
      })
    })

    test('a time offset beyond exact seconds', () => {
      const fault = refused(section, interfaceBlock(le, { offset: -(2n ** 62n) }))
      expect(fault.reason).toContain('time offset -4611686018427387904 s is further')
    })

    test('a section of another version, or of no byte order', () => {
      const other = section.slice()
      other.set(numbers(le, [[2, 2]]), 12)
      expect(refused(other)).toEqual({
        offset: 12,
        reason: 'pcapng version 2 is not read; only 1 is.',
      })
      other[8] = 0
      expect(refused(other).offset).toBe(8)
      expect(refused(other).reason).toContain('is not 0x1a2b3c4d in either order')
    })

    test('a capture without packets', () => {
      expect(refused(section, plain)).toEqual({
        offset: head,
        reason: 'the capture holds no packets; there is nothing to replay.',
      })
    })

    test('a block that is cut', () => {
      expect(refused(section, plain, packet.subarray(0, 50))).toEqual({
        offset: head,
        reason: 'the file ends after 50 of the 92 bytes of an Enhanced Packet Block.',
      })
    })
  })
})

describe('the reader', () => {
  test('closes the source of its chunks when it refuses a file, and when it is done', () => {
    let closed = 0
    function* source(...chunks: readonly Uint8Array[]): Generator<Uint8Array> {
      try {
        yield* chunks
      } finally {
        closed++
      }
    }
    expect(readCapture(source(text('no capture'), text('at all'))).ok).toBe(false)
    expect(closed).toBe(1)
    expect(readCapture(source(classicFile(little, [frame(0n)]))).ok).toBe(true)
    expect(closed).toBe(2)
  })

  test('is content with chunks that reuse one buffer', () => {
    const file = classicFile(
      little,
      Array.from({ length: 50 }, (_, i) => frame(BigInt(i))),
    )
    function* source(size: number): Generator<Uint8Array> {
      const buffer = new Uint8Array(size)
      for (let at = 0; at < file.length; at += size) {
        const part = file.subarray(at, at + size)
        buffer.set(part)
        yield buffer.subarray(0, part.length)
        buffer.fill(0xee)
      }
    }
    for (const size of [1, 7, 77, 1000])
      expect(readCapture(source(size))).toEqual(readCapture([file]))
  })

  test('grows past its first columns', () => {
    const records = Array.from({ length: 5_000 }, (_, i) => frame(BigInt(i), i, new Uint8Array()))
    const capture = accepted(classicFile(little, records))
    expect(capture.count).toBe(5_000)
    expect(capture.seconds).toHaveLength(5_000)
    expect(rows(capture)[4_999]).toEqual([0, 4_999e6, 4_999])
  })

  test.each(['office-to-customer', 'office-to-cloud'])('reads the recorded capture %s', name => {
    const file = new URL(`../../scenarios/data/${name}.pcap`, import.meta.url)
    const capture = accepted(readFileSync(file))
    expect(capture.count).toBeGreaterThan(1_000)
    expect(Math.max(...capture.bytes)).toBeLessThanOrEqual(1514)
    expect(Math.min(...capture.bytes)).toBeGreaterThanOrEqual(54)
  })
})
