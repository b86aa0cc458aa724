/** `--out` of studies: the document and its page, and the same page from the document alone. */
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { main } from '../../src/cli/program.ts'
import { fakeHost } from './host.ts'
import { folderOf, scenario } from './scenarios.ts'

const SERIES = `time,bps\n${Array.from({ length: 8 * 24 }, (_, hour) => {
  const at = new Date(Date.UTC(2026, 0, 1 + Math.floor(hour / 24), hour % 24)).toISOString()
  return `${at},${200_000_000 + 100_000_000 * (hour % 24 < 12 ? 1 : 0)}\n`
}).join('')}`
const busy = scenario({ rate: '700Mbps', duration: '4ms', loss: '1%' })
const folder = folderOf({
  'busy.yaml': busy,
  'wide.yaml': busy.replace('bandwidth: 500Mbps', 'bandwidth: 900Mbps'),
  'plan.json': busy,
  'rates.csv': SERIES,
  'grown.yaml': busy.replace(
    /source: \{[^}]*\}/u,
    'source: { kind: csv, file: rates.csv, column: bps, frame: 1000B }',
  ),
})
const at = (...names: readonly string[]): string => join(folder, ...names)
const call = async (...args: readonly string[]) => {
  const host = fakeHost()
  const exit = await main(args, host)
  return { exit, ...host.written }
}

const PLAN = [
  'plan',
  at('busy.yaml'),
  '--find',
  'bandwidth',
  '--interlink',
  'web',
  '--replications',
  '5',
]
const STUDIES: readonly (readonly [name: string, args: readonly string[]])[] = [
  ['plan', PLAN],
  ['compare', ['compare', at('busy.yaml'), at('wide.yaml'), '--replications', '3']],
  ['forecast', ['forecast', at('grown.yaml'), '--growth', '40%/y', '--horizon', '2y']],
]

describe.each(STUDIES)('%s --out', (name, args) => {
  it('writes the document that it prints, and its page, which report makes again', async () => {
    const out = at(`of-${name}`)
    const told = await call(...args, '--out', out)
    expect(told.err).toBe('')
    expect(told.out.replaceAll(/\s+/gu, ' ')).toContain(`wrote ${out}/report.html ${name}.json`)
    expect(readdirSync(out).sort()).toEqual([`${name}.json`, 'report.html'])
    const printed = await call(...args, '--format', 'json', '--out', out)
    expect(readFileSync(join(out, `${name}.json`), 'utf8')).toBe(printed.out)
    const page = readFileSync(join(out, 'report.html'), 'utf8')
    expect(page).toMatch(/<title>\s*[✓✗] /u)
    rmSync(join(out, 'report.html'))
    expect((await call('report', join(out, `${name}.json`))).exit).toBe(0)
    expect(readFileSync(join(out, 'report.html'), 'utf8') === page).toBe(true)
    const quiet = await call(...args, '--quiet', '--out', out)
    expect(quiet.out).not.toContain('wrote')
    expect(quiet.exit).toBe(told.exit)
  })

  it('finds out before it begins that a folder cannot be made, and leaves nothing there', async () => {
    const { exit, err } = await call(...args, '--out', at('busy.yaml', 'x'))
    expect(exit).toBe(2)
    expect(err).toMatch(/busy\.yaml/u)
    expect((await call(...args, '--out', '')).err).toContain('--out: "" found; a path is needed')
  })
})

it('takes the place of no file that it reads, and removes the folder of what it does not write', async () => {
  const args = PLAN.with(1, at('plan.json'))
  const { exit, err } = await call(...args, '--out', folder)
  expect([exit, err]).toEqual([
    2,
    `${at('plan.json')} is a file of this very run; name another one\n`,
  ])
  expect(readFileSync(at('plan.json'), 'utf8')).toBe(busy)
  mkdirSync(at('kept'))
  const nothing = await call(...PLAN.with(5, 'nobody'), '--out', at('kept', 'new'))
  expect(nothing.exit).toBe(2)
  expect(existsSync(at('kept', 'new'))).toBe(false)
})

it('makes a page of each figure that a document holds, or says what is wrong with it', async () => {
  const out = at('of-broken')
  await call(...PLAN, '--out', out)
  const file = join(out, 'plan.json')
  const { exit, err } = await call('report', file, '-o', file)
  expect([exit, err]).toEqual([2, `${file} is the document itself; name another file\n`])
})
