/** What goes wrong in a run, and is repaired: events in the order of time, none of which is refused. */
import fc from 'fast-check'
import type { Family } from '../../model/demand.ts'
import { formatQuantity } from '../../quantity.ts'
import { HORIZON } from '../../units.ts'
import { list } from './list.ts'
import type { EventFile, WorldFile } from './file.ts'
import { type Range, checkChoices, checkRange, optionally, pick, present } from './range.ts'
import { POLICIES } from './worlds.ts'

/** What goes wrong, by the event that it begins with. */
export type FaultKind =
  | 'cut'
  | 'degrade'
  | 'blackhole'
  | 'portDown'
  | 'opticFail'
  | 'bgpDown'
  | 'lock'
  | 'detachVpc'
  | 'propagationOff'
  | 'setPolicy'

/** All of them. */
export const FAULT_KINDS: readonly FaultKind[] = [
  'cut',
  'portDown',
  'bgpDown',
  'blackhole',
  'degrade',
  'opticFail',
  'detachVpc',
  'propagationOff',
  'setPolicy',
  'lock',
]

/** Which faults are drawn. */
export interface FaultOptions {
  /** How many things go wrong, most of which are repaired: two events or three each; default 0 … 4. */
  readonly faults?: Range
  /** Default all. The first is what others shrink to. */
  readonly faultKinds?: readonly FaultKind[]
}

/** A fault before the world that it is for is known. */
export interface FaultDraw {
  readonly kind: FaultKind
  readonly which: number
  readonly spot: number
  readonly isEnd: boolean
  /** Thousandths of the run. */
  readonly at: number
  /** Likewise; null: for ever. */
  readonly lasts: number | null
  readonly owner: 'customer' | 'provider' | undefined
  readonly family: number | undefined
  readonly loss: string
}

const faultDraw = (kinds: readonly FaultKind[]): fc.Arbitrary<FaultDraw> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    which: fc.nat(4095),
    spot: fc.nat(1),
    isEnd: fc.boolean(),
    at: fc.oneof({ withCrossShrink: true }, fc.constantFrom(500, 100, 0), fc.nat(1000)),
    lasts: fc.option(
      fc.oneof({ withCrossShrink: true }, fc.constantFrom(100, 200, 1), fc.nat(500)),
      { freq: 4 },
    ),
    owner: optionally(fc.constantFrom('customer' as const, 'provider' as const)),
    family: optionally(fc.nat(1)),
    loss: fc.constantFrom('3dB', '0.5dB', '6dB', '20dB', '100dB'),
  })

/** @throws RangeError where an option leaves its bounds */
export const faultDraws = (options: FaultOptions): fc.Arbitrary<readonly FaultDraw[]> => {
  const { faults = { min: 0, max: 4 }, faultKinds = FAULT_KINDS } = options
  checkRange('faults', faults, 0, 1000)
  checkChoices('faultKinds', faultKinds)
  return list(faultDraw(faultKinds), faults)
}

/** What begins and what ends a fault, without instants, and the key of what can have one fault at a time. */
interface Fault {
  readonly subject: string
  readonly begin: Omit<EventFile, 'at'>
  readonly end: readonly Omit<EventFile, 'at'>[]
}

const ENDS = ['customer', 'provider'] as const
const MENDED = { portDown: 'portUp', opticFail: 'opticReplace', blackhole: 'repair' } as const

/** Of a cable or a port. */
const plantFault = (world: WorldFile, drawn: FaultDraw): Fault | null => {
  const connections = Object.entries(world.connections)
  if (connections.length === 0) return null
  const [connection, { crossConnect }] = pick(connections, drawn.which)
  const { kind, spot } = drawn
  const isEnd = kind === 'portDown' || kind === 'opticFail' || (kind === 'blackhole' && drawn.isEnd)
  if (isEnd) {
    const place = { connection, end: ENDS[spot]! }
    return {
      subject: `${connection} ${place.end}`,
      begin: { ...place, kind },
      end: [{ ...place, kind: MENDED[kind] }],
    }
  }
  const segments = crossConnect?.segments?.map(({ id }) => id) ?? ['cross-connect']
  const place = { connection, segment: pick(segments, spot) }
  return {
    subject: `${connection} segment ${place.segment}`,
    begin: { ...place, kind, ...(kind === 'degrade' ? { loss: drawn.loss } : {}) },
    end: [{ ...place, kind: 'repair' }],
  }
}

