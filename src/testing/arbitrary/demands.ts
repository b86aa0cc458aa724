/** Traffic for a world, near, at and above what its InterLinks have, and no more of it than may be simulated. */
import fc from 'fast-check'
import { SOURCE_RATE_MAX } from '../../model/defaults.ts'
import { DIRECTIONS, type Direction } from '../../model/direction.ts'
import { formatQuantity, parseQuantity } from '../../quantity.ts'
import { HORIZON, PS_PER_SECOND } from '../../units.ts'
import { list } from './list.ts'
import type { DemandFile, FrameFile, SourceFile, SourceKind, WorldFile } from './file.ts'
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

/** Which traffic is drawn. */
export interface DemandOptions {
  /** How many entries; default 1 … 4. Several may feed one InterLink. */
  readonly demands?: Range
  /** Kinds of source; default all that need no file. The first is what others shrink to. */
  readonly kinds?: readonly SourceKind[]
  /** Default both. */
  readonly directions?: readonly Direction[]
  /** Rate of a source, in hundredths of the bandwidth of its InterLink; default 1 … 300. */
  readonly load?: Range
  /** Sizes of frames, bytes; default 64 … 1518. */
  readonly sizes?: Range
  /** Whether some frames are IPv6, some sources begin late or end early, some are of a VPC; default true. */
  readonly variety?: boolean
  /** Frames that are expected in all, at most; default 2000: a run of milliseconds. At least 10. */
  readonly frames?: number
}

const MEAN_IMIX = (64 * 7 + 594 * 4 + 1518) / 12
const ROUND_SIZES = [1000, 64, 1518, 594, 9000]

type FrameDraw = number | 'imix' | readonly { readonly size: number; readonly weight: number }[]

const frameDraw = (sizes: Range): fc.Arbitrary<FrameDraw> => {
  const round = [...ROUND_SIZES.filter(each => sizes.min <= each && each <= sizes.max), sizes.max]
  const size = roundly(round as [number], fc.integer(sizes))
  const mix = fc.array(fc.record({ size, weight: fc.constantFrom(1, 2, 7, 0.5) }), {
    minLength: 2,
    maxLength: 4,
  })
  const imix = sizes.min <= 64 && sizes.max >= 1518 ? [fc.constant('imix' as const)] : []
  return fc.oneof({ withCrossShrink: true }, { weight: 4, arbitrary: size }, mix, ...imix)
}

/** A demand before the world that it is for is known. */
export interface DemandDraw {
  readonly to: number
  readonly ofVpc: true | undefined
  readonly direction: Direction
  readonly kind: SourceKind
  readonly load: number
  readonly frame: FrameDraw
  readonly family: 'ipv6' | undefined
  /** Thousandths of the run. */
  readonly start: number | undefined
  readonly lasts: number | undefined
  readonly phase: number | undefined
  /** Frames of a mean on-period, and times as long off. */
  readonly burst: number
  readonly off: number
  readonly shape: number | undefined
}

const demandDraw = (options: DemandOptions): fc.Arbitrary<DemandDraw> => {
  const {
    kinds = ['cbr', 'poisson', 'onoff'],
    directions = DIRECTIONS,
    load = { min: 1, max: 300 },
    sizes = { min: 64, max: 1518 },
    variety = true,
  } = options
  const varied = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    variety ? seldom(arbitrary) : fc.constant(undefined)
  const round = [50, 100, 90, 99, 101, 150].filter(each => load.min <= each && each <= load.max)
  return fc.record({
    to: fc.nat(4095),
    ofVpc: varied(fc.constant(true as const)),
    direction: fc.constantFrom(...directions),
    kind: fc.constantFrom(...kinds),
    load: roundly([...round, load.max] as [number], fc.integer(load)),
    frame: frameDraw(sizes),
    family: varied(fc.constant('ipv6' as const)),
    start: varied(fc.nat(900)),
    lasts: varied(fc.integer({ min: 1, max: 900 })),
    phase: optionally(fc.nat(1000)),
    burst: fc.constantFrom(10, 1, 2, 100),
    off: fc.constantFrom(1, 0.5, 3, 9),
    shape: optionally(fc.constantFrom(1.5, 2, 1.1)),
  })
}

/** @throws RangeError where an option leaves its bounds */
export const demandDraws = (options: DemandOptions): fc.Arbitrary<readonly DemandDraw[]> => {
  const { demands = { min: 1, max: 4 }, frames = FRAMES_DEFAULT } = options
  checkRange('demands', demands, 0, 1000)
  checkRange('load', options.load ?? { min: 1, max: 300 }, 1, 10_000)
  checkRange('sizes', options.sizes ?? { min: 64, max: 1518 }, 64, 9216)
  checkRange('frames', { min: frames, max: frames }, 10, 1e9)
  checkChoices('kinds', options.kinds ?? ['cbr'])
  checkChoices('directions', options.directions ?? DIRECTIONS)
  return list(demandDraw(options), demands)
}

/** Frames in all where no option says it. */
export const FRAMES_DEFAULT = 2000

const meanOf = (frame: FrameDraw): number => {
  if (typeof frame === 'number') return frame
  if (frame === 'imix') return MEAN_IMIX
  const weights = frame.reduce((sum, { weight }) => sum + weight, 0)
  return frame.reduce((sum, { size, weight }) => sum + size * weight, 0) / weights
}

