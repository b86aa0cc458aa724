/** How a random fault comes and goes: drawn from a stream of its own, then played as events of its part. */
import { toCalendar, unixMs } from '../../calendar.ts'
import { type Lead, sigmaOf } from '../../model/lead.ts'
import type { PlantEvent } from '../../model/plant.ts'
import type { RandomFault } from '../../model/random-fault.ts'
import { exp } from '../../portable.ts'
import type { PlacedPlantEvent } from '../../sim/life/connection.ts'
import { drawLead } from '../../sim/life/lead.ts'
import { nextExponential } from '../../sim/random/exponential.ts'
import { openStream } from '../../sim/random/stream.ts'
import { type Ms, ms } from '../../units.ts'

/** A random fault that is played. */
export interface Breakdown {
  /** Names the stream from which it is drawn, alike in every scenario that has it. */
  readonly stream: string
  readonly mtbf: Ms
  readonly repair: Lead
  /** No repair takes longer; null: each takes what is drawn. */
  readonly repairMax: Ms | null
  readonly begins: PlantEvent
  readonly ends: PlantEvent
}

/** A stretch of time in which a part is broken, ms from the beginning of the replication. */
interface Broken {
  readonly from: number
  readonly to: number
}

/**
 * Ends the name of a segment at which frames vanish. Whoever repairs a segment in a run mends all of it;
 * of faults that come by chance each is repaired by itself.
 */
const APART = ' (frames)'

/** The cause of an impediment, with the names that the scenario has. */
export const causeText = (cause: string): string => cause.replace(APART, '')

const eventsOf = (fault: RandomFault): Pick<Breakdown, 'begins' | 'ends'> => {
  if (fault.spot.kind === 'end') {
    const { spot } = fault
    const ends = { portDown: 'portUp', opticFail: 'opticReplace', blackhole: 'repair' } as const
    const kind = fault.kind as keyof typeof ends
    return { begins: { spot, change: { kind } }, ends: { spot, change: { kind: ends[kind] } } }
  }
  const kind = fault.kind as 'cut' | 'blackhole'
  const segment = `${fault.spot.segment}${kind === 'cut' ? '' : APART}`
  const spot = { kind: 'segment', segment } as const
  return { begins: { spot, change: { kind } }, ends: { spot, change: { kind: 'repair' } } }
}

/** Where on a connection a fault strikes, and how; faults that agree in it are one while they overlap. */
const placeOf = ({ spot, kind }: RandomFault): string =>
  `${spot.kind === 'segment' ? `segment ${spot.segment}` : `end ${spot.end}`} ${kind}`

/**
 * The faults of a connection as they are played, in the order of the file.
 *
 * @param connection  names it in the streams
 * @param faults      its own
 * @param repairMax   of a fault; null: none
 */
export const breakdownsOf = (
  connection: string,
  faults: readonly RandomFault[],
  repairMax: (fault: RandomFault) => Ms | null,
): readonly Breakdown[] => {
  const seen = new Map<string, number>()
  return faults.map(fault => {
    const place = placeOf(fault)
    const before = seen.get(place) ?? 0
    seen.set(place, before + 1)
    return {
      // What it says of times is left out: a part that is repaired faster fails as often as before.
      stream: `fault ${connection} ${place}${before === 0 ? '' : ` ${before + 1}`}`,
      mtbf: fault.mtbf,
      repair: fault.repair,
      repairMax: repairMax(fault),
      ...eventsOf(fault),
    }
  })
}

/** No mean is longer: that of a lognormal time may be beyond all bounds. Milliseconds. */
const MEAN_MAX = 1e15

/** Mean time that a repair takes, ms. */
export const meanRepair = ({ repair, repairMax }: Pick<Breakdown, 'repair' | 'repairMax'>): Ms => {
  const { kind } = repair
  const sigma = kind === 'certain' ? 0 : sigmaOf(repair)
  const mean =
    kind === 'certain'
      ? repair.duration
      : Math.min(MEAN_MAX, repair.median * exp(Math.min(600, (sigma * sigma) / 2)))
  return ms(Math.min(mean, repairMax ?? mean))
}

/** When a part breaks and is whole again, in turn, up to `end`. */
const drawn = (breakdown: Breakdown, seed: number, end: number): readonly Broken[] => {
  const { stream: name, mtbf, repair, repairMax } = breakdown
  const stream = openStream(seed, name)
  const broken: Broken[] = []
  for (let whole = 0; ;) {
    const from = whole + Math.round(nextExponential(stream) * mtbf)
    if (from >= end) return broken
    const to = from + Math.min(drawLead(stream, repair), repairMax ?? Infinity)
    broken.push({ from, to })
    whole = to
  }
}

/** Stretches, those that touch or overlap made one. */
const united = (all: readonly Broken[]): readonly Broken[] => {
  const one: Broken[] = []
  for (const each of all.toSorted((a, b) => a.from - b.from)) {
    const last = one.at(-1)
    if (last === undefined || each.from > last.to) one.push(each)
    else one[one.length - 1] = { from: last.from, to: Math.max(last.to, each.to) }
  }
  return one
}

/** Breakdowns of one place and kind, which the plant cannot tell apart. */
export type Together = readonly [Breakdown, ...Breakdown[]]

/** Breakdowns by their places, in the order of the file. */
export const byPlace = (breakdowns: readonly Breakdown[]): readonly Together[] => {
  const groups = new Map<string, [Breakdown, ...Breakdown[]]>()
  for (const each of breakdowns) {
    const key = JSON.stringify(each.begins)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return [...groups.values()]
}

/**
 * What happens to a connection in one replication: in the order of time, at one instant in the order of
 * the file.
 *
 * @param seed  of the replication
 * @param end   of the replication, ms; what happens then or later is left out
 */
export const drawEvents = (
  places: readonly Together[],
  seed: number,
  end: number,
): readonly PlacedPlantEvent[] => {
  const events: { readonly time: number; readonly event: PlantEvent }[] = []
  for (const together of places) {
    const [first] = together
    const all = together.flatMap(each => drawn(each, seed, end))
    for (const { from, to } of together.length === 1 ? all : united(all)) {
      events.push({ time: from, event: first.begins })
      if (to < end) events.push({ time: to, event: first.ends })
    }
  }
  return events
    .sort((a, b) => a.time - b.time)
    .map(({ time, event }) => ({ ...event, at: toCalendar(unixMs(time)) }))
}
