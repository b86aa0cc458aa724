import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/program.ts'
import type { ResultDocument } from '../../src/sim/result/document.ts'
import { call } from './call.ts'
import { fakeHost } from './host.ts'
import { MET, folderOf } from './scenarios.ts'

/** Two connections whose InterLinks share a VPC; the second one carries its traffic alone only up to 200 Mbps. */
const pair = (rate: string, duration = '5ms'): string =>
  MET.replace('duration: 1ms', `duration: ${duration}`)
    .replace(/( {2})paris-1: (.*)\n/, '$1paris-1: $2\n$1paris-2: $2\n')
    .replace(
      /interlinks:\n[^]*?objectives:\n.*\n/,
      `interlinks:
  big: { connection: paris-1, region: fr-par, bandwidth: 500Mbps, burst: 16KiB, vpc: vpc-web, bgp: { preference: high } }
  small: { connection: paris-2, region: fr-par, bandwidth: 200Mbps, burst: 16KiB, vpc: vpc-web, bgp: { preference: low } }
traffic:
  - { vpc: vpc-web, direction: toCloud, source: { kind: cbr, rate: ${rate}, frame: 1000B } }
objectives:
  - { interlink: '*', metric: loss, below: 1% }
`,
    )

const folder = folderOf({
  'met.yaml': pair('150Mbps'),
  'missed.yaml': pair('400Mbps'),
  'base.yaml': pair('800Mbps'),
  'long.yaml': pair('400Mbps', '20s'),
  'near.yaml': pair('195Mbps', '10ms')
    .replace('kind: cbr', 'kind: poisson')
    .replaceAll('16KiB', '8KiB')
    .replace('below: 1%', 'below: 7%'),
  'one.yaml': MET,
  'mute.yaml': pair('400Mbps').replace(/objectives:[^]*/, ''),
})
const file = (name: string): string => join(folder, `${name}.yaml`)
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')

const documentOf = async (args: string): Promise<ResultDocument> =>
  JSON.parse((await call(`${args} --format json`)).out) as ResultDocument

