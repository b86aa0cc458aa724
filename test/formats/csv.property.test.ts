import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type TableResult, readTable } from '../../src/formats/csv/read.ts'
import { cutAt } from './capture-writer.ts'

const PICOS = 10n ** 12n

/** A cell as RFC 4180 has it; in quotes where it must be, or where `always`. */
const written = (cell: string, always: boolean): string =>
  always || /[",\r\n]|^\s|\s$|^$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/** Seconds in decimal digits, all of them. */
const inSeconds = (ps: bigint): string => {
  const size = ps < 0n ? -ps : ps
  const fraction = String(size % PICOS).padStart(12, '0')
  return `${ps < 0n ? '-' : ''}${size / PICOS}.${fraction}`
}

/** An instant since 1970 on the calendar, by a way of its own: JavaScript's. */
const onCalendar = (ps: bigint, offset: number): string => {
  const second = ps / PICOS - (ps % PICOS < 0n ? 1n : 0n)
  const local = new Date((Number(second) + 60 * offset) * 1000).toISOString().slice(0, 19)
  const fraction = String(ps - second * PICOS).padStart(12, '0')
  const size = Math.abs(offset)
  const two = (value: number): string => String(value).padStart(2, '0')
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
  return `${local}.${fraction}${zone}`
}

interface Sample {
  readonly gap: bigint
  readonly value: number
  readonly note: string
  readonly offset: number
  readonly quotes: readonly boolean[]
}

const sample: fc.Arbitrary<Sample> = fc.record({
  gap: fc.oneof(
    fc.constantFrom(1n, PICOS - 1n, PICOS, 300n * PICOS),
    fc.bigInt({ min: 1n, max: 10n ** 18n }),
  ),
  value: fc.oneof(
    fc.constantFrom(0, 1, 5e-324, Number.MAX_VALUE),
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
  ),
  note: fc.oneof(
    fc.constantFrom('', '"', '""', ',', '\n', '\r\n', '\r', 'é', '😀', ' a '),
    fc.string({ unit: 'grapheme', maxLength: 12 }).filter(each => !/[\0\uFFFD]/u.test(each)),
  ),
  offset: fc.integer({ min: -1439, max: 1439 }),
  quotes: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
})

const document = fc.record({
  samples: fc.array(sample, { minLength: 2, maxLength: 40 }),
  first: fc.bigInt({ min: -(10n ** 22n), max: 10n ** 23n }),
  isCalendar: fc.boolean(),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  tail: fc.constantFrom('', '\n', '\n\n\n'),
  mark: fc.constantFrom('', '\uFEFF'),
  order: fc.shuffledSubarray(['time', 'bps', 'note'], { minLength: 3, maxLength: 3 }),
})

const cuts = fc.array(fc.integer({ min: 0, max: 4000 }), { maxLength: 30 })

/** The instants of a document since its first, ps, and its bytes. */
const write = (it: typeof document extends fc.Arbitrary<infer T> ? T : never) => {
  let at = it.first
  const instants = it.samples.map(({ gap }, i) => (at += i === 0 ? 0n : gap))
  const rows = it.samples.map(({ value, note, offset, quotes }, i) => {
    const time = it.isCalendar ? onCalendar(instants[i]!, offset) : inSeconds(instants[i]!)
    const cells: Record<string, string> = { time, bps: String(value), note }
    return it.order.map((name, k) => written(cells[name]!, quotes[k]!)).join()
  })
  const lines = [it.order.join(), ...rows].join(it.end)
  return { instants, bytes: Buffer.from(it.mark + lines + it.tail.replaceAll('\n', it.end)) }
}

const read = (chunks: Iterable<Uint8Array>): TableResult =>
  readTable(chunks, { times: ['time'], values: ['bps'] })

test('what is written is read back exactly: instants to the picosecond, values to the bit', () => {
  fc.assert(
    fc.property(document, cuts, (it, at) => {
      const { instants, bytes } = write(it)
      const result = read(cutAt(bytes, at))
      if (!result.ok) throw new Error(JSON.stringify(result.faults))
      const { count, times, values } = result.table
      expect(count).toBe(it.samples.length)
      const { seconds, picos, epoch } = times.get('time')!
      const found = Array.from(seconds, (s, i) => BigInt(s) * PICOS + BigInt(picos[i]!))
      expect(found).toEqual(instants.map(each => each - instants[0]!))
      for (const pico of picos) expect(pico >= 0 && pico < 1e12).toBe(true)
      expect([...values.get('bps')!.samples]).toEqual(it.samples.map(({ value }) => value))
      expect(values.get('bps')!.highest.value).toBe(
        Math.max(...it.samples.map(({ value }) => value)),
      )
      const beginning = epoch === null ? null : BigInt(epoch.seconds) * PICOS + BigInt(epoch.picos)
      expect(beginning).toBe(it.isCalendar ? instants[0] : null)
    }),
    { numRuns: 400 },
  )
}, 60_000)

test('a damaged file is read or refused alike however it is cut, at a line that it has', () => {
  const outcomes = new Set<string>()
  const damage = fc.array(
    fc.record({
      at: fc.nat(3000),
      with: fc.oneof(
        fc.constantFrom('"', ',', '\n', '\r', '\0', '-', ' ', 'x', '\n\n', '""', ';'),
        fc.uint8Array({ minLength: 1, maxLength: 3 }).map(each => Buffer.from(each)),
      ),
      drop: fc.nat(3),
    }),
    { minLength: 1, maxLength: 3 },
  )
  fc.assert(
    fc.property(document, damage, cuts, (it, edits, at) => {
      let { bytes } = write(it)
      for (const edit of edits) {
        const place = edit.at % bytes.length
        bytes = Buffer.concat([
          bytes.subarray(0, place),
          Buffer.from(edit.with as string),
          bytes.subarray(place + edit.drop),
        ])
      }
      const whole = read([bytes])
      outcomes.add(whole.ok ? 'read' : whole.faults[0]!.kind)
      expect(read(cutAt(bytes, at))).toEqual(whole)
      expect(read(Array.from(bytes, byte => Uint8Array.of(byte)))).toEqual(whole)
      if (whole.ok) return
      const lines = bytes.toString('latin1').split(/\r\n|\n|\r/u).length
      for (const fault of whole.faults) {
        if (fault.kind === 'missing' || fault.line === null) continue
        expect(fault.line).toBeGreaterThanOrEqual(1)
        expect(fault.line).toBeLessThanOrEqual(lines)
      }
    }),
    { numRuns: 600 },
  )
  expect(outcomes).toEqual(new Set(['read', 'file', 'cell', 'missing']))
}, 60_000)

test('a file of more than a piece is cut alike wherever its chunks end', () => {
  const lines = Array.from({ length: 12_000 }, (_, i) => `${i},${i % 7},"a ""b""\n${i}"`)
  const bytes = Buffer.from(`time,bps,note\n${lines.join('\n')}\n`)
  const whole = read([bytes])
  if (!whole.ok) throw new Error('refused')
  expect(whole.table.count).toBe(12_000)
  const samples = whole.table.values.get('bps')!.samples
  expect(samples.every((value, i) => value === i % 7)).toBe(true)
  for (const size of [4_093, 65_536, 65_537, 100_000]) {
    const places = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => i * size)
    expect(read(cutAt(bytes, places))).toEqual(whole)
  }
  const broken = Buffer.from(bytes.toString().replace('11999,1,', '11999,,'))
  const said = read(cutAt(broken, [70_000, 70_001, 200_000]))
  expect(said.ok ? null : said.faults).toEqual([
    {
      kind: 'cell',
      role: 'value',
      column: 'bps',
      // A header, and two lines for each sample before.
      line: 2 + 2 * 11_999,
      reason: 'the value is empty; write 0 where nothing was sent',
    },
  ])
}, 60_000)
