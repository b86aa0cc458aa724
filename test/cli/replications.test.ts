import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ResultDocument } from '../../src/sim/result/document.ts'
import { main } from '../../src/cli/program.ts'
import { call } from './call.ts'
import { fakeHost } from './host.ts'
import { folderOf, scenario } from './scenarios.ts'

/** As many frames as the bandwidth can bear, and a bucket that some seeds empty. */
const near = scenario({ rate: '470Mbps', duration: '5ms', loss: '3.2%' })
  .replace('burst: 64KiB', 'burst: 8KiB')
  .replace('duration: 5ms', 'duration: 5ms\nwarmup: 5ms')
const folder = folderOf({
  'met.yaml': scenario({}),
  'missed.yaml': scenario({ rate: '2Gbps', duration: '10ms' }),
  'near.yaml': near,
  'long.yaml': scenario({ duration: '10s', rate: '900Mbps' }),
  'cold.yaml': scenario({ duration: '30ms', rate: '700Mbps', loss: '90%' }),
})
const file = (name: string): string => join(folder, `${name}.yaml`)

const documentOf = async (args: string): Promise<ResultDocument> =>
  JSON.parse((await call(`${args} --format json`)).out) as ResultDocument

describe('run --replications', () => {
  it('says how many there were, how far the figure may lie, and how to see it again', async () => {
    const { exit, out, err } = await call(`run ${file('missed')} --replications 6 --seed 40`)
    expect(exit).toBe(1)
    expect(err).toBe('')
    expect(out).toMatch(/^✗ The only objective is missed: web to cloud loses .* at\s+least .*;/)
    expect(out).toContain('6 replications (seeds 40 to 45), 95 % confidence')
    expect(out).toMatch(/frames? offered = .* in flight, in 6 replications/)
    expect(out).toMatch(/again {2}interlink-sim run \S+missed\.yaml --replications 6 --seed 40/)
  })

  it('is undecided where the limit lies inside the interval, and says how many would decide', async () => {
    const { exit, out } = await call(`run ${file('near')} --replications 5`)
    expect(exit).toBe(1)
    expect(out).toMatch(/^✗ The only objective is undecided: web to cloud loses /)
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /somewhere from .* to .*; 3\.2 % is allowed\. The limit lies inside the interval; about [\d,]+ replications would decide it\./,
    )
    expect(out).toMatch(/[1-4] of 5 seeds miss(es)? it/)
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /next interlink-sim run \S+ --replications \d+ so many/,
    )
    const quiet = await call(`run ${file('near')} --replications 5 --quiet`)
    expect(quiet).toMatchObject({ exit: 1, err: '' })
    expect(quiet.out).toMatch(
      /^undecided web toCloud loss 0\.0\d+ limit 0\.032 \S+near\.yaml:\d+:\d+\n$/,
    )
    const document = await documentOf(`run ${file('near')} --replications 5`)
    expect(document.objectives[0]).toMatchObject({ met: false, undecided: true })
  })

  it.each([40, 60, 100, 200])('keeps to %i columns', async columns => {
    for (const name of ['near', 'cold', 'met']) {
      const { out } = await call(`run ${file(name)} --replications 5 --until-precision 0.1%`, {
        terminal: true,
        columns,
        env: { NO_COLOR: '1' },
      })
      const wide = out.split('\n').filter(line => line.length > columns)
      // A path is a word that cannot be broken.
      expect(wide.filter(line => !line.includes('.yaml') && line.trim().includes(' '))).toEqual([])
    }
  })

  it('writes the series of the first seed, and says so', async () => {
    const out = join(folder, 'out')
    const alone = join(folder, 'alone')
    const { out: said } = await call(`run ${file('met')} --replications 3 --out ${out}`)
    await call(`run ${file('met')} --out ${alone}`)
    expect(said.replaceAll(/\s+/g, ' ')).toContain('series of seed 3 alone')
    for (const name of ['series.csv', 'ports.csv']) {
      expect(readFileSync(join(out, name), 'utf8')).toBe(readFileSync(join(alone, name), 'utf8'))
    }
    const document = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8')) as ResultDocument
    expect(document.replications!.seeds).toEqual([3, 4, 5])
  })

  it('says that a precision was not reached, however little is to be said', async () => {
    const words = `run ${file('near')} --replications 5 --until-precision 0.1%`
    const warning =
      /precision not reached after 5 replications, the most allowed: the loss of web to cloud is known to within \d+ %, 0\.1 % is asked; raise --replications/
    expect((await call(words)).out.replaceAll(/\s+/g, ' ')).toMatch(warning)
    for (const option of ['--quiet', '--format json']) {
      expect((await call(`${words} ${option}`)).err).toMatch(warning)
    }
  })

  it('says until when it went on', async () => {
    const words = `run ${file('near')} --until-precision 20%`
    const { replications } = await documentOf(words)
    expect(replications!.count % 5).toBe(0)
    expect(replications!.precision).toMatchObject({ target: 0.2, cap: 100, reached: true })
    const { out } = await call(words)
    expect(out.replaceAll(/\s+/g, ' ')).toContain('known to within 20 %, 95 % confidence')
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /again .* --replications 100 --until-precision 20% --seed 3/,
    )
  })

  it('warns of a warm-up that is too short, with what to write instead', async () => {
    const { out } = await call(`run ${file('cold')} --replications 8`)
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /! the warm-up is too short: in the first tenth of the measured time web to cloud loses .* in the rest; add a warmup, for instance 3 ms/,
    )
  })

  it('says how many were done when it is stopped, exits 130, and leaves no file', async () => {
    const host = fakeHost({ cores: 2 })
    const out = join(folder, 'stopped')
    setTimeout(() => host.raise('SIGINT'), 2_500)
    const words = ['run', file('long'), '--replications', '10000', '--out', out]
    expect(await main(words, host)).toBe(130)
    expect(host.written.out).toBe('')
    expect(host.written.err).toMatch(
      /^\^C stopping…\nstopped after \d+ of 10,000 replications\. Exit 130\.\n$/,
    )
    expect(existsSync(out)).toBe(false)
  })

  it.each([
    ['--replications 0', '--replications: "0" found; a whole number from 1 to 100000 is needed\n'],
    ['--confidence 95%', '--confidence: a single run has no interval; add --replications N\n'],
    [
      '--replications 4 --until-precision 1%',
      '--replications: "4" found; --until-precision needs at least 5\n',
    ],
    [
      '--replications 4 --confidence 100%',
      '--confidence: "100%" found; more than 0% and less than 100% is needed\n',
    ],
    [
      '--replications 4 --confidence 95',
      '--confidence: 95 has no unit; a share such as 95% is needed\n',
    ],
    [
      '--replications 4 --trace x.pcap',
      '--trace: a trace is of one run; leave --replications and --until-precision out, and name the run by --seed\n',
    ],
  ])('refuses %s', async (words, message) => {
    expect(await call(`run ${file('met')} ${words}`)).toEqual({ exit: 2, out: '', err: message })
  })
})
