import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CompareDocument } from '../../src/study/compare/document.ts'
import { main } from '../../src/cli/program.ts'
import { call } from './call.ts'
import { fakeHost } from './host.ts'
import { FAULTY, MISSED, folderOf, scenario } from './scenarios.ts'

/** About as many frames as the bandwidth can bear: some are policed. */
const LOAD = { rate: '480Mbps', duration: '5ms', loss: '2%' }
const policed = scenario(LOAD).replace('burst: 64KiB', 'burst: 8KiB')
const deeper = scenario(LOAD).replace('burst: 64KiB', 'burst: 16KiB')
const shaped = policed.replace(
  'burst: 8KiB',
  'burst: 8KiB, customerShaper: { rate: 470Mbps, burst: 4KiB, queue: 1MiB }',
)
const folder = folderOf({
  'policed.yaml': policed,
  'deeper.yaml': deeper,
  'shaped.yaml': shaped,
  'seed.yaml': policed.replace('seed: 3', 'seed: 9'),
  'longer.yaml': policed.replace('duration: 5ms', 'duration: 6ms\nwarmup: 1ms'),
  'both-ways.yaml': policed.replace(
    'traffic:',
    'traffic:\n  - { interlink: web, direction: toCustomer, source: { kind: cbr, rate: 1Mbps, frame: 100B } }',
  ),
  'elsewhere.yaml': policed.replaceAll('web', 'other'),
  'busy.yaml': MISSED,
  'long.yaml': scenario({ duration: '10s', rate: '900Mbps' }),
  'faulty.yaml': FAULTY,
  'wrong.yaml': scenario({ rate: '100' }),
})
const file = (name: string): string => join(folder, `${name}.yaml`)
const both = (a: string, b: string): string => `compare ${file(a)} ${file(b)}`
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ')

const documentOf = async (args: string): Promise<CompareDocument> =>
  JSON.parse((await call(`${args} --format json`)).out) as CompareDocument

