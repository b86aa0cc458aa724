/** What a planner may change: the same luck, with a change to the scenario. */
import { match } from 'ts-pattern'
import type { RandomFault } from '../../model/random-fault.ts'
import type { Connection, Interlink, World } from '../../model/world.ts'
import { type Ms, type Ps, ms, ps } from '../../units.ts'

/** What is changed. */
export type Change = 'asItIs' | 'bfd' | 'spareOptic' | 'secondConnection'

/** Changes that are asked about, in the order in which they are told. */
export const CHANGES: readonly Exclude<Change, 'asItIs'>[] = [
  'bfd',
  'spareOptic',
  'secondConnection',
]

/** BFD of three packets every 300 ms, on InterLinks that have none. */
export const BFD_OF: Ps = ps(900_000_000_000)
/** To fetch a spare optic from the shelf and plug it in. */
export const SPARE_OPTIC_IN: Ms = ms(4 * 3_600_000)
/** Ends the ids of what is added; ids of a scenario have no spaces. */
const SECOND = ' second'

/** What is played under a change. */
export interface Changed {
  readonly connections: readonly Connection[]
  /** In the order of the file; what is added stands last, where it loses ties. */
  readonly interlinks: readonly Interlink[]
  readonly faults: readonly RandomFault[]
  /** No repair of a fault takes longer; null: each takes what is drawn. */
  readonly repairMax: (fault: RandomFault) => Ms | null
}

const anyTime = (): null => null

/** BFD changes nothing where no frames vanish while light shines. */
const withBfd = (
  interlinks: readonly Interlink[],
  faults: readonly RandomFault[],
): readonly Interlink[] => {
  const silent = new Set(
    faults.filter(({ kind }) => kind === 'blackhole').map(({ connection }) => connection),
  )
  return interlinks.map(each =>
    each.bgp.bfd === null && silent.has(each.connection)
      ? { ...each, bgp: { ...each.bgp, bfd: BFD_OF } }
      : each,
  )
}

const isFetchedSooner = ({ kind, repair }: RandomFault): boolean =>
  kind === 'opticFail' && (repair.kind === 'lognormal' || repair.duration > SPARE_OPTIC_IN)

/** VPCs of which all InterLinks are on one connection. */
const onOneConnection = ({ vpcs, interlinks }: World): ReadonlySet<string> =>
  new Set(
    vpcs
      .map(({ id }) => id)
      .filter(vpc => {
        const own = interlinks.filter(
          ({ attachment }) => attachment.kind === 'attached' && attachment.vpc === vpc,
        )
        return new Set(own.map(({ connection }) => connection)).size === 1
      }),
  )

/** Each such VPC has a connection like its first, with InterLinks like its own and faults of its own. */
const doubled = (
  world: World,
  faults: readonly RandomFault[],
): Pick<Changed, 'connections' | 'interlinks' | 'faults'> => {
  const vpcs = onOneConnection(world)
  const copied = world.interlinks.filter(
    ({ attachment }) => attachment.kind === 'attached' && vpcs.has(attachment.vpc),
  )
  const ids = new Set(copied.map(({ connection }) => connection))
  return {
    connections: [
      ...world.connections,
      ...world.connections
        .filter(({ id }) => ids.has(id))
        .map(each => ({ ...each, id: `${each.id}${SECOND}` })),
    ],
    interlinks: [
      ...world.interlinks,
      ...copied.map(each => ({
        ...each,
        id: `${each.id}${SECOND}`,
        connection: `${each.connection}${SECOND}`,
      })),
    ],
    faults: [
      ...faults,
      ...faults
        .filter(({ connection }) => ids.has(connection))
        .map(each => ({ ...each, connection: `${each.connection}${SECOND}` })),
    ],
  }
}

/** A scenario's world and faults under a change. */
export const changedBy = (
  change: Change,
  { world, faults }: { readonly world: World; readonly faults: readonly RandomFault[] },
): Changed => {
  const asItIs = { ...world, faults, repairMax: anyTime }
  return match(change)
    .returnType<Changed>()
    .with('asItIs', () => asItIs)
    .with('bfd', () => ({ ...asItIs, interlinks: withBfd(world.interlinks, faults) }))
    .with('spareOptic', () => ({
      ...asItIs,
      repairMax: fault => (isFetchedSooner(fault) ? SPARE_OPTIC_IN : null),
    }))
    .with('secondConnection', () => ({ ...asItIs, ...doubled(world, faults) }))
    .exhaustive()
}
