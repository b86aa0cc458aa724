import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { UNASSIGNED } from '../../src/model/demarcation-info.ts'
import { mediumNamed } from '../../src/model/media.ts'
import {
  type Loaded,
  type LocatedFault,
  formatFault,
  parseScenario,
} from '../../src/scenario/load.ts'
import { ps } from '../../src/units.ts'
import { SCENARIO, edited } from './text.ts'

const accepted = (text: string): Loaded => {
  const result = parseScenario(text)
  if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'))
  return result.loaded
}

const faultsOf = (text: string): readonly LocatedFault[] => {
  const result = parseScenario(text, 'x.yaml')
  return result.ok ? [] : result.faults
}

/** The lines that stand alone, one per fault. */
const told = (text: string): string[] => faultsOf(text).map(formatFault)

describe('a scenario that holds', () => {
  test('has every key where it belongs, in base units', () => {
    const { scenario } = accepted(SCENARIO)
    expect(scenario).toEqual({
      name: 'hybrid-paris',
      seed: 1,
      engine: 'packet',
      start: null,
      duration: 1e12,
      warmup: 5e10,
      seriesInterval: 1e9,
      world: {
        organization: { id: 'acme', projects: ['network', 'web'] },
        pops: [{ id: 'th2', region: 'fr-par', city: 'Paris' }],
        vpcs: [{ id: 'vpc-web', project: 'web', region: 'fr-par' }],
        connections: [
          {
            id: 'paris-1',
            pop: 'th2',
            project: 'network',
            portSpeed: 1e10,
            media: mediumNamed('10GBASE-LR'),
            crossConnect: {
              length: 120_000,
              propagation: 588_000,
              segments: [{ id: 'cross-connect', kind: 'fibre', length: 120_000, loss: 48_000_000 }],
            },
            optics: { customer: { tx: -8_200_000_000 }, provider: { tx: -8_200_000_000 } },
            lightPath: 'assumed',
            queue: 16_777_216,
            availableBandwidths: null,
            provisioning: null,
            loa: UNASSIGNED,
            price: null,
          },
        ],
        interlinks: [
          {
            id: 'web',
            type: 'self-hosted',
            connection: 'paris-1',
            project: 'web',
            region: 'fr-par',
            vlan: 101,
            bandwidth: 2e9,
            burst: 65_536,
            queue: 1_048_576,
            enforce: { toCustomer: 'shape', toCloud: 'police' },
            customerShaper: { rate: 2e9, burst: 65_536, queue: 1_048_576 },
            mtu: 1500,
            countAs: 'l2',
            attachment: { kind: 'attached', vpc: 'vpc-web' },
            configuring: 0,
            routing: {
              ipv4: { in: ['0.0.0.0/0'], out: ['0.0.0.0/0'] },
              ipv6: { in: ['::/0'], out: ['::/0'] },
            },
            propagation: true,
            bgp: { holdTime: 9e13, bfd: null, establish: 0, preference: 'medium' },
          },
        ],
      },
      events: [],
      faults: [],
      traffic: [
        {
          interlink: 'web',
          direction: 'toCustomer',
          family: 'ipv4',
          start: 0,
          stop: null,
          source: { kind: 'poisson', rate: 1.9e9, frame: [{ size: 1000, weight: 1 }] },
        },
      ],
      objectives: [
        {
          subject: { kind: 'interlink', interlink: 'web', metric: 'delay.p99' },
          direction: 'toCustomer',
          side: 'below',
          limit: 0.002,
        },
        {
          subject: { kind: 'interlink', interlink: '*', metric: 'loss' },
          direction: null,
          side: 'below',
          limit: 0.001,
        },
        {
          subject: { kind: 'connection', connection: 'paris-1', metric: 'utilisation' },
          direction: null,
          side: 'below',
          limit: 0.8,
        },
      ],
    })
  })

  test('carries the hash of its bytes', () => {
    const { sha256 } = accepted(SCENARIO)
    expect(sha256).toBe(createHash('sha256').update(SCENARIO).digest('hex'))
  })

  test('locates what stands in the file, and nothing else', () => {
    const { locate } = accepted(SCENARIO)
    expect(locate(['objectives', 0])).toEqual({ line: 37, column: 5 })
    expect(locate(['interlinks', 'web', 'bandwidth'])).toEqual({ line: 24, column: 16 })
    expect(locate(['interlinks', 'web'])).toEqual({ line: 18, column: 3 })
    expect(locate(['interlinks', 'data'])).toBeNull()
    expect(locate(['objectives', 3])).toBeNull()
    expect(locate(['name', 'more'])).toBeNull()
  })

  test('may be JSON', () => {
    const { scenario } = accepted(SCENARIO)
    const json = {
      name: 'json',
      duration: '1s',
      organization: { id: 'acme', projects: ['network', 'web'] },
      pops: { th2: { region: 'fr-par' } },
      connections: { 'paris-1': { pop: 'th2', portSpeed: '10Gbps' } },
      interlinks: { web: { connection: 'paris-1', bandwidth: '2Gbps' } },
      traffic: [],
    }
    for (const indent of [0, 2, '\t']) {
      const parsed = accepted(JSON.stringify(json, null, indent)).scenario
      expect(parsed.world.interlinks[0]!.bandwidth).toBe(scenario.world.interlinks[0]!.bandwidth)
    }
  })

  test('may have CRLF line ends, a byte order mark, comments and --- at its beginning', () => {
    const { scenario } = accepted(SCENARIO)
    for (const text of [
      SCENARIO.replaceAll('\n', '\r\n'),
      `\uFEFF${SCENARIO}`,
      `# Paris\n---\n${SCENARIO}...\n`,
      `%YAML 1.2\n---\n${SCENARIO}`,
      SCENARIO.trimEnd(),
    ]) {
      expect(accepted(text).scenario).toEqual(scenario)
    }
  })

  test('has the same places with CRLF line ends and a byte order mark', () => {
    const crlf = accepted(`\uFEFF${SCENARIO.replaceAll('\n', '\r\n')}`)
    expect(crlf.locate(['objectives', 0])).toEqual({ line: 37, column: 5 })
    expect(crlf.locate(['name'])).toEqual({ line: 1, column: 7 })
  })

  test('reads ids of digits alone as they are written, where they are defined and where named', () => {
    const text = edited(
      ['{ id: acme, projects: [network, web] }', '{ id: 7, projects: [0, web] }'],
      ['project: network', 'project: 0'],
      ['  th2:', '  2:'],
      ['pop: th2', 'pop: 2'],
      ['  vpc-web: {', '  007: {'],
      ['vpc: vpc-web', 'vpc: 007'],
      ['  paris-1:', '  0x1:'],
      ['connection: paris-1', 'connection: 0x1'],
      ['  web:\n', '  12:\n'],
      ['interlink: web\n', 'interlink: 12\n'],
      ['interlink: web,', 'interlink: 12,'],
      ['{ connection: paris-1,', '{ connection: 0x1,'],
    )
    const { scenario } = accepted(text)
    expect(scenario.world.organization).toEqual({ id: '7', projects: ['0', 'web'] })
    expect(scenario.world.interlinks[0]).toMatchObject({
      id: '12',
      connection: '0x1',
      attachment: { vpc: '007' },
    })
    expect(scenario.traffic[0]).toMatchObject({ interlink: '12' })
    expect(told(edited(['interlink: web\n', 'interlink: 13\n']))[0]).toContain(
      'there is no InterLink 13',
    )
    expect(told(edited(['interlink: web\n', 'interlink: 1.5\n']))[0]).toContain('1.5 is a number')
  })

  test('may name its JSON Schema, which is not read', () => {
    const { scenario } = accepted(`$schema: ./none.json\n${SCENARIO}`)
    expect(scenario).toEqual(accepted(SCENARIO).scenario)
    expect(told(edited(['    vlan: 101', '    $schema: x']))[0]).toContain('unknown key')
  })

  test('may give both length and propagation of a cable; the latter wins', () => {
    const text = edited(['length: 120m', 'length: 120m, propagation: 700ns'])
    expect(accepted(text).scenario.world.connections[0]!.crossConnect).toMatchObject({
      length: 120_000,
      propagation: 700_000,
    })
  })

  test('keeps the order of the file, even of ids that look like numbers', () => {
    const text = edited([
      '  web:\n',
      `  zeta: &zeta { connection: paris-1, bandwidth: 1Gbps, vpc: vpc-web }
  2: { connection: paris-1, bandwidth: 1Gbps, vpc: vpc-web }
  10: { connection: paris-1, bandwidth: 1Gbps, vpc: vpc-web }
  1: { connection: paris-1, bandwidth: 1Gbps, vpc: vpc-web }
  web:
`,
    ])
    const ids = accepted(text).scenario.world.interlinks.map(each => each.id)
    expect(ids).toEqual(['zeta', '2', '10', '1', 'web'])
  })

  test('may use aliases and merge keys, which explicit keys override', () => {
    const text = edited([
      '  web:\n',
      `  base: &base { connection: paris-1, bandwidth: &rate 1Gbps, vpc: vpc-web, mtu: 9000 }
  data:
    mtu: 1400
    <<: *base
  more:
    <<: [*base, { countAs: l1 }]
    bandwidth: *rate
  web:
`,
    ])
    const [, data, more] = accepted(text).scenario.world.interlinks
    expect(data).toMatchObject({ bandwidth: 1e9, mtu: 1400 })
    expect(more).toMatchObject({ bandwidth: 1e9, mtu: 9000, countAs: 'l1' })
  })

  test('may write 4,094 InterLinks and their traffic once', () => {
    const ids = Array.from({ length: 4094 }, (_, i) => `site-${i}`)
    const once =
      (anchor: string, text: string): ((i: number) => string) =>
      i =>
        i === 0 ? `&${anchor} ${text}` : `*${anchor}`
    const site = once('site', '{ connection: paris-1, bandwidth: 1Mbps, vpc: vpc-web }')
    const source = once('source', '{ kind: cbr, rate: 1Mbps, frame: 64B }')
    const { scenario } = accepted(
      `name: once
duration: 1ms
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par } }
vpcs: { vpc-web: { region: fr-par } }
connections: { paris-1: { pop: th2, portSpeed: 10Gbps } }
interlinks:
${ids.map((id, i) => `  ${id}: ${site(i)}\n`).join('')}traffic:
${ids.map((id, i) => `  - { interlink: ${id}, direction: toCloud, source: ${source(i)} }\n`).join('')}`,
    )
    expect(scenario.world.interlinks).toHaveLength(4094)
    expect(scenario.traffic.at(-1)!.source).toEqual(scenario.traffic[0]!.source)
  })

  test('reads numbers as YAML 1.2 does, and on and off as keys', () => {
    const text = edited(
      ['vlan: 101', 'vlan: 0x10'],
      ['mtu: 1500', 'mtu: 1.5e3'],
      ['seed: 1', 'seed: 0o17'],
      [
        '{ kind: poisson, rate: 1.9Gbps, frame: 1000B }',
        '{ kind: onoff, peak: 1Gbps, on: 1ms, off: 1ms, frame: imix }',
      ],
    )
    const { scenario } = accepted(text)
    expect(scenario.world.interlinks[0]).toMatchObject({ vlan: 16, mtu: 1500 })
    expect(scenario.seed).toBe(15)
  })

  test('has the instant of the calendar at which it starts, in UTC', () => {
    const startOf = (start: string) =>
      accepted(edited(['seed: 1', `start: ${start}`])).scenario.start
    expect(startOf('2026-03-02T08:00:00Z')).toEqual({ seconds: 1_772_438_400, picos: 0 })
    expect(startOf("'2026-03-02T10:00:00.5+02:00'")).toEqual({
      seconds: 1_772_438_400,
      picos: 500_000_000_000,
    })
    expect(startOf('1970-01-01')).toEqual({ seconds: 0, picos: 0 })
    expect(startOf('2099-12-31T23:59:59Z')).toEqual({ seconds: 4_102_444_799, picos: 0 })
  })

  test.each([
    ['8h', '8h is no instant of the calendar; write one such as 2026-03-02T08:00:00Z'],
    [
      '2026-02-29',
      '2026-02-29 names a day that no calendar has; write one such as 2026-03-02T08:00:00Z',
    ],
    [
      '2026-03-02T25:00:00Z',
      '2026-03-02T25:00:00Z names a time that no day has; hours go to 23, minutes and seconds to 59; write one such as 2026-03-02T08:00:00Z',
    ],
    ['1969-12-31', '1969-12-31 is too far off; years go from 1970 to 2099'],
    ['2100-01-01', '2100-01-01 is too far off; years go from 1970 to 2099'],
  ])('starts at an instant that a capture can have: %s', (start, words) => {
    expect(told(edited(['seed: 1', `start: ${start}`]))).toEqual([`x.yaml:2:8: start: ${words}`])
  })

  test('takes seed and duration from the command line where given', () => {
    const result = parseScenario(SCENARIO, 'x.yaml', { overrides: { seed: 9, duration: ps(2e12) } })
    expect(result).toMatchObject({ ok: true, loaded: { scenario: { seed: 9, duration: 2e12 } } })
    const wrong = parseScenario(SCENARIO, 'x.yaml', { overrides: { seed: -1 } })
    expect(wrong).toMatchObject({ ok: false, faults: [{ line: 2, path: 'seed' }] })
  })
})

