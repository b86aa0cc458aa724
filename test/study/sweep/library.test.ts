/** `sweep` of the library: combinations in order, whoever plays them. */
import { describe, expect, it } from 'vitest'
import { StoppedError, check, run, sweep } from '../../../src/index.ts'
import { scenario } from '../../cli/scenarios.ts'

const loadedFrom = (text: string) => {
  const result = check(text)
  if (!result.ok) throw new Error('refused')
  return result.loaded
}
const loaded = loadedFrom(scenario({ duration: '4ms' }))
const vary = {
  'interlinks.web.bandwidth': ['50Mbps', '5Gbps', '80Mbps'],
  seed: [1, 2],
} as const

describe('sweep', () => {
  it('yields every combination in order, with the figures of a run of it', async () => {
    const told: number[] = []
    const rows = []
    for await (const row of sweep(loaded, { vary, onProgress: ({ done }) => told.push(done) })) {
      rows.push(row)
    }
    expect(told).toEqual([1, 2, 3, 4, 5, 6])
    expect(rows.map(({ combination, values }) => [combination, ...Object.values(values)])).toEqual([
      [0, '50Mbps', 1],
      [1, '50Mbps', 2],
      [2, '5Gbps', 1],
      [3, '5Gbps', 2],
      [4, '80Mbps', 1],
      [5, '80Mbps', 2],
    ])
    expect(rows.map(({ error }) => error === null)).toEqual([true, true, false, false, true, true])
    const text = scenario({ duration: '4ms' }).replace('500Mbps', '80Mbps').replace('3', '2')
    const [flow] = (await run(loadedFrom(text))).flows
    expect(rows[5]!.flows).toMatchObject([
      { offeredFrames: flow!.offered.frames, loss: flow!.loss, delayP99: flow!.delay.p99 },
    ])
  })

  it('yields the same for any number of threads', async () => {
    const long = loadedFrom(scenario({ duration: '20s', rate: '400Mbps' }))
    const all = []
    for (const threads of [1, 3]) {
      const rows = []
      for await (const row of sweep(long, { vary: { seed: [1, 2, 3, 4] }, threads })) rows.push(row)
      all.push(rows)
    }
    expect(all[1]).toEqual(all[0])
  })

  it('ends when it is left, and when a signal says so', async () => {
    const long = loadedFrom(scenario({ duration: '1h', rate: '400Mbps' }))
    const ways = { 'interlinks.web.bandwidth': ['5Gbps', '400Mbps', '500Mbps'] }
    for await (const { error } of sweep(long, { vary: ways, threads: 2 })) {
      expect(error).toMatch(/^interlinks\.web\.bandwidth: /)
      break
    }
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 200)
    const stopped = async (): Promise<void> => {
      for await (const _ of sweep(long, { vary: ways, threads: 2, signal: controller.signal }));
    }
    await expect(stopped()).rejects.toThrow(StoppedError)
  })

  it.each([
    [
      { vary: { 'interlinks.wbe.bandwidth': ['1Gbps'] } },
      'interlinks has no wbe; the nearest is web',
    ],
    [{ vary: { seed: [] } }, 'seed has no values'],
    [{ vary, replications: 0 }, 'replications 0 is not a whole number from 1 to 100000'],
    [{ vary, threads: 0 }, 'threads 0 is not a whole number from 1 to 1024'],
  ])('refuses %o', async (options, message) => {
    await expect(sweep(loaded, options).next()).rejects.toThrow(message)
  })
})
