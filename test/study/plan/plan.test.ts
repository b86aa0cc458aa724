/** Plans: what is found, why nothing is, and how a search ends before its time. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PlanError, ReplicationError, StoppedError, plan } from '../../../src/index.ts'
import { loadedOf } from './support/planned.ts'

vi.mock('../../../src/sim/threads/start-cost.ts', () => ({ START_COST: 0 }))

const poisson = (rate: string, rest = 'interlink: a, direction: toCustomer'): string =>
  `${rest}, source: { kind: poisson, rate: ${rate}, frame: 1000B }`

const SMALL = { replications: 5, threads: 1 } as const

/** A flow that needs some 500 Mbps. */
const busy = {
  traffic: [poisson('450Mbps')],
  interlink: 'bandwidth: 200Mbps, burst: 4kB, queue: 8kB',
  objectives: ['interlink: a, metric: loss, below: 0.5%'],
  duration: '5ms',
}

describe('what is found', () => {
  it('is one of the sizes that the connection offers, and no other', async () => {
    const loaded = loadedOf({
      ...busy,
      connection: 'availableBandwidths: [900Mbps, 200Mbps, 600Mbps, 300Mbps]',
    })
    const document = await plan(loaded, { find: 'bandwidth', interlink: 'a', ...SMALL })
    expect(document.answer).toBe(600e6)
    expect(document.below!.value).toBe(300e6)
    expect(document).toMatchObject({
      step: null,
      limits: { least: 200e6, most: 900e6, by: 'catalogue' },
      now: 200e6,
    })
    for (const { value } of document.candidates) {
      expect([200e6, 300e6, 600e6, 900e6]).toContain(value)
    }
  })

  it('goes by 50 Mbps where it offers any size, up to what the port has left', async () => {
    const others = 'b: { connection: port, vpc: prod, bandwidth: 120Mbps }'
    const loaded = loadedOf({ ...busy, others })
    const document = await plan(loaded, { find: 'bandwidth', interlink: 'a', ...SMALL })
    expect(document.limits).toEqual({ least: 50e6, most: 850e6, by: 'port' })
    expect(document.answer! % 50e6).toBe(0)
    expect(document.evaluations).toBe(document.candidates.length)
  })

  it('takes defaults that go with a bandwidth from that bandwidth', async () => {
    // Burst and queue are not written: 10 and 50 ms of whatever the bandwidth is.
    const loaded = loadedOf({ ...busy, interlink: 'bandwidth: 100Mbps' })
    const result = loaded.vary([{ path: ['interlinks', 'a', 'bandwidth'], value: '800Mbps' }])
    if (!result.ok) throw new Error('refused')
    const [interlink] = result.loaded.scenario.world.interlinks
    expect(interlink).toMatchObject({ bandwidth: 800e6, burst: 1e6, queue: 5e6 })
  })

  it('is the slowest port that carries everything', async () => {
    const loaded = loadedOf({
      portSpeed: '100Gbps',
      interlink: 'bandwidth: 900Mbps',
      traffic: [poisson('700Mbps')],
      objectives: ['connection: port, metric: utilisation, below: 50%'],
      duration: '2ms',
    })
    const document = await plan(loaded, { find: 'portSpeed', connection: 'port', ...SMALL })
    expect(document).toMatchObject({ answer: 10e9, below: { value: 1e9 }, interlink: null })
    expect(document.below!.missed).toMatchObject([{ connection: 'port', metric: 'utilisation' }])
  })

  it('tries no port that is slower than what its InterLinks hold', async () => {
    const loaded = loadedOf({
      portSpeed: '100Gbps',
      interlink: 'bandwidth: 2Gbps',
      traffic: [poisson('1Mbps')],
      objectives: ['interlink: a, metric: loss, below: 1%'],
      duration: '2ms',
    })
    const document = await plan(loaded, { find: 'portSpeed', connection: 'port', ...SMALL })
    expect(document).toMatchObject({ answer: 10e9, below: null, limits: { least: 10e9 } })
  })

  it('asks for objectives of one direction where that is named', async () => {
    const loaded = loadedOf({
      ...busy,
      traffic: [poisson('450Mbps'), poisson('700Mbps', 'interlink: a, direction: toCloud')],
      objectives: ['interlink: a, metric: loss, below: 5%'],
    })
    const ask = { find: 'bandwidth', interlink: 'a', ...SMALL } as const
    const [both, one] = [
      await plan(loaded, ask),
      await plan(loaded, { ...ask, direction: 'toCustomer' }),
    ]
    expect(one.answer!).toBeLessThan(both.answer!)
    expect(one.objectives.map(({ direction }) => direction)).toEqual(['toCustomer'])
    expect(both.objectives.map(({ direction }) => direction)).toEqual(['toCustomer', 'toCloud'])
  })

  it('is the same for any number of threads, in every byte', async () => {
    const ask = { find: 'queue', interlink: 'a', step: 1000, replications: 10 } as const
    const loaded = loadedOf({ ...busy, interlink: 'bandwidth: 500Mbps, burst: 4kB' })
    const documents = []
    for (const threads of [1, 2, 3]) {
      documents.push(JSON.stringify(await plan(loaded, { ...ask, threads })))
    }
    expect(documents[1]).toBe(documents[0])
    expect(documents[2]).toBe(documents[0])
  })

  it('begins with the seed that is named', async () => {
    const loaded = loadedOf(busy)
    const ask = { find: 'bandwidth', interlink: 'a', ...SMALL } as const
    const [first, again, other] = [
      await plan(loaded, { ...ask, seed: 7 }),
      await plan(loaded, { ...ask, seed: 7 }),
      await plan(loaded, { ...ask, seed: 8 }),
    ]
    expect(again).toEqual(first)
    expect(other.candidates).not.toEqual(first.candidates)
  })
})

