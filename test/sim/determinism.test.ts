import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Demand } from '../../src/model/demand.ts'
import type { Direction } from '../../src/model/direction.ts'
import type { Simulation } from '../../src/sim/run.ts'
import { bitsPerSecond, ps } from '../../src/units.ts'
import { fixed, poisson } from './support/sources.ts'
import { troubled } from './support/trouble.ts'
import { connection, demand, flowOf, interlink, scenario, simulate } from './support/worlds.ts'

const rate = bitsPerSecond

/** Everything but how the run went. */
const figures = ({ run: _, ...rest }: Simulation): string => JSON.stringify(rest)

const mixed = (seed: number, extra: Demand[] = []) =>
  scenario({
    interlinks: [interlink({ id: 'a' }), interlink({ id: 'b' }), interlink({ id: 'x' })],
    traffic: [
      poisson(0.9e9, 700, { interlink: 'a' }),
      demand({
        interlink: 'b',
        source: {
          kind: 'onoff',
          peak: rate(4e9),
          on: ps(1e8),
          off: ps(4e8),
          frame: fixed(1518),
          shape: 1.4,
        },
      }),
      poisson(0.5e9, 300, { interlink: 'a', direction: 'toCloud' }),
      ...extra,
    ],
    duration: 2e10,
    warmup: 1e9,
    seed,
  })

test('the same seed gives the same bytes, another seed others', async () => {
  const first = figures(await simulate(mixed(1)))
  expect(figures(await simulate(mixed(1)))).toBe(first)
  expect(figures(await simulate(mixed(2)))).not.toBe(first)
})

test('the bytes are these on every machine and every Node', async () => {
  const text = figures(await simulate(mixed(1)))
  // Another hash is another result: say so in the changelog under Results.
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    'b97441bff9c130117a9cc38c2f6acfa2851c180be7fa446c4f4f1693e568c0de',
  )
})

test('cuts, bit errors and frames that go elsewhere are the same bytes every time, too', async () => {
  const it = mixed(1)
  const alter = troubled(
    {
      wires: {
        toCustomer: [
          { from: 0, state: 1e-5 },
          { from: 1e10, state: 'lost' },
          { from: 1.1e10, state: 1e-4 },
        ],
      },
      gates: [
        [
          { from: 0, cause: null },
          { from: 5e9, cause: 'elsewhere' },
          { from: 7e9, cause: null },
        ],
      ],
    },
    it.traffic,
  )
  const flows = async (): Promise<string> => {
    const result = await simulate(it, new Map(), { alter })
    return JSON.stringify(result.flows)
  }
  const first = await flows()
  expect(await flows()).toBe(first)
  // Another hash is another result: say so in the changelog under Results.
  expect(createHash('sha256').update(first).digest('hex')).toBe(
    '3a50462ac1386138a4c504dcb42cd7daccb0873ce1796d3aac96a1df9fb8b4ee',
  )
})

test('a new source leaves the frames of the others unchanged', async () => {
  const without = await simulate(mixed(1))
  const extra = poisson(0.2e9, 500, { interlink: 'x' })
  for (const it of [mixed(1, [extra]), { ...mixed(1), traffic: [extra, ...mixed(1).traffic] }]) {
    const withIt = await simulate(it)
    for (const [id, direction] of [
      ['a', 'toCustomer'],
      ['b', 'toCustomer'],
      ['a', 'toCloud'],
    ] as const) {
      const pick = ({ offered, peak, slices }: ReturnType<typeof flowOf>) => ({
        offered,
        peak,
        slices: slices.offered,
      })
      expect(pick(flowOf(withIt, id, direction))).toEqual(pick(flowOf(without, id, direction)))
    }
  }
})

test('both directions together equal each alone', async () => {
  const both = await simulate(mixed(1))
  for (const direction of ['toCustomer', 'toCloud'] as const satisfies Direction[]) {
    const alone = await simulate({
      ...mixed(1),
      traffic: mixed(1).traffic.filter(it => it.direction === direction),
    })
    const of = (result: Simulation) => ({
      flows: result.flows.filter(it => it.direction === direction),
      ports: result.ports.filter(it => it.direction === direction),
    })
    expect(of(alone)).toEqual(of(both))
  }
})

test('a connection more leaves the results of the others unchanged', async () => {
  const one = await simulate(mixed(1))
  const spec = mixed(1)
  const two = await simulate({
    ...spec,
    world: {
      ...spec.world,
      connections: [connection({ id: 'other', portSpeed: rate(1e9) }), ...spec.world.connections],
      interlinks: [interlink({ id: 'o', connection: 'other' }), ...spec.world.interlinks],
    },
    traffic: [poisson(5e8, 100, { interlink: 'o' }), ...spec.traffic],
  })
  expect(two.flows.slice(1)).toEqual(one.flows)
})
