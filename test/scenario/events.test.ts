/** Events, random faults, sessions and traffic of a VPC, from the file to the values of the model. */
import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../src/model/scenario.ts'
import { formatFault, parseScenario } from '../../src/scenario/load.ts'
import { edited } from './text.ts'

/** The scenario with a list added, which is accepted. */
const scenarioOf = (list: string, ...edits: (readonly [string, string])[]): Scenario => {
  const result = parseScenario(`${edited(...edits)}${list}`)
  if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'))
  return result.loaded.scenario
}

const told = (list: string): string[] => {
  const result = parseScenario(`${edited()}${list}`)
  const { faults, warnings } = result.ok ? { faults: [], ...result.loaded } : result
  return [...faults, ...warnings].map(({ path, message }) => `${path}: ${message}`)
}

const SEGMENTS =
  '{ segments: [{ id: 7, kind: connector }, { id: mmr, kind: fibre, length: 120m }] }'

describe('events', () => {
  test('are what the file says, in base units and in the order of time', () => {
    const { events } = scenarioOf(
      `events:
  - { at: 900ms, connection: paris-1, segment: mmr, kind: repair }
  - { at: 200ms, connection: paris-1, segment: mmr, kind: cut }
  - { at: 200ms, connection: paris-1, segment: 7, kind: degrade, loss: 3.5dB }
  - { at: 250ms, connection: paris-1, segment: mmr, kind: blackhole }
  - { at: 300ms, connection: paris-1, end: provider, kind: portDown }
  - { at: 310ms, connection: paris-1, end: provider, kind: portUp }
  - { at: 320ms, connection: paris-1, end: customer, kind: opticFail }
  - { at: 330ms, connection: paris-1, end: customer, kind: opticReplace }
  - { at: 340ms, connection: paris-1, end: customer, kind: blackhole }
  - { at: 350ms, connection: paris-1, end: customer, kind: repair }
`,
      ['{ length: 120m }', SEGMENTS],
    )
    const segment = (at: number, id: string, change: object) => ({
      at,
      connection: 'paris-1',
      spot: { kind: 'segment', segment: id },
      change,
    })
    const end = (at: number, whose: string, kind: string) => ({
      at,
      connection: 'paris-1',
      spot: { kind: 'end', end: whose },
      change: { kind },
    })
    expect(events).toEqual([
      segment(2e11, 'mmr', { kind: 'cut' }),
      segment(2e11, '7', { kind: 'degrade', loss: 3_500_000_000 }),
      segment(2.5e11, 'mmr', { kind: 'blackhole' }),
      end(3e11, 'provider', 'portDown'),
      end(3.1e11, 'provider', 'portUp'),
      end(3.2e11, 'customer', 'opticFail'),
      end(3.3e11, 'customer', 'opticReplace'),
      end(3.4e11, 'customer', 'blackhole'),
      end(3.5e11, 'customer', 'repair'),
      segment(9e11, 'mmr', { kind: 'repair' }),
    ])
  })

  test('of an InterLink are one of each family where none is named', () => {
    const { events } = scenarioOf(`events:
  - { at: 100ms, interlink: web, kind: bgpDown }
  - { at: 110ms, interlink: web, kind: bgpUp, family: ipv6 }
  - { at: 120ms, interlink: web, kind: bgpDown, family: ipv6, owner: provider }
  - { at: 130ms, interlink: web, kind: lock }
  - { at: 140ms, interlink: web, kind: unlock }
  - { at: 150ms, interlink: web, kind: propagationOff }
  - { at: 160ms, interlink: web, kind: propagationOn }
  - { at: 170ms, interlink: web, kind: detachVpc }
  - { at: 180ms, interlink: web, kind: attachVpc }
  - { at: 190ms, interlink: web, kind: setPolicy, policy: { in: ['2001:db8::/32'], out: [] } }
  - { at: 200ms, interlink: web, kind: setPolicy, family: ipv4 }
  - { at: 210ms, interlink: web, kind: setPolicy }
`)
    const policy = { in: ['2001:db8::/32'], out: [] }
    expect(events).toEqual(
      [
        { at: 1e11, change: { kind: 'bgpDown', family: 'ipv4', owner: 'customer' } },
        { at: 1e11, change: { kind: 'bgpDown', family: 'ipv6', owner: 'customer' } },
        { at: 1.1e11, change: { kind: 'bgpUp', family: 'ipv6' } },
        { at: 1.2e11, change: { kind: 'bgpDown', family: 'ipv6', owner: 'provider' } },
        { at: 1.3e11, change: { kind: 'lock' } },
        { at: 1.4e11, change: { kind: 'unlock' } },
        { at: 1.5e11, change: { kind: 'propagationOff' } },
        { at: 1.6e11, change: { kind: 'propagationOn' } },
        { at: 1.7e11, change: { kind: 'detachVpc' } },
        { at: 1.8e11, change: { kind: 'attachVpc', vpc: 'vpc-web' } },
        { at: 1.9e11, change: { kind: 'setPolicy', family: 'ipv6', policy } },
        { at: 2e11, change: { kind: 'setPolicy', family: 'ipv4', policy: null } },
        { at: 2.1e11, change: { kind: 'setPolicy', family: 'ipv6', policy: null } },
      ].map(each => ({ ...each, interlink: 'web' })),
    )
  })

  test('of a cable given by its length name the cross-connect', () => {
    const { events, world } = scenarioOf(
      'events:\n  - { at: 1ms, connection: paris-1, segment: cross-connect, kind: cut }\n',
    )
    expect(events).toHaveLength(1)
    expect(world.connections[0]!.lightPath).toBe('assumed')
  })

  test('that degrade a segment speak of light, so that it is reckoned', () => {
    const { world } = scenarioOf(
      'events:\n  - { at: 1ms, connection: paris-1, segment: cross-connect, kind: degrade, loss: 3dB }\n',
    )
    expect(world.connections[0]!.lightPath).toBe('stated')
  })

  test('are told wrong one by one, what follows from a misspelt key not at all', () => {
    expect(
      told(`events:
  - { at: 1ms, connection: paris-1, segmnt: cross-connect, kind: cut }
  - { at: 2ms, connection: paris-1, segment: cross-connect, kind: repair }
`),
    ).toEqual(['events[0].segmnt: unknown key; the nearest known key is segment'])
  })

  test('beyond the end never happen, which --duration alone may cause', () => {
    const list = 'events:\n  - { at: 1.06s, interlink: web, kind: lock }\n'
    expect(told(list)).toEqual([
      'events[0].at: the event is at 1.06 s, the run ends at 1.05 s; it never happens; lower at or lengthen the run',
    ])
    expect(told(list.replace('1.06s', '1.05s'))).toEqual([])
  })
})

