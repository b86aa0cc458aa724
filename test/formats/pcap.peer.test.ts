import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCapture } from '../../src/formats/pcap/read.ts'

const absent = ['tshark', 'editcap', 'mergecap'].some(
  program => spawnSync(program, ['--version']).status !== 0,
)
const needs = absent ? ': needs tshark (Debian package tshark)' : ''

const recorded = ['office-to-customer', 'office-to-cloud'] as const

describe.skipIf(absent)(`the columns are what tshark prints${needs}`, { timeout: 60_000 }, () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'interlink-sim-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const source = (name: string): string =>
    fileURLToPath(new URL(`../../scenarios/data/${name}.pcap`, import.meta.url))

  const converted = (name: string, ...options: readonly string[]): string => {
    const file = join(folder, `${name}${options.join('')}`)
    execFileSync('editcap', [...options, source(name), file])
    return file
  }

  /** Picoseconds since the earliest record, and length, as tshark sees them, sorted stably. */
  const peer = (file: string): [ps: bigint, bytes: number][] => {
    const fields = ['-T', 'fields', '-e', 'frame.time_epoch', '-e', 'frame.len']
    const printed = execFileSync('tshark', ['-n', '-r', file, ...fields], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const records = printed
      .trimEnd()
      .split('\n')
      .map((line): [bigint, number] => {
        const [time = '', length = ''] = line.split('\t')
        const [second = '', fraction = ''] = time.split('.')
        return [BigInt(second + fraction.padEnd(12, '0')), Number(length)]
      })
    records.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    const first = records[0]![0]
    return records.map(([ps, bytes]) => [ps - first, bytes])
  }

  const ours = (file: string): [ps: bigint, bytes: number][] => {
    const result = readCapture([readFileSync(file)])
    if (!result.ok) throw new Error(`refused at ${result.fault.offset}: ${result.fault.reason}`)
    const { seconds, picos, bytes } = result.capture
    return Array.from(bytes, (length, i) => [
      BigInt(seconds[i]!) * 1_000_000_000_000n + BigInt(picos[i]!),
      length,
    ])
  }

  test.each(recorded)('for the recorded capture %s', name => {
    const file = source(name)
    expect(ours(file)).toEqual(peer(file))
  })

  describe.each(recorded)('%s', name => {
    test.each([
      ['as pcapng', ['-F', 'pcapng']],
      ['as ns pcap', ['-F', 'nsecpcap']],
      ['as µs pcap', ['-F', 'pcap']],
      ['as pcapng of 20 bytes each', ['-F', 'pcapng', '-s', '20']],
      ['as ns pcap, moved in time', ['-F', 'nsecpcap', '-t', '-3600.5']],
    ])('%s', (_, options) => {
      const file = converted(name, ...options)
      expect(ours(file)).toEqual(peer(file))
    })
  })

  test('for both directions merged by time, and one after the other', () => {
    const file = join(folder, 'merged.pcapng')
    execFileSync('mergecap', ['-F', 'pcapng', '-w', file, ...recorded.map(source)])
    const appended = join(folder, 'appended.pcapng')
    execFileSync('mergecap', ['-a', '-F', 'pcapng', '-w', appended, ...recorded.map(source)])
    expect(ours(file)).toEqual(peer(file))
    expect(ours(appended)).toEqual(peer(appended))
  })
})
