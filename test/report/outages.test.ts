import { describe, expect, test } from 'vitest'
import { check, explain, run } from '../../src/index.ts'
import { renderSummary } from '../../src/report/terminal/summary.ts'
import { WIDE } from './factory.ts'
import { told } from './told.ts'

const source = { kind: 'cbr', rate: '8Mbps', frame: '1000B' }
const LOSS = { interlink: '*', metric: 'loss', below: '0.1%' }
const AVAILABLE = { interlink: '*', metric: 'availability', above: '99%' }
const fibre = 'cross-connect'

/** A run of 1 s of two connections, with what is said of it; every InterLink is of VPC `v`. */
const runOf = async (top: {
  interlinks: Record<string, object>
  events: readonly object[]
  traffic?: readonly object[]
  objectives?: readonly object[]
  warmup?: string
}) => {
  const connection = { pop: 'th2', portSpeed: '10Gbps', crossConnect: { length: '100m' } }
  const checked = check({
    name: 'outages',
    duration: '1s',
    organization: { id: 'o', projects: ['p'] },
    pops: { th2: { region: 'fr-par' } },
    vpcs: { v: { region: 'fr-par' } },
    connections: { c: connection, d: connection },
    traffic: Object.keys(top.interlinks).map(interlink => ({
      interlink,
      direction: 'toCloud',
      source,
    })),
    objectives: [LOSS],
    ...top,
    interlinks: Object.fromEntries(
      Object.entries(top.interlinks).map(([id, of]) => [
        id,
        { connection: 'c', bandwidth: '50Mbps', vpc: 'v', ...of },
      ]),
    ),
  })
  if (!checked.ok) throw new Error(checked.faults.map(explain).join('\n'))
  const { scenario, locate } = checked.loaded
  const document = await run(checked.loaded)
  const file = 'scenarios/outages.yaml'
  const input = { scenario, document, locate, file, version: '0.1.0' }
  return {
    ...told(input),
    text: renderSummary(input, WIDE).replaceAll(/\s+/gu, ' '),
    lines: renderSummary(input, WIDE).split('\n'),
  }
}

const at = (ms: number) => `${ms}ms`
const onC = (ms: number, kind: string, over: object = {}) => ({
  at: at(ms),
  connection: 'c',
  segment: fibre,
  kind,
  ...over,
})
const onA = (ms: number, kind: string, over: object = {}) => ({
  at: at(ms),
  interlink: 'a',
  kind,
  ...over,
})

describe('the outage that is blamed', () => {
  test('is the one in which most frames fell, of several of them', async () => {
    const { cause } = await runOf({
      interlinks: { a: {} },
      events: [
        onC(100, 'cut'),
        onC(200, 'repair'),
        onC(300, 'cut'),
        onC(600, 'repair'),
        onA(700, 'lock'),
        onA(800, 'unlock'),
      ],
    })
    expect(cause).toContain('in 2 outages, the worst: cross-connect was cut from 300 ms to 600 ms')
    expect(cause).toContain('For 100 of them: a was locked from 700 ms to 800 ms')
  })

  test('is none in which the frames of a VPC took another InterLink, however long it was', async () => {
    const { cause } = await runOf({
      interlinks: { a: { bgp: { preference: 'high' } }, b: { connection: 'd' } },
      traffic: [{ vpc: 'v', direction: 'toCloud', source }],
      events: [onC(100, 'cut'), onC(600, 'repair'), onC(800, 'blackhole'), onC(850, 'repair')],
    })
    expect(cause).toContain(
      'frames vanished at cross-connect from 800 ms to 850 ms, never detected',
    )
  })

  test('is a return of sessions by its own name, and never as the fault', async () => {
    const { cause } = await runOf({
      interlinks: { a: { bgp: { establish: '50ms' } } },
      events: [onC(100, 'cut'), onC(200, 'repair')],
    })
    expect(cause).toContain('cross-connect was cut from 100 ms to 200 ms')
    expect(cause).toContain('a was in recovery from cross-connect: cut from 200 ms to 250 ms')
  })

  test('may have begun in the warm-up', async () => {
    const { cause, text } = await runOf({
      warmup: '10ms',
      interlinks: { a: {} },
      events: [onC(5, 'cut'), onC(110, 'repair')],
    })
    expect(cause).toContain('was cut from the warm-up to 100 ms')
    expect(text).toContain('warm-up 100 ms at once cross-connect: cut customer a')
  })

  test('is that of a policy by its family', async () => {
    const { cause } = await runOf({
      interlinks: { a: {} },
      events: [onA(0, 'setPolicy', { family: 'ipv4' })],
    })
    expect(cause).toContain('a had no IPv4 policy')
  })
})

