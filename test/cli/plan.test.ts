import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { readPlanOptions } from '../../src/cli/plan-options.ts'
import { main } from '../../src/cli/program.ts'
import type { PlanDocument } from '../../src/study/plan/document.ts'
import { ReplicationError } from '../../src/study/replications/fault.ts'
import { call } from './call.ts'
import { fakeHost } from './host.ts'
import { FAULTY, folderOf, scenario } from './scenarios.ts'

type Study = typeof import('../../src/study/plan.ts')
const instead: { plan: Study['plan'] | null } = { plan: null }
vi.mock('../../src/study/plan.ts', async original => {
  const real = await original<Study>()
  const plan: Study['plan'] = (...args) => (instead.plan ?? real.plan)(...args)
  return { ...real, plan }
})
afterEach(() => {
  instead.plan = null
})

const busy = scenario({ rate: '700Mbps', duration: '4ms', loss: '1%' })
const folder = folderOf({
  'busy.yaml': busy,
  'full.yaml': scenario({ rate: '1500Mbps', duration: '300ms', loss: '0.1%' }),
  'long.yaml': scenario({ duration: '10s', rate: '900Mbps' }),
  'mute.yaml': busy.replace(/objectives:[^]*/, ''),
  'faulty.yaml': FAULTY,
})
const file = (name: string): string => join(folder, `${name}.yaml`)
const ASK = '--find bandwidth --interlink web --replications 5'