describe('why nothing is found', () => {
  it('names the limit that was met and what it comes to there', async () => {
    const loaded = loadedOf({
      ...busy,
      traffic: [poisson('990Mbps')],
      objectives: ['interlink: a, metric: loss, below: 0.1%'],
    })
    const document = await plan(loaded, { find: 'bandwidth', interlink: 'a', ...SMALL })
    expect(document).toMatchObject({ answer: null, below: null, limits: { most: 1e9, by: 'port' } })
    expect(document.failure).toMatchObject({
      kind: 'unmet',
      objectives: [{ interlink: 'a', metric: 'loss', met: false }],
    })
  })

  it('names two objectives that exclude each other, and how far each goes', async () => {
    const loaded = loadedOf({
      ...busy,
      interlink: 'bandwidth: 460Mbps, burst: 4kB, queue: 8kB',
      objectives: [
        'interlink: a, metric: loss, below: 0.1%',
        'interlink: a, metric: delay.p99, below: 100us',
      ],
    })
    const document = await plan(loaded, { find: 'queue', interlink: 'a', ...SMALL })
    expect(document.answer).toBeNull()
    const { failure } = document
    if (failure?.kind !== 'excluded') throw new Error(`not excluded: ${JSON.stringify(failure)}`)
    expect(failure.lower.objective).toMatchObject({ metric: 'loss', met: false })
    expect(failure.upper.objective).toMatchObject({ metric: 'delay.p99', met: false })
    expect(failure.upper.upTo).toBeLessThan(failure.lower.from)
  })
})

