import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/program.ts'
import { type Given, fakeHost } from './host.ts'
import { FAULTY, MET, folderOf } from './scenarios.ts'

const folder = folderOf({
  'met.yaml': MET,
  'faulty.yaml': FAULTY,
  'detached.yaml': MET.replace(', vpc: vpc-web', ''),
})
const file = (name: string): string => join(folder, `${name}.yaml`)
const call = async (args: readonly string[], given: Given = {}) => {
  const host = fakeHost(given)
  const exit = await main(args, host)
  return { exit, ...host.written }
}

describe('validate', () => {
  it('says in one line what a sound file describes', async () => {
    expect(await call(['validate', file('met')])).toEqual({
      exit: 0,
      out: `✓ ${file('met')}: 1 connection, 1 InterLink, 1 source, 1 objective\n`,
      err: '',
    })
  })

  it('exits 2 and prints every fault of every file, a line each in a pipe', async () => {
    const { exit, out, err } = await call(['validate', file('faulty'), file('met'), file('faulty')])
    expect(exit).toBe(2)
    expect(err).toBe('')
    const lines = out.trimEnd().split('\n')
    expect(lines).toHaveLength(5)
    expect(lines.filter(line => /faulty\.yaml:\d+:\d+: \w/.test(line))).toHaveLength(4)
  })

  it('shows the lines that are wrong in a terminal', async () => {
    const { out } = await call(['validate', file('faulty')], {
      terminal: true,
      env: { NO_COLOR: '1' },
    })
    expect(out.split('\n')[0]).toBe(`✗ 2 faults in ${file('faulty')}; nothing was run`)
    expect(out).toContain('    2 │ sed: 3\n      │ ^^^')
  })

  it('warns of an InterLink that carries nothing, and exits 0', async () => {
    const { exit, out } = await call(['validate', file('detached')])
    expect(exit).toBe(0)
    expect(out).toMatch(/^✓ .*\n! .*detached\.yaml:\d+:\d+: interlinks\.web/)
  })
})

describe('validate --verbose', () => {
  it('adds what each connection is made of, to sound files alone', async () => {
    const { exit, out, err } = await call(['validate', '--verbose', file('met'), file('faulty')])
    expect([exit, err]).toEqual([2, ''])
    const [sound, blank, connection] = out.split('\n')
    expect(sound).toBe(`✓ ${file('met')}: 1 connection, 1 InterLink, 1 source, 1 objective`)
    expect(blank).toBe('')
    expect(connection).toMatch(/^paris-1: 1 Gbps port at th2 \(Paris\), 1000BASE-LX/)
    expect(out.match(/demarcation/g)).toHaveLength(1)
    expect(out).not.toMatch(/\n\n\n/)
  })

  it('has no escapes in a pipe and none where colours are not wanted', async () => {
    // oxlint-disable-next-line no-control-regex -- colours are what is looked for
    const escape = /\u001b/
    expect((await call(['validate', '--verbose', file('met')])).out).not.toMatch(escape)
    const env = { NO_COLOR: '1' }
    const plain = await call(['validate', '--verbose', file('met')], { terminal: true, env })
    expect(plain.out).not.toMatch(escape)
    const painted = await call(['validate', '--verbose', file('met')], { terminal: true })
    expect(painted.out).toMatch(escape)
  })
})

describe('schema', () => {
  it('prints JSON alone', async () => {
    const { exit, out, err } = await call(['schema'])
    expect(exit).toBe(0)
    expect(err).toBe('')
    expect(JSON.parse(out)).toHaveProperty('properties.interlinks')
  })
})
