/** What holds where a scenario says nothing, and how much of each thing there may be. */
import {
  type BitsPerSecond,
  type Bytes,
  type Millimetres,
  type Ps,
  FLUID_HORIZON,
  HORIZON,
  PS_PER_SECOND,
  bitsPerSecond,
  bytes,
  ceilDiv,
  ps,
} from '../units.ts'
import { type Layer, countedOverhead, largestFrame } from './frame.ts'
import type { Engine } from './scenario.ts'
import type { Enforcement } from './world.ts'

/** The port speeds of the product. */
export const PORT_SPEEDS: readonly BitsPerSecond[] = [1e9, 1e10, 1e11].map(bitsPerSecond)
/** Bandwidths are multiples of it. */
export const BANDWIDTH_STEP: BitsPerSecond = bitsPerSecond(1_000)
/** A bandwidth's own limit is the port; this only keeps the sum exact. */
export const BANDWIDTH_MAX: BitsPerSecond = bitsPerSecond(Number.MAX_SAFE_INTEGER)
/** The product's own unit of bandwidth. */
export const PRODUCT_STEP: BitsPerSecond = bitsPerSecond(1_000_000)
/** The slowest and the fastest that a customer's shaper may be. */
export const SHAPER_RATE_MIN: BitsPerSecond = bitsPerSecond(1_000)
export const SHAPER_RATE_MAX: BitsPerSecond = bitsPerSecond(1_000_000_000_000)
/** The fastest that a source may be. */
export const SOURCE_RATE_MAX: BitsPerSecond = bitsPerSecond(10_000_000_000_000)

/** The smallest and the largest VLAN id (IEEE 802.1Q-2022, 9.6: 0 and 4095 are reserved). */
export const VLAN_MIN = 1
export const VLAN_MAX = 4094
/** The smallest and the largest AS number of a peer (API: 16 bits; RFC 7300 reserves 65535). */
export const PEER_ASN_MIN = 1
export const PEER_ASN_MAX = 65_534
/** The longest name of a resource, characters (API). */
export const NAME_MAX = 255
/** The smallest IP packet that fills a frame of 64 bytes, and the largest in one of 9216. */
export const MTU_MIN = 46
export const MTU_MAX = 9198
export const MTU_DEFAULT = 1500

/** The deepest token bucket. */
export const BURST_MAX: Bytes = bytes(2 ** 30)
/** The largest queue, of a shaper or a port. */
export const QUEUE_MAX: Bytes = bytes(2 ** 40)
/** Buffer in front of a port's serialiser where a connection names none. */
export const PORT_QUEUE_DEFAULT: Bytes = bytes(16 * 2 ** 20)

export const ENGINE_DEFAULT: Engine = 'packet'
/** The longest that an engine simulates, warm-up included. */
export const horizonOf = (engine: Engine): Ps => (engine === 'fluid' ? FLUID_HORIZON : HORIZON)

export const SEED_MAX: number = 2 ** 32 - 1
export const SEED_DEFAULT = 1
/** The most intervals of a series. */
export const INTERVALS_MAX = 10_000_000
/** Intervals of a series where none is named. */
export const INTERVALS_DEFAULT = 1_000
/** The most entries of a mix of frame sizes. */
export const MIX_MAX = 256
/** The largest Pareto shape; durations of larger ones are as good as constant. */
export const SHAPE_MAX = 1_000_000
/** Speed-ups, scales and weights beyond a thousand millions, or a speed-up below its inverse, are slips. */
export const FACTOR_MAX = 1_000_000_000
/** The column of a measured series that holds its times, where none is named. */
export const TIME_COLUMN = 'time'

export const ENFORCE_DEFAULT: {
  readonly toCustomer: Enforcement
  readonly toCloud: Enforcement
} = { toCustomer: 'shape', toCloud: 'police' }

/** Bytes that `rate` carries in a time, rounded up. */
const bytesIn = (rate: BitsPerSecond, time: bigint): number =>
  Number(ceilDiv(BigInt(rate) * time, 8n * BigInt(PS_PER_SECOND)))

/** Counted bytes of the largest frame that `mtu` admits: the least useful depth of a bucket. */
export const largestCounted = (mtu: Bytes, layer: Layer): Bytes =>
  bytes(largestFrame(mtu) + countedOverhead(layer))

/** The most counted bytes that `rate` fills in the longest run, rounded down. */
export const burstFilled = (rate: BitsPerSecond): Bytes =>
  bytes(Number((BigInt(rate) * BigInt(HORIZON)) / (8n * BigInt(PS_PER_SECOND))))

/** Depth of a token bucket by default: 10 ms of its rate, from one largest frame to 1 GiB. */
export const defaultBurst = (rate: BitsPerSecond, mtu: Bytes, layer: Layer): Bytes =>
  bytes(Math.min(BURST_MAX, Math.max(bytesIn(rate, 10_000_000_000n), largestCounted(mtu, layer))))

/** Queue of a shaper by default: 50 ms of its rate, at least ten largest frames. */
export const defaultQueue = (rate: BitsPerSecond, mtu: Bytes): Bytes =>
  bytes(Math.max(bytesIn(rate, 50_000_000_000n), 10 * largestFrame(mtu)))

/** Time light takes through a fibre, one way: 4.9 ns per metre, rounded half up. */
export const propagationOf = (length: Millimetres): Ps =>
  ps(Number((BigInt(length) * 49n + 5n) / 10n))

/** Width of a series' interval by default, rounded up: a thousandth of the measured time. */
export const defaultInterval = (duration: Ps): Ps =>
  ps(Number(ceilDiv(BigInt(duration), BigInt(INTERVALS_DEFAULT))))
