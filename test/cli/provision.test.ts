import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readProvisionOptions } from '../../src/cli/provision-options.ts'
import { main } from '../../src/cli/program.ts'
import type { ProvisionDocument } from '../../src/study/provision-document.ts'
import { soundOrder } from '../fuzz/orders.ts'
import { fields } from '../fuzz/tree.ts'
import { type Style, written } from '../fuzz/write.ts'
import { type Given, fakeHost } from './host.ts'
import { FAULTY, MET, folderOf } from './scenarios.ts'

type Study = typeof import('../../src/study/provision.ts')
const instead: { provision: Study['provision'] | null } = { provision: null }
vi.mock('../../src/study/provision.ts', async original => {
  const real = await original<Study>()
  const provision: Study['provision'] = (...args) => (instead.provision ?? real.provision)(...args)
  return { ...real, provision }
})
afterEach(() => {
  instead.provision = null
})

/** The small scenario with the keys of an order on its connection. */
const withOrder = (keys: string): string =>
  MET.replace('crossConnect: { length: 120m } }', `crossConnect: { length: 120m }, ${keys} }`)

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

const ORDER =
  'provisioning: { ordered: 2026-01-12T09:00:00Z, loa: { median: 5d, p90: 12d }, patch: { median: 7d, p90: 15d }, turnUp: 4h }, price: { perMonth: "1200.00", currency: EUR }'
const ORDERED = withOrder(ORDER)

const folder = folderOf({
  'ordered.yaml': ORDERED,
  'certain.yaml': withOrder('provisioning: { ordered: 2026-01-12, loa: 5d, patch: 7d }'),
  'dark.yaml': ORDERED.replace('length: 120m', 'length: 40km'),
  'met.yaml': MET,
  'faulty.yaml': FAULTY,
  'two.yaml': ORDERED.replace(
    'interlinks:\n',
    `  ams-1: { pop: th2, portSpeed: 1Gbps, provisioning: { ordered: 2026-05-01, loa: 5d, patch: 7d } }\ninterlinks:\n`,
  ),
  'both-dark.yaml': ORDERED.replace('length: 120m', 'length: 40km').replace(
    'interlinks:\n',
    '  ams-1: { pop: th2, portSpeed: 1Gbps, crossConnect: { length: 50km } }\ninterlinks:\n',
  ),
  'many-warned.yaml': ORDERED.replace(
    'interlinks:\n',
    `${Array.from({ length: 12 }, (_, i) => `  far-${i}: { pop: th2, portSpeed: 1Gbps, crossConnect: { length: 6km } }\n`).join('')}interlinks:\n`,
  ),
  'warned.yaml': ORDERED.replace(', vpc: vpc-web', ''),
})
const file = (name: string): string => join(folder, `${name}.yaml`)

const call = async (args: readonly string[], given: Given = {}) => {
  const host = fakeHost(given)
  const exit = await main(['provision', ...args], host)
  return { exit, ...host.written }
}

