import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readAvailabilityOptions } from '../../src/cli/availability-options.ts'
import { main } from '../../src/cli/program.ts'
import type { RandomFault } from '../../src/model/random-fault.ts'
import type { Loaded } from '../../src/scenario/load.ts'
import type { AvailabilityDocument } from '../../src/study/availability/document.ts'
import { soundScenario } from '../fuzz/sound.ts'
import { type Style, written } from '../fuzz/write.ts'
import { fault, hours } from '../study/outages.ts'
import { type Given, fakeHost } from './host.ts'
import { FAULTY, MET, folderOf } from './scenarios.ts'

type Study = typeof import('../../src/study/availability.ts')
type Files = typeof import('../../src/cli/commands/scenario.ts')
const given: { study: Study['availability'] | null; faults: readonly RandomFault[] } = {
  study: null,
  faults: [],
}
vi.mock('../../src/study/availability.ts', async original => {
  const real = await original<Study>()
  const availability: Study['availability'] = (...args) =>
    (given.study ?? real.availability)(...args)
  return { ...real, availability }
})
// The faults of a test stand in for those of a file, where it has any.
vi.mock('../../src/cli/commands/scenario.ts', async original => {
  const real = await original<Files>()
  const loadFile: Files['loadFile'] = (...args) => {
    const result = real.loadFile(...args)
    if (!result.ok) return result
    const own = result.loaded.scenario.faults
    const faults = given.faults.length > 0 ? given.faults : own
    const scenario = { ...result.loaded.scenario, faults }
    return { ok: true, loaded: { ...result.loaded, scenario } satisfies Loaded }
  }
  return { ...real, loadFile }
})
afterEach(() => {
  given.study = null
  given.faults = []
})

const withObjective = (limit: string): string =>
  `${MET}  - { interlink: web, metric: availability, above: ${limit} }\n`

const folder = folderOf({
  'met.yaml': MET,
  'three-nines.yaml': withObjective('99.9%'),
  'half.yaml': withObjective('50%'),
  'faults.yaml': `${withObjective('99.9%')}faults:
  - { connection: paris-1, end: provider, kind: portDown, mtbf: 2000h, repair: 4h }
  - { connection: paris-1, end: customer, kind: portDown, mtbf: 1h, repair: 5min }
`,
  'faulty.yaml': FAULTY,
  'blocked.yaml': MET.replace('interlinks:\n  web: {', 'interlinks:\n  web: { routing: {},'),
  'unjudged.yaml': withObjective('50%')
    .replace('interlink: web, metric: avail', 'interlink: none, metric: avail')
    .replace(
      'traffic:',
      '  none: { connection: paris-1, bandwidth: 1Mbps, routing: {}, vpc: vpc-web }\ntraffic:',
    ),
  'warned.yaml': MET.replace(', vpc: vpc-web', ''),
})
const file = (name: string): string => join(folder, `${name}.yaml`)
const PORT = [fault('portDown', 'provider', 2_000, hours(4), 'paris-1')]

const call = async (args: readonly string[], options: Given = {}) => {
  const host = fakeHost(options)
  const exit = await main(['availability', ...args], host)
  return { exit, ...host.written }
}

