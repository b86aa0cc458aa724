import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { main } from '../../src/cli/program.ts'
import type { ResultDocument } from '../../src/sim/result/document.ts'
import { type FakeHost, type Given, fakeHost } from './host.ts'
import { folderOf, scenario } from './scenarios.ts'

/** Traffic both ways, of some hundred million frames an hour. */
const both = (duration: string): string => {
  const text = scenario({ duration, rate: '900Mbps' })
  const line = text.split('\n').find(each => each.includes('direction: toCloud'))!
  return text.replace(line, `${line}\n${line.replace('toCloud', 'toCustomer')}`)
}

// Threads that cost nothing are started for the shortest run.
vi.mock('../../src/sim/threads/start-cost.ts', () => ({ START_COST: 0 }))

const folder = folderOf({ 'both.yaml': both('50ms'), 'long.yaml': both('1h') })
const file = (name: string): string => join(folder, `${name}.yaml`)

const documentOf = async (args: readonly string[], given: Given = {}): Promise<ResultDocument> => {
  const host = fakeHost(given)
  await main(['run', ...args, '--format', 'json'], host)
  return JSON.parse(host.written.out) as ResultDocument
}

describe('run', () => {
  it('takes as many threads as there are cores, or as it is told, and writes the same files', async () => {
    const written = async (given: Given, ...words: readonly string[]) => {
      const out = join(folder, words.join('') || 'cores')
      const { run, ...rest } = await documentOf([file('both'), '--out', out, ...words], given)
      const files = ['series.csv', 'ports.csv'].map(name => readFileSync(join(out, name), 'utf8'))
      return { threads: run.threads, said: [JSON.stringify(rest), ...files] }
    }
    const alone = await written({ cores: 2 }, '--threads', '1')
    expect(alone.threads).toBe(1)
    for (const it of [await written({ cores: 4 }), await written({ cores: 1 }, '--threads', '2')]) {
      expect(it.threads).toBe(2)
      expect(it.said).toEqual(alone.said)
    }
  })

  it('says how far it came when it is stopped, exits 130, and leaves no file', async () => {
    const host: FakeHost = fakeHost()
    const out = join(folder, 'stopped')
    setTimeout(() => host.raise('SIGINT'), 3_000)
    expect(await main(['run', file('long'), '--threads', '2', '--out', out], host)).toBe(130)
    expect(host.written.out).toBe('')
    expect(host.written.err).toMatch(
      /^\^C stopping…\nstopped at \d+\.\d+ of 3600\.0 s simulated\. Exit 130\.\n$/,
    )
    expect(existsSync(out)).toBe(false)
  })
})

describe('the process', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))

  it('ends with its threads on Ctrl-C', async () => {
    const words = ['src/cli/main.ts', 'run', file('long'), '--threads', '2']
    const run = spawn(process.execPath, ['--import', 'tsx', ...words], { cwd: root })
    let told = ''
    run.stderr.on('data', chunk => {
      told += String(chunk)
    })
    setTimeout(() => run.kill('SIGINT'), 5_000)
    expect(await once(run, 'close')).toEqual([130, null])
    if (told !== '') expect(told).toMatch(/stopped at \S+ of 3600\.0 s simulated\. Exit 130\.\n$/)
  })
})
