/** Sweeps that workers play: the same bytes, whoever goes away meanwhile. Needs Debian's redis-server. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { call } from '../call.ts'
import { scenario } from '../scenarios.ts'
import { type RedisServer, type Running, hasRedis, redisServer, start, until } from './redis.ts'
import { bytesOf, sweepFolder } from './sweeps.ts'

const folder = sweepFolder({
  'busy.yaml': scenario({ duration: '5s', rate: '400Mbps' }),
  'busy.sweep.yaml': `scenario: busy.yaml
vary:
  interlinks.web.bandwidth: [300Mbps, 2Gbps, 500Mbps]
  seed: [${Array.from({ length: 10 }, (_, i) => i).join(', ')}]
`,
})
const file = join(folder, 'busy.sweep.yaml')
const total = 30
/** The rules refuse these, so no worker has to play them. */
const refused = 10
let places = 0
const fresh = (): string => join(folder, `place-${places++}`)

const running: Running[] = []
let server: RedisServer | null = null
const begin = (...args: readonly string[]): Running => {
  const process = start(...args)
  running.push(process)
  return process
}
const beginRedis = async (keeps: boolean): Promise<RedisServer> => {
  const place = fresh()
  mkdirSync(place)
  server = await redisServer(place, keeps)
  await server.begin()
  return server
}
afterEach(async () => {
  for (const { child } of running) child.kill('SIGKILL')
  await Promise.all(running.splice(0).map(({ ended }) => ended))
  await server?.end()
  server = null
})

const doneIn = (out: string): number => {
  const journal = join(out, 'sweep.journal')
  return existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length - 2 : 0
}
let local: readonly string[] | null = null
const playedHere = async (): Promise<readonly string[]> => {
  if (local !== null) return local
  const out = fresh()
  await call(`sweep ${file} --out ${out} --quiet`, { cores: 2 })
  local = bytesOf(out)
  return local
}

describe.runIf(hasRedis)('sweep --queue (skipped where there is no redis-server)', () => {
  it('ends with the bytes of a local one though a worker is killed and Redis restarts with all it had', async () => {
    const expected = await playedHere()
    const redis = await beginRedis(true)
    const out = fresh()
    const workers = [1, 2].map(() => begin('worker', '--queue', redis.url, '--threads', '1'))
    const sweep = begin('sweep', file, '--out', out, '--queue', redis.url)
    expect(await until(() => doneIn(out) >= refused + 3, 30)).toBe(true)
    workers[0]!.child.kill('SIGKILL')
    expect(await workers[0]!.ended).toBe('SIGKILL')
    expect(await until(() => doneIn(out) >= refused + 6, 30)).toBe(true)
    await redis.end()
    expect(await until(() => sweep.told().includes('is away'), 10)).toBe(true)
    await redis.begin()
    expect(await sweep.ended).toBe(0)
    expect(sweep.told()).toContain(`${redis.url} is away: waiting for it; what is done is kept\n`)
    expect(sweep.told()).toContain(`${redis.url} is back\n`)
    expect(bytesOf(out)).toEqual(expected)
    workers[1]!.child.kill('SIGINT')
    expect(await workers[1]!.ended).toBe(130)
    expect(workers[1]!.told()).toMatch(/stopped after \d+ runs\. Exit 130\.\n/)
  }, 120_000)

  it('ends with the same bytes though Redis forgets everything, and the sweep itself is killed', async () => {
    const expected = await playedHere()
    const redis = await beginRedis(false)
    const out = fresh()
    for (let i = 0; i < 2; i++) begin('worker', '--queue', redis.url, '--threads', '1', '--quiet')
    const killed = begin('sweep', file, '--out', out, '--queue', redis.url)
    expect(await until(() => doneIn(out) >= refused + 3, 30)).toBe(true)
    await redis.end()
    await redis.begin()
    const before = doneIn(out)
    expect(await until(() => doneIn(out) >= before + 2, 30)).toBe(true)
    killed.child.kill('SIGKILL')
    expect(await killed.ended).toBe('SIGKILL')
    const again = begin('sweep', file, '--out', out, '--queue', redis.url)
    expect(await again.ended).toBe(0)
    expect(again.told()).toMatch(new RegExp(`^sweep resumed: \\d+ of ${total} runs found in `))
    expect(bytesOf(out)).toEqual(expected)
  }, 120_000)
})
