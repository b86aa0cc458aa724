/** Worlds in which everything fits: they are drawn as wishes, which are granted as far as there is room. */
import fc from 'fast-check'
import {
  BANDWIDTH_STEP,
  BURST_MAX,
  PORT_SPEEDS,
  VLAN_MAX,
  burstFilled,
  largestCounted,
} from '../../model/defaults.ts'
import type { Family } from '../../model/demand.ts'
import type { Layer } from '../../model/frame.ts'
import { REGIONS, type Enforcement } from '../../model/world.ts'
import { formatQuantity } from '../../quantity.ts'
import { bitsPerSecond, bytes } from '../../units.ts'
import { list } from './list.ts'
import type { ConnectionFile, InterlinkFile, WorldFile } from './file.ts'
import {
  type Range,
  checkChoices,
  checkRange,
  optionally,
  pick,
  present,
  roundly,
  seldom,
} from './range.ts'

/** Which worlds are drawn. */
export interface WorldOptions {
  /** How many connections; default 1 … 2. */
  readonly connections?: Range
  /** How many InterLinks on all of them together; default 1 … 4. At most 4094. */
  readonly interlinks?: Range
  /** Speeds of ports, bit/s: of 1e9, 1e10 and 1e11; default all. The first is what others shrink to. */
  readonly portSpeeds?: readonly number[]
  /** What limiters do, either direction; default both. */
  readonly enforce?: readonly Enforcement[]
  /** What bandwidths count; default all. */
  readonly layers?: readonly Layer[]
  /**
   * Whether there are InterLinks that carry nothing, or one family alone, or come up late; default true.
   */
  readonly idle?: boolean
}

/** Networks for policies of both families. */
export const POLICIES = {
  ipv4: { in: ['10.0.0.0/8'], out: ['172.16.0.0/22'] },
  ipv6: { in: ['2001:db8:1::/48'], out: ['2001:db8:2::/48'] },
} as const

const MBPS = 1_000_000
/** The least bandwidth that is drawn, bit/s. */
const LEAST = MBPS

interface ConnectionDraw {
  readonly speed: number
  readonly region: number
  readonly project: number | undefined
  /** Metres. */
  readonly length: number | undefined
  readonly isSegmented: boolean
  readonly queue: number | undefined
}

const connectionDraw = (speeds: readonly number[]): fc.Arbitrary<ConnectionDraw> =>
  fc.record({
    speed: fc.constantFrom(...speeds),
    region: fc.nat(REGIONS.length - 1),
    project: optionally(fc.nat(2)),
    length: roundly([undefined, 120, 10, 2000], fc.integer({ min: 1, max: 5000 })),
    isSegmented: fc.boolean(),
    queue: optionally(roundly([1_048_576, 65_536, 1518, 0], fc.nat(1_000_000))),
  })

/** What a bucket and its queue hold, in largest frames and bytes. */
interface LimiterDraw {
  readonly burst: { readonly frames: number; readonly bytes: number } | undefined
  readonly queue: number | undefined
}

const limiterDraw: fc.Arbitrary<LimiterDraw> = fc.record({
  burst: optionally(
    fc.record({ frames: fc.constantFrom(10, 1, 2, 100), bytes: fc.constantFrom(0, 1, 64) }),
  ),
  queue: optionally(roundly([100_000, 0, 1518, 3036], fc.nat(200_000))),
})

interface InterlinkDraw {
  readonly on: number
  readonly project: number | undefined
  /** Bit/s, as far as the port has them; infinitely many: all that is left. */
  readonly bandwidth: number
  readonly vlan: number | undefined
  readonly limiter: LimiterDraw
  readonly toCustomer: Enforcement | undefined
  readonly toCloud: Enforcement | undefined
  readonly customer: { readonly percent: number; readonly limiter: LimiterDraw } | undefined
  readonly mtu: number | undefined
  readonly layer: Layer | undefined
  readonly vpc: number
  readonly isDetached: true | undefined
  readonly routes: Family | undefined
  readonly configuring: number | undefined
  readonly preference: 'low' | 'medium' | 'high' | undefined
  readonly bfd: number | undefined
  readonly establish: number | undefined
}