test('4,094 InterLinks of one port, with traffic in both directions, are read', () => {
  const interlinks = Array.from(
    { length: 4094 },
    (_, i) => `  link-${i}:
    connection: paris-1
    bandwidth: 24Mbps
    burst: 64KiB
    vlan: ${i + 1}
    vpc: vpc-web
`,
  )
  const traffic = interlinks.flatMap((_, i) =>
    ['toCustomer', 'toCloud'].map(
      direction => `  - interlink: link-${i}
    direction: ${direction}
    source:
      kind: poisson
      rate: 10Mbps
      frame: imix
`,
    ),
  )
  const text = `name: full
duration: 1s
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par } }
vpcs: { vpc-web: { region: fr-par } }
connections: { paris-1: { pop: th2, portSpeed: 100Gbps } }
interlinks:
${interlinks.join('')}traffic:
${traffic.join('')}`
  expect(text.length).toBeGreaterThan(1.2e6)
  const before = process.cpuUsage().user
  const { scenario } = accepted(text)
  // Generous: about 1.5 s were measured.
  expect((process.cpuUsage().user - before) / 1e6).toBeLessThan(15)
  expect(scenario.world.interlinks).toHaveLength(4094)
  expect(scenario.traffic).toHaveLength(8188)
}, 60_000)

