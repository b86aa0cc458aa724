import { expect, test } from 'vitest'
import { check, explain, run } from '../../src/index.ts'
import { renderSummary } from '../../src/report/terminal/summary.ts'
import { WIDE } from './factory.ts'

/** A scenario of one InterLink, traffic of both families every 10 ms, and what its summary says. */
const summaryOf = async (
  over: { connection?: object; interlink?: object; top?: object } = {},
): Promise<string> => {
  const cbr = { kind: 'cbr', rate: '800kbps', frame: '1000B' }
  const checked = check({
    name: 'life',
    start: '2026-03-02T08:00:00Z',
    duration: '100ms',
    organization: { id: 'o', projects: ['p'] },
    pops: { th2: { region: 'fr-par' } },
    vpcs: { v: { region: 'fr-par' } },
    connections: { 'paris-1': { pop: 'th2', portSpeed: '10Gbps', ...over.connection } },
    interlinks: { web: { connection: 'paris-1', bandwidth: '1Gbps', vpc: 'v', ...over.interlink } },
    traffic: ['ipv4', 'ipv6'].map(family => ({
      interlink: 'web',
      direction: 'toCloud',
      source: { ...cbr, family },
    })),
    objectives: [{ interlink: 'web', metric: 'loss', below: '0.1%' }],
    ...over.top,
  })
  if (!checked.ok) throw new Error(checked.faults.map(explain).join('\n'))
  const { scenario, locate } = checked.loaded
  const document = await run(checked.loaded)
  const input = { scenario, document, locate, file: 'life.yaml', version: '0.1.0' }
  return renderSummary(input, WIDE).replaceAll(/\s+/gu, ' ')
}

/** Active at 30 ms, or so much later. */
const ordered = (turnUp: string) => ({
  provisioning: { ordered: '2026-03-01T08:00:00.030Z', loa: '12h', patch: '11h', turnUp },
})
const price = { perMonth: '2678.40', currency: 'EUR' }

test('a healthy run mentions neither lives nor owners nor bills', async () => {
  const text = await summaryOf()
  expect(text).toContain('✓ The only objective is met')
  expect(text).not.toMatch(/life of|waited|customer must|provider|bill/u)
})

test('a link that comes late is told with its instant and who was waited for', async () => {
  const text = await summaryOf({ connection: { ...ordered('1h'), price } })
  expect(text).toContain(
    'the link of paris-1 became active only at 30 ms: until then it waits for the provider (turn-up).',
  )
  expect(text).toContain(
    '30 ms paris-1 link detected, created, active: waited for the provider 30 ms web configuring, ready, active',
  )
  expect(text).toContain('bill paris-1 0.000070 EUR for this run, 2,678.40 EUR a month')
  expect(text).toContain(
    'next set connections.paris-1.provisioning.ordered earlier, or start later',
  )
})

test('after a warm-up instants count from the measured time', async () => {
  const text = await summaryOf({ connection: ordered('1h'), top: { warmup: '10ms' } })
  expect(text).toContain('became active only at 20 ms')
})

test('a link that comes after the run is told with its date, and whom it waits for in turn', async () => {
  const text = await summaryOf({
    connection: {
      provisioning: { ordered: '2026-03-01T08:00:00Z', loa: '2d', patch: '3d', turnUp: '4h' },
      price,
    },
  })
  expect(text).toContain(
    'Every frame was lost: the link of paris-1 becomes active only on 6 Mar 2026 12:00 UTC: until ' +
      'then it waits for the provider (LOA), the customer (patch) and the provider (turn-up).',
  )
  expect(text).toContain('bill paris-1 nothing for this run')
})

test('what was lost to configuring is told beside what was lost to the link', async () => {
  const text = await summaryOf({ connection: ordered('1h'), interlink: { configuring: '40ms' } })
  expect(text).toContain(
    'web was in configuring until 70 ms and carries nothing before it is ready',
  )
  expect(text).toContain('the link of paris-1 became active only at 30 ms')
})

test('no link for want of light names the amount, the customer and the cross-connect', async () => {
  const connection = { crossConnect: { segments: [{ id: 'a', kind: 'connector', loss: '20dB' }] } }
  const text = await summaryOf({ connection })
  expect(text).toContain(
    'no link is detected on paris-1: light to customer and to cloud is 13.8 dB',
  )
  expect(text).toContain('throughout paris-1 no link, too little light: the customer must act')
  expect(text).toContain('next change connections.paris-1.crossConnect or optics')
})

test.each([
  [
    'a family without policy',
    { routing: { ipv4: { in: [], out: [] } } },
    'web has no policy of IPv6',
    'name ipv6 under interlinks.web.routing',
  ],
  [
    'propagation that is off',
    { propagation: false },
    'web propagates no routes',
    'write interlinks.web.propagation: true',
  ],
  ['a missing VPC', { vpc: undefined }, 'web has no VPC', 'give interlinks.web a vpc'],
])('%s is the cause, with the key that ends it', async (_, interlink, cause, remedy) => {
  const text = await summaryOf({ interlink })
  expect(text).toContain(cause)
  expect(text).toContain(`next ${remedy}`)
})

test('availability that is missed has its cause', async () => {
  const objectives = [{ interlink: 'web', metric: 'availability', above: '90%' }]
  const text = await summaryOf({ connection: ordered('1h'), top: { objectives } })
  expect(text).toContain('web to cloud is available 70 % of the time; more than 90 % is asked.')
  expect(text).toContain('The link of paris-1 became active only at 30 ms')
})
