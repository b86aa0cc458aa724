/** A scenario in words, whole and with one of its connections left out by hand. */
import { type LoadResult, type Loaded, check, explain } from '../../../../src/index.ts'

const HEAD = `name: three
seed: 11
duration: 20ms
warmup: 2ms
organization: { id: acme, projects: [network] }
pops:
  th2: { region: fr-par }
  dc3: { region: fr-par }
vpcs:
  erp: { region: fr-par }
  web: { region: fr-par }
`

const CONNECTIONS = {
  a: '  a: { pop: th2, portSpeed: 1Gbps, crossConnect: { length: 120m } }\n',
  b: '  b: { pop: dc3, portSpeed: 1Gbps, crossConnect: { length: 300m } }\n',
  c: '  c: { pop: dc3, portSpeed: 1Gbps, crossConnect: { length: 50m } }\n',
}
/** A connection of the scenario. */
export type Id = keyof typeof CONNECTIONS
/** All of them, in the order of the file. */
export const IDS = ['a', 'b', 'c'] as const

const INTERLINKS: Readonly<Record<Id, string>> = {
  a: `  erp-a: { connection: a, vlan: 11, bandwidth: 500Mbps, burst: 16KiB, vpc: erp, bgp: { preference: high } }
  web-a: { connection: a, vlan: 12, bandwidth: 300Mbps, burst: 16KiB, vpc: web, bgp: { preference: high } }
`,
  b: `  erp-b: { connection: b, vlan: 11, bandwidth: 200Mbps, burst: 16KiB, vpc: erp, bgp: { preference: low } }
`,
  c: `  web-c: { connection: c, vlan: 12, bandwidth: 250Mbps, burst: 16KiB, vpc: web, bgp: { preference: low } }
`,
}

const source = (rate: string): string => `source: { kind: poisson, rate: ${rate}, frame: imix }`

/** What is offered; traffic of an InterLink that is left out is its VPC's. */
const trafficWithout = (absent: Id | null): string =>
  [
    [null, 'vpc: erp', 'vpc: erp', 'toCloud', '180Mbps'],
    ['a', 'interlink: web-a', 'vpc: web', 'toCustomer', '150Mbps'],
    ['c', 'interlink: web-c', 'vpc: web', 'toCustomer', '90Mbps'],
    ['b', 'interlink: erp-b', 'vpc: erp', 'toCloud', '60Mbps'],
  ]
    .map(
      ([on, whole, instead, direction, rate]) =>
        `  - { ${on === absent && on !== null ? instead! : whole!}, direction: ${direction!}, ${source(rate!)} }\n`,
    )
    .join('')

/** Judged on all flows, on InterLinks by name, and on ports. */
const OBJECTIVES: readonly (readonly [on: Id | null, text: string])[] = [
  [null, "{ interlink: '*', metric: loss, below: 2% }"],
  ['a', '{ interlink: web-a, metric: delay.p99, below: 1ms }'],
  ['c', '{ interlink: web-c, metric: loss, below: 2% }'],
  ['c', '{ interlink: web-c, metric: throughput, above: 70Mbps }'],
  ['b', '{ connection: b, direction: toCloud, metric: utilisation, below: 15% }'],
]

/** The scenario; one of its connections, and whatever names what is on it, is left out. */
export const textWithout = (absent: Id | null, duration = '20ms'): string => {
  const kept = IDS.filter(id => id !== absent)
  return [
    HEAD.replace('20ms', duration),
    'connections:\n',
    ...kept.map(id => CONNECTIONS[id]),
    'interlinks:\n',
    ...kept.map(id => INTERLINKS[id]),
    'traffic:\n',
    trafficWithout(absent),
    'objectives:\n',
    ...OBJECTIVES.filter(([on]) => on === null || on !== absent).map(([, text]) => `  - ${text}\n`),
  ].join('')
}

/** What was read and is sound. */
export const loadedFrom = (text: string): Loaded => {
  const result: LoadResult = check(text)
  if (!result.ok) throw new Error(result.faults.map(explain).join('\n'))
  return result.loaded
}
