import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { folderOf, scenario } from './scenarios.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const start = (
  args: readonly string[],
  stdout: 'pipe' | number = 'pipe',
  ...preload: readonly string[]
) =>
  spawn(process.execPath, ['--import', 'tsx', ...preload, MAIN, ...args], {
    cwd: ROOT,
    stdio: ['ignore', stdout, 'pipe'],
  })
const textOf = (stream: NodeJS.ReadableStream): (() => string) => {
  let text = ''
  stream.on('data', chunk => {
    text += String(chunk)
  })
  return () => text
}
/** Sends a SIGINT as soon as somebody listens for it, and says what was loaded by then. */
const INTERRUPTING = `--import=data:text/javascript,${encodeURIComponent(`
  import { createRequire } from 'node:module'
  const { cache } = createRequire('file:///')
  process.once('newListener', function watch(name) {
    if (name !== 'SIGINT') return process.once('newListener', watch)
    const isLoaded = Object.keys(cache).some(file => file.includes('/commander/'))
    process.stderr.write('commander loaded: ' + isLoaded + '\\n')
    process.nextTick(() => process.kill(process.pid, 'SIGINT'))
  })
`)}`
const folder = folderOf({ 'long.yaml': scenario({ duration: '1h', rate: '400Mbps' }) })

describe('the process', () => {
  it('exits with the code of the command', async () => {
    const helped = start([])
    const text = textOf(helped.stdout!)
    expect(await once(helped, 'close')).toEqual([0, null])
    expect(text()).toMatch(
      /^interlink-sim: will this connection carry the load, and when is it ready\?\n/,
    )

    const mistyped = start(['rnu'])
    const told = textOf(mistyped.stderr!)
    expect(await once(mistyped, 'close')).toEqual([2, null])
    expect(told()).toBe('unknown command "rnu"; the nearest known command is run\n')
  }, 20_000)

  it('ends quietly when the reader of its output has gone', async () => {
    const schema = start(['schema'])
    schema.stdout!.destroy()
    const told = textOf(schema.stderr!)
    expect(await once(schema, 'close')).toEqual([0, null])
    expect(told()).toBe('')
  }, 20_000)

  it.runIf(existsSync('/dev/full'))(
    'exits 2 where its output finds no room',
    async () => {
      const full = openSync('/dev/full', 'w')
      const schema = start(['schema'], full)
      const told = textOf(schema.stderr!)
      expect(await once(schema, 'close')).toEqual([2, null])
      closeSync(full)
      expect(told()).toBe('stdout cannot be written: no space left on the device\n')
    },
    20_000,
  )

  it('exits 130 on Ctrl-C before it has loaded anything', async () => {
    const validate = start(['validate', 'scenarios/hybrid-paris.yaml'], 'pipe', INTERRUPTING)
    const [text, told] = [textOf(validate.stdout!), textOf(validate.stderr!)]
    expect(await once(validate, 'close')).toEqual([130, null])
    expect(text()).toBe('')
    expect(told()).toBe('commander loaded: false\n')
  }, 20_000)

  it('exits 130 on Ctrl-C, and says how far it came', async () => {
    const interrupted = async (after: number): Promise<string> => {
      const run = start(['run', join(folder, 'long.yaml')])
      const told = textOf(run.stderr!)
      setTimeout(() => run.kill('SIGINT'), after)
      expect(await once(run, 'close')).toEqual([130, null])
      return told()
    }
    // On a busy machine it may not have begun to simulate that soon.
    const text = (await interrupted(2_500)) || (await interrupted(15_000))
    expect(text).toMatch(/\^C stopping…\nstopped at \S+ of 3600\.0 s simulated\. Exit 130\.\n$/)
  }, 60_000)
})
