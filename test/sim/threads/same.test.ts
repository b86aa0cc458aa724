import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { load, run } from '../../../src/index.ts'
import { cases } from '../kernels/worlds.ts'
import { saidOf } from '../support/said.ts'
import { simulate } from '../support/worlds.ts'
import { large } from './support/large.ts'

// Threads that cost nothing are started for the shortest run.
vi.mock('../../../src/sim/threads/start-cost.ts', () => ({ START_COST: 0 }))

describe.each(['event', 'batch'] as const)('threads of the %s kernel', kernel => {
  test.each([3, 8])('come to the same bytes when they are %d', async threads => {
    const alone = await saidOf(large, { kernel, threads: 1 }, true)
    expect(alone.filter(line => line.startsWith('interval'))).toHaveLength(1000)
    expect(alone.filter(line => line.startsWith('frame')).length).toBeGreaterThan(10_000)
    expect(await saidOf(large, { kernel, threads }, true)).toEqual(alone)
  })

  test('come to the same bytes when nothing is recorded', async () => {
    const alone = await saidOf(large, { kernel, threads: 1 }, false)
    expect(await saidOf(large, { kernel, threads: 2 }, false)).toEqual(alone)
  })
})

test('a result says how many there were: never more than lanes with traffic', async () => {
  const { scenario, captures, tables } = large
  const threadsOf = async (traffic: typeof scenario.traffic, threads: number): Promise<number> => {
    const document = await simulate(
      { ...scenario, traffic },
      captures,
      { threads },
      undefined,
      tables,
    )
    return document.run.threads
  }
  const [paris, lyon] = [scenario.traffic[0]!, scenario.traffic[2]!]
  expect(await threadsOf(scenario.traffic, 3)).toBe(3)
  expect(await threadsOf([paris, lyon], 3)).toBe(2)
  expect(await threadsOf([paris], 3)).toBe(1)
  expect(await threadsOf([], 3)).toBe(1)
})

test('a function that stands in for the life of a scenario keeps its lanes in this thread', async () => {
  const { scenario, captures, tables } = large
  const options = { threads: 3, alter: <T>(life: T): T => life }
  const document = await simulate(scenario, captures, options, undefined, tables)
  expect(document.run.threads).toBe(1)
})

test('generated scenarios come to the same bytes in any number of threads', async () => {
  await fc.assert(
    fc.asyncProperty(
      cases,
      fc.constantFrom('event' as const, 'batch' as const),
      fc.integer({ min: 2, max: 4 }),
      fc.boolean(),
      async (it, kernel, threads, isRecorded) => {
        const alone = await saidOf(it, { kernel, threads: 1 }, isRecorded)
        expect(await saidOf(it, { kernel, threads }, isRecorded)).toEqual(alone)
      },
    ),
    // Each run starts threads, which takes longer than the run.
    { numRuns: 8 },
  )
})

test('captured frames have their own headers in a trace that threads told', async () => {
  const file = fileURLToPath(new URL('../../../scenarios/real-capture.yaml', import.meta.url))
  const loaded = load(file, { headers: true })
  if (!loaded.ok) throw new Error('the scenario is refused')
  const traced = async (threads: number) => {
    const frames: string[] = []
    const frame = (time: number, head: Uint8Array, length: number): void => {
      frames.push(`${time} ${Buffer.from(head).toString('hex')} ${length}`)
    }
    const flows = [{ interlink: 'office', direction: 'toCloud' as const }]
    const all = await run(loaded.loaded, { threads, trace: { frame } })
    const every = frames.splice(0)
    await run(loaded.loaded, { threads, trace: { frame, flows } })
    return { used: all.run.threads, every, some: frames }
  }
  const { used, ...two } = await traced(2)
  expect(used).toBe(2)
  const { used: _, ...one } = await traced(1)
  expect(two).toEqual(one)
  expect(two.every.length).toBeGreaterThan(10_000)
})
