/** Scenarios to be planned, as text. */
import { type Loaded, check, explain } from '../../../../src/index.ts'

/** What may differ. */
interface Parts {
  /** Keys of the connection besides its place, speed and length. */
  readonly connection?: string
  readonly portSpeed?: string
  /** Keys of the InterLink `a` besides its connection. */
  readonly interlink?: string
  /** Further InterLinks, a line each. */
  readonly others?: string
  readonly traffic: readonly string[]
  readonly objectives: readonly string[]
  readonly duration?: string
  readonly warmup?: string
}

/** A scenario of one connection, `port`, with an InterLink `a`. */
export const textOf = ({
  connection = '',
  portSpeed = '1Gbps',
  interlink = 'bandwidth: 100Mbps',
  others = '',
  traffic,
  objectives,
  duration = '20ms',
  warmup = '0s',
}: Parts): string => `
name: planned
duration: ${duration}
warmup: ${warmup}
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par } }
connections:
  port: { pop: th2, portSpeed: ${portSpeed}, crossConnect: { length: 10m }${connection && `, ${connection}`} }
vpcs: { prod: { region: fr-par } }
interlinks:
  a: { connection: port, vpc: prod, ${interlink} }
  ${others}
traffic:
${traffic.map(each => `  - { ${each} }`).join('\n')}
objectives: [${objectives.map(each => `{ ${each} }`).join(', ')}]
`

/** The scenario, checked. */
export const loadedOf = (parts: Parts): Loaded => {
  const result = check(textOf(parts))
  if (!result.ok) throw new Error(result.faults.map(explain).join('\n'))
  return result.loaded
}
