/** `serve`: what it says, what it refuses, and how it ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../../src/cli/program.ts'
import { type FakeHost, fakeHost } from './host.ts'
import { MET, folderOf } from './scenarios.ts'

const folder = folderOf({ 'met.yaml': MET, 'file.txt': '' })
const at = (...names: readonly string[]): string => join(folder, ...names)

beforeAll(async () => {
  expect(await main(['run', at('met.yaml'), '--out', at('out', 'met')], fakeHost())).toBe(0)
})

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 10))
}

/** Serves while something is done with the address, then stops as Ctrl-C does. */
const meanwhile = async (
  act: (url: string, host: FakeHost) => Promise<void>,
): Promise<{ readonly exit: number; readonly err: string }> => {
  const host = fakeHost()
  const ended = main(['serve', at('out'), '--port', '0'], host)
  await until(() => host.written.out.endsWith('\n'))
  await act(host.written.out.trim(), host)
  host.raise('SIGINT')
  return { exit: await ended, err: host.written.err }
}

describe('serve', () => {
  it('prints where it is, serves until it is stopped, and then says so', async () => {
    const { exit, err } = await meanwhile(async url => {
      expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/u)
      expect(await (await fetch(url)).text()).toContain('✓ the only objective met')
    })
    expect([exit, err]).toEqual([
      130,
      `serving 1 result of ${at('out')} to this machine alone; Ctrl-C ends it\n^C stopping…\nstopped. Exit 130.\n`,
    ])
  })

  it('shows the page that the run wrote, byte for byte', async () => {
    await meanwhile(async url => {
      const page = await (await fetch(`${url}page?path=met/result.json`)).text()
      expect(page).toBe(readFileSync(at('out', 'met', 'report.html'), 'utf8'))
      const series = await (await fetch(`${url}file?path=met/series.csv`)).text()
      expect(series).toBe(readFileSync(at('out', 'met', 'series.csv'), 'utf8'))
    })
  })

  it('ends while somebody listens to its news', async () => {
    let reading: Promise<unknown> = Promise.resolve()
    const { exit } = await meanwhile(async url => {
      const reader = (await fetch(`${url}events`)).body!.getReader()
      expect(new TextDecoder().decode((await reader.read()).value)).toContain('digest')
      reading = reader.read().catch(() => 'cut')
    })
    expect([exit, await reading]).toEqual([130, 'cut'])
  })

  it('answers to the names of this machine alone, over the wire too', async () => {
    const answer = async (url: string, path: string, host: string): Promise<number | undefined> => {
      const asking = request(url, { path, headers: { host }, agent: false })
      asking.end()
      const [response] = (await once(asking, 'response')) as [
        { statusCode?: number; resume(): void },
      ]
      response.resume()
      return response.statusCode
    }
    await meanwhile(async url => {
      const { host, port } = new URL(url)
      expect(await answer(url, '/', host)).toBe(200)
      expect(await answer(url, '/', `localhost:${port}`)).toBe(200)
      expect(await answer(url, '/', `evil.example:${port}`)).toBe(403)
      expect(await answer(url, `http://evil.example:${port}/`, host)).toBe(403)
      expect(await answer(url, '/../../etc/passwd', host)).toBe(404)
      expect(await answer(url, '/file?path=../met.yaml', host)).toBe(404)
    })
  })

  it('says clearly that a port is taken', async () => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const host = fakeHost()
    expect(await main(['serve', at('out'), '--port', String(port)], host)).toBe(2)
    expect(host.written).toEqual({
      out: '',
      err: `--port: ${port} is taken by another program; name another one, or 0 for any that is free\n`,
    })
    other.close()
  })

  it.each([
    [[], 'serve: nothing named; a DIR is needed'],
    [[''], 'serve: DIR is empty; a folder is needed'],
    [['F/none'], 'F/none: there is no such folder; run --out DIR makes one'],
    [['F/file.txt'], 'F/file.txt: this is no folder; name the one that it is in'],
    [['F/file.txt/x'], 'F/file.txt/x: there is no such folder; run --out DIR makes one'],
    [['F', '--port', '65536'], '--port: "65536" found; a whole number from 0 to 65535 is needed'],
    [['F', '--port', 'x'], '--port: "x" found; a whole number from 0 to 65535 is needed'],
    [['F', '--prot', '1'], 'serve: unknown option --prot; the nearest known option is --port'],
  ])('refuses %j', async (args, message) => {
    const host = fakeHost()
    const words = args.map(word => word.replace(/^F/u, folder))
    expect(await main(['serve', ...words], host)).toBe(2)
    expect(host.written.err.replaceAll(folder, 'F')).toBe(`${message}\n`)
  })
})

it('as a process ends cleanly on Ctrl-C', async () => {
  const program = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
  const words = ['--import', 'tsx', program, 'serve', at('out'), '--port', '0']
  const serving = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const [line] = (await once(serving.stdout, 'data')) as [Buffer]
  expect((await fetch(String(line).trim())).status).toBe(200)
  serving.kill('SIGINT')
  expect(await once(serving, 'exit')).toEqual([130, null])
}, 30_000)
