import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { RunOptions, Simulation } from '../../src/sim/run.ts'
import { InvariantError } from '../../src/sim/invariant.ts'
import { main } from '../../src/cli/program.ts'
import type { ResultDocument } from '../../src/sim/result/document.ts'
import { type FakeHost, type Given, fakeHost } from './host.ts'
import { FAULTY, MET, MISSED, folderOf, scenario } from './scenarios.ts'

type Run = (input: unknown, options: RunOptions) => Promise<Simulation>
const instead: { run: Run | null } = { run: null }
vi.mock('../../src/sim/run.ts', async original => {
  const real = await original<{ readonly run: Run }>()
  return {
    ...real,
    run: (input: unknown, options: RunOptions) => (instead.run ?? real.run)(input, options),
  }
})
afterEach(() => {
  instead.run = null
})

const folder = folderOf({
  'met.yaml': MET,
  'missed.yaml': MISSED,
  'faulty.yaml': FAULTY,
  'long.yaml': scenario({ duration: '1h', rate: '400Mbps' }),
  'idle.yaml': MET.replace('kind: poisson', 'start: 1s, kind: poisson').replace(
    '{ interlink: web, metric: loss, below: 1% }',
    '{ interlink: web, metric: delay.p99, below: 1ms }',
  ),
  'interval.yaml': scenario({ extra: 'series: { interval: 10us }\n' }),
})
const file = (name: string): string => join(folder, `${name}.yaml`)

const call = async (args: readonly string[], given: Given = {}) => {
  const host = fakeHost(given)
  const exit = await main(args, host)
  return { exit, ...host.written }
}
const documentOf = async (...args: readonly string[]): Promise<ResultDocument> => {
  const { out } = await call(['run', ...args, '--format', 'json'])
  return JSON.parse(out) as ResultDocument
}

describe('run', () => {
  it('exits 0 when all objectives are met, the summary alone on stdout', async () => {
    const { exit, out, err } = await call(['run', file('met')])
    expect(exit).toBe(0)
    expect(out).toMatch(/^✓ The only objective is met: web to cloud loses 0 % of its frames/)
    expect(out).toContain('again  interlink-sim run ')
    expect(err).toBe('')
  })

  it('exits 1 when one is missed, and says why and where', async () => {
    const { exit, out } = await call(['run', file('missed')])
    expect(exit).toBe(1)
    expect(out).toMatch(/^✗ The only objective is missed: web to cloud loses /)
    expect(out).toContain('policed (dropped, not queued)')
    expect(out).toContain('missed.yaml:16:')
  })

  it('exits 2 with every fault on stderr, none on stdout', async () => {
    const { exit, out, err } = await call(['run', file('faulty')])
    expect(exit).toBe(2)
    expect(out).toBe('')
    const lines = err.trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toMatch(/faulty\.yaml:\d+:\d+: /)
  })

  it('exits 2 for a file that is not there', async () => {
    const { exit, err } = await call(['run', join(folder, 'nowhere.yaml')])
    expect(exit).toBe(2)
    expect(err).toContain('nowhere.yaml')
    expect(err).not.toContain('at ')
  })

  it('prints the result document alone with --format json', async () => {
    const { exit, out, err } = await call(['run', file('missed'), '--format', 'json'])
    const document = JSON.parse(out) as ResultDocument
    expect(exit).toBe(1)
    expect(err).toBe('')
    expect(document.format).toBe('interlink-sim/result')
    expect(document.run.version).toBe('0.1.0')
    expect(document.run.wall).toBeGreaterThan(0)
    expect(out).toBe(`${JSON.stringify(document, null, 2)}\n`)
  })

  it('prints one line per missed objective with --quiet, nothing when all are met', async () => {
    const missed = await call(['run', file('missed'), '--quiet'])
    expect(missed).toMatchObject({ exit: 1, err: '' })
    expect(missed.out).toMatch(
      /^missed web toCloud loss 0\.\d+ limit 0\.01 \S+missed\.yaml:16:\d+\n$/,
    )
    expect(await call(['run', file('met'), '--quiet'])).toEqual({ exit: 0, out: '', err: '' })
  })

  it.each(['--quiet', '--format json'])(
    'warns with %s too of an objective that is met because nothing was offered',
    async option => {
      const { exit, err } = await call(['run', file('idle'), ...option.split(' ')])
      expect(exit).toBe(0)
      expect(err.split('\n')).toContainEqual(
        expect.stringMatching(
          /^! \S+idle\.yaml:16:5: objectives\[0\]: nothing was offered on web to cloud, so there is no p99 delay; it counts as met$/,
        ),
      )
    },
  )

  it('takes seed and duration from the command line, and names them again', async () => {
    const document = await documentOf(file('met'), '--seed', '9', '--duration', '4ms')
    expect(document.seed).toBe(9)
    expect(document.simulated).toEqual({ warmup: 0, duration: 0.004 })
    expect(document.seriesInterval).toBe(0.000004)
    const { out } = await call(['run', file('met'), '--seed', '9', '--duration', '4ms'])
    expect(out).toMatch(/again {2}interlink-sim run \S+met\.yaml --duration 4ms --seed 9/)
  })

  it('keeps the interval that the file asks for when the duration changes', async () => {
    const document = await documentOf(file('interval'), '--duration', '4ms')
    expect(document.seriesInterval).toBe(0.00001)
  })

  it('refuses a duration that passes the horizon with the warm-up', async () => {
    const warm = folderOf({ 'warm.yaml': MET.replace('duration:', 'warmup: 1s\nduration:') })
    const { exit, err } = await call(['run', join(warm, 'warm.yaml'), '--duration', '9007s'])
    expect(exit).toBe(2)
    expect(err).toMatch(/warm\.yaml:\d+:\d+: duration: .*2 h 30 min/)
    expect(err).toContain('--duration 9007s stands for the duration of the file')
  })

  it('has no escapes in a pipe, with NO_COLOR or on a dumb terminal', async () => {
    const all = [{}, { env: { NO_COLOR: '1' } }, { terminal: true, env: { TERM: 'dumb' } }]
    for (const given of all) {
      const { out } = await call(['run', file('missed')], given)
      expect(out).not.toContain('\u001b')
    }
    const terminal = await call(['run', file('missed')], { terminal: true })
    expect(terminal.out).toContain('\u001b[31m')
  })
})

