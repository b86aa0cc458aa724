import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { scriptFor } from '../../src/cli/commands/completion.ts'
import { COMMANDS, DECLARED } from '../../src/cli/declared/commands.ts'
import { SHELLS, type Shell } from '../../src/cli/declared/completion.ts'
import { HELP } from '../../src/cli/declared/declaration.ts'
import { call } from './call.ts'

/** A folder in which to complete file names, and the scripts beside it. */
let folder: string
let scripts: string

beforeAll(() => {
  scripts = mkdtempSync(join(tmpdir(), 'completion-'))
  folder = join(scripts, 'here')
  for (const name of ['sub', 'two words']) mkdirSync(join(folder, name), { recursive: true })
  const files = ['a.yaml', 'b.yml', 'c.json', 'd.pcap', 'e.txt', 'my file.yaml', 'sub/x.yaml']
  for (const name of files) writeFileSync(join(folder, name), '')
  for (const shell of SHELLS) writeFileSync(join(scripts, shell), scriptFor(shell))
})
afterAll(() => rmSync(scripts, { recursive: true }))

const printed = (program: string, ...args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  return stdout
}

const linesOf = (text: string): string[] =>
  [...new Set(text.split('\n'))].filter(line => line !== '').toSorted()

/** Words as bash hands them over: an equals sign is one of its own, with nothing behind it at the end. */
const bashWords = (line: string): string[] =>
  line
    .split(' ')
    .flatMap(word => word.split(/(?<=^--.*)(=)/))
    .filter((word, index, all) => word !== '' || all[index - 1] !== '=')

const COMPLETE_IN_BASH = `source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); compopt() { :; }
_interlink_sim; printf '%s\\n' "\${COMPREPLY[@]}"`

/** What each shell offers at the end of a line: words, and file names without quoting. */
const OFFERED: Readonly<Record<Shell, (line: string) => string[]>> = {
  bash: line =>
    linesOf(
      printed('bash', '-c', COMPLETE_IN_BASH, 'bash', join(scripts, 'bash'), ...bashWords(line)),
    ),
  zsh: line => {
    const program = fileURLToPath(new URL('complete.zsh', import.meta.url))
    const text = printed('zsh', '-f', program, join(scripts, 'zsh'), folder, line)
    return linesOf(text.replaceAll('\\', ''))
  },
  fish: line => {
    const script = 'source $argv[1]; complete -C $argv[2]'
    const text = printed('fish', '--no-config', '-c', script, '--', join(scripts, 'fish'), line)
    return linesOf(text.replaceAll(/\t.*/g, '')).map(word => word.replaceAll(/^--[^=]*=|\/$/g, ''))
  },
}

const SCENARIOS = ['a.yaml', 'b.yml', 'c.json', 'my file.yaml', 'sub', 'two words']
const flagsOf = (command: (typeof COMMANDS)[number]): string[] =>
  [...DECLARED[command].options, HELP].map(({ flag }) => flag).toSorted()

describe.each(SHELLS)('completion in %s', { timeout: 60_000 }, shell => {
  const isAbsent = spawnSync(shell, ['--version']).status !== 0
  const offered = (line: string): string[] => OFFERED[shell](line)
  const needs = isAbsent ? `: needs ${shell} (Debian package ${shell})` : ''
  const when = it.skipIf(isAbsent)

  when(`is a script without a fault of syntax${needs}`, () => {
    const check = shell === 'fish' ? '--no-execute' : '-n'
    expect(printed(shell, check, join(scripts, shell))).toBe('')
  })

  when(`offers the commands first${needs}`, () => {
    const commands = offered('interlink-sim ').filter(word => !word.startsWith('-'))
    expect(commands).toEqual([...COMMANDS].toSorted())
    expect(offered('interlink-sim va')).toEqual(['validate'])
  })

  when.each(COMMANDS)(`offers every option of %s${needs}`, command => {
    const options = offered(`interlink-sim ${command} --`)
    expect(options).toEqual(flagsOf(command))
  })

  when(`offers the choices of an option, in one word or two${needs}`, () => {
    expect(offered('interlink-sim run --format ')).toEqual(['json', 'text'])
    expect(offered('interlink-sim run --kernel e')).toEqual(['event'])
    expect(offered('interlink-sim run --format=')).toEqual(['json', 'text'])
    expect(offered('interlink-sim run --format=j')).toEqual(['json'])
  })

  when(`offers the choices of an argument${needs}`, () => {
    expect(offered('interlink-sim completion ')).toEqual([...SHELLS].toSorted())
    expect(offered('interlink-sim help v')).toEqual(['validate'])
  })

  when(`offers scenarios and folders where a scenario stands${needs}`, () => {
    expect(offered('interlink-sim run ')).toEqual(SCENARIOS)
    expect(offered('interlink-sim validate a.yaml ')).toEqual(
      expect.arrayContaining(['b.yml', 'c.json', 'sub']),
    )
    expect(offered('interlink-sim run --quiet my')).toEqual(['my file.yaml'])
    expect(offered('interlink-sim compare ')).toEqual(SCENARIOS)
    expect(offered('interlink-sim compare a.yaml ')).toEqual(
      expect.arrayContaining(['b.yml', 'c.json', 'sub']),
    )
  })

  when(`offers captures for --trace and folders alone for --out${needs}`, () => {
    expect(offered('interlink-sim run --trace ')).toEqual(['d.pcap', 'sub', 'two words'])
    expect(offered('interlink-sim run a.yaml --out ')).toEqual(['sub', 'two words'])
    expect(offered('interlink-sim validate --allow-read=t')).toEqual(['two words'])
    expect(offered('interlink-sim run --trace=')).toEqual(['d.pcap', 'sub', 'two words'])
  })

  when(`offers nothing for a number${needs}`, () => {
    expect(offered('interlink-sim run --seed ')).toEqual([])
  })
})

describe('the command completion', () => {
  it.each(SHELLS)('prints the script for %s', async shell => {
    expect(await call(`completion ${shell}`)).toEqual({ exit: 0, out: scriptFor(shell), err: '' })
  })
})
