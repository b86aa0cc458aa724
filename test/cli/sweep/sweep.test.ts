import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { describe, expect, it } from 'vitest'
import { main } from '../../../src/cli/program.ts'
import { check, run } from '../../../src/index.ts'
import { call } from '../call.ts'
import { fakeHost } from '../host.ts'
import { scenario } from '../scenarios.ts'
import { SMALL, bytesOf, csvOf, ndjsonOf, sweepFolder } from './sweeps.ts'

const folder = sweepFolder({
  'small.sweep.yaml': SMALL,
  'tight.yaml': scenario({ duration: '4ms' }).replace('64KiB', '8kB'),
  'one.sweep.yaml': `scenario: tight.yaml
vary: { interlinks.web.bandwidth: [200Mbps, 80Mbps, 150Mbps] }
`,
  'mixed.sweep.yaml': `name: mixed
scenario: small.yaml
replications: 3
vary:
  interlinks.web.bandwidth: [500Mbps, 0.0005Mbps, 2Gbps]
  traffic.0.source.frame: [1000B, imix]
  seed: [1, 2]
`,
  'many.sweep.yaml': `scenario: small.yaml
vary:
${['interlinks.web.vlan', 'seed', 'interlinks.web.mtu']
  .map(path => `  ${path}: [${Array.from({ length: 100 }, (_, i) => i + 1).join(', ')}]`)
  .join('\n')}
`,
  'long.sweep.yaml': 'scenario: long.yaml\nvary: { seed: [1, 2, 3] }\n',
})
const file = (name: string): string => join(folder, `${name}.sweep.yaml`)
let places = 0
const fresh = (): string => join(folder, `out-${places++}`)

