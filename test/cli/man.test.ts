import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Package, manPage } from '../../scripts/man.ts'
import { COMMANDS, DECLARED, PROGRAM } from '../../src/cli/declared/commands.ts'
import { HELP, VERSION } from '../../src/cli/declared/declaration.ts'

const root = new URL('../../', import.meta.url)
const file = new URL('man/interlink-sim.1', root)
const page = readFileSync(file, 'utf8')
const description = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as Package & {
  readonly man: string
  readonly files: readonly string[]
}

test('man/interlink-sim.1 is what is declared; scripts/write-man.ts writes it', () => {
  expect(page).toBe(manPage(description))
})

test('the package brings the manual page', () => {
  expect(new URL(description.man, root)).toEqual(file)
  expect(description.files).toContain('man')
})

test('the manual page names every command, option and exit code', () => {
  const bare = page.replaceAll(/\\f[BIR]/g, '').replaceAll('\\-', '-')
  for (const name of COMMANDS) {
    expect(bare).toContain(`\n.SS ${name}`)
    for (const { short, flag } of DECLARED[name].options) {
      expect(bare).toContain(`\n${short === undefined ? '' : `${short}, `}${flag}`)
    }
  }
  for (const { short, flag } of [HELP, VERSION]) expect(bare).toContain(`\n${short!}, ${flag}\n`)
  for (const [code] of PROGRAM.exits) expect(bare).toContain(`.TP\n${code}\n`)
})

test('the manual page is ASCII, and no text in it is taken for a request', () => {
  expect(page).toMatch(/^[\n -~]*$/)
  const requests = page.match(/^[.'].{0,3}/gm)!.map(line => line.trimEnd())
  const known = ['.\\"', '.TH', '.SH', '.SS', '.TP', '.PP', '.br', '.EX', '.EE']
  expect(requests.filter(request => !known.includes(request.split(' ')[0]!))).toEqual([])
})

const isAbsent = spawnSync('groff', ['--version']).status !== 0
const needs = isAbsent ? ': needs groff (Debian package groff)' : ''

test.skipIf(isAbsent)(`groff finds nothing to warn of in the manual page${needs}`, () => {
  const { status, stderr } = spawnSync('groff', ['-man', '-ww', '-Tutf8', file.pathname], {
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
})