describe('availability', () => {
  it('exits 0 where nothing is asked, the summary alone on stdout', async () => {
    given.faults = PORT
    const { exit, out, err } = await call([file('met')])
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toMatch(/^– vpc-web is up 99\.8\d+ % of the time: /)
    expect(out).toContain("all of it the provider's to repair.")
    expect(out).toContain('\nsmall: 10 years of faults alone, no traffic, 1,000 times, seed 3\n')
  })

  it('exits 1 when an objective is missed, with its place, and 0 when it is met', async () => {
    given.faults = PORT
    const { exit, out } = await call([file('three-nines')])
    expect(exit).toBe(1)
    expect(out).toMatch(/^✗ The only objective is missed: web is up 99\.8\d+ % of the time;/)
    expect(out).toMatch(/missed: .*three-nines\.yaml:17:5$/m)
    expect((await call([file('half')])).exit).toBe(0)
  })

  it('reads the faults of the file, and says where one comes too often', async () => {
    const { exit, out } = await call([file('faults'), '--years', '1', '--replications', '2'])
    expect(exit).toBe(1)
    expect(out).toContain("provider's port: down on paris-1 (provider)")
    const { err } = await call([file('faults'), '--years', '12'])
    expect(err).toMatch(
      /faults\.yaml:20:\d+: faults\[1\]\.mtbf: about 105,192 failures in --years 12;/,
    )
  })

  it('exits 1 when an objective is undecided, and says how to decide it', async () => {
    given.faults = PORT
    const { exit, out } = await call([
      file('three-nines').replace('three-nines', 'half'),
      '--replications',
      '1',
    ])
    expect(exit).toBe(1)
    expect(out).toMatch(/^✗ The only objective is undecided: /)
    expect(out).toMatch(/next {3}interlink-sim availability \S+ --replications 10\s/)
  })

  it('exits 0 where nothing can fail, and says how a fault is written', async () => {
    const { exit, out } = await call([file('three-nines')])
    expect(exit).toBe(0)
    expect(out).toMatch(/^✓ Nothing can fail: the scenario lists no faults, so vpc-web is up 100 %/)
    expect(out).toContain('faults: [{ connection: paris-1,')
  })

  it('prints the document alone with --format json, the same bytes again', async () => {
    given.faults = PORT
    const args = ['--years', '20', '--replications', '50', '--seed', '5', '--confidence', '90%']
    const words = [file('met'), ...args, '--format', 'json']
    const { exit, out, err } = await call(words)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    const document = JSON.parse(out) as AvailabilityDocument
    expect(document).toMatchObject({
      format: 'interlink-sim/availability',
      version: 1,
      scenario: { name: 'small' },
      seed: 5,
      confidence: 0.9,
      years: 20,
      replications: 50,
    })
    expect(document.subjects.map(each => ('vpc' in each ? each.vpc : each.interlink))).toEqual([
      'web',
      'web',
      'vpc-web',
      'vpc-web',
    ])
    expect((await call(words)).out).toBe(out)
  })

  it('prints a line for what is missed with --quiet, and no progress', async () => {
    given.faults = PORT
    let now = 0
    const terminal = { terminal: true, uptime: () => (now += 0.05) }
    const { exit, out, err } = await call([file('three-nines'), '--quiet'], terminal)
    expect({ exit, err }).toEqual({ exit: 1, err: '' })
    expect(out).toMatch(
      /^missed web ipv4 availability 0\.998\d+ limit 0\.999 \S+three-nines\.yaml:17:5\nmissed web ipv6 /,
    )
    expect((await call([file('half'), '--quiet'])).out).toBe('')
  })

  it.each([[], ['--format', 'json']])('warns: %j', async (...args) => {
    const { out, err } = await call([file('warned'), '--replications', '1', ...args])
    expect(args.length === 0 ? out : err).toContain('warned.yaml:12:3: interlinks.web: ')
  })

  it.each([[], ['--quiet'], ['--format', 'json']])(
    'warns of an objective that judges nothing: %j',
    async (...args) => {
      const { exit, out, err } = await call([file('unjudged'), '--replications', '1', ...args])
      expect(exit).toBe(0)
      expect((args.length === 0 ? out : err).replaceAll(/\s+/g, ' ')).toContain(
        'objectives[1]: none has no routing policy, it carries nothing to judge; add one',
      )
    },
  )

  it('exits 2 with every fault on stderr', async () => {
    const { exit, out, err } = await call([file('faulty')])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err.trimEnd().split('\n')).toHaveLength(2)
  })

  it('exits 2 where no InterLink has a policy', async () => {
    const { exit, err } = await call([file('blocked')])
    expect(exit).toBe(2)
    expect(err).toBe(
      `${file('blocked')}:11:1: interlinks: no InterLink has a routing policy, nothing is ever ` +
        'carried; add one\n',
    )
  })

  it('exits 2 where faults are beyond count', async () => {
    given.faults = [...PORT, fault('portDown', 'provider', 0.5, hours(1), 'paris-1')]
    const { exit, err } = await call([file('met')])
    expect(exit).toBe(2)
    expect(err).toMatch(
      /met\.yaml.*: faults\[1\]\.mtbf: about 175,320 failures in --years 10; at most 100,000 are played; fewer years or a longer mtbf\n$/,
    )
    expect((await call([file('met'), '--years', '1', '--replications', '1'])).exit).toBe(0)
  })

  it('names the command that repeats it when the study fails', async () => {
    given.study = () => Promise.reject(new Error('cannot be'))
    const { exit, err } = await call([file('met'), '--seed', '9', '--years', '3'])
    expect(exit).toBe(70)
    expect(err).toContain('a fault of ours: cannot be\n  found with seed 9\n')
    expect(err).toMatch(/again {2}interlink-sim availability \S+met.yaml --years 3 --seed 9/)
  })

  it('stops promptly with exit 130 on Ctrl-C', async () => {
    given.faults = PORT
    const host = fakeHost({ terminal: true })
    const ended = main(['availability', file('met'), '--replications', '100000'], host)
    setTimeout(() => host.raise('SIGINT'), 300)
    expect(await ended).toBe(130)
    expect(host.written.out).toBe('')
    expect(host.written.err).toMatch(
      /\^C stopping…\nstopped at \d+ % of the replications\. Exit 130\.\n$/,
    )
  })

  it('draws its progress in a terminal, and erases it', async () => {
    given.faults = PORT
    let now = 0
    const terminal = { terminal: true, uptime: () => (now += 0.05) }
    const { err } = await call([file('met'), '--replications', '300'], terminal)
    expect(err).toMatch(/^\r(?:\S* ?)?availability ━*╸?─* \d+ %   \d+\.\d s left/)
    expect(err.endsWith('\r\u001b[K')).toBe(true)
  })
})

