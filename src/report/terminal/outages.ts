/** What was down, for how long and through whom; silent where nothing was. */
import { FAMILY } from '../../model/lifecycle/words.ts'
import type { AvailabilityEntry } from '../../sim/result/document.ts'
import { groupBy } from '../../group.ts'
import type { Context } from '../context.ts'
import { type Outage, measuredAt, outagesIn } from '../outages.ts'
import { plural } from '../verdict.ts'
import { type Cell, type Column, layOut, plain } from './columns.ts'
import { count, exact, spoken } from './figures.ts'
import { footLine, titled } from './lines.ts'
import { type Surface, symbolsOf } from './style.ts'
import { wrap } from './text.ts'

/** Outages that are listed; of more, the first. */
const LISTED = 10
/** InterLinks that are named in a row. */
const NAMED = 3
/** InterLinks whose availability is told; of more, the least available. */
const AVAILABLE_LISTED = 4

const COLUMNS: readonly Column[] = (
  ['right', 'right', 'right', 'left', 'left', 'left'] as const
).map((align, index) => ({ align, gap: index === 0 ? 1 : 2, width: 0 }))

const head: readonly Cell[] = ['from', 'to', 'detected', 'cause', 'side', 'down'].map(text => ({
  text,
  tone: 'secondary',
}))

const named = (subjects: readonly string[]): string =>
  subjects.length <= NAMED
    ? subjects.join(', ')
    : `${subjects.slice(0, NAMED - 1).join(', ')} and ${count(subjects.length - NAMED + 1)} more`

const instantAt = (context: Context, instant: number): string =>
  measuredAt(context, instant) ?? 'warm-up'

const detectedAt = (context: Context, { from, detected }: Outage): string => {
  if (detected === null) return 'never'
  return detected === from ? 'at once' : instantAt(context, detected)
}

const cells = (context: Context, none: string, outage: Outage): readonly string[] => [
  instantAt(context, outage.from),
  outage.to === null ? none : instantAt(context, outage.to),
  detectedAt(context, outage),
  outage.cause,
  outage.owner,
  named(outage.subjects),
]

const stacked = ([from, to, detected, cause, side, down]: readonly string[]): string =>
  `${from!} to ${to!}: ${cause!} (${side!}'s side), detected ${detected!}; down: ${down!}`

const spelledBy = ({
  downByOwner: { customer, provider },
}: Pick<AvailabilityEntry, 'downByOwner'>): string => {
  const [ofCustomer, ofProvider] = [customer, provider].map(time => exact(time, 'duration'))
  if (provider === 0) return `${ofCustomer!} by the customer's side`
  if (customer === 0) return `${ofProvider!} by the provider's side`
  return `${ofCustomer!} by the customer's side, ${ofProvider!} by the provider's`
}

const carried = ({ up, down }: AvailabilityEntry): string =>
  spoken(up / (up + down), 'share', [0, 1])

const availableLines = ({ document }: Context, surface: Surface): readonly string[] => {
  const entries = document.availability.filter(({ down }) => down > 0)
  // Families of an InterLink that fared alike are told together, and so are InterLinks.
  const families = groupBy(
    entries,
    entry => `${entry.interlink} ${carried(entry)} ${spelledBy(entry)}`,
  )
  const alike = groupBy([...families.values()], group =>
    [...group.map(({ family }) => family), carried(group[0]!), spelledBy(group[0]!)].join(' '),
  )
  const reduced = [...alike.values()].toSorted(([a], [b]) => b![0]!.down - a![0]!.down)
  const texts = reduced.slice(0, AVAILABLE_LISTED).map(groups => {
    const [group] = groups
    const ids = groups.map(([entry]) => entry!.interlink)
    const both = group!.map(({ family }) => FAMILY[family]).join(' and ')
    return `${named(ids)} carried ${both} ${carried(group![0]!)} of the time; down ${spelledBy(group![0]!)}`
  })
  const left = reduced.slice(texts.length).reduce((count, groups) => count + groups.length, 0)
  if (left > 0) texts.push(`${count(left)} more in the result`)
  return texts.flatMap(text => footLine(surface, 'up', text))
}

/** The outages of a run, and how available it left InterLinks. */
export const outageLines = (context: Context, surface: Surface): readonly string[] => {
  const outages = outagesIn(context)
  if (outages.length === 0) return []
  const { none } = symbolsOf(surface)
  const rows = outages.slice(0, LISTED).map(outage => cells(context, none, outage))
  const layout = layOut(surface, COLUMNS, [head, ...rows.map(row => row.map(plain))])
  const left = outages.length - rows.length
  return [
    ...titled(surface, 'outages; measured time begins at 0, of several causes the earliest counts'),
    ...(layout.width <= surface.width
      ? layout.lines
      : rows.flatMap(row => wrap(stacked(row), surface.width, ' ', '   '))),
    ...(left > 0 ? wrap(`${plural(left, 'more outage')} in the result`, surface.width, ' ') : []),
    ...availableLines(context, surface),
  ]
}