describe('what would help', () => {
  const cut = [onC(100, 'cut'), onC(600, 'repair')]

  test('is a second connection, and no second InterLink on the one that is cut', async () => {
    const { next } = await runOf({ interlinks: { a: {}, b: {} }, events: cut })
    expect(next).toBe('attach a second InterLink, on another connection, to v and send to vpc: v')
  })

  test('makes no InterLink more available than its cable is', async () => {
    const { next } = await runOf({ interlinks: { a: {} }, events: cut, objectives: [AVAILABLE] })
    expect(next).toMatch(/ and send to vpc: v, and judge loss instead of availability$/u)
  })

  test('is to name the VPC where it has an InterLink elsewhere', async () => {
    const { next } = await runOf({ interlinks: { a: {}, b: { connection: 'd' } }, events: cut })
    expect(next).toBe('send to vpc: v, which has an InterLink on another connection')
  })

  test('is BFD that is quicker than the outage, only where frames can go elsewhere', async () => {
    const silent = [onC(100, 'blackhole'), onC(600, 'repair')]
    const dual = { a: { bgp: { preference: 'high' } }, b: { connection: 'd' } }
    const traffic = [{ vpc: 'v', direction: 'toCloud', source }]
    expect((await runOf({ interlinks: dual, traffic, events: silent })).next).toBe(
      'give interlinks.a.bgp a bfd such as 50ms (holdTime 90 s)',
    )
    expect((await runOf({ interlinks: { a: {} }, events: silent })).next).toContain(
      'attach a second InterLink',
    )
  })

  test('against a lock or a lost session is any other InterLink of the VPC', async () => {
    const events = [onA(100, 'lock')]
    expect((await runOf({ interlinks: { a: {} }, events })).next).toBe(
      'attach a second InterLink to v and send to vpc: v',
    )
    expect((await runOf({ interlinks: { a: {}, b: {} }, events })).next).toBe(
      'send to vpc: v, which has another InterLink',
    )
  })

  test('is never to offer more or less to an InterLink that is down', async () => {
    const events = [onA(100, 'propagationOff')]
    for (const objective of [AVAILABLE, LOSS]) {
      const { next } = await runOf({ interlinks: { a: {} }, events, objectives: [objective] })
      expect(next).toBe('loosen the objective')
    }
  })
})

describe('the life of many InterLinks', () => {
  test('is one line of those that fare alike', async () => {
    const interlinks = Object.fromEntries(Array.from({ length: 64 }, (_, i) => [`l${i}`, {}]))
    const { text, lines } = await runOf({
      interlinks,
      events: [onC(100, 'cut'), onC(200, 'repair')],
    })
    expect(text).toContain(
      "100 ms 64 InterLinks both sessions down (light lost), all_down: customer's side",
    )
    expect(text).toContain('200 ms 64 InterLinks both sessions up, active')
    expect(text).toContain(
      'up l0, l1 and 62 more carried IPv4 and IPv6 90 % of the time; down 100 ms by the customer',
    )
    const begin = lines.findIndex(line => line.includes('life of connections'))
    expect(lines.indexOf('', begin) - begin).toBe(5)
  })

  test('names up to three, and by how much a segment loses more', async () => {
    const { text } = await runOf({
      interlinks: { a: {}, b: {} },
      events: [onC(100, 'degrade', { loss: '20dB' }), onC(200, 'repair')],
    })
    expect(text).toContain('degrade 20 dB at segment cross-connect, link down')
    expect(text).toContain('a, b both sessions down (light lost)')
  })
})

test('light that comes later is missing from 0 on, and not throughout', async () => {
  const checked = check({
    name: 'bright',
    duration: '100ms',
    organization: { id: 'o', projects: ['p'] },
    pops: { th2: { region: 'fr-par' } },
    vpcs: { v: { region: 'fr-par' } },
    connections: {
      c: {
        pop: 'th2',
        portSpeed: '10Gbps',
        crossConnect: { length: '100m' },
        optics: { customer: { tx: '2dBm' }, provider: { tx: '2dBm' } },
      },
    },
    interlinks: { a: { connection: 'c', bandwidth: '50Mbps', vpc: 'v' } },
    traffic: [{ interlink: 'a', direction: 'toCloud', source }],
    events: [onC(50, 'degrade', { loss: '3dB' }), onC(80, 'repair')],
  })
  if (!checked.ok) throw new Error(checked.faults.map(explain).join('\n'))
  const { scenario, locate } = checked.loaded
  const document = await run(checked.loaded)
  const input = { scenario, document, locate, file: 'bright.yaml', version: '0.1.0' }
  const text = renderSummary(input, WIDE).replaceAll(/\s+/gu, ' ')
  expect(text).toContain(' 0 c no link, too much light: the customer must act')
  expect(text).toContain('no link is detected on c before 50 ms: light to customer')
})