const JSON_STYLE: Style = {
  layout: 'json',
  indent: 2,
  eol: '\n',
  quotes: 'double',
  withMark: false,
  withComments: false,
  isSpacious: false,
  hasMarkers: false,
  endsOpen: true,
  salt: 1,
}

it('has an answer to every scenario that holds the rules', async () => {
  const formats = fc.constantFrom([], ['--quiet'], ['--format', 'json'])
  await fc.assert(
    fc.asyncProperty(soundScenario(), formats, async ({ tree }, words) => {
      writeFileSync(file('any').replace('.yaml', '.json'), written(tree, JSON_STYLE))
      const args = ['--years', '1', '--replications', '2', ...words]
      const { exit, out, err } = await call([join(folder, 'any.json'), ...args])
      expect([0, 1, 2], err).toContain(exit)
      if (exit === 2) expect(err).toMatch(/no InterLink has a routing policy|failures in --years/)
      expect(`${out}${err}`).not.toMatch(/undefined|NaN|Infinity|\[object/)
    }),
    { numRuns: 30 },
  )
}, 120_000)

describe('a wrong option of availability', () => {
  const REPLICATIONS = 'a whole number from 1 to 100000 is needed'
  it.each([
    ['--years 0', '--years: "0" found; a whole number from 1 to 100 is needed'],
    ['--years 101', '--years: "101" found; a whole number from 1 to 100 is needed'],
    ['--years 2.5', '--years: "2.5" found; a whole number from 1 to 100 is needed'],
    ['--replications 0', `--replications: "0" found; ${REPLICATIONS}`],
    ['--replications 100001', `--replications: "100001" found; ${REPLICATIONS}`],
    ['--confidence 95', '--confidence: 95 has no unit; a share such as 95% is needed'],
    ['--confidence 0%', '--confidence: "0%" found; more than 0% and less than 100% is needed'],
    ['--confidence 100%', '--confidence: "100%" found; more than 0% and less than 100% is needed'],
    ['--seed -1', '--seed: "-1" found; a whole number from 0 to 4294967295 is needed'],
    ['--format yaml', '--format: "yaml" found; text or json is needed'],
    [
      '--quiet --format json',
      '--quiet: a document is not quiet; leave one of --quiet and --format json out',
    ],
    ['--allow-read /nonexist', '--allow-read: "/nonexist" found; a folder that exists is needed'],
  ])('is told in one line, with exit 2: %s', async (args, message) => {
    const told = await call([file('met'), ...args.split(' ')])
    expect(told).toEqual({ exit: 2, out: '', err: `${message}\n` })
  })

  it('is told together with the others', async () => {
    const { err } = await call(['x', '--years', '', '--confidence', 'high', '--seed', 'none'])
    expect(err.trimEnd().split('\n')).toHaveLength(3)
  })

  it('is none at the limits', () => {
    const raw = { years: '100', replications: '100000', confidence: '99.9999999999999%' }
    expect(readAvailabilityOptions(raw)).toMatchObject({ years: 100, replications: 100_000 })
    expect(readAvailabilityOptions({})).toMatchObject({
      years: 10,
      replications: 1_000,
      confidence: 0.95,
      seed: null,
      format: 'text',
      quiet: false,
    })
  })
})
