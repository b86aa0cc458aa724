/** Traces as users make them: what Wireshark sees in them, and what becomes of one that is replayed. */
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/program.ts'
import { readCapture } from '../../src/formats/pcap/read.ts'
import type { ResultDocument } from '../../src/sim/result/document.ts'
import { fakeHost } from './host.ts'
import { folderOf } from './scenarios.ts'

const absent = ['tshark', 'capinfos'].some(
  program => spawnSync(program, ['--version']).status !== 0,
)
const needs = absent ? ': needs tshark (Debian package tshark)' : ''

const WORLD = `
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par } }
vpcs: { v: { region: fr-par } }
connections:
  one: { pop: th2, portSpeed: 1Gbps, crossConnect: { length: 50m } }
  two: { pop: th2, portSpeed: 10Gbps, crossConnect: { length: 5m } }
interlinks:
  a: { connection: one, vlan: 101, bandwidth: 300Mbps, burst: 4kB, vpc: v }
  b: { connection: one, vlan: 4094, bandwidth: 400Mbps, burst: 9kB, enforce: { toCloud: shape }, vpc: v }
  c: { connection: two, vlan: 7, bandwidth: 2Gbps, mtu: 9000, vpc: v }
`
const folder = folderOf({
  'trace.yaml': `name: trace
duration: 2ms
warmup: 1ms
${WORLD}
traffic:
  - { interlink: a, direction: toCustomer, source: { kind: poisson, rate: 350Mbps, frame: imix } }
  - { interlink: a, direction: toCloud, source: { kind: poisson, rate: 290Mbps, frame: 100B } }
  - { interlink: b, direction: toCustomer, source: { kind: cbr, rate: 200Mbps, frame: 64B, family: ipv6 } }
  - { interlink: b, direction: toCloud, source: { kind: onoff, peak: 900Mbps, on: 100us, off: 100us, frame: 120B, family: ipv6 } }
  - { interlink: c, direction: toCustomer, source: { kind: poisson, rate: 1Gbps, frame: 9018B } }
`,
  'replayed.yaml': `name: replayed
duration: 2ms
${WORLD}
traffic:
  - { interlink: b, direction: toCloud, source: { kind: pcap, file: b.pcap } }
`,
})
const scenarios = fileURLToPath(new URL('../../scenarios', import.meta.url))

const run = async (...args: readonly string[]): Promise<ResultDocument> => {
  const host = fakeHost()
  const exit = await main(['run', ...args, '--format', 'json'], host)
  if (exit > 1) throw new Error(host.written.err)
  return JSON.parse(host.written.out) as ResultDocument
}
const trace = join(folder, 'x.pcap')
const inTrace = join(folder, 'trace.yaml')

const captureIn = (file: string) => {
  const result = readCapture([readFileSync(file)])
  if (!result.ok) throw new Error(result.fault.reason)
  return result.capture
}

describe('--trace', () => {
  it('writes every frame delivered in the window, also those sent before it', async () => {
    const { flows } = await run(inTrace, '--trace', trace)
    const delivered = flows.reduce((sum, flow) => sum + flow.delivered.frames, 0)
    const { count } = captureIn(trace)
    // What was on its way when the window opened is not among the frames measured.
    expect(count).toBeGreaterThan(delivered)
    expect(count).toBeLessThan(delivered + 100)
    const plain = await run(inTrace)
    expect(plain.flows).toEqual(flows)
  })

  it('of one flow, replayed as a capture, reproduces it frame by frame', async () => {
    const file = join(folder, 'b.pcap')
    const recorded = await run(inTrace, '--trace', file, '--trace-flow', 'b:toCloud')
    const first = captureIn(file)
    const again = join(folder, 'again.pcap')
    const replayed = await run(join(folder, 'replayed.yaml'), '--trace', again)
    const second = captureIn(again)
    expect(first.count).toBeGreaterThan(800)
    expect(recorded.flows[3]!.interlink).toBe('b')
    expect(replayed.flows[0]!.offered.frames).toBe(first.count)
    // Released by the bucket in the recording, so it passes the same bucket as it is; only the last
    // frames are still on the cable when the replay ends.
    expect(replayed.flows[0]!.shaperWait.max).toBeLessThan(2e-9)
    const { count } = second
    expect(first.count - count).toBeLessThan(3)
    expect(second.bytes.subarray(0, count)).toEqual(first.bytes.subarray(0, count))
    for (let i = 0; i < count; i++) {
      // The port of the replay finds gaps as long as its frames, give or take the nanosecond of a trace.
      const apart = Math.abs(first.picos[i]! - second.picos[i]!)
      expect(apart).toBeLessThanOrEqual(2000)
    }
  })

  it('is dated from the start of the scenario, whatever the zone, to the nanosecond', async () => {
    const first = async (start: string): Promise<readonly number[]> => {
      const file = join(folder, 'dated.yaml')
      writeFileSync(file, `start: ${start}\n${readFileSync(inTrace, 'utf8')}`)
      await run(file, '--trace', trace)
      const bytes = readFileSync(trace)
      return [bytes.readUInt32LE(24), bytes.readUInt32LE(28)]
    }
    await run(inTrace, '--trace', trace)
    const nano = readFileSync(trace).readUInt32LE(28)
    // 2026-03-02T08:00:00Z, as GNU date has it.
    expect(await first('2026-03-02T08:00:00Z')).toEqual([1_772_438_400, nano])
    expect(await first('2026-03-02T10:30:00+02:30')).toEqual([1_772_438_400, nano])
    expect(await first('2026-03-02')).toEqual([1_772_409_600, nano])
    expect(await first('2026-03-02T07:59:59.999Z')).toEqual([1_772_438_400, nano - 1_000_000])
  })

  it('names a flow that has no traffic as such', async () => {
    const host = fakeHost()
    const args = ['run', inTrace, '--trace', trace, '--trace-flow', 'c:toCloud']
    expect(await main(args, host)).toBe(2)
    expect(host.written.err).toBe(
      '--trace-flow: no traffic is "c:toCloud"; the nearest is a:toCloud\n',
    )
  })

  it.each([
    [['--trace-flow', 'a:toCloud'], '--trace-flow: without --trace FILE.pcap there is no trace\n'],
    [
      ['--trace', 'x', '--trace-flow', 'a'],
      '--trace-flow: "a" found; ID:toCustomer or ID:toCloud is needed\n',
    ],
  ])('%s is refused', async (options, message) => {
    const host = fakeHost()
    expect(await main(['run', inTrace, ...options], host)).toBe(2)
    expect(host.written.err).toBe(message)
  })
})

