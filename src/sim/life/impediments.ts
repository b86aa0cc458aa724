/** What keeps a family of an InterLink from being carried, in the order in which it began. */
import type { CalendarInstant } from '../../calendar.ts'
import { type Owner, ownerOf } from '../../model/demarcation.ts'
import type { Family } from '../../model/demand.ts'
import type { InterlinkLife } from '../../model/lifecycle/interlink.ts'
import type { LinkState } from './connection.ts'
import type { Impediment } from './phase.ts'

/** A cause that holds now; causes of one name are the same one for as long as they hold. */
type Holding = readonly [cause: string, owner: Owner]

/** What holds of the physical link. */
const ofLink = ({ link, faults }: LinkState): readonly Holding[] => {
  if (link.kind === 'up') return []
  return link.cause.kind === 'not-detected'
    ? [[`order: ${link.cause.stage}`, link.owner]]
    : faults.map(({ id, element }) => [id, ownerOf(element)])
}

/** What holds of a family's session, the link apart. */
const ofSession = (
  life: Extract<InterlinkLife, { kind: 'usable' }>,
  family: Family,
  held: Owner | null,
  { link, lastEnded }: LinkState,
): readonly Holding[] => {
  const routes = life.routing[family]
  if (routes.kind === 'blocked') return []
  if (held !== null) return [['bgpDown', held]]
  if (link.kind === 'down' || routes.session.kind === 'up') return []
  // The link is back and the session not yet: the fault that ended last is what it recovers from.
  return lastEnded === null
    ? [['session not up yet', 'customer']]
    : [[`recovery from ${lastEnded.id}`, ownerOf(lastEnded.element)]]
}

const ofInterlink = (
  life: InterlinkLife,
  family: Family,
  held: Owner | null,
  state: LinkState,
): readonly Holding[] => {
  if (life.kind !== 'usable') return [[life.kind, 'provider']]
  const causes: Holding[] = [...ofSession(life, family, held, state)]
  if (life.locked) causes.push(['locked', 'provider'])
  if (life.attachment.kind === 'detached') causes.push(['no VPC', 'customer'])
  if (life.routing[family].kind === 'blocked') causes.push([`no ${family} policy`, 'customer'])
  if (!life.propagation) causes.push(['propagation off', 'customer'])
  return causes
}

/** The impediments of one family, the earliest first. */
export class Impediments {
  readonly #family: Family
  readonly #holding = new Map<string, Impediment>()

  constructor(family: Family) {
    this.#family = family
  }

  /** The earliest that holds; null: none does. Of those of one instant what is nearer to the cable. */
  get first(): Impediment | null {
    const [first] = this.#holding.values()
    return first ?? null
  }

  /**
   * What holds from an instant on.
   *
   * @param life   null: the InterLink is not created yet
   * @param held   on whose side the session was taken down; null: on none
   */
  change(
    at: CalendarInstant,
    state: LinkState,
    life: InterlinkLife | null,
    held: Owner | null,
  ): void {
    const causes = [
      ...ofLink(state),
      ...(life === null ? [] : ofInterlink(life, this.#family, held, state)),
    ]
    const names = new Set(causes.map(([cause]) => cause))
    for (const cause of this.#holding.keys()) if (!names.has(cause)) this.#holding.delete(cause)
    for (const [cause, owner] of causes) {
      if (!this.#holding.has(cause)) this.#holding.set(cause, { from: at, cause, owner })
    }
  }
}
