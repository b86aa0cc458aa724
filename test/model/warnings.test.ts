import { expect, test } from 'vitest'
import { createScenario } from '../../src/model/create-scenario.ts'
import type { ConnectionDraft, ScenarioDraft } from '../../src/model/draft.ts'
import { explainWarning } from '../../src/model/warning.ts'
import { bitsPerSecond as bps, bytes, millimetres, ms, nanoDbm, ps } from '../../src/units.ts'
import { GBPS, draft, source, web } from './drafts.ts'

/** Warnings in short: `interlinks.web carries-nothing`. */
const warned = (changed: Partial<ScenarioDraft>): string[] => {
  const created = createScenario({ ...draft, ...changed })
  expect(created.ok).toBe(true)
  return created.warnings.map(({ path, kind }) => `${path.join('.')} ${kind}`)
}

const from = (changed: object): Partial<ScenarioDraft> => ({
  traffic: [{ ...draft.traffic[0]!, source: { ...source, ...changed } }],
})

test('what is meant is not warned of', () => {
  expect(warned({})).toEqual([])
})

test('a bandwidth that is not whole in Mbps is warned of', () => {
  const bandwidth = bps(1_000_001_000)
  expect(warned({ interlinks: [{ ...web, bandwidth }] })).toEqual([
    'interlinks.web.bandwidth not-whole-mbps',
  ])
})

test('an InterLink without VPC is warned of, with and without traffic', () => {
  const detached = { ...web, vpc: undefined }
  expect(warned({ interlinks: [detached] })).toEqual(['interlinks.web carries-nothing'])
  expect(warned({ interlinks: [detached], traffic: [] })).toEqual([
    'interlinks.web carries-nothing',
  ])
})

const filter = { in: ['10.0.0.0/8'], out: ['172.16.0.0/22'] }

test('what is not propagated is warned of, a missing VPC first', () => {
  const off = { ...web, routing: { ipv4: filter }, propagation: false }
  expect(warned({ interlinks: [off] })).toEqual(['interlinks.web.propagation not-propagated'])
  expect(warned({ interlinks: [{ ...off, vpc: undefined }] })).toEqual([
    'interlinks.web carries-nothing',
  ])
  expect(warned({ interlinks: [{ ...off, propagation: true }] })).toEqual([])
})

test('a family without policy is warned of where traffic of it exists', () => {
  const ipv6 = { ...web, routing: { ipv6: filter } }
  expect(warned({ interlinks: [ipv6] })).toEqual(['interlinks.web.routing family-blocked'])
  expect(warned({ interlinks: [ipv6], ...from({ family: 'ipv6' }) })).toEqual([])
  expect(warned({ interlinks: [{ ...web, routing: {} }] })).toEqual([
    'interlinks.web.routing family-blocked',
  ])
})

test('orders without a start are warned of once', () => {
  const provisioning = { ordered: { seconds: 0, picos: 0 }, loa: ms(0), patch: ms(0) }
  const connections = draft.connections.map(each => ({ ...each, provisioning }))
  expect(warned({ connections })).toEqual(['connections.paris-1.provisioning order-without-start'])
  expect(warned({ connections, start: { seconds: 0, picos: 0 } })).toEqual([])
})

test('a source of which every frame exceeds the mtu is warned of', () => {
  expect(warned(from({ frame: bytes(1518) }))).toEqual([])
  expect(warned(from({ frame: bytes(1519) }))).toEqual(['traffic.0.source.frame always-oversize'])
  const mix = (...sizes: number[]): Partial<ScenarioDraft> =>
    from({ frame: sizes.map(size => ({ size: bytes(size), weight: 1 })) })
  expect(warned(mix(1519, 9000))).toEqual(['traffic.0.source.frame always-oversize'])
  expect(warned(mix(1518, 9000))).toEqual([])
})

test('a frame that no port carries is refused, and the mtu is not blamed', () => {
  const created = createScenario({ ...draft, ...from({ frame: bytes(9217) }) })
  expect(created.ok).toBe(false)
  expect(created.warnings).toEqual([])
})

