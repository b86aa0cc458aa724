import { expect, test } from 'vitest'
import { createScenario } from '../../src/model/create-scenario.ts'
import type { ScenarioDraft } from '../../src/model/draft.ts'
import { bitsPerSecond as bps, bytes, ps } from '../../src/units.ts'
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

test('a source of which every frame exceeds the mtu is warned of', () => {
  expect(warned(from({ frame: bytes(1518) }))).toEqual([])
  expect(warned(from({ frame: bytes(1519) }))).toEqual(['traffic.0.source.frame always-oversize'])
  const mix = (...sizes: number[]): Partial<ScenarioDraft> =>
    from({ frame: sizes.map(size => ({ size: bytes(size), weight: 1 })) })
  expect(warned(mix(1519, 9000))).toEqual(['traffic.0.source.frame always-oversize'])
  expect(warned(mix(1518, 9000))).toEqual([])
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
  expect(objective({ connection: 'paris-1', direction: 'toCloud' })).toEqual([
    'objectives.0 matches-no-flow',
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
