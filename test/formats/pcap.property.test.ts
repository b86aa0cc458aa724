import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CaptureResult, readCapture } from '../../src/formats/pcap/read.ts'
import {
  block,
  classicHeader,
  classicRecord,
  cutAt,
  ethernet,
  interfaceBlock,
  joined,
  obsoleteBlock,
  packetBlock,
  sectionBlock,
  type Written,
} from './capture-writer.ts'

/** What a reader must find of one record: its instant on the file's own axis, and its length. */
interface Truth {
  readonly ps: bigint
  readonly bytes: number
}

/** A file in pieces: those before which a cut leaves a sound file are where a piece ends. */
interface Model {
  readonly pieces: readonly Uint8Array[]
  /** Per piece, the record in it. */
  readonly truths: readonly (Truth | undefined)[]
}

const PICOS = 1_000_000_000_000n

/** The slow oracle: everything in whole picoseconds as BigInt. */
const expected = (truths: readonly (Truth | undefined)[]): number[][] => {
  const records = truths.filter(truth => truth !== undefined)
  const sorted = records.toSorted((a, b) => (a.ps < b.ps ? -1 : a.ps > b.ps ? 1 : 0))
  const first = sorted[0]?.ps ?? 0n
  return sorted.map(({ ps, bytes }) => {
    const since = ps - first
    return [Number(since / PICOS), Number(since % PICOS), bytes]
  })
}

const rows = (result: CaptureResult): number[][] => {
  if (!result.ok) throw new Error(`refused at ${result.fault.offset}: ${result.fault.reason}`)
  const { seconds, picos, bytes, count } = result.capture
  expect([seconds.length, picos.length, bytes.length]).toEqual([count, count, count])
  return Array.from(bytes, (length, i) => [seconds[i]!, picos[i]!, length])
}

interface Payload {
  readonly captured: Uint8Array
  readonly original: number
  readonly tag: number
}

const payload: fc.Arbitrary<Payload> = fc
  .record({
    size: fc.oneof(fc.integer({ min: 0, max: 18 }), fc.integer({ min: 0, max: 200 })),
    more: fc.oneof(fc.constant(0), fc.nat(9216), fc.nat(0xffff_0000)),
    etherType: fc.constantFrom(0x0800, 0x86dd, 0x8100, 0x88a8, 0x9100, 0x0081),
  })
  .map(({ size, more, etherType }) => ({
    captured: ethernet(size, etherType),
    // 300 keeps room for any FCS: shorter frames are the examples' business.
    original: size + 300 + more,
    tag: size >= 14 && [0x8100, 0x88a8, 0x9100].includes(etherType) ? 4 : 0,
  }))

const classic: fc.Arbitrary<Model> = fc
  .record({
    littleEndian: fc.boolean(),
    nano: fc.boolean(),
    fcsWords: fc.option(fc.nat(15), { nil: undefined }),
    records: fc.array(
      fc.record({
        // Few seconds and fractions, so that records collide; and any at all.
        second: fc.oneof(fc.nat(2), fc.nat(0xffff_ffff)),
        fraction: fc.oneof(fc.nat(2), fc.nat(999_999), fc.constant(999_999)),
        payload,
      }),
      { minLength: 1, maxLength: 30 },
    ),
  })
  .map(({ fcsWords, records, ...kind }) => {
    const options = fcsWords === undefined ? kind : { ...kind, fcsWords }
    const perSecond = kind.nano ? 1_000_000_000n : 1_000_000n
    const written = records.map(({ second, fraction, payload }) => {
      const ticks = BigInt(second) * perSecond + BigInt(fraction)
      const bytes = payload.original - payload.tag - (fcsWords ?? 0) * 2
      return {
        piece: classicRecord(options, { ticks, ...payload }),
        truth: { ps: (ticks * PICOS) / perSecond, bytes },
      }
    })
    return {
      pieces: [classicHeader(options), ...written.map(({ piece }) => piece)],
      truths: [undefined, ...written.map(({ truth }) => truth)],
    }
  })

const clock = fc.record({
  resolution: fc.option(
    fc.oneof(
      fc.nat(12),
      fc.nat(127),
      fc.integer({ min: 128, max: 160 }),
      fc.integer({ min: 128, max: 255 }),
    ),
    { nil: undefined },
  ),
  offset: fc.option(fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n }), { nil: undefined }),
  fcs: fc.option(fc.nat(255), { nil: undefined }),
  ended: fc.boolean(),
})