const interlinkDraw = (options: WorldOptions): fc.Arbitrary<InterlinkDraw> => {
  const { enforce = ['shape', 'police'], layers = ['l2', 'l1', 'l3'], idle = true } = options
  const late = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    idle ? seldom(arbitrary, 10) : fc.constant(undefined)
  return fc.record({
    on: fc.nat(1023),
    project: optionally(fc.nat(2)),
    bandwidth: roundly(
      [100 * MBPS, 1000 * MBPS, 10 * MBPS, MBPS, 500 * MBPS, 5000 * MBPS, Infinity],
      fc.integer({ min: 1000, max: 100_000_000 }).map(kbps => kbps * 1000),
    ),
    vlan: optionally(fc.nat(VLAN_MAX - 1)),
    limiter: limiterDraw,
    toCustomer: optionally(fc.constantFrom(...enforce)),
    toCloud: optionally(fc.constantFrom(...enforce)),
    customer: seldom(fc.record({ percent: fc.constantFrom(100, 50, 200), limiter: limiterDraw })),
    mtu: optionally(fc.constantFrom(1500, 9000, 576, 9198, 46)),
    layer: fc.constantFrom(undefined, ...layers),
    vpc: fc.nat(1),
    isDetached: late(fc.constant(true as const)),
    routes: late(fc.constantFrom('ipv4' as const, 'ipv6' as const)),
    configuring: late(fc.constantFrom(1, 1_000, 1_000_000, 1_000_000_000)),
    preference: optionally(fc.constantFrom('medium' as const, 'low' as const, 'high' as const)),
    bfd: optionally(fc.constantFrom(1_000_000, 1_000, 1_000_000_000)),
    establish: optionally(fc.constantFrom(1_000_000, 1, 1_000_000_000)),
  })
}

/** A world before what fits is known. */
export interface WorldDraw {
  readonly projects: number
  readonly connections: readonly ConnectionDraw[]
  readonly interlinks: readonly InterlinkDraw[]
  readonly allLayers: readonly Layer[] | undefined
  readonly allEnforce: readonly Enforcement[] | undefined
}

/** @throws RangeError where an option leaves its bounds */
export const worldDraws = (options: WorldOptions): fc.Arbitrary<WorldDraw> => {
  const {
    connections = { min: 1, max: 2 },
    interlinks = { min: 1, max: 4 },
    portSpeeds = [1e9, 1e10, 1e11],
    layers,
    enforce,
  } = options
  checkRange('connections', connections, 1, 100)
  checkRange('interlinks', interlinks, 0, VLAN_MAX)
  checkChoices('portSpeeds', portSpeeds)
  checkChoices('layers', layers ?? ['l2'])
  checkChoices('enforce', enforce ?? ['shape'])
  for (const speed of portSpeeds) {
    if (PORT_SPEEDS.some(each => each === speed)) continue
    throw new RangeError(
      `portSpeeds: no port has ${speed} bit/s; ${PORT_SPEEDS.join(', ')} are known`,
    )
  }
  // As many InterLinks as there may be have their least bandwidth on the slowest port.
  if (interlinks.max * LEAST > Math.min(...portSpeeds)) {
    checkRange('interlinks', interlinks, 0, Math.min(...portSpeeds) / LEAST)
  }
  return fc.record({
    projects: fc.integer({ min: 1, max: 3 }),
    connections: list(connectionDraw(portSpeeds), connections),
    interlinks: list(interlinkDraw(options), interlinks),
    allLayers: fc.constant(layers),
    allEnforce: fc.constant(enforce),
  })
}

const size = (value: number): string => formatQuantity(value, 'size')
const time = (value: number): string => formatQuantity(value, 'duration')

const connectionOf = (drawn: ConnectionDraw, projects: readonly string[]): ConnectionFile => {
  const { length, isSegmented } = drawn
  const metres = length === undefined ? undefined : formatQuantity(length * 1000, 'length')
  const crossConnect =
    metres === undefined
      ? undefined
      : isSegmented
        ? {
            segments: [
              { id: 'panel', kind: 'connector' as const },
              { id: 'mmr', kind: 'fibre' as const, length: metres },
            ],
          }
        : { length: metres }
  return present({
    pop: `pop-${REGIONS[drawn.region]!}`,
    project: drawn.project === undefined ? undefined : pick(projects, drawn.project),
    portSpeed: formatQuantity(drawn.speed, 'rate'),
    crossConnect,
    queue: drawn.queue === undefined ? undefined : size(drawn.queue),
  })
}

const limiterOf = (
  { burst, queue }: LimiterDraw,
  rate: number,
  mtu: number,
  layer: Layer,
): { burst?: string; queue?: string } => {
  const largest = largestCounted(bytes(mtu), layer)
  const most = Math.min(BURST_MAX, burstFilled(bitsPerSecond(rate)))
  return present({
    burst:
      burst === undefined ? undefined : size(Math.min(most, largest * burst.frames + burst.bytes)),
    queue: queue === undefined ? undefined : size(queue),
  })
}