const frameOf = (frame: FrameDraw): FrameFile => {
  if (frame === 'imix') return frame
  if (typeof frame === 'number') return formatQuantity(frame, 'size')
  return frame.map(({ size, weight }) => ({ size: formatQuantity(size, 'size'), weight }))
}

/** Whole base units of a quantity of a sound file. */
const read = (text: string, dimension: 'rate'): number => {
  const result = parseQuantity(text, dimension)
  if (!result.ok) throw new RangeError(`${text} is no ${dimension}`)
  return result.value
}

/** Traffic whose rates are known, and how long it may last. */
interface Wished {
  readonly drawn: DemandDraw
  readonly interlink: string
  readonly vpc: string | undefined
  /** Bit/s while it sends. */
  readonly rate: number
}

const wished = (world: WorldFile, draws: readonly DemandDraw[]): readonly Wished[] => {
  const links = Object.entries(world.interlinks)
  if (links.length === 0) return []
  return draws.map(drawn => {
    const [interlink, { bandwidth, vpc }] = pick(links, drawn.to)
    const rate = Math.floor((read(bandwidth, 'rate') * drawn.load) / 100)
    return { drawn, interlink, vpc, rate: Math.max(1000, Math.min(SOURCE_RATE_MAX, rate)) }
  })
}

/** Frames a picosecond, at most: an on-period sends one at its beginning, however short it is. */
const pace = ({ drawn, rate }: Wished): number =>
  (rate * (drawn.kind === 'onoff' ? 2 : 1)) / (8 * meanOf(drawn.frame) * PS_PER_SECOND)

/** Frames of a second, and one or two that each source sends however short the run is. */
const budgetOf = (frames: number, count: number): number => Math.max(1, frames - 2 * count)

/**
 * How long a run may be so that about so many frames are expected, and no longer than wished.
 *
 * @param longest  ps
 * @returns ps, of 1, 2 or 5 times a power of ten where it is not as wished
 */
export const durationFor = (
  world: WorldFile,
  draws: readonly DemandDraw[],
  frames: number,
  longest: number,
): number => {
  const total = wished(world, draws).reduce((sum, each) => sum + pace(each), 0)
  const most = budgetOf(frames, draws.length) / total
  if (most >= longest) return longest
  const power = 10 ** Math.floor(Math.log10(most))
  return Math.max(1, ([5, 2, 1].find(digit => digit * power <= most) ?? 1) * power)
}

const sourceOf = ({ drawn, rate }: Wished, slowed: number, span: number): SourceFile => {
  const part = (thousandths: number): number => Math.floor((span * thousandths) / 1000)
  const time = (value: number): string =>
    formatQuantity(Math.max(0, Math.min(HORIZON, Math.ceil(value))), 'duration')
  const speed = formatQuantity(Math.max(1, Math.floor(rate * slowed)), 'rate')
  const start = drawn.start === undefined ? undefined : part(drawn.start)
  const stop = drawn.lasts === undefined ? undefined : (start ?? 0) + part(drawn.lasts) + 1
  const shared = present({
    frame: frameOf(drawn.frame),
    family: drawn.family,
    start: start === undefined ? undefined : time(start),
    stop: stop === undefined ? undefined : time(stop),
  })
  if (drawn.kind === 'poisson') return { kind: 'poisson', rate: speed, ...shared }
  if (drawn.kind === 'cbr') {
    const phase = drawn.phase === undefined ? {} : { phase: time(part(drawn.phase)) }
    return { kind: 'cbr', rate: speed, ...phase, ...shared }
  }
  const frameTime = (8 * meanOf(drawn.frame) * PS_PER_SECOND) / Math.max(1, rate * slowed)
  const on = frameTime * drawn.burst
  return {
    kind: 'onoff',
    peak: speed,
    on: time(Math.max(1, on)),
    off: time(Math.max(1, on * drawn.off)),
    ...(drawn.shape === undefined ? {} : { shape: drawn.shape }),
    ...shared,
  }
}

/**
 * Traffic of a run: as wished, and slower where too many frames would be expected.
 *
 * @param span  warm-up and duration, ps
 */
export const demandsOf = (
  world: WorldFile,
  draws: readonly DemandDraw[],
  frames: number,
  span: number,
): readonly DemandFile[] => {
  const all = wished(world, draws)
  const total = all.reduce((sum, each) => sum + pace(each), 0)
  const slowed = Math.min(1, budgetOf(frames, all.length) / (total * span))
  return all.map((each): DemandFile => {
    const { drawn, interlink, vpc } = each
    const { direction } = drawn
    const source = sourceOf(each, slowed, span)
    return drawn.ofVpc === true && vpc !== undefined
      ? { vpc, direction, source }
      : { interlink, direction, source }
  })
}

/**
 * Traffic for a world, one of the generated or another one: entries of `traffic`. They shrink to one
 * entry of constant bit rate, 1000-byte frames at half the bandwidth.
 *
 * @param span  warm-up and duration of the run, ps: rates are lowered where more than `frames` were expected
 * @throws RangeError where an option leaves its bounds, or a bandwidth of the world is no rate
 */
export const demands = (
  world: WorldFile,
  span: number,
  options: DemandOptions = {},
): fc.Arbitrary<readonly DemandFile[]> => {
  checkRange('span', { min: span, max: span }, 1, HORIZON - 1)
  return demandDraws(options).map(draws =>
    demandsOf(world, draws, options.frames ?? FRAMES_DEFAULT, span),
  )
}
