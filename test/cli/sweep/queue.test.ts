/** Sweeps that workers play: the same bytes, whoever goes away meanwhile. Needs Debian's redis-server. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { gatherWorkers } from '../../../src/cli/queue/team.ts'
import { check } from '../../../src/index.ts'
import { call } from '../call.ts'
import { scenario } from '../scenarios.ts'
import {
  type RedisServer,
  type Running,
  freePort,
  hasRedis,
  redisServer,
  start,
  until,
} from './redis.ts'
import { bytesOf, sweepFolder } from './sweeps.ts'

const folder = sweepFolder({
  'short.sweep.yaml': 'scenario: small.yaml\nvary: { seed: [1, 2] }\n',
  'busy.yaml': scenario({ duration: '10s', rate: '400Mbps' }),
  'busy.sweep.yaml': `scenario: busy.yaml
vary:
  interlinks.web.bandwidth: [300Mbps, 2Gbps, 500Mbps]
  seed: [${Array.from({ length: 10 }, (_, i) => i).join(', ')}]
`,
})
const file = join(folder, 'busy.sweep.yaml')
const short = join(folder, 'short.sweep.yaml')
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
  }, 60_000)

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
  }, 60_000)

  it('says that no worker listens, and stops at once when it is told to', async () => {
    const redis = await beginRedis(false)
    const sweep = begin('sweep', file, '--out', fresh(), '--queue', redis.url)
    expect(await until(() => sweep.told().includes('no worker listens to redis://'), 20)).toBe(true)
    sweep.child.kill('SIGINT')
    expect(await sweep.ended).toBe(130)
    expect(sweep.told()).toContain(`stopped after ${refused} of ${total} runs, which `)
  }, 60_000)
})

describe.runIf(hasRedis)('a Redis that stays away (skipped where there is none)', () => {
  it('is waited for, and not for ever', async () => {
    const redis = await beginRedis(false)
    const told: string[] = []
    const team = await gatherWorkers({
      url: redis.url,
      question: 'f'.repeat(64),
      replications: 1,
      version: '0.0.0',
      patience: 0.5,
      tell: line => told.push(line),
    })
    const result = check(scenario({}))
    if (!result.ok) throw new Error('refused')
    const playing = team.play({ index: 0, changes: [], loaded: result.loaded })
    await redis.end()
    await expect(playing).rejects.toThrow(
      `--queue: ${redis.url} stayed away for 0.5 s; what is done is kept: start again to go on`,
    )
    expect(told).toEqual([`${redis.url} is away: waiting for it; what is done is kept`])
    await team.end()
  })
})

describe('what talks to Redis', () => {
  it.each([
    ['is not loaded by a sweep without a queue', [], false],
    ['is loaded by one with a queue', ['--queue', 'redis://127.0.0.1:1'], true],
  ])('%s', async (_, options, isLoaded) => {
    const process = start('sweep', short, '--out', fresh(), ...options)
    await process.ended
    expect(process.loaded()).toBe(isLoaded)
  })
})

describe('a queue that is not there', () => {
  it('is told within seconds, by sweep and worker alike', async () => {
    const url = `redis://user:secret@127.0.0.1:${await freePort()}`
    const shown = url.replace('secret', '***')
    const message = `--queue: ${shown} cannot be reached: nothing listens there\n`
    const out = fresh()
    const [sweep, worker] = await Promise.all([
      call(`sweep ${file} --out ${out} --queue ${url}`),
      call(`worker --queue ${url}`),
    ])
    expect(sweep).toEqual({ exit: 2, out: '', err: message })
    expect(worker).toEqual({ exit: 2, out: '', err: message })
    expect(existsSync(out)).toBe(false)
  })

  it.each([
    ['worker', '--queue: a Redis such as redis://host:6379 is needed'],
    [
      'worker --queue localhost',
      '--queue: "localhost" found; a Redis such as redis://host:6379 is needed',
    ],
    ['worker --queue redis://h --threads 0', '--threads: "0" found; a whole number'],
  ])('is asked for: %s', async (words, message) => {
    const { exit, err } = await call(words)
    expect(exit).toBe(2)
    expect(err).toContain(message)
  })
})
