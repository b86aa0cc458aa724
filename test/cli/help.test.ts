import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { consoleOf } from '../../src/cli/console.ts'
import { declare } from '../../src/cli/declare.ts'
import { COMMANDS, DECLARED } from '../../src/cli/declared/commands.ts'
import { HELP, VERSION, either } from '../../src/cli/declared/declaration.ts'
import { helpOn, overview } from '../../src/cli/help.ts'
import { readRunOptions } from '../../src/cli/options.ts'
import type { UsageError } from '../../src/cli/exit.ts'
import { fakeHost } from './host.ts'
import { call } from './call.ts'

const NARROW = 80

describe('help', () => {
  it.each(['', 'help', '--help', '-h'])('says what there is, and is the same: "%s"', async args => {
    expect(await call(args)).toEqual({ exit: 0, out: overview(100), err: '' })
  })

  it.each([NARROW, 100])('fits one screen of %i columns, with commands and exit codes', width => {
    const lines = overview(width).trimEnd().split('\n')
    expect(lines.length).toBeLessThan(24)
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(width)
    for (const command of COMMANDS)
      expect(overview(width)).toMatch(new RegExp(`^  ${command}\\b`, 'm'))
    const codes = [
      '0 done',
      '1 objective missed',
      '2 input wrong',
      '70 our fault',
      '130 interrupted',
    ]
    for (const code of codes) expect(overview(width)).toContain(code)
  })

  it.each(COMMANDS)('on %s has examples, and is the same from both sides', async command => {
    const { exit, out } = await call(`help ${command}`)
    expect(exit).toBe(0)
    expect(out).toMatch(/^examples\n  \S/m)
    expect((await call(`${command} --help`)).out).toBe(out)
    expect((await call(`${command} -h`)).out).toBe(out)
  })

  it.each(COMMANDS)('on %s is never wider than the terminal, lines to copy excepted', command => {
    const copied = DECLARED[command].examples.map(({ line }) => `  ${line}`)
    for (const width of [40, NARROW, 100]) {
      for (const line of helpOn(command, width).split('\n')) {
        if (!copied.includes(line)) expect(line.length, line).toBeLessThanOrEqual(width)
      }
    }
    for (const line of copied) expect(line.length, line).toBeLessThanOrEqual(100)
  })

  it('takes the width of the terminal', async () => {
    const { out } = await call('help run', { terminal: true, columns: NARROW })
    expect(out).toBe(helpOn('run', NARROW))
  })

  it('explains every heading of the summary', () => {
    const words =
      'bandwidth offered peak delivered used lost p99 sparkline shaped policed flight again'
    for (const word of words.split(' ')) {
      expect(helpOn('run', 100)).toMatch(new RegExp(`^  .*${word}`, 'm'))
    }
  })

  it('is plain ASCII where the locale is', async () => {
    for (const args of ['', ...COMMANDS.map(command => `help ${command}`)]) {
      expect((await call(args, { env: { LC_ALL: 'C' } })).out).toMatch(/^[\n -~]*$/)
    }
  })

  it('prints the version', async () => {
    expect(await call('--version')).toMatchObject({ exit: 0, out: '0.1.0\n' })
    expect(await call('-V')).toMatchObject({ exit: 0, out: '0.1.0\n' })
  })
})

describe('what is declared', () => {
  const program = declare(consoleOf(fakeHost()), () => Promise.resolve())
  const known = (command: Command): string[] => command.options.map(({ long }) => long!)

  it('is every command and every option that is parsed', () => {
    expect(program.commands.map(command => command.name())).toEqual([...COMMANDS])
    expect(known(program)).toEqual([VERSION.flag])
    for (const command of program.commands) {
      const { options } = DECLARED[command.name() as (typeof COMMANDS)[number]]
      expect(known(command)).toEqual(options.map(({ flag }) => flag))
    }
  })

  it.each(COMMANDS)('of %s is all in its help, each option with its value', command => {
    const { options, exits } = DECLARED[command]
    const text = helpOn(command, 100)
    for (const { flag, value, fallback } of [...options, HELP]) {
      expect(text).toContain(`\n  ${value === undefined ? flag : `${flag} ${value.name}`}  `)
      if (fallback !== undefined) expect(text).toContain(`(default: ${fallback})`)
    }
    for (const [code, meaning] of exits) expect(text).toContain(`${code} ${meaning}`)
  })

  it.each(COMMANDS)('has examples of %s that its options allow', command => {
    for (const { line } of DECLARED[command].examples) {
      const [, name, ...words] = /(?:^|\()(interlink-sim [^|>)]*)/.exec(line)?.[1]?.split(' ') ?? []
      if (name === undefined) continue
      expect(COMMANDS).toContain(name)
      const flags = [...DECLARED[name as (typeof COMMANDS)[number]].options, HELP]
      for (const word of words.filter(each => each.startsWith('--'))) {
        expect(flags.map(({ flag }) => flag as string)).toContain(word)
      }
    }
  })

  it('has the choices of run that are accepted, and no others', () => {
    for (const { flag, value } of DECLARED.run.options) {
      if (value?.kind !== 'choice') continue
      const key = flag.slice(2)
      for (const choice of value.of)
        expect(() => readRunOptions({ out: 'out', [key]: choice })).not.toThrow()
      const refusal = (() => {
        try {
          return readRunOptions({ out: 'out', [key]: 'nonesuch' })
        } catch (error) {
          return (error as UsageError).message
        }
      })()
      expect(refusal).toBe(`${flag}: "nonesuch" found; ${either(value.of)} is needed`)
    }
  })

  it('collects options that may be repeated, and takes the last of the others', async () => {
    let seen: object = {}
    const parsed = declare(consoleOf(fakeHost()), (_name, _argument, options) => {
      seen = options
      return Promise.resolve()
    })
    const flows = ['--trace-flow', 'web:toCloud', '--trace-flow', 'web:toCustomer']
    const words = ['run', 'x.yaml', ...flows, '--seed', '1', '--seed', '2', '--quiet']
    await parsed.parseAsync(words, { from: 'user' })
    expect(seen).toEqual({ traceFlow: ['web:toCloud', 'web:toCustomer'], seed: '2', quiet: true })
  })

  it('names the program as its package does', () => {
    const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
    const { bin } = JSON.parse(text) as { readonly bin: object }
    expect(Object.keys(bin)).toEqual([program.name()])
  })
})
