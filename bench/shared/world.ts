/** Scenarios by their size: the text of a file, and how long so many packets take. */

export interface World {
  readonly name: string
  readonly connections: number
  /** On each connection. */
  readonly interlinks: number
  readonly portGbps: number
  /** Of each InterLink, kbit/s. */
  readonly bandwidthKbps: number
  /** Offered, of the bandwidth. */
  readonly load: number
  readonly frame: Frame
  readonly direction: 'toCustomer' | 'toCloud'
  readonly enforce: 'shape' | 'police'
  /** What the bandwidth and its load count: frames with their VLAN tag, or all that they take of the wire. */
  readonly countAs: 'l1' | 'l2'
  /** Of the series; `null`: as many as by default. */
  readonly intervals: number | null
}

/** A frame or a mix of them, as a scenario names it. */
export type Frame = '64B' | '1000B' | 'imix' | '9018B'

/** Bytes from destination address to FCS, on average. */
const FRAME_BYTES: Readonly<Record<Frame, number>> = {
  '64B': 64,
  '1000B': 1000,
  imix: (7 * 64 + 4 * 594 + 1518) / 12,
  '9018B': 9018,
}

/** VLAN tag, preamble and gap. */
const WIRE_BYTES = 24

/** W2, from which others differ in what they say. */
export const W2_WORLD: World = {
  name: 'w2',
  connections: 1,
  interlinks: 64,
  portGbps: 100,
  bandwidthKbps: 1_500_000,
  load: 0.95,
  frame: '1000B',
  direction: 'toCustomer',
  enforce: 'shape',
  countAs: 'l2',
  intervals: null,
}

export const W1_WORLD: World = {
  ...W2_WORLD,
  name: 'w1',
  interlinks: 8,
  portGbps: 10,
  bandwidthKbps: 1_000_000,
}

/** The allocation of W2 in equal parts, however many. */
export const parted = (interlinks: number): World => ({
  ...W2_WORLD,
  name: `parted-${interlinks}`,
  interlinks,
  bandwidthKbps: Math.floor((W2_WORLD.interlinks * W2_WORLD.bandwidthKbps) / interlinks),
})

/** Frame bits per second that each source sends. */
const rateOf = ({ bandwidthKbps, load, countAs, frame }: World): number => {
  const bytes = FRAME_BYTES[frame]
  const share = countAs === 'l1' ? bytes / (bytes + WIRE_BYTES) : 1
  return Math.round(bandwidthKbps * 1000 * load * share)
}

/** Simulated time in which about so many packets are offered, ps. */
export const durationFor = (world: World, packets: number): number => {
  const frames = rateOf(world) / (8 * FRAME_BYTES[world.frame])
  return Math.round((packets / (frames * world.interlinks * world.connections)) * 1e12)
}

/** @param duration  ps */
export const scenarioText = (world: World, duration: number): string => {
  const { connections, interlinks, portGbps, bandwidthKbps, frame, direction, enforce } = world
  const ids = Array.from({ length: connections }, (_, i) => `c${i + 1}`)
  const links = ids.flatMap(connection =>
    Array.from({ length: interlinks }, (_, i) => ({ connection, id: `${connection}-${i + 1}` })),
  )
  const jumbo = frame === '9018B' ? ', mtu: 9000' : ''
  const limits = `burst: 64KiB, queue: 1MiB, countAs: ${world.countAs}${jumbo}`
  const rule = `enforce: { ${direction}: ${enforce} }`
  return [
    `name: ${world.name}`,
    `duration: ${duration}ps`,
    ...(world.intervals === null
      ? []
      : [`series: { interval: ${Math.ceil(duration / world.intervals)}ps }`]),
    'organization: { id: acme, projects: [network] }',
    'pops: { th2: { region: fr-par } }',
    'vpcs: { vpc: { region: fr-par } }',
    'connections:',
    ...ids.map(
      id =>
        `  ${id}: { pop: th2, portSpeed: ${portGbps}Gbps, crossConnect: { propagation: 50us } }`,
    ),
    'interlinks:',
    ...links.map(
      ({ id, connection }) =>
        `  ${id}: { connection: ${connection}, bandwidth: ${bandwidthKbps}kbps, ${limits}, ${rule}, vpc: vpc }`,
    ),
    'traffic:',
    ...links.map(
      ({ id }) =>
        `  - { interlink: ${id}, direction: ${direction}, source: { kind: poisson, rate: ${rateOf(world)}bps, frame: ${frame} } }`,
    ),
    '',
  ].join('\n')
}