test('an objective that no traffic can test is warned of', () => {
  const objective = (named: object): string[] =>
    warned({ objectives: [{ metric: 'utilisation', below: '80%', ...named }] })
  expect(objective({ interlink: 'web' })).toEqual([])
  expect(objective({ interlink: '*' })).toEqual([])
  expect(objective({ connection: 'paris-1' })).toEqual([])
  expect(objective({ interlink: 'web', direction: 'toCustomer' })).toEqual([])
  expect(objective({ interlink: 'web', direction: 'toCloud' })).toEqual([
    'objectives.0 matches-no-flow',
  ])
  expect(objective({ interlink: '*', direction: 'toCloud' })).toEqual([
    'objectives.0 matches-no-flow',
  ])
  // A port is judged whether or not anything is sent through it; by default those with traffic are.
  expect(objective({ connection: 'paris-1', direction: 'toCloud' })).toEqual([])
  const idle = { connection: 'paris-1', metric: 'utilisation', below: '80%' }
  expect(warned({ traffic: [], objectives: [idle] })).toEqual(['objectives.0 matches-no-flow'])
  expect(warned({ traffic: [], objectives: [{ ...idle, direction: 'toCloud' }] })).toEqual([])
})

test('a limit that nothing is below is warned of, with one to write instead', () => {
  const told = (metric: string, below: string): string[] => {
    const created = createScenario({ ...draft, objectives: [{ interlink: 'web', metric, below }] })
    return created.warnings.map(each => {
      const { problem, remedy, fix } = explainWarning(each)
      return `${each.path.join('.')}: ${problem}; ${remedy} [${fix}]`
    })
  }
  expect(told('loss', '0%')).toEqual([
    'objectives.0.below: no loss is below 0%, so the objective is never met; write 0.001% [0.001%]',
  ])
  expect(told('delay.p99', '0s')).toEqual([
    'objectives.0.below: no delay.p99 is below 0s, so the objective is never met; write a positive limit such as 5ms [5ms]',
  ])
  expect(told('loss', '0.001%')).toEqual([])
  const above = { interlink: 'web', metric: 'throughput', above: '0bps' }
  expect(warned({ objectives: [above] })).toEqual([])
})

test('an interval longer than the measured time is warned of', () => {
  const duration = ps(1e12)
  expect(warned({ duration, seriesInterval: duration })).toEqual([])
  expect(warned({ duration, seriesInterval: ps(1e12 + 1) })).toEqual([
    'series.interval interval-above-duration',
  ])
})

test("a customer's shaper above the port speed is warned of", () => {
  const shaped = (rate: number): string[] =>
    warned({ interlinks: [{ ...web, customerShaper: { rate: bps(rate) } }] })
  expect(shaped(10 * GBPS)).toEqual([])
  expect(shaped(10 * GBPS + 1_000_000)).toEqual([
    'interlinks.web.customerShaper.rate shaper-above-port',
  ])
})

test('a source that starts when the run has ended is warned of', () => {
  const warmup = ps(5e11)
  expect(warned({ warmup, ...from({ start: ps(1.5e12 - 1) }) })).toEqual([])
  expect(warned({ warmup, ...from({ start: ps(1.5e12) }) })).toEqual([
    'traffic.0.source.start starts-after-end',
  ])
})

const lit = (changed: Partial<ConnectionDraft>): string[] =>
  warned({ connections: [{ ...draft.connections[0]!, ...changed }] })

test('a cable longer than its medium reaches is warned of, however bright', () => {
  const over = (length: number) => lit({ crossConnect: { length: millimetres(length) } })
  expect(over(10_000_000)).toEqual([])
  expect(over(10_000_001)).toEqual(['connections.paris-1.crossConnect.length beyond-reach'])
})

test('a launch outside what the medium allows is warned of on either side', () => {
  const tx = (power: number) => lit({ optics: { customer: { tx: nanoDbm(power) } } })
  expect([-8.2e9, 0.5e9].map(tx)).toEqual([[], []])
  expect(tx(-8.2e9 - 1)).toEqual(['connections.paris-1.optics.customer.tx launch-outside-medium'])
  expect(tx(0.5e9 + 1)).toEqual([
    'connections.paris-1.optics.customer.tx launch-outside-medium',
    'connections.paris-1 no-light',
  ])
})

test('light that does not suffice is warned of once where both directions lack the same', () => {
  const crossConnect = { length: millimetres(16_000_000) }
  const warnings = (provider: number) => {
    const optics = { customer: { tx: nanoDbm(-8.2e9) }, provider: { tx: nanoDbm(provider) } }
    const connections = [{ ...draft.connections[0]!, crossConnect, optics }]
    const created = createScenario({ ...draft, connections })
    return created.warnings.flatMap(each =>
      each.kind === 'no-light' ? [each.found.directions] : [],
    )
  }
  expect(warnings(-8.2e9)).toEqual([['toCustomer', 'toCloud']])
  expect(warnings(-8.1e9)).toEqual([['toCustomer'], ['toCloud']])
  expect(warnings(-3e9)).toEqual([['toCloud']])
})
