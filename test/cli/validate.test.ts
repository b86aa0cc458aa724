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

describe('schema', () => {
  it('prints JSON alone', async () => {
    const { exit, out, err } = await call(['schema'])
    expect(exit).toBe(0)
    expect(err).toBe('')
    expect(JSON.parse(out)).toHaveProperty('properties.interlinks')
  })
})