describe('plan', () => {
  it('says what is needed instead of what there is, and how to see it again', async () => {
    const { exit, out, err } = await call(`plan ${file('busy')} ${ASK} --seed 3`)
    expect(err).toBe('')
    expect(exit).toBe(0)
    expect(out).toMatch(/^✓ web needs [\d.]+ [MG]bps instead of 500 Mbps; /)
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /With [\d.]+ Mbps, one step less, loss of web to cloud (is missed|cannot be promised)\./,
    )
    expect(out).toContain('✓ met: the answer')
    expect(out).toMatch(/✗ (missed|undecided): one step too small/)
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /again interlink-sim plan \S+busy\.yaml --find bandwidth --interlink web --replications 5 --seed 3/,
    )
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /next set interlinks\.web\.bandwidth to \d+Mbps in \S+busy\.yaml:\d+, then interlink-sim run \S+ --replications 5/,
    )
  })

  it('prints the document alone, with every figure of the summary', async () => {
    const { exit, out } = await call(`plan ${file('busy')} ${ASK} --format json`)
    expect(exit).toBe(0)
    const document = JSON.parse(out) as PlanDocument
    expect(document).toMatchObject({
      format: 'interlink-sim/plan',
      version: 1,
      find: 'bandwidth',
      interlink: 'web',
      seed: 3,
      now: 500e6,
      evaluations: document.candidates.length,
    })
    expect(document.objectives.every(({ met }) => met)).toBe(true)
    expect(document.below!.missed.length).toBeGreaterThan(0)
    const quiet = await call(`plan ${file('busy')} ${ASK} --quiet`)
    expect(quiet).toEqual({ exit: 0, out: `${document.answer}\n`, err: '' })
  })

  it('gives the same bytes for any number of threads', async () => {
    const outs = []
    for (const threads of [1, 2]) {
      const { out } = await call(`plan ${file('busy')} ${ASK} --format json --threads ${threads}`)
      outs.push(out)
    }
    expect(outs[1]).toBe(outs[0])
  })

  it('says that nothing is enough, up to what, and ends with 1', async () => {
    const ask = `plan ${file('full')} --find bandwidth --interlink web --step 100Mbps --replications 5`
    const { exit, out } = await call(ask)
    expect(exit).toBe(1)
    expect(out.replaceAll(/\s+/g, ' ')).toMatch(
      /^✗ No bandwidth of web is enough, up to 1 Gbps, all that paris-1 has for web\. With the most, loss of web to cloud is [\d.]+ %, at least [\d.]+ %; below 0\.1 % is asked\./,
    )
    expect(out).toMatch(
      /next {3}interlink-sim plan \S+full\.yaml --find portSpeed --connection paris-1/,
    )
    expect(await call(`${ask} --quiet`)).toEqual({ exit: 1, out: '', err: '' })
  })

  it('names every option that is wrong, at once', async () => {
    const { exit, out, err } = await call(
      `plan ${file('busy')} --find burst --connection ams-1 --step 3Gbps --replications 0 --direction up`,
    )
    expect({ exit, out }).toEqual({ exit: 2, out: '' })
    expect(err.split('\n')).toEqual([
      '--connection: --find burst is about --interlink ID; leave --connection out',
      '--interlink: --find burst needs --interlink ID',
      '--direction: "up" found; toCustomer or toCloud is needed',
      '--step: 3Gbps is a rate; a size such as 64KiB is needed',
      '--replications: "0" found; a whole number from 1 to 100000 is needed',
      '',
    ])
    expect((await call(`plan ${file('busy')}`)).err).toBe(
      '--find: what is to be found is needed: bandwidth, burst, queue or portSpeed\n',
    )
    const speed = await call(`plan ${file('busy')} --find portSpeed --interlink web --step 1Gbps`)
    expect(speed.err.split('\n')).toEqual([
      '--interlink: --find portSpeed is about --connection ID; leave --interlink out',
      '--connection: --find portSpeed needs --connection ID',
      '--step: ports are of three speeds; leave it out',
      '',
    ])
  })

  it.each([
    [{ step: '0B' }, '--step: "0B" found; more than 0 is needed'],
    [{ duration: '0s' }, '--duration: "0s" found; more than 0 is needed'],
    [{ duration: '36526d' }, '--duration: 36526d is above the limit of 36,525 d'],
    [{ duration: 'soon' }, '--duration: '],
    [{ kernel: 'gpu' }, '--kernel: "gpu" found; auto, event or batch is needed'],
    [{ interlink: '' }, '--interlink: --find burst needs --interlink ID'],
  ])('refuses %o', (raw, message) => {
    expect(() => readPlanOptions({ find: 'burst', interlink: 'web', ...raw })).toThrow(message)
  })

  it('says where the scenario has nothing to find, or to judge', async () => {
    const unknown = await call(`plan ${file('busy')} --find burst --interlink wbe`)
    expect(unknown.exit).toBe(2)
    expect(unknown.err).toMatch(
      /busy\.yaml:\d+:\d+: interlinks: none is called "wbe"; the nearest known id is web\n$/,
    )
    const mute = await call(`plan ${file('mute')} --find burst --interlink web`)
    expect(mute.exit).toBe(2)
    expect(mute.err).toContain('nothing says what is enough; add some')
    const faulty = await call(`plan ${file('faulty')} --find burst --interlink web`)
    expect(faulty.exit).toBe(2)
    expect(faulty.err).toMatch(/^\S+faulty\.yaml:\d+:\d+: /)
    const absent = await call('plan nowhere.yaml --find burst --interlink web')
    expect(absent.err).toContain('there is no such file')
  })

  it('is stopped by Ctrl-C and says how far it came', async () => {
    const host = fakeHost()
    const ended = main(['plan', file('long'), ...ASK.split(' ')], host)
    setTimeout(() => host.raise('SIGINT'), 100)
    expect(await ended).toBe(130)
    expect(host.written.out).toBe('')
    expect(host.written.err).toMatch(
      /\^C stopping…\nstopped after \d+ of about \d+ values\. Exit 130\.\n$/,
    )
  })

  it('takes a fault of ours upon itself, with the seed and the command', async () => {
    instead.plan = () => Promise.reject(new ReplicationError(new Error('a bit fell over'), 9, 4))
    const { exit, err } = await call(`plan ${file('busy')} ${ASK}`)
    expect(exit).toBe(70)
    expect(err).toContain('a fault of ours: a bit fell over')
    expect(err).toContain('found with seed 9')
    expect(err).toContain(`again  interlink-sim plan ${file('busy')} ${ASK} --seed 3`)
  })
})