describe.skipIf(absent)(`what tshark sees in a trace${needs}`, { timeout: 60_000 }, () => {
  const fields = (file: string, names: readonly string[], ...options: readonly string[]) =>
    execFileSync(
      'tshark',
      ['-n', '-r', file, ...options, '-T', 'fields', ...names.flatMap(name => ['-e', name])],
      { encoding: 'utf8', maxBuffer: 2 ** 26, stdio: ['ignore', 'pipe', 'ignore'] },
    )
      .split('\n')
      .filter(line => line !== '')
      .map(line => line.split('\t'))

  beforeAll(async () => {
    await run(inTrace, '--trace', trace)
  })

  it('is a nanosecond capture in the order of time, at most 128 bytes a frame', () => {
    const told = execFileSync('capinfos', ['-M', trace], { encoding: 'utf8' })
    expect(told).toMatch(/File type: +nsecpcap/)
    expect(told).toMatch(/Packet size limit:\s+file hdr: 128 bytes/)
    const rows = fields(trace, ['frame.time_epoch', 'frame.cap_len', 'frame.len'])
    const times = rows.map(([time = '']) => BigInt(time.replace('.', '')))
    expect(times.every((time, i) => i === 0 || time >= times[i - 1]!)).toBe(true)
    // From the end of the warm-up on.
    expect(times[0]).toBeGreaterThanOrEqual(1_000_000n)
    expect(times.at(-1)).toBeLessThanOrEqual(3_000_000n)
    for (const [, captured, length] of rows) {
      expect(Number(captured)).toBe(Math.min(128, Number(length)))
    }
  })

  it('has the VLAN, the family and the direction of every flow, and nothing malformed', () => {
    const rows = fields(trace, ['vlan.id', 'ip.src', 'ipv6.src', 'frame.len'])
    const seen = new Map<string, number>()
    for (const row of rows) {
      const [vlan, source, source6] = row
      const key = `${vlan} ${source}${source6}`
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
    expect([...seen.keys()].sort()).toEqual([
      '101 192.0.2.101',
      '101 198.51.100.101',
      '4094 2001:db8:1::1e',
      '4094 2001:db8:2::1e',
      '7 198.51.100.7',
    ])
    const checks = ['-o', 'ip.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE']
    const bad = '_ws.malformed || ip.checksum.status == 0 || udp.checksum.status == 0'
    expect(fields(trace, ['frame.number'], ...checks, '-Y', bad)).toEqual([])
    const good = fields(trace, ['frame.number'], ...checks, '-Y', 'udp.checksum.status == 1')
    // UDP's is checked where all of the frame was captured.
    const whole = rows.filter(([, , , length]) => Number(length) <= 128 && Number(length) >= 66)
    expect(good.length).toBeGreaterThan(0)
    expect(good.length).toBeGreaterThanOrEqual(whole.length)
  })

  it('has the headers of captured frames as they were recorded', async () => {
    const file = join(folder, 'real.pcap')
    const { flows } = await run(join(scenarios, 'real-capture.yaml'), '--trace', file)
    const names = ['eth.src', 'ip.src', 'ip.dst', 'ip.id', 'tcp.seq_raw', 'udp.srcport']
    const rows = fields(file, names)
    for (const [index, name, address] of [
      [0, 'office-to-customer', '192.0.2.2'],
      [1, 'office-to-cloud', '192.0.2.1'],
    ] as const) {
      const original = fields(join(scenarios, 'data', `${name}.pcap`), names)
      const traced = rows.filter(([, source]) => source === address)
      expect(traced).toHaveLength(flows[index]!.delivered.frames)
      // Some are lost on the way; the others come in the order in which they were sent.
      const rest = original.map(row => row.join())
      for (const row of traced) {
        const at = rest.indexOf(row.join())
        expect(at).toBeGreaterThanOrEqual(0)
        rest.splice(0, at + 1)
      }
    }
  })
})
