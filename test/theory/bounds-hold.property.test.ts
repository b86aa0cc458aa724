/** Bounds that a result states hold of what it says was simulated, whatever happens in a run. */
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { checkBounds } from '../../src/sim/result/bounds.ts'
import { InvariantError } from '../../src/sim/invariant.ts'
import { cases } from '../sim/kernels/worlds.ts'
import { replay } from '../sim/support/sources.ts'
import { troubled } from '../sim/support/trouble.ts'
import { captureOf, flowOf, scenario, simulate } from '../sim/support/worlds.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test('no delay and no queue is above its bound: any sources, limiters, events, gates and wires', async () => {
  const close = { delay: 0, shaper: 0, port: 0 }
  const hold = (value: number, bound: number): boolean => {
    expect(value).toBeLessThanOrEqual(bound)
    return value > 0.9 * bound && value < 10 * bound
  }
  await fc.assert(
    fc.asyncProperty(cases, async it => {
      const alter = troubled(it.trouble, it.scenario.traffic)
      const result = await simulate(it.scenario, it.captures, { alter }, undefined, it.tables)
      for (const { delay, shaperQueue, bounds } of result.flows) {
        const { delayMax, shaperQueueMax } = bounds
        if (delay.max !== null && hold(delay.max, delayMax!.value)) close.delay++
        if (shaperQueueMax === null) continue
        if (hold(shaperQueue.max, shaperQueueMax.value)) close.shaper++
      }
      for (const { queue, bounds } of result.ports) {
        if (hold(queue.max, bounds.queueMax.value)) close.port++
      }
    }),
    { numRuns: Number(process.env['RUNS'] ?? 200), seed: 5 },
  )
  // They are no empty words: many are reached, or nearly so.
  expect(close.delay).toBeGreaterThan(40)
  expect(close.shaper).toBeGreaterThan(8)
  expect(close.port).toBeGreaterThan(20)
})

test('a figure above its bound is a fault of ours', async () => {
  const it = scenario({ traffic: [replay('a')], duration: 1e12 })
  const { flows, ports } = await simulate(it, new Map([['a', captureOf([{ time: 0, size: 64 }])]]))
  const check =
    (change: Parameters<typeof checkBounds>[0], port = ports) =>
    (): void =>
      checkBounds(change, port, 7)
  const [flow] = flows as [(typeof flows)[number]]
  const late = flow.delay.max! + 1e-12
  const [port] = ports as [(typeof ports)[number]]
  expect(check(flows)).not.toThrow()
  expect(check([{ ...flow, delay: { ...flow.delay, max: late } }])).toThrow(InvariantError)
  expect(check([{ ...flow, delay: { ...flow.delay, max: late } }])).toThrow(
    `the longest delay of l toCustomer is ${late}, above its bound of ${flow.delay.max}`,
  )
  expect(check([{ ...flow, shaperQueue: { mean: 0, max: 1 } }])).toThrow(
    'the longest queue of the shaper of l toCustomer is 1, above its bound of 0',
  )
  expect(check(flows, [{ ...port, queue: { mean: 0, max: 89 } }])).toThrow(
    'the longest queue of c toCustomer is 89, above its bound of 88',
  )
  expect(flowOf({ flows } as never).bounds.delayMax!.value).toBe(flow.delay.max)
})
