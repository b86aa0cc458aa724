/** How long InterLinks carry which family, and what keeps them from it: the life of a run as figures. */
import type { CalendarInstant } from '../../calendar.ts'
import { FAMILIES, type Family } from '../../model/demand.ts'
import type { Owner } from '../../model/demarcation.ts'
import { fedBy } from '../../model/fed-by.ts'
import type { Scenario } from '../../model/scenario.ts'
import { PS_PER_SECOND, type Ps, ps } from '../../units.ts'
import { later, psFrom, secondsFrom } from '../life/moment.ts'
import { type DownStretch, downStretches } from '../life/phase.ts'
import type { Life } from '../life/timeline.ts'
import type { AvailabilityEntry, OutageEntry } from './document.ts'

const lengthOf = ({ from, to }: Pick<DownStretch, 'from' | 'to'>): number => psFrom(from, to)

/** The measured window as instants of the calendar. */
const windowOf = (
  { start, end }: Life,
  { warmup }: Scenario,
): readonly [CalendarInstant, CalendarInstant] => [later(start, warmup), end]

/** What is reported of: each InterLink with every family that it may carry, or is offered. */
const subjectsOf = (scenario: Scenario): readonly (readonly [string, Family])[] => {
  const named = new Set<string>()
  for (const demand of scenario.traffic) {
    for (const id of fedBy(demand, scenario)) named.add(`${id} ${demand.family}`)
  }
  for (const event of scenario.events) {
    if ('interlink' in event && event.change.kind === 'setPolicy') {
      named.add(`${event.interlink} ${event.change.family}`)
    }
  }
  return scenario.world.interlinks.flatMap(({ id, routing }) =>
    FAMILIES.filter(family => routing[family] !== null || named.has(`${id} ${family}`)).map(
      family => [id, family] as const,
    ),
  )
}

/** Share of the measured window in which an InterLink carries all of `families`. */
export const availableShare = (
  life: Life,
  scenario: Scenario,
  interlink: string,
  families: readonly Family[],
): number => {
  const [from, to] = windowOf(life, scenario)
  const phases = life.phasesOf(interlink)
  const down = families
    .flatMap(family => downStretches(phases, family, from, to))
    .map(stretch => [psFrom(from, stretch.from), psFrom(from, stretch.to)] as const)
    .toSorted(([a], [b]) => a - b)
  let [lost, reached] = [0, 0]
  for (const [begin, end] of down) {
    lost += Math.max(0, end - Math.max(reached, begin))
    reached = Math.max(reached, end)
  }
  return (scenario.duration - lost) / scenario.duration
}

/** How long each InterLink carried each family in the measured window. */
export const availabilityOf = (life: Life, scenario: Scenario): readonly AvailabilityEntry[] => {
  const [from, to] = windowOf(life, scenario)
  return subjectsOf(scenario).map(([interlink, family]) => {
    const stretches = downStretches(life.phasesOf(interlink), family, from, to)
    const lost = (owner?: Owner): Ps =>
      ps(
        stretches
          .filter(({ impediment }) => owner === undefined || impediment.owner === owner)
          .reduce((sum, stretch) => sum + lengthOf(stretch), 0),
      )
    return {
      interlink,
      family,
      up: (scenario.duration - lost()) / PS_PER_SECOND,
      down: lost() / PS_PER_SECOND,
      downByOwner: {
        customer: lost('customer') / PS_PER_SECOND,
        provider: lost('provider') / PS_PER_SECOND,
      },
    }
  })
}

/** What kept each family from being carried over the whole run, and who had to act. */
export const outagesOf = (life: Life, scenario: Scenario): readonly OutageEntry[] => {
  const { start, end } = life
  // What begins or ends at the very end has done so.
  const after = later(end, ps(1))
  return subjectsOf(scenario).flatMap(([interlink, family]) =>
    downStretches(life.phasesOf(interlink), family, start, after).map(
      ({ from, to, detected, impediment: { cause, owner } }) => ({
        interlink,
        family,
        from: secondsFrom(start, from),
        to: psFrom(end, to) > 0 ? null : secondsFrom(start, to),
        detected: detected === null ? null : secondsFrom(start, detected),
        cause,
        owner,
      }),
    ),
  )
}
