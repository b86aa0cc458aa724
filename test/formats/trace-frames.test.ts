/** What a trace is made of: frames nobody sent, tags, headers kept of captures, and the file itself. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { documentationFrame } from '../../src/formats/ethernet/documentation-frame.ts'
import { tagged } from '../../src/formats/ethernet/vlan-tag.ts'
import { type Capture, readCapture } from '../../src/formats/pcap/read.ts'
import { PcapWriter, timestamp } from '../../src/formats/pcap/write.ts'
import {
  classicFile,
  cutAt,
  ethernet,
  interfaceBlock,
  joined,
  packetBlock,
  sectionBlock,
} from './capture-writer.ts'

/** Whether the 16-bit words of a message, its checksum included, sum up to all ones (RFC 1071). */
const checks = (...parts: readonly Uint8Array[]): boolean => {
  const bytes = joined(parts)
  let sum = 0
  for (let i = 0; i < bytes.length; i += 2) sum += bytes[i]! * 256 + (bytes[i + 1] ?? 0)
  while (sum > 0xffff) sum = (sum % 0x1_0000) + Math.floor(sum / 0x1_0000)
  return sum === 0xffff
}

const frames = fc.record({
  size: fc.integer({ min: 64, max: 9216 }),
  family: fc.constantFrom('ipv4' as const, 'ipv6' as const),
  toCloud: fc.boolean(),
  host: fc.integer({ min: 1, max: 254 }),
  flow: fc.nat(),
})

describe('a frame with documentation addresses', () => {
  test('has the length and the checksums that its headers must have', () => {
    fc.assert(
      fc.property(frames, it => {
        const bytes = documentationFrame(it, Infinity)
        expect(bytes).toHaveLength(it.size - 4)
        const view = new DataView(bytes.buffer)
        const packet = it.size - 18
        if (it.family === 'ipv4') {
          expect(view.getUint16(12)).toBe(0x0800)
          expect(view.getUint16(16)).toBe(packet)
          expect(checks(bytes.subarray(14, 34))).toBe(true)
          const pseudo = Uint8Array.of(0, 17, (packet - 20) >> 8, (packet - 20) & 255)
          expect(checks(bytes.subarray(26, 34), pseudo, bytes.subarray(34))).toBe(true)
          expect(view.getUint16(38)).toBe(packet - 20)
        } else {
          expect(view.getUint16(12)).toBe(0x86dd)
          expect(view.getUint16(18)).toBe(packet - 40)
          const hasUdp = packet >= 48
          expect(bytes[20]).toBe(hasUdp ? 17 : 59)
          if (hasUdp) {
            const pseudo = Uint8Array.of((packet - 40) >> 8, (packet - 40) & 255, 0, 17)
            expect(checks(bytes.subarray(22, 54), pseudo, bytes.subarray(54))).toBe(true)
          }
        }
      }),
    )
  })

  test('goes from the sender of its direction to the other side', () => {
    const it = { size: 64, family: 'ipv4', host: 7, flow: 3 } as const
    const toCloud = documentationFrame({ ...it, toCloud: true }, 60)
    const toCustomer = documentationFrame({ ...it, toCloud: false }, 60)
    expect([...toCloud.subarray(26, 34)]).toEqual([192, 0, 2, 7, 198, 51, 100, 7])
    expect([...toCustomer.subarray(26, 34)]).toEqual([198, 51, 100, 7, 192, 0, 2, 7])
    expect([...toCloud.subarray(0, 6)]).toEqual([...toCustomer.subarray(6, 12)])
    expect([...toCloud.subarray(34, 38)]).toEqual([0xc0, 3, 0, 9])
  })

  test('is cut where only its beginning is wanted', () => {
    const it = { size: 1518, family: 'ipv6', toCloud: true, host: 1, flow: 0 } as const
    const whole = documentationFrame(it, Infinity)
    expect(documentationFrame(it, 124)).toEqual(whole.subarray(0, 124))
    expect(documentationFrame(it, 30)).toEqual(whole.subarray(0, 30))
  })
})

test('a VLAN tag stands behind the addresses', () => {
  const frame = ethernet(60)
  const bytes = tagged(frame, 4094)
  expect(bytes.subarray(0, 12)).toEqual(frame.subarray(0, 12))
  expect([...bytes.subarray(12, 16)]).toEqual([0x81, 0, 0x0f, 0xfe])
  expect(bytes.subarray(16)).toEqual(frame.subarray(12))
})

