import { describe, expect, it } from 'vitest'
import { flowFigures } from '../../src/report/terminal/flow-figures.ts'
import { GBPS, flow, interlink, port, summaryInput } from './factory.ts'

describe('the share that a port lost', () => {
  const lost = (offered: number, dropped: number): string => {
    const input = summaryInput({
      interlinks: [interlink('a', GBPS)],
      flows: [flow('a', 'toCloud', GBPS)],
      ports: [
        port('paris-1', 'toCloud', 0.5, {
          offered: { frames: offered, bytes: 1_000 * offered },
          dropped: { frames: dropped, bytes: 1_000 * dropped },
        }),
      ],
    })
    const { flows, ports } = input.document
    return flowFigures(input, flows, [], '–').ofPort(ports[0]!).lost
  }

  it('is of the frames that reached its queue, whatever was dropped before it', () => {
    expect(lost(500, 100)).toBe('20.00')
    expect(lost(1_000, 100)).toBe('10.00')
    expect(lost(100, 100)).toBe('100.00')
  })

  it('is none where nothing was lost, or nothing reached it', () => {
    expect(lost(500, 0)).toBe('0')
    expect(lost(0, 0)).toBe('0')
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
