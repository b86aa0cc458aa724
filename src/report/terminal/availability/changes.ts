/** What makes the down time, and what a change would make of it. */
import type { AvailabilityDocument, WhatIf } from '../../../study/availability/document.ts'
import { minutes, share } from '../../availability/figures.ts'
import { type Faring, nameOf } from '../../availability/subjects.ts'
import { count } from '../figures.ts'
import { type Surface, paint } from '../style.ts'
import { NBSP, proseWidth, wrap } from '../text.ts'
import { detail } from './detail.ts'

/** Causes told at most. */
const CAUSES = 4

/** What makes the down time of whom the verdict is about. */
export const causes = (focus: Faring, name: string, surface: Surface): readonly string[] => {
  const all = focus.subject.minutesPerYearByCause
  if (all.length === 0) return []
  const total = focus.subject.minutesPerYear.mean
  const rest = all.slice(CAUSES)
  const told = [
    ...all
      .slice(0, CAUSES)
      .map(
        ({ cause, connection, owner, minutes: each }) =>
          `${cause} on ${connection} (${owner})${NBSP}${minutes(each)}`,
      ),
    ...(rest.length > 0
      ? [
          `${count(rest.length)} more${NBSP}${minutes(rest.reduce((sum, each) => sum + each.minutes, 0))}`,
        ]
      : []),
  ]
  return detail(
    surface,
    'causes',
    `of ${minutes(total)} min a year without ${name}: ${told.join(', ')}`,
  )
}

const LABELS: Readonly<Record<WhatIf['change'], string>> = {
  bfd: 'BFD of 900 ms',
  spareOptic: 'spare optic in 4 h',
  secondConnection: 'second connection',
}

/** What a change makes of one subject; null where it changes nothing of it that shows. */
const consequence = (
  document: AvailabilityDocument,
  { change, subjects }: WhatIf,
  { kind, id, families }: Faring,
  name: string,
): string | null => {
  const index = document.subjects.findIndex(
    each =>
      each.family === families[0] &&
      (kind === 'vpc'
        ? 'vpc' in each && each.vpc === id
        : 'interlink' in each && each.interlink === id),
  )
  const [was, would] = [document.subjects[index]!, subjects[index]!]
  const told = (before: number, after: number, what: string): string | null =>
    minutes(before) === minutes(after)
      ? null
      : `${name} ${what} ${minutes(after)} instead of ${minutes(before)} min a year`
  if (change === 'bfd') {
    return told(
      was.undetectedMinutesPerYear,
      would.undetectedMinutesPerYear,
      'loses frames unnoticed',
    )
  }
  const before = was.minutesPerYear.mean
  if (would.outages === 0 && before > 0) {
    const years = count(document.years * document.replications)
    return `${name} never down in ${years} years instead of ${minutes(before)} min a year`
  }
  const down = told(before, would.minutesPerYear, 'down')
  return down === null ? null : `${down}, up ${share(would.availability)}`
}

/** The changes, by what they make of whom the verdict is about, or else of the first that they change. */
export const changes = (
  document: AvailabilityDocument,
  focus: Faring,
  farings: readonly Faring[],
  surface: Surface,
): readonly string[] => {
  if (document.whatIf.length === 0) return []
  return [
    ...wrap('the same luck, with', proseWidth(surface), ' ').map(line =>
      paint(surface, 'secondary', line),
    ),
    ...document.whatIf.flatMap(each => {
      let told: string | null = null
      for (const faring of [focus, ...farings]) {
        told ??= consequence(document, each, faring, nameOf(faring, farings))
        if (told !== null) break
      }
      return detail(surface, LABELS[each.change], told ?? 'nothing changes')
    }),
  ]
}