describe('headers kept of a capture', () => {
  const pattern = (size: number, seed: number): Uint8Array => {
    const frame = ethernet(size)
    for (let i = 14; i < size; i++) frame[i] = (i * 7 + seed) & 255
    return frame
  }
  const read = (file: Uint8Array, places: readonly number[] = []): Capture => {
    const result = readCapture(cutAt(file, places), { headers: true })
    if (!result.ok) throw new Error(result.fault.reason)
    return result.capture
  }
  const records = fc.array(
    fc.record({
      ticks: fc.bigInt({ min: 0n, max: 2_000_000_000n }),
      captured: fc.integer({ min: 0, max: 300 }),
      more: fc.constantFrom(0, 0, 1, 1000),
      vlan: fc.option(fc.integer({ min: 1, max: 4094 })),
    }),
    { minLength: 1, maxLength: 12 },
  )
  const written = (
    it: readonly { ticks: bigint; captured: number; more: number; vlan: number | null }[],
  ) =>
    it.map(({ ticks, captured, more, vlan }, i) => {
      const frame = pattern(captured, i)
      const bytes = vlan === null || captured < 14 ? frame : tagged(frame, vlan)
      return { ticks, captured: bytes, original: bytes.length + more, frame }
    })

  test('are the first bytes of each frame, untagged, in the order of time, in any format', () => {
    fc.assert(
      fc.property(
        records,
        fc.array(fc.nat()),
        fc.boolean(),
        fc.boolean(),
        (it, places, ng, little) => {
          const list = written(it)
          const file = ng
            ? joined([
                sectionBlock(little),
                interfaceBlock(little, { resolution: 9 }),
                ...list.map(record => packetBlock(little, 0, record)),
              ])
            : classicFile({ littleEndian: little, nano: true }, list)
          const { headers, count } = read(file, places)
          const inOrder = list
            .map((record, i) => ({ ...record, i }))
            .sort((a, b) => (a.ticks < b.ticks ? -1 : a.ticks > b.ticks ? 1 : a.i - b.i))
          expect(count).toBe(list.length)
          inOrder.forEach(({ frame }, i) => {
            expect(headers!.of(i)).toEqual(frame.subarray(0, 124))
          })
        },
      ),
    )
  })

  test('do not reach into the FCS', () => {
    const frame = pattern(64, 1)
    const file = classicFile({ littleEndian: true, nano: true, fcsWords: 2 }, [
      { ticks: 0n, captured: frame, original: 64 },
    ])
    expect(read(file).headers!.of(0)).toEqual(frame.subarray(0, 60))
  })

  test('are kept of more frames than share a block', () => {
    const file = classicFile(
      { littleEndian: true, nano: true },
      Array.from({ length: 9000 }, (_, i) => ({
        ticks: 0n,
        captured: pattern(60, i),
        original: 60,
      })),
    )
    const { headers } = read(file)
    for (const i of [0, 4095, 4096, 8191, 8192, 8999]) {
      expect(headers!.of(i)).toEqual(pattern(60, i))
    }
  })
})

test('a capture that was written is read back', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          time: fc.integer({ min: 0, max: 2 ** 53 - 1 }),
          length: fc.integer({ min: 60, max: 9216 }),
        }),
        { minLength: 1, maxLength: 50 },
      ),
      fc.record({
        seconds: fc.integer({ min: 0, max: 4_102_444_799 }),
        picos: fc.oneof(fc.integer({ min: 0, max: 10 ** 12 - 1 }), fc.constant(10 ** 12 - 1)),
      }),
      (list, start) => {
        list.sort((a, b) => a.time - b.time)
        const parts: Uint8Array[] = []
        const writer = new PcapWriter(128, bytes => parts.push(bytes.slice()))
        for (const { time, length } of list) {
          const { second, nano } = timestamp(time, start)
          writer.record(second, nano, tagged(ethernet(Math.min(124, length - 4)), 5), length)
        }
        writer.flush()
        const result = readCapture(parts, { headers: true })
        if (!result.ok) throw new Error(result.fault.reason)
        const { count, seconds, picos, bytes, headers } = result.capture
        const nanos = list.map(({ time }) => (BigInt(start.picos) + BigInt(time)) / 1000n)
        expect(count).toBe(list.length)
        list.forEach(({ length }, i) => {
          expect(BigInt(seconds[i]!) * 10n ** 9n + BigInt(picos[i]!) / 1000n).toBe(
            nanos[i]! - nanos[0]!,
          )
          // The tag is taken off again.
          expect(bytes[i]).toBe(length - 4)
          expect(headers!.of(i)).toEqual(ethernet(Math.min(124, length - 4)))
        })
      },
    ),
  )
})

test('a large capture is handed on in pieces that lose nothing', () => {
  const parts: Uint8Array[] = []
  const writer = new PcapWriter(128, bytes => parts.push(bytes.slice()))
  const frame = tagged(ethernet(124), 1)
  for (let i = 0; i < 20_000; i++) writer.record(i, 0, frame, 1518)
  writer.flush()
  expect(parts.length).toBeGreaterThan(2)
  const result = readCapture(parts)
  if (!result.ok) throw new Error(result.fault.reason)
  expect(result.capture.count).toBe(20_000)
  expect(result.capture.seconds[19_999]).toBe(19_999)
})