describe('sweep', () => {
  it('plays every combination as run plays it, in the order of nested loops', async () => {
    const out = fresh()
    const { exit, err } = await call(`sweep ${file('small')} --out ${out}`)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    const [header, ...rows] = csvOf(out)
    expect(header!.join(',')).toBe(
      'interlinks.web.bandwidth,traffic.0.source.rate,replications,interlink,direction,' +
        'offered_frames,loss,throughput,delay_mean,delay_p99,delay_max,error',
    )
    const expected: string[][] = []
    for (const bandwidth of ['50Mbps', '80Mbps', '200Mbps']) {
      for (const rate of ['60Mbps', '100Mbps']) {
        const text = scenario({ duration: '4ms', rate }).replace('500Mbps', bandwidth)
        const result = check(text)
        if (!result.ok) throw new Error('refused')
        const [flow] = (await run(result.loaded)).flows
        const { offered, loss, throughput, delay } = flow!
        const figures = [offered.frames, loss, throughput, delay.mean, delay.p99, delay.max]
        expected.push([bandwidth, rate, '1', 'web', 'toCloud', ...figures.map(String), ''])
      }
    }
    expect(rows).toEqual(expected)
    expect(readdirSync(out).sort()).toEqual([
      'report.html',
      'sweep.csv',
      'sweep.journal',
      'sweep.json',
      'sweep.ndjson',
      'sweep.parquet',
    ])
  })

  it('tells the smallest value that meets every objective, though it is not the first', async () => {
    const { out } = await call(`sweep ${file('one')} --out ${fresh()}`)
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /^✓ 2 of 3 combinations meet every objective; the smallest interlinks\.web\.bandwidth that does is 150Mbps\. small: 3 combinations, each run once, with seed 3 bandwidth worst loss worst p99 all objectives 200Mbps 0 % /,
    )
    expect(out).toMatch(/80Mbps {2,}[\d.]+ % {2,}[\d.]+ [µm]s {2}✗ missed\n/)
    expect(out).toMatch(
      /wrote {2}\S+report\.html {2}sweep\.csv {2}sweep\.json {2}sweep\.ndjson {2}sweep\.parquet\n/,
    )
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /again interlink-sim sweep \S+one\.sweep\.yaml --out \S+ same bytes/,
    )
  })

  it('makes a row of a combination that the rules refuse, and goes on', async () => {
    const out = fresh()
    const printed = await call(`sweep ${file('mixed')} --out ${out} --format json`)
    expect(printed.exit).toBe(0)
    expect(JSON.parse(printed.out)).toMatchObject({
      format: 'interlink-sim/sweep',
      version: 1,
      name: 'mixed',
      replications: 3,
      combinations: { count: 12, refused: 8, met: 4 },
      smallest: null,
    })
    const rows = ndjsonOf(out)
    expect(rows.map(({ combination }) => combination)).toEqual([...Array(12).keys()])
    const refusedRows = rows.filter(({ error }) => error !== null)
    expect(refusedRows).toHaveLength(8)
    for (const row of refusedRows) {
      expect(row).toMatchObject({
        interlink: null,
        direction: null,
        offered_frames: null,
        loss: null,
        delay_max: null,
        replications: 3,
        met: null,
        objectives: [],
      })
    }
    expect(refusedRows[0]!['error']).toMatch(/^interlinks\.web\.bandwidth: .*; /)
    expect(rows[0]).toMatchObject({
      'interlinks.web.bandwidth': '500Mbps',
      seed: 1,
      met: true,
      objectives: [{ interlink: 'web', metric: 'loss', below: 0.01, met: true }],
    })
    // Reasons hold commas, which the table quotes.
    expect(readFileSync(join(out, 'sweep.csv'), 'utf8')).toMatch(
      /0\.0005Mbps,1000B,1,3,,,,,,,,,"?interlinks\.web\.bandwidth: /,
    )
  })

  it('writes the same table as Parquet, typed, with nulls where nothing is', async () => {
    const out = fresh()
    await call(`sweep ${file('mixed')} --out ${out} --quiet`)
    const { buffer, byteOffset, byteLength } = readFileSync(join(out, 'sweep.parquet'))
    const rows = await parquetReadObjects({
      file: buffer.slice(byteOffset, byteOffset + byteLength),
    })
    const plain = rows.map(row =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [
          key,
          typeof value === 'bigint' ? Number(value) : value,
        ]),
      ),
    )
    expect(typeof rows[0]!['seed']).toBe('bigint')
    expect(typeof rows[0]!['loss']).toBe('number')
    const expected = ndjsonOf(out).map(
      ({ combination: _c, met: _m, kind: _k, objectives: _o, ...columns }) => columns,
    )
    expect(plain).toEqual(expected)
    expect(Object.keys(plain[0]!)).toEqual(csvOf(out)[0])
  })

  it('writes the same bytes for any number of threads', async () => {
    const all = []
    for (const threads of [1, 2, 3]) {
      const out = fresh()
      await call(`sweep ${file('mixed')} --out ${out} --threads ${threads} --quiet`)
      all.push(bytesOf(out))
    }
    expect(all[1]).toEqual(all[0])
    expect(all[2]).toEqual(all[0])
  })

  it('goes on from its journal, says so, and repeats nothing', async () => {
    const out = fresh()
    await call(`sweep ${file('small')} --out ${out}`)
    const whole = bytesOf(out)
    const journal = readFileSync(join(out, 'sweep.journal'))
    const lines = journal.toString().trimEnd().split('\n')
    for (const kept of [1, 3, 7]) {
      const again = `${out}-${kept}`
      await call(`sweep ${file('small')} --out ${again}`)
      // As a process leaves it that is killed while it writes: the last line is torn.
      const torn = kept < lines.length ? lines[kept]!.slice(0, 40) : ''
      writeFileSync(join(again, 'sweep.journal'), `${lines.slice(0, kept).join('\n')}\n${torn}`)
      const { exit, err } = await call(`sweep ${file('small')} --out ${again}`)
      expect(exit).toBe(0)
      expect(err).toBe(
        kept === 1
          ? ''
          : `sweep resumed: ${kept - 1} of 6 runs found in ${again}/, none repeated\n`,
      )
      expect(bytesOf(again)).toEqual(whole)
      const resumed = readFileSync(join(again, 'sweep.journal'), 'utf8').trimEnd().split('\n')
      expect(resumed.slice(0, kept)).toEqual(lines.slice(0, kept))
      expect(resumed.toSorted()).toEqual(lines.toSorted())
    }
  })

  it('refuses the folder of another sweep, and says what differs', async () => {
    const out = fresh()
    await call(`sweep ${file('small')} --out ${out}`)
    const before = bytesOf(out)
    const { exit, err } = await call(`sweep ${file('one')} --out ${out}`)
    expect(exit).toBe(2)
    expect(err).toBe(
      `${out}/sweep.journal belongs to another sweep; what differs: sweep file, scenario; ` +
        'name another folder with --out, or remove the journal\n',
    )
    expect(bytesOf(out)).toEqual(before)
    for (const text of ['dear diary\n', 'dear diary', '{"format":1}']) {
      writeFileSync(join(out, 'sweep.journal'), text)
      expect((await call(`sweep ${file('one')} --out ${out}`)).err).toContain(
        'sweep.journal is no journal of a sweep; name another folder',
      )
      expect(readFileSync(join(out, 'sweep.journal'), 'utf8')).toBe(text)
    }
    writeFileSync(join(out, 'sweep.journal'), '{"format":"interlink-sim/sweep-jour')
    expect((await call(`sweep ${file('small')} --out ${out}`)).err).toBe('')
    expect(bytesOf(out)).toEqual(before)
  })

  it('refuses more combinations than anyone means, unless told', async () => {
    const out = fresh()
    const { exit, err } = await call(`sweep ${file('many')} --out ${out}`)
    expect(exit).toBe(2)
    expect(err).toContain(
      '100 × 100 × 100 values are 1,000,000 combinations; leave values out, or say --confirm 1000000 if so many are meant\n',
    )
    expect(existsSync(out)).toBe(false)
  })

  it('is stopped by Ctrl-C at once, and leaves no folder where nothing is done', async () => {
    const out = fresh()
    const host = fakeHost()
    const ended = main(['sweep', file('long'), '--out', out, '--threads', '2'], host)
    setTimeout(() => host.raise('SIGINT'), 300)
    expect(await ended).toBe(130)
    expect(host.written.out).toBe('')
    expect(host.written.err).toBe('^C stopping…\nstopped after 0 of 3 runs. Exit 130.\n')
    expect(existsSync(out)).toBe(false)
  })

  it('shows how far it is, with runs per second and the time left', async () => {
    const host = fakeHost({ terminal: true, columns: 120 })
    let now = 0
    const exit = await main(['sweep', file('small'), '--out', fresh()], {
      ...host,
      uptime: () => (now += 0.5),
    })
    expect(exit).toBe(0)
    expect(host.written.err).toMatch(
      /sweep ━+╸─+ 50 % {3}3 of 6 runs {3}\d+\.\d runs\/s {3}\d\.\d s left/,
    )
    expect(host.written.err.endsWith('\r\u001b[K')).toBe(true)
  })

  it.each([
    ['', '--out: a folder for the results is needed; it also keeps what is done so far'],
    ['--out o --threads 0', '--threads: "0" found; a whole number from 1 to 1024 is needed'],
    ['--out o --confirm many', '--confirm: "many" found; a whole number from 1 to 10000000'],
    ['--out o --queue http://host', '--queue: "http://host" found; a Redis such as'],
    ['--out o --queue redis://h --threads 2', '--threads: with --queue, workers play'],
  ])('refuses the options %j', async (options, message) => {
    const words = `sweep ${file('small')} ${options}`.trim()
    const { exit, err } = await call(words)
    expect(exit).toBe(2)
    expect(err).toContain(message)
  })
})
