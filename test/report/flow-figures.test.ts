import { describe, expect, it } from 'vitest'
import type { Enforcement } from '../../src/model/world.ts'
import { flowFigures } from '../../src/report/terminal/flow-figures.ts'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { type FlowChange, GBPS, flow, interlink, port, summaryInput } from './factory.ts'

const shaper = { rate: bitsPerSecond(GBPS), burst: bytes(65_536), queue: bytes(2 ** 20) }

describe('the share that a port lost', () => {
  const lost = (
    direction: 'toCustomer' | 'toCloud',
    drops: FlowChange['drops'] = {},
    made: { readonly customerShaper?: typeof shaper; readonly toCloud?: Enforcement } = {},
  ): string => {
    const { customerShaper = null, toCloud = 'police' } = made
    const input = summaryInput({
      interlinks: [
        interlink('a', GBPS, { customerShaper, enforce: { toCustomer: 'shape', toCloud } }),
      ],
      flows: [flow('a', direction, GBPS, { frames: 1_000, drops })],
      ports: [port('paris-1', direction, 0.5, { dropped: { frames: 100, bytes: 1 } })],
    })
    const { flows, ports } = input.document
    return flowFigures(input, flows, [], '–').ofPort(ports[0]!).lost
  }

  it.each([
    ['toCustomer', { oversize: 200, notRouted: 200, linkDown: 100 }, '20.00'],
    ['toCustomer', { shaperQueueFull: 500 }, '20.00'],
    ['toCustomer', { policed: 500 }, '20.00'],
    ['toCustomer', { portQueueFull: 100 }, '10.00'],
    ['toCloud', { oversize: 200, notRouted: 200, linkDown: 100 }, '20.00'],
    ['toCloud', { policed: 500, shaperQueueFull: 100 }, '10.00'],
  ] as const)('is of the frames that reached it: %s, %j dropped', (direction, drops, share) => {
    expect(lost(direction, drops)).toBe(share)
  })

  it.each(['police', 'shape'] as const)(
    "leaves out what the customer's shaper dropped",
    toCloud => {
      expect(lost('toCloud', { shaperQueueFull: 500 }, { customerShaper: shaper, toCloud })).toBe(
        '20.00',
      )
    },
  )

  it('is none where nothing reached it', () => {
    expect(lost('toCloud', { notRouted: 1_000 })).toBe('0')
  })
})

describe('the column of delays', () => {
  const late = (...delays: readonly number[]) => {
    const ids = delays.map((_, index) => `link-${index}`)
    const input = summaryInput({
      interlinks: ids.map(id => interlink(id, GBPS)),
      flows: ids.map((id, index) => flow(id, 'toCustomer', GBPS, { p99: delays[index]! })),
      ports: [],
    })
    const { flows } = input.document
    const { lateUnit, ofFlow } = flowFigures(input, flows, [], '–')
    return [lateUnit.name, ...flows.map(each => ofFlow(each).late)]
  }

  it('has the unit in which the largest stays below 100,000', () => {
    expect(late(84e-9, 530e-6)).toEqual(['µs', '0.0840', '530'])
    expect(late(84e-9, 99.9e-6)).toEqual(['ns', '84.0', '99,900'])
    expect(late(84e-9, 99.96e-6)).toEqual(['µs', '0.0840', '100'])
    expect(late(84e-9, 2)).toEqual(['ms', '0.0000840', '2,000'])
  })
})
