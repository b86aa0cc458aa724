/** Captures of every variant that the reader knows, sound and unsound. */
import fc from 'fast-check'
import {
  type InterfaceOptions,
  type Written,
  block,
  classicFile,
  ethernet,
  interfaceBlock,
  joined,
  obsoleteBlock,
  packetBlock,
  sectionBlock,
} from '../formats/capture-writer.ts'
import { applied, binaryNoise } from './noise.ts'

const RECORDS_MAX = 60

/** Frames with an instant in ticks of a millionth, or whatever the file's clock makes of them. */
const records: fc.Arbitrary<readonly Written[]> = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.constant(0), fc.nat(50), fc.integer({ min: -20, max: 2_000_000 })),
      held: fc.oneof(fc.nat(18), fc.nat(128)),
      more: fc.oneof(fc.constant(0), fc.nat(1_514), fc.nat(20_000)),
      etherType: fc.constantFrom(0x0800, 0x86dd, 0x8100, 0x88a8, 0x9100),
    }),
    { minLength: 1, maxLength: RECORDS_MAX },
  )
  .map(list => {
    let ticks = 1_700_000_000_000_000n
    return list.map(({ gap, held, more, etherType }) => {
      ticks += BigInt(gap)
      // No FCS and no tag is longer than 60 bytes.
      return { ticks, captured: ethernet(held, etherType), original: held + 60 + more }
    })
  })

const classic: fc.Arbitrary<Uint8Array> = fc
  .record({
    littleEndian: fc.boolean(),
    nano: fc.boolean(),
    fcsWords: fc.option(fc.nat(4), { nil: undefined }),
    records,
  })
  .map(({ records, fcsWords, ...kind }) =>
    classicFile(fcsWords === undefined ? kind : { ...kind, fcsWords }, records),
  )

const clock: fc.Arbitrary<InterfaceOptions> = fc
  .record({
    resolution: fc.option(fc.constantFrom(0, 3, 6, 9, 12, 20, 0x80, 0x8a, 0x9f), {
      nil: undefined,
    }),
    offset: fc.option(fc.bigInt({ min: -(2n ** 33n), max: 2n ** 33n }), { nil: undefined }),
    fcs: fc.option(fc.constantFrom(0, 4), { nil: undefined }),
    ended: fc.boolean(),
  })
  .map(given =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  )

const section = fc.record({
  littleEndian: fc.boolean(),
  clocks: fc.array(clock, { minLength: 1, maxLength: 3 }),
  records,
  obsolete: fc.boolean(),
  noise: fc.array(
    fc.record({ type: fc.constantFrom(4, 5, 10, 0xbad, 0x4000_0bad), size: fc.nat(70) }),
    { maxLength: 3 },
  ),
})

const pcapng: fc.Arbitrary<Uint8Array> = fc
  .array(section, { minLength: 1, maxLength: 2 })
  .map(sections =>
    joined(
      sections.flatMap(({ littleEndian, clocks, records, obsolete, noise }) => [
        sectionBlock(littleEndian),
        ...clocks.map(given => interfaceBlock(littleEndian, given)),
        ...noise.map(({ type, size }) => block(littleEndian, type, new Uint8Array(size))),
        ...records.map((record, i) => {
          const write = obsolete ? obsoleteBlock : packetBlock
          return write(littleEndian, i % clocks.length, record)
        }),
      ]),
    ),
  )

/** A file that the reader must take. */
export const soundCapture: fc.Arbitrary<Uint8Array> = fc.oneof(classic, pcapng)

/** A file that it may refuse. */
export const anyCapture: fc.Arbitrary<Uint8Array> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc
      .tuple(soundCapture, fc.array(binaryNoise, { minLength: 1, maxLength: 6 }))
      .map(([capture, noises]) => applied(capture, noises)),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 100 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          ...['name: x\n', 'GIF89a', '\u001F\u008B\u0008', 'PK\u0003\u0004', '#!/bin/sh\n', ''],
          ...['time,bps\n0,1\n', '\n\r\r\n'],
        ),
        fc.uint8Array({ maxLength: 40 }),
      )
      .map(([head, rest]) => Buffer.concat([Buffer.from(head, 'latin1'), rest])),
  },
)
