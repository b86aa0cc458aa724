/**
 * What is played in each replication, everything once: connections, the lives on them, and what is
 * measured, of a scenario as it is and under each change. What a change leaves alone is shared with it.
 */
import { FAMILIES, type Family } from '../../model/demand.ts'
import type { Preference } from '../../model/peering.ts'
import type { RandomFault } from '../../model/random-fault.ts'
import type { Connection, Interlink, World } from '../../model/world.ts'
import { groupBy } from '../../group.ts'
import { ps } from '../../units.ts'
import { type Breakdown, type Together, breakdownsOf, byPlace } from './breakdown.ts'
import { type Change, CHANGES, type Changed, changedBy } from './change.ts'

/** A connection with the faults that may befall it. */
export interface PlayedConnection {
  readonly connection: Connection
  readonly breakdowns: readonly Breakdown[]
  readonly places: readonly Together[]
}

/** A life on a connection, which InterLinks that are alike share. */
export interface PlayedLife {
  /** Index of its connection. */
  readonly connection: number
  readonly interlink: Interlink
}

/** What is measured of lives: of an InterLink, or of all of a VPC. */
export interface Measured {
  readonly kind: 'interlink' | 'vpc'
  readonly family: Family
  /** Indices of lives, in the order of the file; at least one. Of those that are alike, the first. */
  readonly lives: readonly number[]
  readonly preferences: readonly Preference[]
}

/** Of whom a figure is. */
export type Subject = { readonly family: Family } & (
  | { readonly interlink: string; readonly connection: string }
  | { readonly vpc: string; readonly interlinks: readonly string[] }
)

/** What is measured under a change; `measured[i]` is the index of what is measured of `subjects[i]`. */
export interface Outlook {
  readonly change: Change
  readonly measured: readonly number[]
}

/** Everything that is played. */
export interface Roster {
  readonly connections: readonly PlayedConnection[]
  readonly lives: readonly PlayedLife[]
  readonly measured: readonly Measured[]
  /** InterLinks, then VPCs, in the order of the file, each by family. */
  readonly subjects: readonly Subject[]
  /** Of the scenario as it is. */
  readonly asItIs: Outlook
  /** Changes that change anything of the scenario. */
  readonly changes: readonly Outlook[]
}

/** Things by their keys, each kept once. */
class Register<T> {
  readonly all: T[] = []
  readonly #places = new Map<string, number>()

  /** The place of what has this key; `make` makes it where it is new. */
  place(key: string, make: () => T): number {
    const known = this.#places.get(key)
    if (known !== undefined) return known
    this.#places.set(key, this.all.length)
    return this.all.push(make()) - 1
  }
}

/** Whether an InterLink carries a family as long as nothing fails. */
const mayCarry = ({ attachment, propagation, routing }: Interlink, family: Family): boolean =>
  attachment.kind === 'attached' && propagation && routing[family] !== null

/** InterLinks of one connection that agree in this live alike; nothing but faults happens to them. */
const kindOf = ({ attachment, routing, propagation, bgp }: Interlink): string =>
  JSON.stringify([
    attachment.kind,
    routing.ipv4 === null,
    routing.ipv6 === null,
    propagation,
    bgp.holdTime,
    bgp.bfd,
    bgp.establish,
  ])

/** Of families that live alike the first stands for both. */
const likeFamily = ({ routing }: Interlink, family: Family): Family =>
  routing.ipv4 !== null && routing.ipv6 !== null ? 'ipv4' : family

const vpcMembers = (
  { interlinks }: Pick<World, 'interlinks'>,
  vpc: string,
  family: Family,
): readonly Interlink[] =>
  interlinks.filter(
    each =>
      each.attachment.kind === 'attached' && each.attachment.vpc === vpc && mayCarry(each, family),
  )

