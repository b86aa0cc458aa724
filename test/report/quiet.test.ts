import { describe, expect, it } from 'vitest'
import { renderQuiet } from '../../src/report/quiet.ts'
import { GBPS, flow, interlink, objective, port, summaryInput } from './factory.ts'

const drawn = summaryInput({
  interlinks: [interlink('data', 4 * GBPS)],
  flows: [
    flow('data', 'toCustomer', 4 * GBPS, { loss: 0.00100004, p99: 4.11e-6 }),
    flow('data', 'toCloud', 4 * GBPS, { frames: 126_083, drops: { policed: 1_689 }, p99: null }),
  ],
  ports: [port('paris-1', 'toCustomer', 0.85), port('paris-1', 'toCloud', 0.1)],
  objectives: [
    objective('data', 'loss', 0.001),
    objective('data', 'delay.p99', 0.002),
    objective('port paris-1', 'utilisation', 0.8),
  ],
})

describe('the quiet form of a run', () => {
  it('has one line per missed objective, in base units, never rounded onto the limit', () => {
    const { scenario, document, locate } = drawn
    expect(renderQuiet({ scenario, document }, locate, 'hybrid-paris.yaml')).toBe(
      [
        'missed data toCustomer loss 0.00100004 limit 0.001 hybrid-paris.yaml:58:5',
        'missed data toCloud loss 0.0134 limit 0.001 hybrid-paris.yaml:58:5',
        'missed data toCloud delay.p99 - limit 0.002 hybrid-paris.yaml:60:5',
        'missed paris-1 toCustomer utilisation 0.85 limit 0.8 hybrid-paris.yaml:62:5',
        '',
      ].join('\n'),
    )
  })

  it('is empty when all are met', () => {
    const { scenario, document, locate } = summaryInput({
      interlinks: [interlink('data', 4 * GBPS)],
      flows: [flow('data', 'toCustomer', 4 * GBPS)],
      ports: [],
      objectives: [objective('*', 'loss', 0.001)],
    })
    expect(renderQuiet({ scenario, document }, locate, 'x.yaml')).toBe('')
  })
})
