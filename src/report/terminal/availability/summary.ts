/** The summary of `availability`: verdict, subjects, causes, what would change, and what comes next. */
import type { AvailabilityDocument } from '../../../study/availability/document.ts'
import { type Faring, faringsOf, focusOf, nameOf } from '../../availability/subjects.ts'
import { judgedIn, verdictOnAvailability } from '../../availability/verdict.ts'
import { command } from '../../command.ts'
import { plural } from '../../verdict.ts'
import { count } from '../figures.ts'
import { footLine, marked, warningLines } from '../lines.ts'
import { type Surface, paint } from '../style.ts'
import { NBSP, printable, proseWidth, shown, wrap } from '../text.ts'
import { causes, changes } from './changes.ts'
import type { AvailabilitySummaryInput } from './input.ts'
import { nextStep } from './next.ts'
import { objectiveTable } from './objectives.ts'
import { availabilityTable } from './table.ts'

/** Fewer outages than this leave an interval that is itself unsure. */
const OUTAGES_FEW = 30

/** `five-nines: 10 years of faults alone, 1,000 times, seed 1` */
const playedLine = (
  { document }: AvailabilitySummaryInput,
  surface: Surface,
): readonly string[] => {
  const { scenario, years, replications, seed } = document
  return wrap(
    `${printable(scenario.name)}: ${plural(years, 'year')} of faults alone, no traffic, ` +
      `${replications === 1 ? 'once' : `${count(replications)} times`}, seed${NBSP}${seed}`,
    proseWidth(surface),
    '',
    '  ',
  )
}

const notes = (
  document: AvailabilityDocument,
  focus: Faring,
  name: string,
  surface: Surface,
): readonly string[] => {
  const { outages, undetectedMinutesPerYear } = focus.subject
  const anyUnnoticed = document.subjects.some(each => each.undetectedMinutesPerYear > 0)
  const texts = [
    'every part is whole at the beginning; orders and events of the scenario are not looked at, nor is ' +
      'bandwidth: a VPC is up while any of its InterLinks carries',
    ...(anyUnnoticed || undetectedMinutesPerYear > 0
      ? ['unnoticed: frames are sent and lost, until hold time or BFD runs out']
      : []),
    ...(outages > 0 && outages < OUTAGES_FEW && document.replications > 1
      ? [
          `the interval of ${name} rests on ${plural(outages, 'outage')}: more --replications make it sure`,
        ]
      : []),
    ...(document.replications === 1
      ? ['one replication; --replications 1000 gives an interval']
      : []),
  ]
  return texts.flatMap(text =>
    wrap(text, proseWidth(surface), ' ', ' ').map(line => paint(surface, 'secondary', line)),
  )
}

/**
 * Draws the summary.
 *
 * @returns lines, each ended by a line feed; no line is wider than the surface unless a single id or
 *   word is
 */
export const renderAvailability = (given: AvailabilitySummaryInput, surface: Surface): string => {
  const input = { ...given, file: printable(given.file) }
  const { scenario, document, file, options, version, warnings } = input
  const farings = faringsOf(document)
  const focus = focusOf(farings)
  const name = nameOf(focus, farings)
  const judged = judgedIn(scenario, document)
  const verdict = verdictOnAvailability(scenario, document)
  const [next, remark] = nextStep(input, judged, focus)
  const seed = ['--seed', String(document.seed)]
  const sections: readonly (readonly string[])[] = [
    [
      ...marked(surface, verdict.standing, verdict.headline),
      ...(verdict.cause === '' ? [] : wrap(verdict.cause, proseWidth(surface), '  ')),
    ],
    playedLine(input, surface),
    availabilityTable(document, surface),
    [...causes(focus, name, surface), ...changes(document, focus, farings, surface)],
    objectiveTable(input, judged, surface),
    notes(document, focus, name, surface),
    warningLines(warnings, file, surface),
    [
      ...footLine(surface, 'next', next, remark),
      ...footLine(
        surface,
        'again',
        command('availability', file, ...options, ...seed),
        `same bytes on any machine, v${version}`,
      ),
    ],
  ]
  const lines = sections.filter(section => section.length > 0).map(section => section.join('\n'))
  return `${shown(surface, lines.join('\n\n'))}\n`
}