describe('compare', () => {
  it('says first which is better, by how much, and that nothing gets worse', async () => {
    const { exit, out, err } = await call(both('policed', 'deeper'))
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(flat(out)).toMatch(
      /^✓ B is better: web to cloud loses [\d.]+ % of its frames less, and nothing gets worse by more than 5 %\. Of 4 figures /,
    )
    expect(out).toContain('20 seeds (3 to 22), the same for A and B')
    expect(out).toMatch(/^ ✓ web +to cloud loss .* less +better$/m)
    expect(flat(out)).toMatch(
      /again interlink-sim compare \S+policed\.yaml \S+deeper\.yaml --seed 3 same bytes on any machine, v/,
    )
    const turned = await call(both('deeper', 'policed'))
    expect(turned).toMatchObject({ exit: 0, err: '' })
    expect(flat(turned.out)).toMatch(
      /^✗ B is worse: web to cloud loses [\d.]+ % of its frames more, and nothing gets better/,
    )
  })

  it('says that it depends where one thing is better and another worse', async () => {
    const { exit, out } = await call(both('policed', 'shaped'))
    expect(exit).toBe(0)
    expect(flat(out)).toMatch(
      /^! It depends: in B web to cloud loses [\d.]+ % of its frames less, but frames of web to cloud arrive [\d.]+ [µm]s later on average\. /,
    )
    expect(out.split('\n\n')[0]).not.toMatch(/p99/)
    expect(flat(out)).toMatch(/B meets 1 of 1 objective, A meets 0 of 1 objective\b/)
  })

  it('says that both are the same where they are', async () => {
    const { exit, out } = await call(both('policed', 'policed'))
    expect(exit).toBe(0)
    expect(out).toMatch(/^– A and B are the same: 4 figures are equal with each of 20 seeds\.\n/)
    expect(out).toContain('   4 figures: the same with each of 20 seeds\n')
  })

  it('says that no difference can be told where chance alone could make it, and how to tell', async () => {
    const near = folderOf({
      'near.yaml': policed.replace('rate: 480Mbps', 'rate: 480.001Mbps'),
    })
    const { exit, out } = await call(
      `compare ${file('policed')} ${join(near, 'near.yaml')} --replications 3 --seed 5`,
    )
    expect(exit).toBe(0)
    expect(out).toMatch(/^– No difference can be told between A and B with 3 seeds\.\n/)
    expect(flat(out)).toMatch(
      /next interlink-sim compare \S+ \S+ --replications 12 --seed 5 halves/,
    )
  })

  it('has the document that the summary is made of, and takes its options', async () => {
    const words = '--replications 4 --confidence 90% --seed 7 --duration 2ms'
    const document = await documentOf(`${both('policed', 'deeper')} ${words}`)
    expect(document).toMatchObject({
      format: 'interlink-sim/compare',
      version: 1,
      a: { scenario: { name: 'small' }, inputs: [], simulated: { duration: 0.002, warmup: 0 } },
      b: { simulated: { duration: 0.002, warmup: 0 } },
      seed: 7,
      replications: 4,
      confidence: 0.9,
      onlyIn: { a: [], b: [] },
    })
    expect(document.a.scenario.sha256).not.toBe(document.b.scenario.sha256)
    expect(Object.keys(document.differences[0]!)).toEqual([
      'interlink',
      'direction',
      'metric',
      'a',
      'b',
      'mean',
      'low',
      'high',
      'level',
      'pairs',
      'verdict',
    ])
    for (const { level, pairs, a, b, mean } of document.differences) {
      expect({ level, pairs }).toEqual({ level: 0.9, pairs: 4 })
      expect(b! - a!).toBeCloseTo(mean!, 6)
    }
    expect(document.objectives).toMatchObject([
      {
        interlink: 'web',
        direction: 'toCloud',
        metric: 'loss',
        a: { below: 0.02 },
        b: { below: 0.02 },
      },
    ])
    const { out } = await call(`${both('policed', 'deeper')} ${words}`)
    expect(flat(out)).toMatch(
      /again interlink-sim compare \S+ \S+ --replications 4 --confidence 90% --duration 2ms --seed 7 /,
    )
  })

  it('has no field that docs/compare.md does not explain', async () => {
    const guide = readFileSync(new URL('../../docs/compare.md', import.meta.url), 'utf8')
    const document = await documentOf(`${both('policed', 'both-ways')} --replications 2`)
    const [difference] = document.differences
    const [objective] = document.objectives
    const { format: _f, version: _v, differences: _d, onlyIn, ...top } = document
    const fields = [top, document.a, document.a.simulated, difference!, objective!, objective!.a!]
    for (const field of fields.flatMap(each => Object.keys(each))) {
      expect(guide).toContain(`\`${field}\``)
    }
    for (const side of Object.keys(onlyIn)) expect(guide).toContain(`\`onlyIn.${side}\``)
  })

  it('gives the same bytes with any kernel and number of threads', async () => {
    const words = `${both('policed', 'shaped')} --replications 3 --format json`
    const { out } = await call(words)
    for (const option of ['--kernel event', '--kernel batch', '--threads 1', '--threads 3']) {
      expect((await call(`${words} ${option}`)).out).toBe(out)
    }
  })

  it('prints a line for each figure that is surely worse, and nothing else', async () => {
    const { exit, out, err } = await call(`${both('policed', 'shaped')} --quiet`)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    const lines = out.trimEnd().split('\n')
    expect(lines[0]).toMatch(/^worse web toCloud delay\.mean [\d.e-]+ by [\d.e-]+ to [\d.e-]+$/)
    const { differences } = await documentOf(both('policed', 'shaped'))
    expect(lines).toHaveLength(differences.filter(({ verdict }) => verdict === 'worse').length)
    expect((await call(`${both('policed', 'policed')} --quiet`)).out).toBe('')
  })

  it('names what only one side has, whatever is asked to be printed', async () => {
    const warning = 'only B has web to customer: nothing to compare with'
    expect((await call(both('policed', 'both-ways'))).out).toContain(`! ${warning}\n`)
    for (const option of ['--quiet', '--format json']) {
      const { err } = await call(`${both('policed', 'both-ways')} ${option}`)
      expect(err).toBe(`! ${warning}\n`)
    }
    const { exit, out } = await call(both('policed', 'elsewhere'))
    expect(exit).toBe(0)
    expect(flat(out)).toMatch(
      /^! Nothing can be compared: A and B have no traffic of the same InterLink and direction\./,
    )
    expect(out).toContain('! only A has web to cloud: nothing to compare with\n')
    expect(out).toContain('! only B has other to cloud: nothing to compare with\n')
  })

  it("says that B's own seed is not used, unless one was asked for", async () => {
    const said = /! B's file says seed 9; both are played from seed 3, that of A\n/
    expect((await call(both('policed', 'seed'))).out).toMatch(said)
    expect((await call(`${both('policed', 'seed')} --format json`)).err).toMatch(said)
    expect((await call(`${both('policed', 'seed')} --seed 3`)).out).not.toMatch(said)
    expect((await documentOf(both('policed', 'seed'))).seed).toBe(3)
    const { out } = await call(both('seed', 'policed'))
    expect(out).toMatch(/! B's file says seed 3; both are played from seed 9, that of A\n/)
  })

  it('says that the sides measure different times', async () => {
    expect(flat((await call(both('policed', 'longer'))).out)).toContain(
      '! A measures 5 ms without warm-up, B 6 ms after 1 ms of warm-up: ',
    )
    const { out } = await call(`${both('policed', 'deeper')} --duration 1ms`)
    expect(out).not.toContain(' measures ')
  })

  it('lists the faults of both files at once, those of one that is named twice once', async () => {
    const { exit, out, err } = await call(both('faulty', 'wrong'))
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err).toMatch(/faulty\.yaml:2:1: sed: unknown key/)
    expect(err).toMatch(/wrong\.yaml:14:\d+: traffic\[0\]\.source\.rate: /)
    const twice = await call(both('faulty', 'faulty'))
    expect(twice.err.match(/unknown key/g)).toHaveLength(1)
    const one = await call(both('policed', 'faulty'))
    expect(one).toMatchObject({ exit: 2, out: '' })
    const terminal = await call(both('faulty', 'wrong'), { terminal: true, env: { NO_COLOR: '1' } })
    expect(terminal.err).toMatch(/^✗ 2 faults in .*faulty\.yaml; nothing was run\n/)
    expect(terminal.err).toMatch(/\n\n✗ 1 fault in .*wrong\.yaml; nothing was run\n/)
  })

  it('says what --duration stands for where it is what is wrong', async () => {
    const { exit, err } = await call(`${both('policed', 'longer')} --duration 9007.199254740992s`)
    expect(exit).toBe(2)
    expect(err).toMatch(/--duration 9007\.199254740992s stands for the duration of both files\n$/)
  })

  it('stops when it is told to, with exit 130', async () => {
    const host = fakeHost({ cores: 1 })
    setTimeout(() => host.raise('SIGINT'), 700)
    const exit = await main(['compare', file('long'), file('long'), '--replications', '50'], host)
    expect(exit).toBe(130)
    expect(host.written).toEqual({
      out: '',
      err: expect.stringMatching(
        /^\^C stopping…\nstopped at \d+ % of the replications\. Exit 130\.\n$/,
      ) as string,
    })
  })

  it.each([40, 60, 80, 100, 200])('keeps to %i columns', async columns => {
    for (const [a, b] of [
      ['policed', 'shaped'],
      ['policed', 'longer'],
      ['policed', 'elsewhere'],
      ['policed', 'policed'],
    ] as const) {
      const { out } = await call(`${both(a, b)} --replications 5`, {
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
    ['', 'compare: nothing named; two scenario files are needed: interlink-sim compare A B\n'],
    ['x.yaml', 'compare: 1 named; two scenario files are needed: interlink-sim compare A B\n'],
    [
      'x.yaml y.yaml z.yaml',
      'compare: 3 named; two scenario files are needed: interlink-sim compare A B\n',
    ],
  ])('needs two files: "%s"', async (files, message) => {
    expect(await call(`compare ${files}`.trim())).toEqual({ exit: 2, out: '', err: message })
  })

  it('needs files that have names', async () => {
    const host = fakeHost()
    expect(await main(['compare', file('policed'), ''], host)).toBe(2)
    expect(host.written.err).toBe('compare: SCENARIO is empty; a file is needed\n')
  })

  it.each([
    ['--replications 1', '--replications: "1" found; a whole number from 2 to 100000 is needed\n'],
    [
      '--replications 2.5',
      '--replications: "2.5" found; a whole number from 2 to 100000 is needed\n',
    ],
    ['--confidence 95', '--confidence: 95 has no unit; a share such as 95% is needed\n'],
    ['--confidence 0%', '--confidence: "0%" found; more than 0% and less than 100% is needed\n'],
    ['--seed -1', '--seed: "-1" found; a whole number from 0 to 4294967295 is needed\n'],
    ['--duration 0s', '--duration: "0s" found; more than 0 is needed\n'],
    ['--duration 3h', '--duration: "3h" found; at most 2^53 ps (2 h 30 min) can be simulated\n'],
    ['--duration 5', '--duration: 5 has no unit; a duration such as 5s is needed\n'],
    ['--threads 0', '--threads: "0" found; a whole number from 1 to 1024 is needed\n'],
    ['--kernel fast', '--kernel: "fast" found; auto, event or batch is needed\n'],
    ['--format xml', '--format: "xml" found; text or json is needed\n'],
    [
      '--quiet --format json',
      '--quiet: a document is not quiet; leave one of --quiet and --format json out\n',
    ],
    ['--until-precision 1%', expect.stringMatching(/^compare: unknown option --until-precision; /)],
    [
      '--replications 0 --seed x',
      '--replications: "0" found; a whole number from 2 to 100000 is needed\n--seed: "x" found; a whole number from 0 to 4294967295 is needed\n',
    ],
  ])('refuses %s', async (words, message) => {
    const refused = await call(`${both('policed', 'deeper')} ${words}`)
    expect(refused).toEqual({ exit: 2, out: '', err: message })
  })
})
