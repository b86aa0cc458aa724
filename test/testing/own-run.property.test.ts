/**
 * Our own simulator under the examination that is there for others: a capture is replayed towards the cloud,
 * where an InterLink's bucket shapes it behind the port, and what the trace says left it is judged.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check, explain, run } from '../../src/index.ts'
import { type Departed, arrivals, judgeShaper } from '../../src/testing.ts'
import { classicFile } from '../formats/capture-writer.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'own-run-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A byte on a port of 10 Gbit/s, ps. */
const BYTE = 800
/** Nothing is dropped. */
const QUEUE = 2 ** 30

test('what an InterLink’s shaper releases holds every law of a shaper', async () => {
  const specs = fc.record({
    cir: fc.constantFrom(1e9, 1e6, 7e6, 333e6, 9_999e6, 1e10),
    cbs: fc.constantFrom(1542, 1543, 3000, 20_000),
    countAs: fc.constantFrom('l1' as const, 'l2' as const, 'l3' as const),
  })
  const cases = specs.chain(bucket =>
    // Captures count nanoseconds.
    fc.tuple(fc.constant(bucket), arrivals({ bucket, granularity: 1000 })),
  )
  await fc.assert(
    fc.asyncProperty(cases, async ([bucket, sent]) => {
      const first = sent[0]!.arrival
      const capture = classicFile(
        { littleEndian: true, nano: true },
        sent.map(({ arrival, bytes }) => ({
          ticks: BigInt(arrival - first) / 1000n,
          captured: new Uint8Array(14),
          original: bytes - 4,
        })),
      )
      writeFileSync(join(folder, 'sent.pcap'), capture)
      const checked = check(
        {
          name: 'own',
          duration: '2.4h',
          organization: { id: 'acme', projects: ['network'] },
          pops: { th2: { region: 'fr-par' } },
          vpcs: { v: { region: 'fr-par' } },
          connections: { c: { pop: 'th2', portSpeed: '10Gbps' } },
          interlinks: {
            l: {
              connection: 'c',
              bandwidth: `${bucket.cir}bps`,
              burst: `${bucket.cbs}B`,
              queue: `${QUEUE}B`,
              countAs: bucket.countAs,
              enforce: { toCloud: 'shape' },
              vpc: 'v',
            },
          },
          traffic: [
            { interlink: 'l', direction: 'toCloud', source: { kind: 'pcap', file: 'sent.pcap' } },
          ],
        },
        { file: join(folder, 'own.yaml') },
      )
      if (!checked.ok) throw new Error(checked.faults.map(explain).join('\n'))
      const released: { readonly at: number; readonly bytes: number }[] = []
      await run(checked.loaded, {
        threads: 1,
        trace: { frame: (at, _, bytes) => released.push({ at, bytes }) },
      })
      // When the last bit of each has left the port, which sends one after the other.
      let free = 0
      const passages = sent.map(({ arrival, bytes }, i): Departed => {
        const begun = Math.max(arrival - first, free)
        free = begun + (bytes + 24) * BYTE
        expect(released[i]!.bytes).toBe(bytes)
        return { arrival: begun + (bytes + 12) * BYTE, bytes, departure: released[i]!.at }
      })
      const verdicts = judgeShaper(passages, { ...bucket, queue: QUEUE })
      expect(verdicts.filter(({ holds }) => !holds)).toEqual([])
    }),
    { numRuns: 60 },
  )
})