describe('run --fail-each', () => {
  it('is met where all holds with any one connection lost', async () => {
    const { exit, out, err } = await call(`run ${file('met')} --fail-each`)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(flat(out)).toMatch(
      /^✓ All 2 objectives hold, also with any one of the 2 connections lost; the closest then: /,
    )
    expect(out).toContain(' one connection lost: the worst of 2 runs, each without one of them\n')
    expect(flat(out)).toMatch(/again interlink-sim run \S+met\.yaml --fail-each --seed 3/)
    expect(await call(`run ${file('met')} --fail-each --quiet`)).toEqual({
      exit: 0,
      out: '',
      err: '',
    })
  })

  it('is missed where one does not, though with all connections it does', async () => {
    expect((await call(`run ${file('missed')}`)).exit).toBe(0)
    const { exit, out } = await call(`run ${file('missed')} --fail-each`)
    expect(exit).toBe(1)
    expect(flat(out)).toMatch(
      /^✗ Without paris-1, 1 of 2 objectives is missed: small to cloud on paris-2 loses [\d.]+ % of its frames; 1 % is allowed\. small then carries the traffic of big as well, on 200 Mbps\. With every connection up all objectives are met\./,
    )
    expect(out).toMatch(/✗ small +to cloud +loss +1 % +[\d.]+ % +paris-1 +\d+ × the limit/)
    expect(flat(out)).toMatch(
      /next raise interlinks\.small\.bandwidth \(200 Mbps, 800 Mbps free\) in \S+missed\.yaml:\d+, then interlink-sim run \S+missed\.yaml --fail-each again/,
    )
  })

  it('has a line for each miss and the connection that is absent, where little is to be said', async () => {
    const quiet = await call(`run ${file('missed')} --fail-each --quiet`)
    expect(quiet).toMatchObject({ exit: 1, err: '' })
    expect(quiet.out).toMatch(
      /^missed small toCloud loss 0\.\d+ limit 0\.01 \S+missed\.yaml:\d+:\d+ without paris-1\n$/,
    )
    const both = await call(`run ${file('base')} --fail-each --quiet`)
    expect(both.out.split('\n').map(line => line.replaceAll(/ 0\.\d+ .*:\d+:\d+/g, ' …'))).toEqual([
      'missed big toCloud loss …',
      'missed small toCloud loss … without paris-1',
      'missed big toCloud loss … without paris-2',
      '',
    ])
  })

  it('says the miss that is there anyway first', async () => {
    const { exit, out } = await call(`run ${file('base')} --fail-each`)
    expect(exit).toBe(1)
    expect(flat(out)).toMatch(
      /^✗ 1 of 2 objectives missed: big to cloud on paris-1 loses .* Without paris-1, 1 of 2 objectives is missed\. Without paris-2, 1 of 2 objectives is missed\. small: /,
    )
  })

  it('says what it means that there is one connection only', async () => {
    const { exit, out } = await call(`run ${file('one')} --fail-each`)
    expect(exit).toBe(1)
    expect(flat(out)).toMatch(
      /^✗ Without paris-1, the only objective is missed: web to cloud loses 100 % of its frames; 1 % is allowed\. There is no other connection: everything that it carried is lost\./,
    )
    expect(out).toContain(
      '\n paris-1 is the only connection: without it everything that it carried is lost\n',
    )
    expect(flat(out)).toContain(
      'next add a second connection, and InterLinks of the same VPCs on it',
    )
    const { failures } = await documentOf(`run ${file('one')} --fail-each`)
    expect(failures).toMatchObject([{ connection: 'paris-1', objectives: [{ value: 1 }] }])
  })

  it('warns where nothing is judged, however little is to be said', async () => {
    const warning = /! objectives: there are none, so a lost connection breaks none; add some/
    const { exit, out } = await call(`run ${file('mute')} --fail-each`)
    expect(exit).toBe(0)
    expect(flat(out)).toMatch(warning)
    expect(out).toMatch(/^– No objectives; nothing lost\./)
    for (const option of ['--quiet', '--format json']) {
      expect((await call(`run ${file('mute')} --fail-each ${option}`)).err).toMatch(warning)
    }
    const { failures } = await documentOf(`run ${file('mute')} --fail-each`)
    expect(failures).toEqual([
      { connection: 'paris-1', objectives: [] },
      { connection: 'paris-2', objectives: [] },
    ])
  })

  it('replicates each variant, and is undecided where one is', async () => {
    const words = `run ${file('near')} --fail-each --replications 6`
    const { failures } = await documentOf(words)
    expect(failures!.map(({ replications }) => replications)).toEqual([{ count: 6 }, { count: 6 }])
    const [first] = failures!
    const small = first!.objectives.find(each => 'interlink' in each && each.interlink === 'small')!
    expect(small.undecided).toBe(true)
    const { exit, out } = await call(words)
    expect(exit).toBe(1)
    expect(flat(out)).toMatch(/^✗ Without paris-1, 1 of 2 objectives is undecided: small to cloud /)
    expect(flat(out)).toMatch(
      /next interlink-sim run \S+near\.yaml --replications \d+ --fail-each so many may decide/,
    )
    expect((await call(`${words} --quiet`)).out).toMatch(
      /^undecided small toCloud loss .* without paris-1\n$/,
    )
  })

  it('warns where a variant is not known as precisely as asked', async () => {
    const words = `run ${file('near')} --fail-each --replications 5 --until-precision 0.1%`
    expect(flat((await call(words)).out)).toMatch(
      /! without paris-1: precision not reached after 5 replications, the most allowed: /,
    )
  })

  it('writes series and a trace of the run with all connections, failures into result.json', async () => {
    const out = join(folder, 'out')
    const plain = join(folder, 'plain')
    const of = (name: string): string => `--out ${name} --trace ${join(name, 'all.pcap')}`
    expect((await call(`run ${file('missed')} --fail-each ${of(out)}`)).exit).toBe(1)
    expect((await call(`run ${file('missed')} ${of(plain)}`)).exit).toBe(0)
    for (const name of ['series.csv', 'ports.csv', 'all.pcap']) {
      expect(readFileSync(join(out, name))).toEqual(readFileSync(join(plain, name)))
    }
    const read = (name: string): ResultDocument =>
      JSON.parse(readFileSync(join(name, 'result.json'), 'utf8')) as ResultDocument
    const { failures, worstCases, run: _, ...rest } = read(out)
    const { run: _2, ...base } = read(plain)
    expect(rest).toEqual(base)
    expect(failures).toHaveLength(2)
    expect(worstCases).toHaveLength(2)
  })

  it('takes duration, seed, kernel and threads to all runs alike', async () => {
    const words = `run ${file('near')} --fail-each --duration 4ms --seed 8`
    const batch = await documentOf(`${words} --kernel batch --threads 1`)
    const event = await documentOf(`${words} --kernel event --threads 2`)
    expect(event.failures).toEqual(batch.failures)
    expect(batch.seed).toBe(8)
    expect(await documentOf(`${words} --seed 9`)).not.toMatchObject({ failures: batch.failures })
  })

  it('says how many runs were done when it is stopped, exits 130, and leaves no file', async () => {
    const host = fakeHost({ cores: 1 })
    const out = join(folder, 'stopped')
    setTimeout(() => host.raise('SIGINT'), 100)
    expect(await main(['run', file('long'), '--fail-each', '--out', out], host)).toBe(130)
    expect(host.written.out).toBe('')
    expect(host.written.err).toMatch(
      /^\^C stopping…\nstopped after [012] of 3 runs\. Exit 130\.\n$/,
    )
    expect(existsSync(out)).toBe(false)
  })

  it.each([40, 60, 100, 200])('keeps to %i columns', async columns => {
    for (const name of ['near', 'missed', 'one', 'mute']) {
      const { out } = await call(`run ${file(name)} --fail-each --replications 5`, {
        terminal: true,
        columns,
        env: { NO_COLOR: '1' },
      })
      const wide = out.split('\n').filter(line => line.length > columns)
      // A path is a word that cannot be broken.
      expect(wide.filter(line => !line.includes('.yaml') && line.trim().includes(' '))).toEqual([])
    }
  })

  it.each([
    [
      '--fail-each --confidence 95%',
      '--confidence: a single run has no interval; add --replications N\n',
    ],
    [
      '--fail-each --replications 3 --trace x.pcap',
      '--trace: a trace is of one run; leave --replications and --until-precision out, and name the run by --seed\n',
    ],
    ['--fail-eac', 'run: unknown option --fail-eac; the nearest known option is --fail-each\n'],
  ])('refuses %s', async (words, message) => {
    expect(await call(`run ${file('met')} ${words}`)).toEqual({ exit: 2, out: '', err: message })
  })
})