const interlinkOf = (
  drawn: InterlinkDraw,
  bandwidth: number,
  place: {
    readonly connection: string
    readonly region: string
    readonly vlan: number | undefined
  },
  world: { readonly projects: readonly string[]; readonly draw: WorldDraw },
): InterlinkFile => {
  const { allLayers, allEnforce } = world.draw
  // A default that is not among the choices is not left to be one.
  const layer = drawn.layer ?? (allLayers?.includes('l2') === false ? allLayers[0]! : undefined)
  const enforced = (choice: Enforcement | undefined, usual: Enforcement): Enforcement | undefined =>
    choice ?? (allEnforce?.includes(usual) === false ? allEnforce[0]! : undefined)
  const mtu = drawn.mtu ?? 1500
  const toCustomer = enforced(drawn.toCustomer, 'shape')
  const toCloud = enforced(drawn.toCloud, 'police')
  const { customer, routes, bfd, establish, preference } = drawn
  const rate = customer === undefined ? 0 : Math.floor((bandwidth * customer.percent) / 100)
  const bgp = present({
    bfd: bfd === undefined ? undefined : time(bfd),
    establish: establish === undefined ? undefined : time(establish),
    preference,
  })
  return present({
    connection: place.connection,
    project: drawn.project === undefined ? undefined : pick(world.projects, drawn.project),
    vlan: place.vlan,
    bandwidth: formatQuantity(bandwidth, 'rate'),
    ...limiterOf(drawn.limiter, bandwidth, mtu, layer ?? 'l2'),
    enforce:
      toCustomer === undefined && toCloud === undefined
        ? undefined
        : present({ toCustomer, toCloud }),
    customerShaper:
      customer === undefined
        ? undefined
        : {
            rate: formatQuantity(rate, 'rate'),
            ...limiterOf(customer.limiter, rate, mtu, layer ?? 'l2'),
          },
    mtu: drawn.mtu,
    countAs: layer,
    vpc: drawn.isDetached === true ? undefined : `vpc-${place.region}-${drawn.vpc}`,
    configuring: drawn.configuring === undefined ? undefined : time(drawn.configuring),
    routing: routes === undefined ? undefined : { [routes]: POLICIES[routes] },
    bgp: Object.keys(bgp).length === 0 ? undefined : bgp,
  })
}

/** The world that grants the wishes as far as there is room, in the order of the InterLinks. */
export const worldOf = (draw: WorldDraw): WorldFile => {
  const projects = ['network', 'web', 'data'].slice(0, draw.projects)
  const regions = new Set(draw.connections.map(({ region }) => REGIONS[region]!))
  const indexOf = (drawn: InterlinkDraw): number => drawn.on % draw.connections.length
  const free = draw.connections.map(({ speed }) => speed)
  const toCome = draw.connections.map(
    (_, i) => draw.interlinks.filter(each => indexOf(each) === i).length,
  )
  const taken = draw.connections.map(() => new Set<number>())
  const vlanOf = (index: number, wish: number | undefined): number | undefined => {
    if (wish === undefined) return undefined
    let vlan = wish + 1
    while (taken[index]!.has(vlan)) vlan = (vlan % VLAN_MAX) + 1
    taken[index]!.add(vlan)
    return vlan
  }
  return {
    organization: { id: 'acme', projects },
    pops: Object.fromEntries([...regions].map(region => [`pop-${region}`, { region }])),
    vpcs: Object.fromEntries(
      [...regions].flatMap(region => [0, 1].map(i => [`vpc-${region}-${i}`, { region }])),
    ),
    connections: Object.fromEntries(
      draw.connections.map((each, i) => [`c${i}`, connectionOf(each, projects)]),
    ),
    interlinks: Object.fromEntries(
      draw.interlinks.map((each, i) => {
        const index = indexOf(each)
        toCome[index]! -= 1
        const room = free[index]! - toCome[index]! * LEAST
        const bandwidth = Math.min(each.bandwidth, room - (room % BANDWIDTH_STEP))
        free[index]! -= bandwidth
        const region = REGIONS[draw.connections[index]!.region]!
        const place = { connection: `c${index}`, region, vlan: vlanOf(index, each.vlan) }
        return [`l${i}`, interlinkOf(each, bandwidth, place, { projects, draw })]
      }),
    ),
  }
}

/**
 * Worlds that hold every rule: regions agree, the bandwidths on a port sum to its speed at most, VLANs are
 * unique, buckets hold the largest frame. They shrink to one connection and one InterLink of 100 Mbit/s.
 *
 * @throws RangeError where an option leaves its bounds
 */
export const worlds = (options: WorldOptions = {}): fc.Arbitrary<WorldFile> =>
  worldDraws(options).map(worldOf)