/** Of an InterLink. */
const interlinkFault = (world: WorldFile, drawn: FaultDraw): Fault | null => {
  // Without a VPC there is nothing to take away.
  const links = Object.entries(world.interlinks).filter(([, { vpc }]) => vpc !== undefined)
  if (links.length === 0) return null
  const [interlink, { routing }] = pick(links, drawn.which)
  const families: readonly Family[] =
    routing === undefined ? ['ipv4', 'ipv6'] : (Object.keys(routing) as Family[])
  const { kind, owner } = drawn
  const family = drawn.family === undefined ? undefined : pick(families, drawn.family)
  if (kind === 'bgpDown') {
    const place = present({ interlink, family })
    return {
      subject: `${interlink} session`,
      begin: { ...place, kind, ...(owner === undefined ? {} : { owner }) },
      end: [{ ...place, kind: 'bgpUp' }],
    }
  }
  const subject = `${interlink} configuration`
  const on = { interlink, kind: 'propagationOn' }
  if (kind === 'lock') {
    return { subject, begin: { interlink, kind }, end: [{ interlink, kind: 'unlock' }] }
  }
  if (kind === 'propagationOff') return { subject, begin: { interlink, kind }, end: [on] }
  if (kind === 'detachVpc') {
    return { subject, begin: { interlink, kind }, end: [{ interlink, kind: 'attachVpc' }, on] }
  }
  const changed = family ?? families[0]!
  const back = { interlink, kind: 'setPolicy', family: changed, policy: POLICIES[changed] }
  return {
    subject,
    begin: { interlink, kind: 'setPolicy', family: changed },
    // With the last policy propagation went, too.
    end: families.length === 1 ? [back, on] : [back],
  }
}

const ON_PLANT: ReadonlySet<FaultKind> = new Set([
  'cut',
  'degrade',
  'blackhole',
  'portDown',
  'opticFail',
])

/**
 * The events of faults that do not meet on one subject: one that would begin while another one lasts is
 * left out.
 *
 * @param span  warm-up and duration, ps
 */
export const eventsOf = (
  world: WorldFile,
  draws: readonly FaultDraw[],
  span: number,
): readonly EventFile[] => {
  const instant = (thousandths: number): number => Math.floor((span * thousandths) / 1000)
  const busy = new Map<string, number>()
  return draws
    .toSorted((a, b) => a.at - b.at)
    .flatMap(drawn => {
      const fault = ON_PLANT.has(drawn.kind)
        ? plantFault(world, drawn)
        : interlinkFault(world, drawn)
      if (fault === null || drawn.at < (busy.get(fault.subject) ?? 0)) return []
      const until = drawn.lasts === null ? Infinity : drawn.at + drawn.lasts
      busy.set(fault.subject, until)
      return [
        { at: instant(drawn.at), event: fault.begin },
        ...(until > 1000 ? [] : fault.end.map(event => ({ at: instant(until), event }))),
      ]
    })
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, event }) => ({ at: formatQuantity(at, 'duration'), ...event }))
}

/**
 * Faults of a world and their repairs: entries of `events`, in the order of time, within the run, none
 * refused. They shrink to one cut in the middle of the run that is repaired a tenth of it later, or
 * never.
 *
 * @param span  warm-up and duration of the run, ps
 * @throws RangeError where an option leaves its bounds
 */
export const faultSequences = (
  world: WorldFile,
  span: number,
  options: FaultOptions = {},
): fc.Arbitrary<readonly EventFile[]> => {
  checkRange('span', { min: span, max: span }, 1, HORIZON - 1)
  return faultDraws(options).map(draws => eventsOf(world, draws, span))
}