const subjectsOf = (world: World): readonly Subject[] => [
  ...world.interlinks.flatMap(({ id, connection, routing }) =>
    FAMILIES.filter(family => routing[family] !== null).map(family => ({
      interlink: id,
      connection,
      family,
    })),
  ),
  ...world.vpcs.flatMap(({ id }) =>
    FAMILIES.flatMap(family => {
      const members = vpcMembers(world, id, family)
      return members.length === 0
        ? []
        : [{ vpc: id, interlinks: members.map(member => member.id), family }]
    }),
  ),
]

/** Draws up what is played. */
class Drafter {
  readonly connections = new Register<PlayedConnection>()
  readonly lives = new Register<PlayedLife>()
  readonly measured = new Register<Measured>()
  readonly #subjects: readonly Subject[]

  constructor(subjects: readonly Subject[]) {
    this.#subjects = subjects
  }

  outlook(change: Change, changed: Changed): Outlook {
    const connections = this.#connections(changed)
    const byId = new Map(changed.interlinks.map(each => [each.id, each]))
    const byVpc = groupBy(changed.interlinks, ({ attachment }) =>
      attachment.kind === 'attached' ? attachment.vpc : null,
    )
    return {
      change,
      measured: this.#subjects.map(subject =>
        'interlink' in subject
          ? this.#measure('interlink', [byId.get(subject.interlink)!], subject.family, connections)
          : this.#measure(
              'vpc',
              vpcMembers({ interlinks: byVpc.get(subject.vpc)! }, subject.vpc, subject.family),
              subject.family,
              connections,
            ),
      ),
    }
  }

  #connections({ connections, faults, repairMax }: Changed): ReadonlyMap<string, number> {
    const faultsOf = groupBy(faults, ({ connection }) => connection)
    return new Map(
      connections.map(connection => {
        const { id } = connection
        const breakdowns = breakdownsOf(id, faultsOf.get(id) ?? [], repairMax)
        const key = JSON.stringify([id, breakdowns.map(each => each.repairMax)])
        const make = () => ({ connection, breakdowns, places: byPlace(breakdowns) })
        return [id, this.connections.place(key, make)]
      }),
    )
  }

  #measure(
    kind: Measured['kind'],
    members: readonly Interlink[],
    asked: Family,
    connections: ReadonlyMap<string, number>,
  ): number {
    const all = members.map(interlink => {
      const connection = connections.get(interlink.connection)!
      // It has been in service for long.
      const inService = { ...interlink, configuring: ps(0) }
      return this.lives.place(`${connection} ${kindOf(interlink)}`, () => ({
        connection,
        interlink: inService,
      }))
    })
    const isAlike = members.every(each => likeFamily(each, asked) === 'ipv4')
    const family = isAlike ? 'ipv4' : asked
    // One that lives like another and is preferred as much never carries what that one does not.
    const apart = groupBy(members.keys(), at => `${all[at]} ${members[at]!.bgp.preference}`)
    const firsts = [...apart.values()].map(([first]) => first!)
    const lives = firsts.map(at => all[at]!)
    const preferences = firsts.map(at => members[at]!.bgp.preference)
    const key = JSON.stringify([kind, family, lives, kind === 'vpc' ? preferences : null])
    return this.measured.place(key, () => ({ kind, family, lives, preferences }))
  }
}

/** Draws up what is played of a scenario. */
export const rosterOf = (scenario: {
  readonly world: World
  readonly faults: readonly RandomFault[]
}): Roster => {
  const subjects = subjectsOf(scenario.world)
  const drafter = new Drafter(subjects)
  const asItIs = drafter.outlook('asItIs', changedBy('asItIs', scenario))
  const isSame = ({ measured }: Outlook): boolean =>
    measured.every((each, i) => each === asItIs.measured[i])
  const changes =
    scenario.faults.length === 0
      ? []
      : CHANGES.map(change => drafter.outlook(change, changedBy(change, scenario))).filter(
          outlook => !isSame(outlook),
        )
  return {
    connections: drafter.connections.all,
    lives: drafter.lives.all,
    measured: drafter.measured.all,
    subjects,
    asItIs,
    changes,
  }
}
