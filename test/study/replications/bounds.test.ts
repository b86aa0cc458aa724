/** Bounds of replications together: what must hold in each of them. */
import { describe, expect, test } from 'vitest'
import type { FlowBounds, PortBounds, ResultDocument } from '../../../src/sim/result/document.ts'
import { run } from '../../../src/sim/run.ts'
import { flowBoundsOf, portBoundsOf } from '../../../src/study/replications/bounds.ts'
import { fixed } from '../../sim/support/sources.ts'
import { demand, interlink } from '../../sim/support/worlds.ts'
import { bytes } from '../../../src/units.ts'
import { played, small } from './support/played.ts'

const flow = (delayMax: number | null, shaperQueueMax: number | null): FlowBounds =>
  ({
    delayMax: delayMax === null ? null : { formula: 'network calculus', value: delayMax },
    shaperQueueMax:
      shaperQueueMax === null ? null : { formula: 'network calculus', value: shaperQueueMax },
  }) as FlowBounds

describe('bounds of two replications', () => {
  test('are the higher of each, and none where one has none', () => {
    expect(flowBoundsOf(flow(1, 20), flow(2, 10))).toEqual(flow(2, 20))
    expect(flowBoundsOf(flow(2, 10), flow(1, 20))).toEqual(flow(2, 20))
    expect(flowBoundsOf(flow(null, 10), flow(1, null))).toEqual(flow(null, null))
    const port = (value: number): PortBounds => ({
      queueMax: { formula: 'network calculus', value },
    })
    expect(portBoundsOf(port(3), port(4))).toEqual(port(4))
    expect(portBoundsOf(port(4), port(3))).toEqual(port(4))
  })
})

/** A flow that is bounded by what it sends, beside some that are bounded by their buffers alone. */
const scenario = small({
  interlinks: [
    interlink({ id: 'a', bandwidth: 5e8 as never, burst: bytes(4_000), queue: bytes(6_000) }),
    interlink({ id: 'b', bandwidth: 5e8 as never, burst: bytes(4_000) }),
  ],
  traffic: [
    ...small().traffic,
    demand({
      interlink: 'b',
      source: { kind: 'cbr', rate: 1e8 as never, frame: fixed(1_000), phase: 0 as never },
    }),
  ],
})

test('no delay and no queue of any replication is above the bounds of all', async () => {
  const alone: Pick<ResultDocument, 'flows' | 'ports'>[] = []
  for (let seed = 1; seed <= 6; seed++) {
    alone.push(
      await run({ scenario: { ...scenario, seed }, sha256: '', inputs: [] }, { clock: () => 0 }),
    )
  }
  const together = await played(scenario, { replications: 6 })
  let held = 0
  together.flows.forEach(({ delay, shaperQueue, bounds }, i) => {
    const each = alone.map(({ flows }) => flows[i]!)
    if (bounds.delayMax !== null) {
      held++
      const single = each.map(({ bounds: { delayMax } }) => delayMax!.value)
      expect(bounds.delayMax.value).toBe(Math.max(...single))
      expect(delay.max).toBe(Math.max(...each.map(({ delay: { max } }) => max!)))
      expect(delay.max!).toBeLessThanOrEqual(bounds.delayMax.value)
    }
    if (bounds.shaperQueueMax !== null) {
      held++
      expect(shaperQueue.max).toBe(Math.max(...each.map(({ shaperQueue: { max } }) => max)))
      expect(shaperQueue.max).toBeLessThanOrEqual(bounds.shaperQueueMax.value)
    }
    expect(bounds.portWaitMean).toEqual(each[0]!.bounds.portWaitMean)
  })
  together.ports.forEach(({ queue, bounds }, i) => {
    held++
    expect(queue.max).toBe(Math.max(...alone.map(({ ports }) => ports[i]!.queue.max)))
    expect(queue.max).toBeLessThanOrEqual(bounds.queueMax.value)
  })
  expect(held).toBeGreaterThan(4)
})