describe('what is refused', () => {
  const refusal = async (
    parts: Parameters<typeof loadedOf>[0],
    options: Parameters<typeof plan>[1],
  ): Promise<PlanError> => {
    const error: unknown = await plan(loadedOf(parts), options).catch((thrown: unknown) => thrown)
    if (!(error instanceof PlanError)) throw new Error(`no PlanError: ${String(error)}`)
    return error
  }

  it('is an id that is not there, with the nearest', async () => {
    const error = await refusal(
      { ...busy, others: 'backup: { connection: port, vpc: prod, bandwidth: 1Mbps }' },
      { find: 'burst', interlink: 'bakcup' },
    )
    expect(error.message).toBe('none is called "bakcup"; the nearest known id is backup')
    expect(error.path).toEqual(['interlinks'])
    const other = await refusal(busy, { find: 'portSpeed', connection: 'elsewhere' })
    expect(other.message).toBe('none is called "elsewhere"')
  })

  it('is a scenario that says nothing of what is enough', async () => {
    const nothing = { ...busy, objectives: [] }
    const error = await refusal(nothing, { find: 'burst', interlink: 'a' })
    expect(error.message).toContain('nothing says what is enough')
    expect(error.path).toEqual(['objectives'])
    const ahead = { find: 'burst', interlink: 'a', direction: 'toCloud' } as const
    const other = await refusal(
      { ...busy, objectives: ['interlink: a, direction: toCustomer, metric: loss, below: 1%'] },
      ahead,
    )
    expect(other.message).toContain('toCloud')
    // `a` has no traffic towards the cloud, so that its objective is not about it.
    expect((await refusal(busy, ahead)).message).toContain('toCloud')
  })

  it('is a step beside a catalogue, of no use, or of no bandwidth', async () => {
    const offered = { ...busy, connection: 'availableBandwidths: [200Mbps, 600Mbps]' }
    const find = { find: 'bandwidth', interlink: 'a' } as const
    const error = await refusal(offered, { ...find, step: 1e6 })
    expect(error.message).toContain('offers sizes of its own')
    expect((await refusal(busy, { ...find, step: 2e9 })).message).toContain(
      'no multiple of the step',
    )
    expect((await refusal(busy, { ...find, step: 1_001 })).message).toContain('multiples of 1 kbps')
    const ports = { find: 'portSpeed', connection: 'port', step: 5 } as const
    expect((await refusal(busy, ports)).message).toContain('three speeds')
  })

  it.each([
    [{ find: 'bandwith', interlink: 'a' }, 'find "bandwith"'],
    [{ find: 'burst', interlink: 'a', direction: 'up' }, 'direction "up"'],
    [{ find: 'burst', interlink: 'a', step: 0.5 }, 'step 0.5'],
    [{ find: 'burst', interlink: 'a', replications: 0 }, 'replications 0'],
    [{ find: 'burst', interlink: 'a', confidence: 1 }, 'confidence 1'],
    [{ find: 'burst', interlink: 'a', seed: -1 }, 'seed -1'],
    [{ find: 'burst', interlink: 'a', threads: 0 }, 'threads 0'],
    [{ find: 'burst', interlink: 'a', kernel: 'gpu' }, 'kernel "gpu"'],
  ])('is an option without sense: %o', async (options, message) => {
    const asked = plan(loadedOf(busy), options as unknown as Parameters<typeof plan>[1])
    await expect(asked).rejects.toThrow(RangeError)
    await expect(plan(loadedOf(busy), options as never)).rejects.toThrow(message)
  })
})

describe('a search that ends before its time', () => {
  it.each([1, 2])('is stopped from outside (%i threads)', async threads => {
    const stop = new AbortController()
    const told: number[] = []
    const search = plan(loadedOf({ ...busy, duration: '200ms' }), {
      find: 'queue',
      interlink: 'a',
      threads,
      signal: stop.signal,
      onProgress: ({ evaluations, share }) => {
        told.push(share)
        if (evaluations === 2) stop.abort()
      },
    })
    await expect(search).rejects.toThrow(StoppedError)
    expect(told.length).toBeGreaterThan(0)
    expect(told.every(share => share > 0 && share < 1)).toBe(true)
    const already = plan(loadedOf(busy), {
      find: 'queue',
      interlink: 'a',
      threads,
      signal: AbortSignal.abort(),
    })
    await expect(already).rejects.toThrow(StoppedError)
  })

  it.each([1, 2])('ends with what a callback throws (%i threads)', async threads => {
    const search = plan(loadedOf(busy), {
      find: 'queue',
      interlink: 'a',
      threads,
      onProgress: () => {
        throw new Error('enough')
      },
    })
    await expect(search).rejects.toThrow('enough')
  })
})

describe('a replication that fails', () => {
  beforeEach(() => {
    vi.resetModules()
  })
  afterEach(() => {
    vi.doUnmock('../../../src/study/replications/replication.ts')
  })

  it('is named by its seed, with what it threw', async () => {
    vi.doMock('../../../src/study/replications/replication.ts', async original => {
      const real = await original<typeof import('../../../src/study/replications/replication.ts')>()
      return {
        ...real,
        playReplication: (...args: Parameters<typeof real.playReplication>) => {
          if (args[1] === 3) throw new Error('a bit fell over')
          return real.playReplication(...args)
        },
      }
    })
    const again = await import('../../../src/index.ts')
    const search = again.plan(loadedOf(busy), {
      find: 'queue',
      interlink: 'a',
      seed: 40,
      threads: 1,
    })
    const error: unknown = await search.catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: ReplicationError.name, seed: 43, done: 3 })
    expect((error as Error).message).toBe('a bit fell over')
  })
})