describe('provision', () => {
  it('exits 0 when a connection is ready with the confidence, the summary alone on stdout', async () => {
    const { exit, out, err } = await call([file('ordered'), '--need-by', '2026-03-01'])
    expect(exit).toBe(0)
    expect(out).toMatch(
      /^✓ paris-1 is ready by 1 Mar 2026 with 99.* % probability; 95 % was asked\./,
    )
    expect(err).toBe('')
  })

  it('exits 1 when it is not, and says how much earlier to order', async () => {
    const { exit, out } = await call([file('ordered'), '--need-by', '2026-02-01'])
    expect(exit).toBe(1)
    expect(out).toMatch(/^✗ paris-1 is ready by 1 Feb 2026 with 8\d.\d % probability;/)
    expect(out.split('\n').slice(0, 2).join(' ')).toMatch(/ Order \d days earlier\./)
    expect(out).toMatch(/then interlink-sim\s+provision/)
  })

  it('exits 1 where there is no light, whenever the link is patched', async () => {
    for (const args of [[], ['--need-by', '2026-12-01']]) {
      const { exit, out } = await call([file('dark'), ...args])
      expect(exit).toBe(1)
      expect(out).toMatch(/^✗ paris-1 has too little light, each way 8\sdB short: /)
    }
  })

  it('says what ails the light once: in the summary, or else in a warning', async () => {
    const told = /too dark to use/g
    const summary = await call([file('dark')])
    expect(summary.out.match(told)).toHaveLength(1)
    expect(summary.out).toMatch(/ light +each way -11 dBm sent, 16 dB lost: -27 dBm arrives, /)
    expect(summary.out).toMatch(
      /^! \S+dark\.yaml:10:66: connections\.paris-1\.crossConnect\.length:/m,
    )
    for (const args of [['--letter'], ['--format', 'json']]) {
      const { out, err } = await call([file('dark'), ...args])
      expect([out.match(told), err.match(told)?.length]).toEqual([null, 1])
    }
  })

  it('says of every other connection without light what ails it and who acts', async () => {
    const { out } = await call([file('both-dark')])
    expect(out).toMatch(/^✗ 2 of 2 connections are not ready; the worst: paris-1 has too little/)
    const flat = out.replaceAll(/\s+/g, ' ')
    expect(flat).toMatch(/ light each way 12 dB short: .*; the customer takes 12 dB of loss out/)
    expect(flat.match(/too dark to use/g)).toHaveLength(2)
  })

  it('lists ten warnings, and says how many more there are', async () => {
    const { out } = await call([file('many-warned')])
    expect(out.match(/^! /gm)).toHaveLength(11)
    expect(out).toMatch(/^! 2 more warnings; interlink-sim\s+validate/m)
  })

  it('exits 0 when no date is asked for, and says when', async () => {
    const { exit, out } = await call([file('certain')])
    expect(exit).toBe(0)
    expect(out).toMatch(/^– paris-1 is active by 24 Jan 2026 in 9 of 10 cases\.\n/)
  })

  it('takes the end of a date, and an instant as it is', async () => {
    const needBy = async (text: string) => {
      const { out } = await call([file('certain'), '--need-by', text, '--format', 'json'])
      return JSON.parse(out) as ProvisionDocument
    }
    expect((await needBy('2026-01-24')).needBy).toBe('2026-01-25T00:00:00Z')
    expect((await needBy('2026-01-24 +01:00')).needBy).toBe('2026-01-24T23:00:00Z')
    expect((await needBy('2026-01-24T00:00:00Z')).connections[0]!.readyBy).toBe(1)
    expect((await needBy('2026-01-23')).connections[0]!.readyBy).toBe(1)
    expect((await needBy('2026-01-23T23:59:59Z')).connections[0]!.readyBy).toBe(0)
    // The calendar ends with the year 9999.
    expect((await needBy('9999-12-31')).needBy).toBe('9999-12-31T23:59:59.999Z')
    expect((await call([file('certain'), '--need-by', '9999-12-31'])).out).toMatch(
      /^✓ paris-1 is ready by 31 Dec 9999 /,
    )
  })

  it('prints the document alone with --format json', async () => {
    const args = [
      file('ordered'),
      '--need-by',
      '2026-02-09',
      '--replications',
      '100',
      '--seed',
      '5',
    ]
    const { exit, out, err } = await call([...args, '--confidence', '50%', '--format', 'json'])
    expect(exit).toBe(0)
    expect(err).toBe('')
    const document = JSON.parse(out) as ProvisionDocument
    expect(Object.keys(document).slice(0, 2)).toEqual(['format', 'version'])
    expect(document).toMatchObject({
      format: 'interlink-sim/provision',
      version: 1,
      scenario: { name: 'small' },
      seed: 5,
      replications: 100,
      needBy: '2026-02-10T00:00:00Z',
      confidence: 0.5,
    })
    const [connection] = document.connections
    expect(connection).toMatchObject({
      connection: 'paris-1',
      loaExpired: 0,
      lightOk: true,
      perMonth: '1200.00',
    })
    expect(connection!.orderBy).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(connection!.billedFrom!.p50).toMatch(/^2026-0\d-\d\dT\d\d:\d\d:\d\dZ$/)
    expect(connection!.idleCost!.p50).toMatch(/^\d+\.\d{6}$/)
    expect((await call([...args, '--confidence', '50%', '--format', 'json'])).out).toBe(out)
  })

  it('prints the text of the letters with --letter', async () => {
    const { exit, out } = await call([file('ordered'), '--letter'])
    expect(exit).toBe(0)
    expect(out).toMatch(/^Letter of authorization \(LOA\), connection paris-1\n/)
    expect(out).toContain('\n meet-me room   to be assigned\n')
  })

  it.each([[], ['--letter'], ['--format', 'json']])('warns: %j', async (...args) => {
    const { out, err } = await call([file('warned'), ...args])
    expect(args.length === 0 ? out : err).toContain('warned.yaml:12:3: interlinks.web: ')
  })

  it('exits 2 with every fault on stderr', async () => {
    const { exit, out, err } = await call([file('faulty')])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err.trimEnd().split('\n')).toHaveLength(2)
  })

  it('exits 2 where nothing is ordered', async () => {
    expect(await call([file('met')])).toEqual({
      exit: 2,
      out: '',
      err:
        `${file('met')}:9:1: connections: no connection has provisioning, nothing is ordered; add ` +
        'provisioning: { ordered: 2026-01-12T09:00:00Z, loa: 5d, patch: 7d } to one\n',
    })
  })

  it('exits 2 for every connection that is needed before it is ordered', async () => {
    const { exit, out, err } = await call([file('two'), '--need-by', '2026-01-11'])
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    const lines = err.trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(
      /two\.yaml:11:\d+: connections\.ams-1\.provisioning\.ordered: ordered on 1 May 2026, after --need-by 11 Jan 2026; need it later or order it earlier$/,
    )
    expect((await call([file('two'), '--need-by', '2026-01-12'])).err).not.toContain('paris-1')
    expect((await call([file('two'), '--need-by', '2026-05-01'])).exit).toBe(1)
  })

  it('names the command that repeats it when the study fails', async () => {
    instead.provision = () => Promise.reject(new Error('cannot be'))
    const { exit, err } = await call([file('ordered'), '--seed', '9', '--confidence', '90%'])
    expect(exit).toBe(70)
    expect(err).toContain('a fault of ours: cannot be\n  found with seed 9\n')
    expect(err).toMatch(
      /again {2}interlink-sim provision \S+ordered.yaml --confidence '?90%'? --seed 9/,
    )
  })

  it('stops promptly with exit 130 on Ctrl-C', async () => {
    const host = fakeHost({ terminal: true })
    const args = ['provision', file('ordered'), '--replications', '10000000']
    const ended = main(args, host)
    setTimeout(() => host.raise('SIGINT'), 300)
    expect(await ended).toBe(130)
    expect(host.written.out).toBe('')
    expect(host.written.err).toMatch(
      /\^C stopping…\nstopped at \d+ % of the replications\. Exit 130\.\n$/,
    )
  })

  it('draws its progress in a terminal, and erases it', async () => {
    let now = 0
    const given = { terminal: true, uptime: () => (now += 0.05) }
    const { err } = await call([file('ordered'), '--replications', '50000'], given)
    expect(err).toMatch(/^\r(?:\S* ?)?provision ━*╸?─* \d+ %   \d+\.\d s left/)
    expect(err.endsWith('\r\u001b[K')).toBe(true)
    expect(err).not.toContain('packets')
  })

  it('has an answer to every order that holds the rules', async () => {
    await fc.assert(
      fc.asyncProperty(
        soundOrder,
        fc.constantFrom('2026-02-29T00:00', '2030-01-01', '2026-01-12T00:00Z'),
        fc.constantFrom(...[[], ['--letter'], ['--format', 'json']]),
        async (order, needBy, words) => {
          const keys = written(fields(order), JSON_STYLE).replaceAll('\n', ' ').trim().slice(1, -1)
          writeFileSync(file('any'), keys === '' ? MET : withOrder(keys))
          const asked = needBy === '2026-02-29T00:00' ? [] : ['--need-by', needBy]
          const { exit, out, err } = await call([
            file('any'),
            ...asked,
            '--replications',
            '20',
            ...words,
          ])
          expect([0, 1, 2], err).toContain(exit)
          expect(exit === 2, err).toBe(order['provisioning'] === undefined)
          expect(`${out}${err}`).not.toMatch(/undefined|NaN|\[object/)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a wrong option of provision', () => {
  it.each([
    [
      '--need-by 2026-02-30',
      '--need-by: "2026-02-30" names a day that no calendar has; a date such as 2026-02-09 is needed',
    ],
    ['--need-by tomorrow', '--need-by: "tomorrow" found; a date such as 2026-02-09 is needed'],
    ['--confidence 95', '--confidence: 95 has no unit; a share such as 95% is needed'],
    ['--confidence 0%', '--confidence: "0%" found; more than 0% and less than 100% is needed'],
    ['--confidence 100%', '--confidence: "100%" found; more than 0% and less than 100% is needed'],
    [
      '--confidence 1000%',
      '--confidence: "1000%" found; more than 0% and less than 100% is needed',
    ],
    ['--replications 0', '--replications: "0" found; a whole number from 1 to 10000000 is needed'],
    [
      '--replications 10000001',
      '--replications: "10000001" found; a whole number from 1 to 10000000 is needed',
    ],
    [
      '--replications 1e3',
      '--replications: "1e3" found; a whole number from 1 to 10000000 is needed',
    ],
    ['--seed -1', '--seed: "-1" found; a whole number from 0 to 4294967295 is needed'],
    ['--format yaml', '--format: "yaml" found; text or json is needed'],
    [
      '--letter --format json',
      '--letter: a letter is text; leave one of --letter and --format json out',
    ],
    ['--allow-read /nonexist', '--allow-read: "/nonexist" found; a folder that exists is needed'],
  ])('is told in one line, with exit 2: %s', async (args, message) => {
    const told = await call([file('ordered'), ...args.split(' ')])
    expect(told).toEqual({ exit: 2, out: '', err: `${message}\n` })
  })

  it('is told together with the others', async () => {
    const { err } = await call(['x', '--need-by', '', '--confidence', 'high', '--seed', 'none'])
    expect(err.trimEnd().split('\n')).toHaveLength(3)
  })

  it('is none at the limits', () => {
    const raw = { confidence: '99.9999999999999%', replications: '10000000', seed: '4294967295' }
    expect(readProvisionOptions(raw)).toMatchObject({
      replications: 10_000_000,
      seed: 4_294_967_295,
      needBy: null,
    })
    expect(readProvisionOptions({})).toMatchObject({ confidence: 0.95, replications: 10_000 })
  })
})
