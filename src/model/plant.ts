/**
 * The plant of a connection: the condition of its segments, ports and optics, and what is broken.
 *
 * Light must reach both receivers, or neither end takes the link as up: a port that sees none tells
 * the other one (IEEE 802.3, 46.3.4, remote fault).
 */
import { formatQuantity } from '../quantity.ts'
import { type NanoDb, nanoDb } from '../units.ts'
import { bitErrorRatio } from './bit-errors.ts'
import type { Element, Owner } from './demarcation.ts'
import { DIRECTIONS, type Direction } from './direction.ts'
import type { Fault } from './lifecycle/connection.ts'
import { type OpticalBudget, opticalBudget } from './optics.ts'
import type { ConnectionEvent, EndChange, SegmentChange, Spot } from './scheduled-event.ts'
import type { Connection } from './world.ts'

/** What happens to a plant. */
export type PlantEvent = Pick<ConnectionEvent, 'spot' | 'change'>

/** A plant; immutable. */
export interface Plant {
  readonly connection: Connection
  /** What is broken, in the order in which it broke. */
  readonly faults: readonly Fault[]
  /** What segments lose beyond what they did when whole, by id. */
  readonly extraLoss: ReadonlyMap<string, NanoDb>
  /** Of the light of each direction, as long as it shines; below 10^-20 it is 0. */
  readonly ratios: Readonly<Record<Direction, number>>
}

/** No run is so long that one wrong bit in so many would be seen. */
const RATIO_MIN = 1e-20

/** Whether light reaches both ends. */
export const isLit = ({ faults }: Pick<Plant, 'faults'>): boolean =>
  faults.every(({ light }) => light === 'kept')

/** The connection with what its segments lose now. */
const worn = (connection: Connection, extraLoss: Plant['extraLoss']): Connection => ({
  ...connection,
  crossConnect: {
    ...connection.crossConnect,
    segments: connection.crossConnect.segments.map(segment => ({
      ...segment,
      loss: nanoDb(segment.loss + (extraLoss.get(segment.id) ?? 0)),
    })),
  },
})

const NO_ERRORS: Plant['ratios'] = { toCustomer: 0, toCloud: 0 }

const ratiosOf = (connection: Connection): Plant['ratios'] => {
  if (connection.lightPath === 'assumed') return NO_ERRORS
  const ratio = (direction: Direction): number => {
    const errors = bitErrorRatio(opticalBudget(connection, direction).margin)
    return errors < RATIO_MIN ? 0 : errors
  }
  return { toCustomer: ratio('toCustomer'), toCloud: ratio('toCloud') }
}

/** The end of the name of the one fault that light too weak, or too strong, is. */
const DIM = 'light out of range'

const isDim = ({ id }: Fault): boolean => id.endsWith(DIM)
const dimOf = (segment: string): Fault => ({
  id: `${segment}: ${DIM}`,
  element: 'cross-connect',
  light: 'lost',
})

/** Whether a direction is too dark to use, or too bright. */
const isUnusable = (connection: Connection): boolean =>
  DIRECTIONS.some(direction => {
    const { kind } = opticalBudget(connection, direction).light
    return kind === 'dark' || kind === 'overloaded'
  })

/** The plant of a connection whose every part is whole; light that is assumed shines. */
export const wholePlant = (connection: Connection): Plant => {
  const isDark = connection.lightPath === 'stated' && isUnusable(connection)
  return {
    connection,
    faults: isDark ? [{ id: DIM, element: 'cross-connect', light: 'lost' }] : [],
    extraLoss: new Map(),
    ratios: ratiosOf(connection),
  }
}

const began = (plant: Plant, fault: Fault): Plant =>
  plant.faults.some(({ id }) => id === fault.id)
    ? plant
    : { ...plant, faults: [...plant.faults, fault] }

