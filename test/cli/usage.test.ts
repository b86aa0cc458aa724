import { describe, expect, it } from 'vitest'
import { consoleOf } from '../../src/cli/console.ts'
import { COMMANDS } from '../../src/cli/declared/commands.ts'
import { meant } from '../../src/cli/nearest.ts'
import { readRunOptions } from '../../src/cli/options.ts'
import { main } from '../../src/cli/program.ts'
import { call } from './call.ts'
import { type Given, fakeHost } from './host.ts'

describe('a wrong command line', () => {
  it.each([
    ['rnu x.yaml', 'unknown command "rnu"; the nearest known command is run'],
    ['juggle', `unknown command "juggle"; commands: ${COMMANDS.join(', ')}`],
    ['help rum', 'unknown command "rum"; the nearest known command is run'],
    ['run --sed 3', 'run: unknown option --sed; the nearest known option is --seed'],
    ['run x --seed', 'run: --seed without a value; <N> is needed'],
    ['run x --format', 'run: --format without a value; <text|json> is needed'],
    ['run a b', 'run: 2 arguments found; one is needed'],
    ['completion', 'completion: nothing named; bash, zsh or fish is needed'],
    ['completion tcsh', 'completion: "tcsh" found; bash, zsh or fish is needed'],
    ['completion bash zsh', 'completion: 2 arguments found; one is needed'],
    ['validate', 'validate: nothing named; a SCENARIO is needed'],
    ['run -', 'run: - found; a scenario is read from a file, not stdin'],
    ['run x --engine gas', '--engine: "gas" found; packet or fluid is needed'],
    ['run x --kernel fast', '--kernel: "fast" found; auto, event or batch is needed'],
    ['run x --format xml', '--format: "xml" found; text or json is needed'],
    ...['0', '-1', '1.5', 'x', '1025', '99999999999999999999'].map(threads => [
      `run x --threads ${threads}`,
      `--threads: "${threads}" found; a whole number from 1 to 1024 is needed`,
    ]),
    ['run x --seed 1.5', '--seed: "1.5" found; a whole number from 0 to 4294967295 is needed'],
    [
      'run x --seed 4294967296',
      '--seed: "4294967296" found; a whole number from 0 to 4294967295 is needed',
    ],
    ['run x --duration 5', '--duration: 5 has no unit; a duration such as 5s is needed'],
    [
      'run x --duration 0.1ps',
      '--duration: 0.1ps is not a whole number of picoseconds; write fewer decimals or a smaller unit',
    ],
    [
      'run x --allow-read /nonexist',
      '--allow-read: "/nonexist" found; a folder that exists is needed',
    ],
    [
      'validate x --allow-read /dev/null',
      '--allow-read: "/dev/null" found; a folder that exists is needed',
    ],
    ['run x --duration 0s', '--duration: "0s" found; more than 0 is needed'],
    [
      'run x --duration 36526d',
      '--duration: 36526d is above the limit of 36,525 d (a hundred years); lower it',
    ],
  ])('is told in one line, with exit 2: %s', async (args, message) => {
    expect(await call(args)).toEqual({ exit: 2, out: '', err: `${message}\n` })
  })

  it.each(['run', 'validate'])('is %s with an empty name', async command => {
    const host = fakeHost()
    expect(await main([command, ''], host)).toBe(2)
    expect(host.written.err).toBe(`${command}: SCENARIO is empty; a file is needed\n`)
  })

  it('has every wrong option told at once', async () => {
    const { exit, err } = await call('run x --seed -1 --threads none --engine gas')
    expect(exit).toBe(2)
    expect(err.trimEnd().split('\n')).toHaveLength(3)
  })

  it('never echoes control characters', async () => {
    const host = fakeHost()
    await main(['run', 'x', '--seed', '\u001b[31m\u009b'], host)
    await main(['\u001b[31m'], host)
    // oxlint-disable-next-line no-control-regex
    expect(host.written.err).not.toMatch(/[\u001b\u009b]/)
  })
})

describe('options of run', () => {
  it('default to a text summary of the scenario as it is', () => {
    expect(readRunOptions({})).toEqual({
      format: 'text',
      seed: null,
      duration: null,
      engine: null,
      kernel: 'auto',
      threads: null,
      replications: null,
      allowRead: [],
      failEach: false,
      quiet: false,
      out: null,
      figures: null,
      trace: null,
      traceFlows: null,
    })
  })

  it('are read exactly', () => {
    expect(readRunOptions({ seed: '4294967295', duration: '2.5ms', threads: '8' })).toMatchObject({
      seed: 4_294_967_295,
      duration: 2_500_000_000,
      threads: 8,
    })
  })
})

describe('a mistyped word', () => {
  it('has a nearest known one only if it is close', () => {
    expect(meant('vlaidate', COMMANDS)).toBe('validate')
    expect(meant('scheme', COMMANDS)).toBe('schema')
    expect(meant('juggle', COMMANDS)).toBeNull()
  })
})

describe('what a stream can show', () => {
  const surface = (given: Given) => consoleOf(fakeHost(given)).out.surface

  it('is 100 columns without colour in a pipe', () => {
    expect(surface({})).toEqual({ width: 100, colour: false, unicode: true })
  })

  it('is its own width with colour in a terminal', () => {
    expect(surface({ terminal: true, columns: 72 })).toEqual({
      width: 72,
      colour: true,
      unicode: true,
    })
  })

  it.each([
    [{ NO_COLOR: '1' }, false],
    [{ NO_COLOR: '' }, true],
    [{ TERM: 'dumb' }, false],
  ])('has colours as %j says', (env, colour) => {
    expect(surface({ terminal: true, env }).colour).toBe(colour)
  })

  it('has no colours in a pipe, whatever is set', () => {
    expect(surface({ env: { FORCE_COLOR: '1' } }).colour).toBe(false)
  })

  it.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'fr_FR.utf8' }, true],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'en_US.UTF-8', LC_CTYPE: 'POSIX' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: undefined }, true],
  ])('is UTF-8 as the locale %j says', (env, unicode) => {
    expect(surface({ env }).unicode).toBe(unicode)
  })
})
