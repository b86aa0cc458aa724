/** How runs in threads end before their time, and that nothing is left of them. */
import type { Worker } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { InterruptedError, InvariantError } from '../../../src/sim/invariant.ts'
import type { Progress } from '../../../src/sim/progress.ts'
import type { RunOptions } from '../../../src/sim/run.ts'
import { bitsPerSecond } from '../../../src/units.ts'
import { poisson, replay } from '../support/sources.ts'
import { connection, interlink, scenario, simulate } from '../support/worlds.ts'

vi.mock('../../../src/sim/threads/start-cost.ts', () => ({ START_COST: 0 }))

/** What threads are started with in place of, or besides, what they should be. */
const instead: { entry: object } = { entry: {} }
vi.mock('../../../src/sim/threads/entry.ts', async original => {
  const real = await original<{ readonly ENTRY: object }>()
  return {
    get ENTRY(): object {
      return { ...real.ENTRY, ...instead.entry }
    },
  }
})
const load = (file: URL, options: object = {}): void => {
  instead.entry = { filename: file.href, ...options }
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
})
afterEach(() => {
  instead.entry = {}
  // Whatever became of a run: its threads have ended with it.
  expect(started).toBeGreaterThan(0)
  expect(ended).toBe(started)
})

/** Both directions of two connections, an hour each: far more than any test waits for. */
const long = scenario({
  connections: ['c', 'd'].map(id => connection({ id })),
  interlinks: ['c', 'd'].map(id => interlink({ id, connection: id })),
  traffic: ['c', 'd'].flatMap(id =>
    (['toCustomer', 'toCloud'] as const).map(direction =>
      poisson(5e8, 500, { interlink: id, direction }),
    ),
  ),
  duration: 3.6e15,
})
const failureOf = (it: typeof long, options: Omit<RunOptions, 'clock'> = {}): Promise<unknown> =>
  simulate(it, new Map(), { threads: 2, ...options }).then(
    () => 'it was played',
    (error: unknown) => error,
  )

describe('a run that is stopped', () => {
  test.each([
    ['nothing is recorded', {}],
    ['all is recorded', { onInterval: () => {}, trace: { frame: () => {} } }],
  ])('says how far it came, and tells no progress after it, where %s', async (_, recording) => {
    const stop = new AbortController()
    const told: Progress[] = []
    const error = await failureOf(long, {
      ...recording,
      signal: stop.signal,
      onProgress: progress => {
        told.push(progress)
        if (told.length === 3) stop.abort()
      },
    })
    expect(error).toBeInstanceOf(InterruptedError)
    expect(told).toHaveLength(3)
    const shares = told.map(({ share }) => share)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    const { simulated, simulatedTotal, frames } = told[2]!
    expect(error).toMatchObject({ simulatedPs: simulated, totalPs: simulatedTotal })
    expect(simulatedTotal).toBe(4 * 3.6e15)
    expect(simulated).toBeGreaterThan(0)
    // Each lane has 125,000 frames a second.
    expect(frames / (simulated / 1e12)).toBeCloseTo(125_000, -4)
  })

  test('ends at once, also while threads wait for something', async () => {
    load(new URL('support/waits-always.ts', import.meta.url))
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 200)
    expect(await failureOf(long, { signal: stop.signal })).toMatchObject({ simulatedPs: 0 })
  })

  test('starts no thread where it was stopped before it began', async () => {
    const before = started
    expect(await failureOf(long, { signal: AbortSignal.abort() })).toBeInstanceOf(InterruptedError)
    expect(started).toBe(before)
  })
})

describe('what ends a thread ends the run', () => {
  test('a fault of ours, with its message, its instant and where it arose', async () => {
    const traffic = [...long.traffic, replay('missing.pcap', { interlink: 'd' })]
    const error = await failureOf({ ...long, traffic })
    expect(error).toBeInstanceOf(InvariantError)
    expect(error).toMatchObject({
      name: 'InvariantError',
      message: 'missing.pcap was not read as a capture',
      simulated: 0,
    })
    expect((error as Error).stack).toMatch(/at \w+ \(.*src\/sim\/source\/open\.ts:\d+/)
  })

  test('an error of the language, as the type that it is', async () => {
    const interlinks = long.world.interlinks.map(each => ({ ...each, bandwidth: bitsPerSecond(0) }))
    const error = await failureOf({ ...long, world: { ...long.world, interlinks } })
    expect(error).toBeInstanceOf(RangeError)
    expect((error as Error).message).toMatch(/zero/i)
    expect((error as Error).stack).toMatch(/src\/sim\/bucket\.ts:\d+/)
  })

  test('what a callback throws, which ends the threads', async () => {
    const onInterval = (): void => {
      throw new Error('enough')
    }
    expect(await failureOf(long, { onInterval })).toEqual(new Error('enough'))
    const onProgress = onInterval
    expect(await failureOf(long, { onProgress })).toEqual(new Error('enough'))
  })

  test('a thread that ends itself', async () => {
    load(new URL('support/exits.ts', import.meta.url))
    expect(await failureOf(long)).toMatchObject({ message: 'worker exited with code: 3' })
  })

  test('a thread that has no memory left', async () => {
    load(new URL('support/hoards.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 48 },
    })
    expect(await failureOf(long)).toMatchObject({ code: 'ERR_WORKER_OUT_OF_MEMORY' })
  })

  test('a thread that cannot be loaded', async () => {
    load(new URL('support/unloadable.mjs', import.meta.url))
    expect(await failureOf(long)).toEqual(new TypeError('it cannot be loaded'))
  })

  test('a scenario that cannot be handed over', async () => {
    const name = (() => {}) as never
    expect(await failureOf({ ...long, name })).toMatchObject({ name: 'DataCloneError' })
  })
})