describe('faults', () => {
  test('are those of the drawing, word for word', () => {
    const text = `name: hybrid-paris
duration: 1s
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par } }
connections:
  paris-1:
    pop: th2
    portSpeed: 10Gbps
interlinks:
  web:
    connection: paris-1
    vlanId: 101
    bandwidth: 2Gbps
  data:
    connection: paris-1
    bandwidth: 9Gbps
    burst: 5000000
  voice: { connection: paris-1, bandwidth: 500Mbps }
traffic: []
`
    expect(faultsOf(text)).toEqual([
      {
        file: 'x.yaml',
        line: 12,
        column: 5,
        length: 6,
        path: 'interlinks.web.vlanId',
        message: 'unknown key; the nearest known key is vlan',
        fix: 'vlan: 101',
      },
      {
        file: 'x.yaml',
        line: 16,
        column: 16,
        length: 5,
        path: 'interlinks.data.bandwidth',
        message: '9Gbps asked, 7.5 Gbps free on paris-1; lower it',
        fix: '7.5Gbps, or a second connection',
        related: {
          line: 8,
          column: 16,
          length: 6,
          note: 'InterLinks web and voice hold 2.5 Gbps of it',
        },
      },
      {
        file: 'x.yaml',
        line: 17,
        column: 12,
        length: 7,
        path: 'interlinks.data.burst',
        message: '5000000 has no unit; a size such as 5MB is needed',
        fix: '5MB',
      },
    ])
  })

  test('come in the order of the file, shape and rules together', () => {
    const text = edited(
      ['portSpeed: 10Gbps', 'portSpeed: 40Gbps'],
      ['mtu: 1500', 'mtu: 20'],
      ['seed: 1', 'sed: 1'],
      ['below: 2ms', 'below: 2'],
      ['rate: 1.9Gbps', 'rate: 1.9'],
    )
    expect(faultsOf(text).map(each => each.path)).toEqual([
      'sed',
      'connections.paris-1.portSpeed',
      'interlinks.web.mtu',
      'traffic[0].source.rate',
      'objectives[0].below',
    ])
  })

  test('of entries behind a broken one keep their index and place', () => {
    const text = edited([
      'objectives:\n',
      'objectives:\n  - { interlink: web }\n  - { interlink: web, metric: lost, below: 1% }\n',
    ])
    expect(told(text)).toEqual([
      'x.yaml:37:5: objectives[0].metric: the key is missing; add one such as metric: delay.p99',
      'x.yaml:37:5: objectives[0]: the objective has neither below nor above; name exactly one',
      'x.yaml:38:31: objectives[1].metric: lost is no metric of an InterLink; the nearest known one is loss',
    ])
  })

  test('that others follow from are told alone', () => {
    // The connection is dropped; that web names it, and that objectives name it, is no fault.
    const port = told(edited(['portSpeed: 10Gbps', 'portSpeed: fast']))
    expect(port).toHaveLength(1)
    expect(port[0]).toContain('connections.paris-1.portSpeed: fast is no rate')
    // The mtu is unknown, so whether the burst suffices is too.
    const mtu = told(edited(['mtu: 1500', 'mtu: big'], ['burst: 64KiB\n', 'burst: 1500B\n']))
    expect(mtu).toHaveLength(1)
    const projects = told(edited(['projects: [network, web]', 'projects: web']))
    expect(projects).toHaveLength(1)
    const organization = told(edited(['organization: {', 'organisation: {']))
    expect(organization).toEqual([
      'x.yaml:5:1: organisation: unknown key; the nearest known key is organization',
    ])
  })

  test('of time say the limit as people know it', () => {
    const limit = '2^53 ps (2 h 30 min)'
    const remedy = 'shorten the run, or let rates stand for frames: engine: fluid'
    expect(told(edited(['duration: 1s', 'duration: 9007.2s']))).toEqual([
      `x.yaml:3:11: duration: 50 ms of warm-up and 9007.2 s are above the limit of ${limit}; ${remedy}`,
    ])
    expect(told(edited(['duration: 1s', 'duration: 9007199254740992ps']))).toEqual([
      `x.yaml:3:11: duration: 50 ms of warm-up and ${limit} are above the limit of ${limit}; ${remedy}`,
    ])
    expect(told(edited(['duration: 1s', 'duration: 36525d\nengine: fluid']))[0]).toBe(
      'x.yaml:3:11: duration: 50 ms of warm-up and 36525 d are above the limit of 36525 d; shorten the run',
    )
    expect(told(edited(['duration: 1s', 'duration: 36526d\nengine: fluid']))).toEqual([
      'x.yaml:3:11: duration: 36526d is above the limit of 36,525 d (a hundred years); lower it',
    ])
  })

  test('never propose an id that is none', () => {
    const lines = told(edited(['projects: [network, web]', 'projects: ["w eb", network]']))
    expect(lines.join('\n')).toContain('no Project web; the nearest known Project is network')
  })

  test('of an unknown key and of the missing one it was meant to be are one', () => {
    expect(told(edited(['    bandwidth: 2Gbps', '    bandwith: 2Gbps']))).toEqual([
      'x.yaml:24:5: interlinks.web.bandwith: unknown key; the nearest known key is bandwidth',
    ])
  })

  test('name both places of a key given twice', () => {
    const [fault] = faultsOf(edited(['    mtu: 1500', '    mtu: 1500\n    mtu: 9000']))
    expect(fault).toMatchObject({
      line: 30,
      column: 5,
      path: 'interlinks.web.mtu',
      related: { line: 29, column: 5 },
    })
  })

  test('are at most a hundred, and how many more is said at the end', () => {
    const text = `${SCENARIO}${Array.from({ length: 150 }, (_, i) => `key${i}: 1\n`).join('')}`
    const result = parseScenario(text)
    if (result.ok) throw new Error('accepted')
    expect(result.faultCount).toBe(150)
    expect(result.faults).toHaveLength(101)
    expect(result.faults[100]!.message).toBe(
      '50 more faults from here on; correct those above first',
    )
  })

  test('never hold what acts on a terminal', () => {
    const text = edited(['vpc: vpc-web', 'vpc: "\\e[31mred\\u202e\\n\\x07"'])
    const [line] = told(text)
    expect(line).not.toMatch(/\p{Cc}|\p{Cf}/u)
    expect(line).toContain('\\u{1B}[31mred\\u{202E}\\u{A}\\u{7}')
  })

  test('of __proto__ are unknown keys, and nothing is polluted', () => {
    const text = edited(['    mtu: 1500', '    mtu: 1500\n    __proto__: { polluted: true }'])
    expect(told(text)).toHaveLength(1)
    expect(told(text)[0]).toContain('interlinks.web.__proto__: unknown key')
    expect(told(edited(['  th2: {', '  __proto__: { region: fr-par }\n  th2: {']))[0]).toContain(
      'pops.__proto__: the id is reserved',
    )
    expect(told(`${SCENARIO}__proto__: { name: evil }\n`)[0]).toContain('__proto__: unknown key')
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('of ids that JavaScript knows are none', () => {
    const text = edited(
      ['  web:\n', '  constructor:\n'],
      ['interlink: web\n', 'interlink: constructor\n'],
    )
    expect(
      accepted(text.replace('interlink: web,', 'interlink: constructor,')).scenario.world
        .interlinks[0]!.id,
    ).toBe('constructor')
  })

  test.each([
    ['vlan: 101', 'vlan: .inf', 'x.yaml:23:11: interlinks.web.vlan: .inf is not finite'],
    ['vlan: 101', 'vlan: .nan', 'x.yaml:23:11: interlinks.web.vlan: .nan is not finite'],
    ['vlan: 101', 'vlan: 99999999999999999999', '99999999999999999999 is above the limit of 4094'],
    ['vlan: 101', 'vlan: yes', 'interlinks.web.vlan: yes is no number'],
    ['vlan: 101', 'vlan: true', 'interlinks.web.vlan: true is no number'],
    ['vlan: 101', 'vlan: 2026-01-01', 'interlinks.web.vlan: 2026-01-01 is a text'],
    ['vlan: 101', 'vlan:', 'x.yaml:23:5: interlinks.web.vlan: the value is missing'],
    ['vlan: 101', 'vlan: ~', 'x.yaml:23:11: interlinks.web.vlan: the value is missing'],
    ['name: hybrid-paris', 'name: 1e3', 'x.yaml:1:7: name: 1e3 is a number'],
    ['name: hybrid-paris', 'name: off', ''],
    ['name: hybrid-paris', 'name: |\n  two\n  lines', ''],
    ['burst: 64KiB\n', 'burst: 1e3\n', 'interlinks.web.burst: 1e3 has no unit'],
    ['burst: 64KiB\n', 'burst: -5\n', 'interlinks.web.burst: -5 is no size'],
    ['burst: 64KiB\n', 'burst: "5  MB"\n', 'has more than one space'],
  ])('YAML reads %s as %s: %s', (from, to, expected) => {
    const lines = told(edited([from, to]))
    if (expected === '') expect(lines).toEqual([])
    else {
      expect(lines).toHaveLength(1)
      expect(lines[0]).toContain(expected)
    }
  })

  test('stand at the fault even where a file name is none of ours', () => {
    const result = parseScenario('name: [', 'a\nb\u001b.yaml')
    expect(result.ok ? [] : result.faults.map(formatFault).join('')).not.toMatch(/\p{Cc}/u)
  })
})

test('a small scenario is read in a few milliseconds', () => {
  parseScenario(SCENARIO)
  const before = process.cpuUsage().user
  for (let count = 0; count < 20; count += 1) parseScenario(SCENARIO)
  // Generous by far: about 3 ms each were measured.
  expect((process.cpuUsage().user - before) / 20_000).toBeLessThan(50)
})
