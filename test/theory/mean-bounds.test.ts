/** The mean delay that a result states by M/G/1 is the one that runs have in the long run, where it is stated. */
import { expect, test, vi } from 'vitest'
import { IMIX, type Demand } from '../../src/model/demand.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { Interlink } from '../../src/model/world.ts'
import { bitsPerSecond, bytes, ps } from '../../src/units.ts'
import { cable } from '../model/physical.ts'
import { cbr, fixed, poisson } from '../sim/support/sources.ts'
import { CLEAR_WIRE, cutIn, troubled } from '../sim/support/trouble.ts'
import {
  activeAt,
  connection,
  demand,
  flowOf,
  interlink,
  scenario,
  simulate,
} from '../sim/support/worlds.ts'
import { expectLongRun, replicate } from './support/replicate.ts'

// Millions of frames: seconds, and more on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const imix = (bps: number, over: Partial<Demand> = {}): Demand =>
  demand({ source: { kind: 'poisson', rate: bitsPerSecond(bps), frame: IMIX }, ...over })

/** Two InterLinks of unlike mixes on 10 Gbit/s; one has frames of 4000 bytes, too, that its MTU refuses. */
const two =
  (direction: Demand['direction'], over: Partial<Interlink> = {}) =>
  (seed: number): Scenario =>
    scenario({
      seed,
      connections: [connection({ crossConnect: cable(0, 588_000) })],
      interlinks: ['a', 'b'].map(id =>
        interlink({
          id,
          bandwidth: bitsPerSecond(4e9),
          burst: bytes(2 ** 20),
          enforce: { toCustomer: 'shape', toCloud: 'police' },
          ...over,
        }),
      ),
      traffic: [
        imix(2.6e9, { interlink: 'a', direction }),
        poisson(1.2e9, 1518, { interlink: 'b', direction }),
        poisson(1.3e9, 4000, { interlink: 'b', direction }),
        poisson(0.9e9, 200, { interlink: 'b', direction }),
      ],
      // Some 40,000 frames, after the queue has forgotten that it began empty.
      duration: 4e10,
      warmup: 1e9,
    })

test.each([
  ['toCustomer', {}],
  ['toCloud', {}],
  ['toCloud', { enforce: { toCustomer: 'shape', toCloud: 'shape' } }],
  [
    'toCloud',
    {
      customerShaper: {
        rate: bitsPerSecond(4e9),
        burst: bytes(2 ** 20),
        queue: bytes(2 ** 20),
      },
    },
  ],
] as const)(
  'frames %s have the mean delay of M/G/1, each flow its own (%j)',
  async (direction, over) => {
    const runs = await replicate(two(direction, over), result => result)
    for (const id of ['a', 'b']) {
      const flows = runs.map(run => flowOf(run, id, direction))
      const { delayMean, portWaitMean } = flows[0]!.bounds
      expectLongRun(
        flows.map(({ delay }) => delay.mean!),
        delayMean!.value,
        0.01,
      )
      expectLongRun(
        flows.map(({ portWait }) => portWait.mean!),
        portWaitMean!.value,
        0.05,
      )
    }
  },
)

test('by hand: the wait is λE[S²] ÷ 2(1 - ρ), and then the frame and the cable', async () => {
  // 1000-byte frames at 6.25 Gbit/s are 781,250 a second of 819.2 ns: load 0.64, wait 0.64/0.72 · 819.2 ns.
  const it = scenario({
    connections: [connection({ crossConnect: cable(0, 588_000) })],
    interlinks: [interlink({ bandwidth: bitsPerSecond(1e10), burst: bytes(2 ** 20) })],
    traffic: [poisson(6.25e9, 1000)],
    duration: 1e6,
  })
  const { bounds } = flowOf(await simulate(it))
  const wait = (0.64 / 0.72) * 819.2e-9
  expect(bounds.portWaitMean!.formula).toBe('M/G/1')
  expect(bounds.portWaitMean!.value).toBeCloseTo(wait, 18)
  // 1012 bytes of 0.8 ns, and 588 ns of cable.
  expect(bounds.delayMean!.value).toBeCloseTo(wait + 809.6e-9 + 588e-9, 18)
  expect(bounds.noMean).toBeUndefined()
})

