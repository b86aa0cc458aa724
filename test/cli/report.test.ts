/** `report`: the same page as `run --out` writes, and what it says of files that are no result. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { main } from '../../src/cli/program.ts'
import { fakeHost } from './host.ts'
import { MET, MISSED, folderOf } from './scenarios.ts'

const folder = folderOf({ 'met.yaml': MET, 'missed.yaml': MISSED })
const at = (...names: readonly string[]): string => join(folder, ...names)
const call = async (...args: readonly string[]) => {
  const host = fakeHost()
  const exit = await main(args, host)
  return { exit, ...host.written }
}

beforeAll(async () => {
  await call('run', at('met.yaml'), '--out', at('met'))
  await call('run', at('missed.yaml'), '--out', at('missed'))
})

it('writes the page that the run wrote, byte for byte', async () => {
  const page = readFileSync(at('missed', 'report.html'), 'utf8')
  expect(page).toContain('<title>✗ small: The only objective is missed')
  const { exit, out, err } = await call('report', at('missed', 'result.json'), '-o', at('x.html'))
  expect([exit, out, err]).toEqual([0, `wrote  ${at('x.html')}\n`, ''])
  expect(readFileSync(at('x.html'), 'utf8')).toBe(page)
  rmSync(at('missed', 'report.html'))
  expect((await call('report', at('missed', 'result.json'))).exit).toBe(0)
  expect(readFileSync(at('missed', 'report.html'), 'utf8')).toBe(page)
})

it('says that the series are missing, or of another run, and makes the page without', async () => {
  writeFileSync(at('alone.json'), readFileSync(at('met', 'result.json')))
  const alone = await call('report', at('alone.json'), '-o', at('alone.html'))
  expect([alone.exit, alone.err]).toEqual([
    0,
    `! no series.csv and ports.csv beside ${at('alone.json')}: charts over time are left out\n`,
  ])
  expect(readFileSync(at('alone.html'), 'utf8')).toContain('Needs series.csv and ports.csv')
  writeFileSync(at('met', 'other.json'), readFileSync(at('missed', 'result.json')))
  const other = await call('report', at('met', 'other.json'), '-o', at('other.html'))
  expect([other.exit, other.err]).toEqual([
    0,
    `! series.csv and ports.csv beside ${at('met', 'other.json')} are of another run: charts over time are left out\n`,
  ])
})

it('refuses what is no result, and says what is needed', async () => {
  writeFileSync(at('text.json'), 'no')
  writeFileSync(at('list.json'), '[]')
  const errors = await Promise.all(
    [at('none.json'), folder, at('text.json'), at('list.json'), ''].map(async file => {
      const { exit, err } = await call('report', file, '-o', at('never.html'))
      return [exit, err.replaceAll(folder, 'F')]
    }),
  )
  expect(errors).toEqual([
    [2, 'F/none.json: there is no such file; a command with --out DIR writes one\n'],
    [2, 'F: this is a folder; name the document in it\n'],
    [2, 'F/text.json: it is no JSON; run --out DIR writes one\n'],
    [
      2,
      'F/list.json: it is no document of interlink-sim that has a page: its "format" is none of interlink-sim/result, ' +
        'interlink-sim/plan, interlink-sim/compare, interlink-sim/forecast, interlink-sim/sweep; run --out DIR writes one\n',
    ],
    [2, 'report: FILE.json is empty; a file is needed\n'],
  ])
  expect(existsSync(at('never.html'))).toBe(false)
})

it('never replaces the result itself', async () => {
  const file = at('met', 'result.json')
  const before = readFileSync(file, 'utf8')
  const { exit, err } = await call('report', file, '-o', file)
  expect(exit).toBe(2)
  expect(err).toContain('is the document itself; name another file')
  expect(readFileSync(file, 'utf8')).toBe(before)
})
