/** Variants played by threads: the same bytes, and how they end before their time. */
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  type RunOptions,
  FailureError,
  InvariantError,
  StoppedError,
  run,
} from '../../../src/index.ts'
import { loadedFrom, textWithout } from './support/texts.ts'

vi.mock('../../../src/sim/threads/start-cost.ts', () => ({ START_COST: 0 }))

const instead: { entry: object } = { entry: {} }
vi.mock('../../../src/study/replications/entry.ts', async original => {
  const real = await original<{ readonly ENTRY: object }>()
  return {
    get ENTRY(): object {
      return { ...real.ENTRY, ...instead.entry }
    },
  }
})

let started = 0
let ended = 0
const watch = (thread: Worker): void => {
  started++
  thread.once('exit', () => ended++)
}
beforeAll(() => {
  process.on('worker', watch)
})
afterAll(() => {
  process.off('worker', watch)
  expect(started).toBeGreaterThan(0)
})
afterEach(() => {
  instead.entry = {}
  expect(ended).toBe(started)
})

const whole = loadedFrom(textWithout(null))
const played = (options: RunOptions) => run(whole, { failEach: true, ...options })

describe('threads', () => {
  test.each([{}, { replications: 4 }, { replications: 40, untilPrecision: 0.1 }])(
    'give the same bytes however many they are (%j)',
    async how => {
      const documents: string[] = []
      for (const threads of [1, 3]) {
        const before = started
        const { run: _, ...rest } = await played({ threads, ...how })
        expect(started > before).toBe(threads > 1)
        documents.push(JSON.stringify(rest))
      }
      expect(documents[1]).toBe(documents[0])
    },
  )

  test.each([1, 2])(
    'tell how far they are while they play (%i)',
    async threads => {
      const long = loadedFrom(textWithout(null, '3s'))
      const shares: number[] = []
      await run(long, {
        failEach: true,
        threads,
        onProgress: ({ share }) => shares.push(share),
      })
      expect(shares).toEqual(shares.toSorted((a, b) => a - b))
      // Between the ends of runs, too: quarters.
      expect(shares.some(share => share > 0.25 && (4 * share) % 1 > 0.01)).toBe(true)
    },
    60_000,
  )
})

const failureOf = (options: RunOptions): Promise<unknown> =>
  played(options).then(
    () => 'it was played',
    (error: unknown) => error,
  )

describe('the end', () => {
  test('a run that fails is told by the connection that it lacks, and its seed', async () => {
    instead.entry = { filename: new URL('support/fails.ts', import.meta.url).href }
    const error = await failureOf({ replications: 3, threads: 2, seed: 40 })
    expect(error).toBeInstanceOf(FailureError)
    expect(error).toMatchObject({ connection: 'b', seed: 41, index: 1, message: 'time retreated' })
    expect((error as Error).cause).toBeInstanceOf(InvariantError)
  })

  test('a signal stops it and says how many runs were done', async () => {
    const stop = new AbortController()
    const error = await failureOf({
      threads: 2,
      replications: 200,
      signal: stop.signal,
      onProgress: ({ share }) => {
        if (share > 0.3) stop.abort()
      },
    })
    expect(error).toBeInstanceOf(StoppedError)
    const { done, total } = error as StoppedError
    expect(total).toBe(800)
    expect(done).toBeGreaterThan(200)
    expect(done).toBeLessThan(400)
  })

  test('what a callback throws ends them', async () => {
    const onProgress = ({ share }: { readonly share: number }): void => {
      if (share > 0.5) throw new Error('enough')
    }
    expect(await failureOf({ threads: 2, replications: 5, onProgress })).toEqual(
      new Error('enough'),
    )
  })
})
