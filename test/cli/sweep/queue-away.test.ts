/** Queues without workers, that stay away, or that are not there. Needs Debian's redis-server. */
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { gatherWorkers } from '../../../src/cli/queue/team.ts'
import { check } from '../../../src/index.ts'
import { call } from '../call.ts'
import { scenario } from '../scenarios.ts'
import { type RedisServer, freePort, hasRedis, redisServer, start, until } from './redis.ts'
import { sweepFolder } from './sweeps.ts'

const folder = sweepFolder({ 'short.sweep.yaml': 'scenario: small.yaml\nvary: { seed: [1, 2] }\n' })
const short = join(folder, 'short.sweep.yaml')
let places = 0
const fresh = (): string => join(folder, `place-${places++}`)

let server: RedisServer | null = null
const beginRedis = async (): Promise<RedisServer> => {
  const place = fresh()
  mkdirSync(place)
  server = await redisServer(place, false)
  await server.begin()
  return server
}
afterEach(async () => {
  await server?.end()
  server = null
})

describe.runIf(hasRedis)('a queue (skipped where there is no redis-server)', () => {
  it('says that no worker listens, and stops at once when it is told to', async () => {
    const redis = await beginRedis()
    const sweep = start('sweep', short, '--out', fresh(), '--queue', redis.url)
    expect(await until(() => sweep.told().includes('no worker listens to redis://'), 20)).toBe(true)
    sweep.child.kill('SIGINT')
    expect(await sweep.ended).toBe(130)
    expect(sweep.told()).toContain('stopped after 0 of 2 runs. Exit 130.\n')
  }, 60_000)

  it('that is away is waited for, and not for ever', async () => {
    const redis = await beginRedis()
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
      call(`sweep ${short} --out ${out} --queue ${url}`),
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
