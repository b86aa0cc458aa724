import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { folderOf, scenario } from './scenarios.ts'

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const start = (args: readonly string[]) =>
  spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
const textOf = (stream: NodeJS.ReadableStream): (() => string) => {
  let text = ''
  stream.on('data', chunk => {
    text += String(chunk)
  })
  return () => text
}
const folder = folderOf({ 'long.yaml': scenario({ duration: '1h', rate: '400Mbps' }) })

describe('the process', () => {
  it('exits with the code of the command', async () => {
    const helped = start([])
    const text = textOf(helped.stdout)
    expect(await once(helped, 'close')).toEqual([0, null])
    expect(text()).toMatch(/^interlink-sim: will this connection carry the load\?\n/)

    const mistyped = start(['rnu'])
    const told = textOf(mistyped.stderr)
    expect(await once(mistyped, 'close')).toEqual([2, null])
    expect(told()).toBe('unknown command "rnu"; the nearest known command is run\n')
  }, 20_000)

  it('ends quietly when the reader of its output has gone', async () => {
    const schema = start(['schema'])
    schema.stdout.destroy()
    const told = textOf(schema.stderr)
    expect(await once(schema, 'close')).toEqual([0, null])
    expect(told()).toBe('')
  }, 20_000)

  it('exits 130 on Ctrl-C, and says how far it came', async () => {
    const run = start(['run', join(folder, 'long.yaml')])
    const told = textOf(run.stderr)
    setTimeout(() => run.kill('SIGINT'), 2_500)
    expect(await once(run, 'close')).toEqual([130, null])
    expect(told()).toMatch(/\^C stopping…\nstopped at \S+ of 3600\.0 s simulated\. Exit 130\.\n$/)
  }, 20_000)
})
