/** The outages of a run that a report tells of: those that a fault or an event made. */
import { FAMILIES } from '../model/demand.ts'
import { FAMILY } from '../model/lifecycle/words.ts'
import { groupBy } from '../group.ts'
import type { OutageEntry } from '../sim/result/document.ts'
import type { Context } from './context.ts'
import { oncePer } from './once.ts'
import { exact } from './terminal/figures.ts'

/** One outage, and all that were down by it alike. */
export interface Outage extends Omit<OutageEntry, 'interlink' | 'family'> {
  /** InterLinks in the order of the file, with the family where only one of several was down. */
  readonly subjects: readonly string[]
}

/** Orders and creations are told as steps of lives. */
const isTold = ({ cause }: OutageEntry): boolean =>
  !cause.startsWith('order: ') && cause !== 'configuring'

/** What the scenario never configures is warned of, and is no event. */
const isEvent = ({ from, to }: OutageEntry): boolean => from > 0 || to !== null

const subjectsOf = (context: Context, entries: readonly OutageEntry[]): readonly string[] =>
  [...groupBy(entries, ({ interlink }) => interlink)].map(([id, alike]) => {
    const known = context.document.availability.filter(({ interlink }) => interlink === id)
    if (alike.length === known.length) return id
    const families = FAMILIES.filter(family => alike.some(each => each.family === family))
    return `${id} (${families.map(family => FAMILY[family]).join(', ')})`
  })

/** The outages of a run, in the order of time. */
export const outagesIn: (context: Context) => readonly Outage[] = oncePer(context => {
  const told = context.document.outages.filter(each => isTold(each) && isEvent(each))
  const alike = groupBy(told, ({ from, to, detected, cause, owner }) =>
    [from, to, detected, cause, owner].join(' '),
  )
  return [...alike.values()]
    .map(entries => {
      const { interlink: _, family: __, ...outage } = entries[0]!
      return { ...outage, subjects: subjectsOf(context, entries) }
    })
    .toSorted((a, b) => a.from - b.from)
})

/** An instant since simulated time 0 as one of the measured time; null: it is in the warm-up. */
export const measuredAt = ({ document }: Context, instant: number): string | null => {
  // Both are whole picoseconds; their difference as float64 may not be.
  const since = Math.round((instant - document.simulated.warmup) * 1e12) / 1e12
  if (since < 0) return null
  return since === 0 ? '0' : exact(since, 'duration')
}

/** The same within a sentence. */
export const momentOf = (context: Context, instant: number): string =>
  measuredAt(context, instant) ?? 'the warm-up'