/** What a result says in place of a mean. */
const reason = async (
  traffic: readonly Demand[],
  over: {
    readonly interlink?: Partial<Interlink>
    readonly queue?: number
    readonly active?: number
    readonly cut?: boolean
  } = {},
): Promise<string | undefined> => {
  const plain = scenario({
    connections: [connection({ queue: bytes(over.queue ?? 2 ** 24) })],
    interlinks: [interlink({ bandwidth: bitsPerSecond(5e9), ...over.interlink })],
    traffic,
    duration: 1e6,
  })
  const it = over.active === undefined ? plain : activeAt(plain, over.active)
  const [{ direction }] = traffic as [Demand]
  const wire = over.cut === true ? cutIn(0, 1) : CLEAR_WIRE
  const alter = troubled({ wires: { [direction]: wire } }, it.traffic)
  const { bounds } = flowOf(await simulate(it, undefined, { alter }), 'l', direction)
  expect(bounds.delayMean === null).toBe(bounds.noMean !== undefined)
  expect(bounds.portWaitMean === null).toBe(bounds.delayMean === null)
  return bounds.noMean
}

test('where M/G/1 does not apply the reason is said', async () => {
  const calm = poisson(1e9, 1000)
  const deep = { burst: bytes(2 ** 20) }
  const toCloud = { direction: 'toCloud' } as const
  expect(await reason([calm])).toBeUndefined()
  expect(await reason([calm, cbr(1e6, 64)])).toBe(
    'not all sources of the port are Poisson: one of l is cbr',
  )
  expect(await reason([{ ...calm, start: ps(1) }])).toBe('a source of l does not send all the time')
  expect(await reason([{ ...calm, stop: ps(10) }])).toBe('a source of l does not send all the time')
  expect(await reason([calm], { active: 1000 })).toBe('frames of l may not enter all the time')
  expect(await reason([calm], { active: 1e15 })).toBe('no frame of the flow may enter')
  expect(await reason([poisson(1e9, 9000)])).toBe('no frame of the flow may enter')
  expect(await reason([calm], { cut: true })).toBe('the cable loses frames')
  expect(await reason([poisson(1e10, 1000)], { interlink: deep })).toBe(
    'the port is offered as much as it carries, or more',
  )
  expect(await reason([poisson(4.9e9, 1000)])).toBe(
    'the shaper of l may hold up more than one frame in a million',
  )
  expect(await reason([calm], { interlink: { burst: bytes(1522) } })).toMatch(/^the shaper of l /u)
  const policed = { enforce: { toCustomer: 'police', toCloud: 'police' } } as const
  expect(await reason([poisson(4.9e9, 1000)], { interlink: policed })).toMatch(
    /^the policer of l /u,
  )
  expect(await reason([poisson(4.9e9, 1000, toCloud)])).toMatch(/^the policer of l /u)
  const shaper = { rate: bitsPerSecond(1e9), burst: bytes(1522), queue: bytes(1e6) }
  expect(
    await reason([poisson(9e8, 1000, toCloud)], { interlink: { customerShaper: shaper } }),
  ).toBe("the customer's shaper of l may hold up more than one frame in a million")
  expect(await reason([calm], { queue: 2000 })).toBe(
    'more than one frame in a million may find the port full',
  )
  expect(await reason([poisson(1e9, 1000, toCloud)])).toBeUndefined()
})

test('a source that is silent all along does not keep others from being Poisson', async () => {
  const it = scenario({
    interlinks: [
      interlink({ bandwidth: bitsPerSecond(5e9) }),
      interlink({ id: 'off', attachment: { kind: 'detached' } }),
    ],
    traffic: [
      { ...poisson(1e9, 1000) },
      {
        ...demand({
          source: { kind: 'cbr', rate: bitsPerSecond(1e6), frame: fixed(64), phase: ps(0) },
        }),
        interlink: 'off',
      },
    ],
    duration: 1e6,
  })
  const result = await simulate(it)
  expect(flowOf(result).bounds.delayMean).not.toBeNull()
  expect(flowOf(result, 'off').bounds.noMean).toBe('no frame of the flow may enter')
})