const section = fc.record({
  littleEndian: fc.boolean(),
  clocks: fc.array(clock, { minLength: 1, maxLength: 3 }),
  packets: fc.array(
    fc.record({
      which: fc.nat(2),
      obsolete: fc.boolean(),
      // Near 2^51 ticks, in nanoseconds of our days, and anywhere.
      ticks: fc.oneof(
        fc.bigInt({ min: 0n, max: 3n }),
        fc.bigInt({ min: 1_700_000_000_000_000_000n, max: 1_700_000_000_000_000_003n }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      ),
      payload,
      noise: fc.option(fc.record({ type: fc.constantFrom(4, 5, 10, 0xbad), size: fc.nat(70) }), {
        nil: undefined,
      }),
    }),
    { minLength: 1, maxLength: 15 },
  ),
})

const pcapng: fc.Arbitrary<Model> = fc
  .array(section, { minLength: 1, maxLength: 3 })
  .map(sections => {
    const pieces: Uint8Array[] = []
    const truths: (Truth | undefined)[] = []
    const add = (piece: Uint8Array, truth?: Truth): void => {
      pieces.push(piece)
      truths.push(truth)
    }
    for (const { littleEndian, clocks, packets } of sections) {
      add(sectionBlock(littleEndian))
      for (const given of clocks) add(interfaceBlock(littleEndian, defined(given)))
      for (const { which, obsolete, ticks: anyTicks, payload, noise } of packets) {
        const id = which % clocks.length
        const { resolution = 6, offset = 0n, fcs = 0 } = clocks[id]!
        const perSecond = (resolution > 127 ? 2n : 10n) ** BigInt(resolution & 0x7f)
        // Beyond 2^51 s timestamps are refused, which the examples show.
        const ticks = anyTicks % (perSecond << 51n)
        const record: Written = { ticks, ...payload }
        const piece = obsolete
          ? obsoleteBlock(littleEndian, id, record)
          : packetBlock(littleEndian, id, record)
        add(piece, {
          ps: (ticks * PICOS) / perSecond + offset * PICOS,
          bytes: payload.original - payload.tag - fcs,
        })
        if (noise !== undefined) add(block(littleEndian, noise.type, new Uint8Array(noise.size)))
      }
    }
    return { pieces, truths }
  })

/** The same object without its undefined fields. */
const defined = <T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

const places = fc.array(fc.nat(), { maxLength: 40 })
const variants = { 'classic pcap': classic, pcapng }

for (const [name, model] of Object.entries(variants)) {
  test(`${name}: any records, cut into any chunks, read back exactly`, () => {
    fc.assert(
      fc.property(model, places, ({ pieces, truths }, places) => {
        const read = readCapture(cutAt(joined(pieces), places))
        expect(rows(read)).toEqual(expected(truths))
      }),
      { numRuns: 500 },
    )
  })

  test(`${name}: chunks of one byte read back exactly`, () => {
    fc.assert(
      fc.property(model, ({ pieces, truths }) => {
        const file = joined(pieces)
        const read = readCapture(Array.from(file, (_, i) => file.subarray(i, i + 1)))
        expect(rows(read)).toEqual(expected(truths))
      }),
      { numRuns: 50 },
    )
  })

  test(`${name}: every cut is refused where the cut piece begins, save between records`, () => {
    fc.assert(
      fc.property(model, fc.nat(), ({ pieces, truths }, anywhere) => {
        const file = joined(pieces)
        const cut = anywhere % file.length
        const read = readCapture([file.subarray(0, cut)])
        let begin = 0
        let whole = 0
        while (begin + pieces[whole]!.length <= cut) begin += pieces[whole++]!.length
        const truth = expected(truths.slice(0, whole))
        if (begin === cut && truth.length > 0) expect(rows(read)).toEqual(truth)
        else expect(read).toMatchObject({ ok: false, fault: { offset: begin } })
      }),
      { numRuns: 500 },
    )
  })

  test(`${name}: a file with bytes changed never throws, and chunks do not change the answer`, () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(model, changes, places, ({ pieces }, changes, places) => {
        const file = joined(pieces)
        for (const [at, value] of changes) file[at % file.length] = value
        const read = readCapture([file])
        if (!read.ok) {
          expect(read.fault.offset).toBeGreaterThanOrEqual(0)
          expect(read.fault.offset).toBeLessThanOrEqual(file.length)
          expect(read.fault.reason).toMatch(/^\S.*\.$/u)
        }
        expect(readCapture(cutAt(file, places))).toEqual(read)
      }),
      { numRuns: 500 },
    )
  })

  test(`${name}: random bytes after a sound beginning never throw`, () => {
    fc.assert(
      fc.property(model, fc.uint8Array({ maxLength: 200 }), ({ pieces }, noise) => {
        const read = readCapture([...pieces, noise])
        if (!read.ok)
          expect(read.fault.offset).toBeLessThanOrEqual(joined(pieces).length + noise.length)
      }),
    )
  })
}

test('random bytes never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), places, (bytes, places) => {
      const read = readCapture(cutAt(bytes, places))
      expect(read).toMatchObject({ ok: false, fault: { offset: 0 } })
    }),
  )
})