describe('run without a name', () => {
  it('runs the only scenario of the folder and names it', async () => {
    const cwd = folderOf({ 'only.yml': MET, '.hidden.yaml': MET, 'other.yaml': 'a: 1\n' })
    const before = process.cwd()
    process.chdir(cwd)
    const { exit, out, err } = await call(['run'], { cwd })
    process.chdir(before)
    expect(exit).toBe(0)
    expect(err).toBe('run: the only scenario here is only.yml\n')
    expect(out).toContain('interlink-sim run only.yml')
  })

  it('lists several and exits 2', async () => {
    const { exit, err } = await call(['run'], { cwd: folderOf({ 'a.yaml': MET, 'b.yaml': MET }) })
    expect(exit).toBe(2)
    expect(err).toBe(
      'run: no SCENARIO named, and the current folder holds several:\n  a.yaml\n  b.yaml\n',
    )
  })

  it('says that there is none and exits 2', async () => {
    expect(await call(['run'], { cwd: folderOf({}) })).toMatchObject({ exit: 2, out: '' })
  })
})

describe('an interrupted run', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('stops promptly with exit 130 on %s', async signal => {
    const host: FakeHost = fakeHost()
    setTimeout(() => host.raise(signal), 300)
    const exit = await main(['run', file('long')], host)
    expect(exit).toBe(130)
    expect(host.written.out).toBe('')
    expect(host.written.err).toMatch(
      /^\^C stopping…\nstopped at \d+\.\d+ of 3600\.0 s simulated\. Exit 130\.\n$/,
    )
  })
})

describe('a fault of ours', () => {
  const fail = async (env: Given['env'] = {}) => {
    instead.run = () => Promise.reject(new InvariantError('time retreated', 430_000_000_000))
    return call(['run', file('met'), '--duration', '2ms'], { env: env ?? {} })
  }

  it('exits 70 with seed, simulated time and the command that replays it', async () => {
    const { exit, out, err } = await fail()
    expect(exit).toBe(70)
    expect(out).toBe('')
    expect(err).toBe(
      'interlink-sim 0.1.0: a fault of ours: time retreated\n' +
        '  found with seed 3, at 0.43 s simulated\n' +
        `  again  interlink-sim run ${file('met')} --duration 2ms --seed 3\n` +
        'Exit 70.\n',
    )
  })

  it('shows where it arose only when DEBUG is set', async () => {
    expect((await fail()).err).not.toContain('run.test.ts')
    expect((await fail({ DEBUG: '1' })).err).toContain('run.test.ts')
  })
})