const ended = (plant: Plant, ids: readonly string[]): Plant => ({
  ...plant,
  faults: plant.faults.filter(({ id }) => !ids.includes(id)),
})

/** A segment loses more, or what it did when whole. */
const withLoss = (plant: Plant, segment: string, loss: NanoDb | null): Plant => {
  const extraLoss = new Map(plant.extraLoss)
  if (loss === null || loss === 0) extraLoss.delete(segment)
  else extraLoss.set(segment, loss)
  const connection = worn(plant.connection, extraLoss)
  const next = { ...plant, extraLoss, ratios: ratiosOf(connection) }
  if (!isUnusable(connection)) {
    return { ...next, faults: next.faults.filter(fault => !isDim(fault)) }
  }
  const dim = next.faults.find(isDim)
  if (dim === undefined) return began(next, dimOf(segment))
  // The segment that is blamed loses no more while another one does: it is that one's from now on.
  const [other] = extraLoss.keys()
  if (dim.id !== dimOf(segment).id || extraLoss.has(segment) || other === undefined) return next
  return { ...next, faults: next.faults.map(fault => (fault === dim ? dimOf(other) : fault)) }
}

const segmentAfter = (plant: Plant, segment: string, change: SegmentChange): Plant => {
  const cut: Fault = { id: `${segment}: cut`, element: 'cross-connect', light: 'lost' }
  const hole: Fault = { id: `${segment}: blackhole`, element: 'cross-connect', light: 'kept' }
  // A `switch`: played for years of faults, a thousand times over.
  switch (change.kind) {
    case 'cut':
      return began(plant, cut)
    case 'blackhole':
      return began(plant, hole)
    case 'degrade':
      return withLoss(plant, segment, change.loss)
    case 'repair': {
      const joined = ended(plant, [cut.id, hole.id])
      return joined.extraLoss.has(segment) ? withLoss(joined, segment, null) : joined
    }
    default:
      return change satisfies never
  }
}

/** The element in which frames vanish behind a port. */
const BEHIND: Readonly<Record<Owner, Element>> = {
  customer: 'customer-router',
  provider: 'provider-network',
}

const endAfter = (plant: Plant, end: Owner, { kind }: EndChange): Plant => {
  const port: Fault = { id: `${end}'s port: down`, element: `${end}-port`, light: 'lost' }
  const optic: Fault = { id: `${end}'s optic: failed`, element: `${end}-optic`, light: 'lost' }
  const hole: Fault = { id: `${end}'s port: blackhole`, element: BEHIND[end], light: 'kept' }
  switch (kind) {
    case 'portDown':
      return began(plant, port)
    case 'portUp':
      return ended(plant, [port.id])
    case 'opticFail':
      return began(plant, optic)
    case 'opticReplace':
      return ended(plant, [optic.id])
    case 'blackhole':
      return began(plant, hole)
    case 'repair':
      return ended(plant, [hole.id])
    default:
      return kind satisfies never
  }
}

/** The plant after an event; the same where it changes nothing. */
export const afterPlantEvent = (plant: Plant, { spot, change }: PlantEvent): Plant =>
  spot.kind === 'segment'
    ? segmentAfter(plant, spot.segment, change as SegmentChange)
    : endAfter(plant, spot.end, change as EndChange)

/** The budget of a direction as its segments are now. */
export const budgetOf = ({ connection, extraLoss }: Plant, direction: Direction): OpticalBudget =>
  opticalBudget(worn(connection, extraLoss), direction)

/** What a spot is called: `segment mmr`, `the provider's port`. */
export const spotName = (spot: Spot): string =>
  spot.kind === 'segment' ? `segment ${spot.segment}` : `the ${spot.end}'s port`

/** What a change is called: `cut`, `degrade 3.5 dB`. */
export const changeName = (change: PlantEvent['change']): string =>
  change.kind === 'degrade'
    ? `${change.kind} ${formatQuantity(change.loss, 'attenuation', ' ')}`
    : change.kind
