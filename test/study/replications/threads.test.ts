/** Replications played by threads: the same bytes, and how they end before their time. */
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { InvariantError } from '../../../src/sim/invariant.ts'
import type { SeriesInterval } from '../../../src/sim/recording/series.ts'
import { run } from '../../../src/sim/run.ts'
import { ReplicationError } from '../../../src/study/replications/fault.ts'
import { framesOf, threadsFor } from '../../../src/study/replications/threads.ts'
import type { ReplicationFigures, ReplicationsProgress } from '../../../src/study/replications.ts'
import { StoppedError } from '../../../src/study/stopped.ts'
import { played, questionOf, small } from './support/played.ts'

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
const load = (file: URL): void => {
  instead.entry = { filename: file.href }
}

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

describe('threads', () => {
  test('give the same bytes however many they are', async () => {
    const documents: string[] = []
    for (const threads of [1, 2, 3]) {
      const { run: report, ...rest } = await played(small(), { replications: 9 }, { threads })
      expect(report.threads).toBe(threads)
      documents.push(JSON.stringify(rest))
    }
    expect(documents[1]).toBe(documents[0])
    expect(documents[2]).toBe(documents[0])
  })

  test.each([1, 2])('tell each replication in order, as it is alone (%i)', async threads => {
    const told: ReplicationFigures[] = []
    await played(small(), { replications: 4 }, { threads, onReplication: it => told.push(it) })
    expect(told.map(({ index, seed }) => [index, seed])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ])
    const input = { scenario: small({ seed: 3 }), sha256: '', inputs: [] }
    const { flows, ports } = await run(input, { clock: () => 0 })
    expect(told[2]).toMatchObject({ flows, ports })
  })

  test.each([1, 2])('record the series of the first replication (%i)', async threads => {
    const series: SeriesInterval[] = []
    const { run: _, ...rest } = await played(
      small(),
      { replications: 4 },
      { threads, onInterval: it => series.push(it) },
    )
    const alone: SeriesInterval[] = []
    const input = { scenario: small(), sha256: '', inputs: [] }
    await run(input, { clock: () => 0, onInterval: it => alone.push(it) })
    expect(series).toEqual(alone)
    const { run: _2, ...without } = await played(small(), { replications: 4 })
    expect(rest).toEqual(without)
  })

  test('are no more than bring something', () => {
    expect(framesOf(questionOf(small()).input)).toBeCloseTo(
      (4e-3 * (6e8 / 700 + 3e8 / 1_200 + 4.5e8 / 900)) / 8,
      6,
    )
    expect(threadsFor(10, 3, 8)).toBe(3)
    expect(threadsFor(10, 1, 8)).toBe(1)
    expect(threadsFor(10, 8, 2)).toBe(2)
    // As soon done by four as by five.
    expect(threadsFor(10, 8, 5)).toBe(4)
  })
})

const failureOf = (...args: Parameters<typeof played>): Promise<unknown> =>
  played(...args).then(
    () => 'it was played',
    (error: unknown) => error,
  )

describe('the end', () => {
  test('a replication that fails is told by its seed, whichever thread it failed in', async () => {
    load(new URL('./support/fails.ts', import.meta.url))
    const error = await failureOf(small({ seed: 40 }), { replications: 8 }, { threads: 2 })
    expect(error).toBeInstanceOf(ReplicationError)
    expect(error).toMatchObject({ seed: 43, done: 3, message: 'time retreated' })
    expect((error as Error).cause).toBeInstanceOf(InvariantError)
    expect((error as { cause: InvariantError }).cause.simulated).toBe(5e11)
  })

  test('so is one whose thread dies', async () => {
    load(new URL('./support/dies.ts', import.meta.url))
    const error = await failureOf(small(), { replications: 6 }, { threads: 2 })
    expect(error).toBeInstanceOf(ReplicationError)
  })

  test('a thread that cannot be loaded ends it', async () => {
    load(new URL('./support/nowhere.ts', import.meta.url))
    expect(await failureOf(small(), {}, { threads: 2 })).toBeInstanceOf(Error)
  })

  test.each([1, 2])('a signal stops it and says how many were done (%i)', async threads => {
    const stop = new AbortController()
    const error = await failureOf(
      small({ duration: 4e10 }),
      { replications: 1_000 },
      {
        threads,
        signal: stop.signal,
        onReplication: ({ index }) => {
          if (index === 2) stop.abort()
        },
      },
    )
    expect(error).toBeInstanceOf(StoppedError)
    expect(error).toMatchObject({ total: 1_000 })
    expect((error as StoppedError).done).toBeGreaterThanOrEqual(3)
    expect((error as StoppedError).done).toBeLessThan(20)
  })

  test.each([1, 2])('a signal that has aborted already plays nothing (%i)', async threads => {
    const signal = AbortSignal.abort()
    expect(await failureOf(small(), {}, { threads, signal })).toMatchObject({ done: 0, total: 5 })
    await played(small(), {}, { threads: 2 })
  })

  test.each([1, 2])('what a callback throws is thrown as it is (%i)', async threads => {
    const thrown = new Error('the disk is full')
    for (const name of ['onInterval', 'onReplication'] as const) {
      const options = {
        threads,
        [name]: () => {
          throw thrown
        },
      }
      expect(await failureOf(small(), {}, options)).toBe(thrown)
    }
    await played(small(), {}, { threads: 2 })
  })

  test('progress rises to all of it', async () => {
    for (const threads of [1, 2]) {
      const told: ReplicationsProgress[] = []
      const it = small({ duration: 2e11 })
      await played(it, { replications: 6 }, { threads, onProgress: each => told.push(each) })
      const shares = told.map(({ share }) => share)
      expect(shares).toEqual([...shares].sort((a, b) => a - b))
      expect(told.at(-1)).toMatchObject({ share: 1, done: 6 })
      expect(told.at(-1)!.simulated).toBe(told.at(-1)!.simulatedTotal)
      expect(told.at(-1)!.frames).toBeGreaterThan(200_000)
    }
  })
})