describe('random faults', () => {
  test('are what the file says, in milliseconds', () => {
    const { faults } = scenarioOf(`faults:
  - { connection: paris-1, segment: cross-connect, kind: cut, mtbf: 26280h, repair: { median: 6h, p90: 24h } }
  - { connection: paris-1, segment: cross-connect, kind: blackhole, mtbf: 1s, repair: { median: 6h, p90: 6h } }
  - { connection: paris-1, end: provider, kind: portDown, mtbf: 36525000d, repair: 4 h }
  - { connection: paris-1, end: customer, kind: opticFail, mtbf: 10d, repair: 1ms }
  - { connection: paris-1, end: customer, kind: blackhole, mtbf: 10d, repair: 3650d }
`)
    const HOUR = 3_600_000
    const segment = { kind: 'segment', segment: 'cross-connect' }
    const end = (whose: string) => ({ kind: 'end', end: whose })
    const certain = (duration: number) => ({ kind: 'certain', duration })
    const connection = 'paris-1'
    expect(faults).toEqual([
      {
        connection,
        spot: segment,
        kind: 'cut',
        mtbf: 26_280 * HOUR,
        repair: { kind: 'lognormal', median: 6 * HOUR, p90: 24 * HOUR },
      },
      { connection, spot: segment, kind: 'blackhole', mtbf: 1000, repair: certain(6 * HOUR) },
      {
        connection,
        spot: end('provider'),
        kind: 'portDown',
        mtbf: 876_600_000 * HOUR,
        repair: certain(4 * HOUR),
      },
      {
        connection,
        spot: end('customer'),
        kind: 'opticFail',
        mtbf: 240 * HOUR,
        repair: certain(1),
      },
      {
        connection,
        spot: end('customer'),
        kind: 'blackhole',
        mtbf: 240 * HOUR,
        repair: certain(3650 * 24 * HOUR),
      },
    ])
  })
})

describe('sessions', () => {
  const bgpOf = (bgp: string) =>
    scenarioOf('', ['vpc: vpc-web\n', `vpc: vpc-web\n    bgp: ${bgp}\n`]).world.interlinks[0]!.bgp

  test('have the terms that the file gives them, and defaults for the rest', () => {
    expect(bgpOf('{ holdTime: 30s, bfd: 900ms, establish: 2s, preference: high }')).toEqual({
      holdTime: 3e13,
      bfd: 9e11,
      establish: 2e12,
      preference: 'high',
    })
    expect(bgpOf('{}')).toEqual({
      holdTime: 9e13,
      bfd: null,
      establish: 0,
      preference: 'medium',
    })
    expect(bgpOf('{ preference: low }').preference).toBe('low')
  })
})

describe('traffic of a VPC', () => {
  test('names it instead of an InterLink', () => {
    const { traffic } = scenarioOf('', ['- interlink: web\n', '- vpc: vpc-web\n'])
    expect(traffic[0]).toMatchObject({ vpc: 'vpc-web', direction: 'toCustomer' })
    expect(traffic[0]).not.toHaveProperty('interlink')
  })

  test('goes to an InterLink that only an event attaches', () => {
    const { traffic } = scenarioOf(
      'events:\n  - { at: 1ms, interlink: web, kind: attachVpc, vpc: vpc-web }\n',
      ['    vpc: vpc-web\n', ''],
      ['- interlink: web\n', '- vpc: vpc-web\n'],
    )
    expect(traffic).toHaveLength(1)
  })
})
