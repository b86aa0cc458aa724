/** A small scenario that holds every rule, to be broken one rule at a time. */
import type { InterlinkDraft, ScenarioDraft, SourceDraft } from '../../src/model/draft.ts'
import { bitsPerSecond, bytes, ps } from '../../src/units.ts'

export const GBPS = 1_000_000_000

export const source: SourceDraft = {
  kind: 'cbr',
  rate: bitsPerSecond(GBPS),
  frame: bytes(1000),
}

export const web: InterlinkDraft = {
  id: 'web',
  connection: 'paris-1',
  bandwidth: bitsPerSecond(2 * GBPS),
  vpc: 'vpc-web',
}

export const draft: ScenarioDraft = {
  name: 'small',
  duration: ps(1e12),
  organization: { id: 'acme', projects: ['network', 'web'] },
  pops: [
    { id: 'th2', region: 'fr-par' },
    { id: 'am5', region: 'nl-ams' },
  ],
  vpcs: [
    { id: 'vpc-web', project: 'web', region: 'fr-par' },
    { id: 'vpc-ams', region: 'nl-ams' },
  ],
  connections: [{ id: 'paris-1', pop: 'th2', portSpeed: bitsPerSecond(10 * GBPS) }],
  interlinks: [web],
  traffic: [{ interlink: 'web', direction: 'toCustomer', source }],
  objectives: [],
}
