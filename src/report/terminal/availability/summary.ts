/** The summary of `availability`: verdict, subjects, causes, what would change, and what comes next. */
import type { Scenario } from '../../../model/scenario.ts'
import type { AvailabilityDocument, WhatIf } from '../../../study/availability/document.ts'
import { minutes, share } from '../../availability/figures.ts'
import { type Faring, faringsOf, focusOf, nameOf } from '../../availability/subjects.ts'
import {
  type JudgedFaring,
  byStrain,
  confidenceText,
  isFlawless,
  judgedIn,
  verdictOnAvailability,
} from '../../availability/verdict.ts'
import { command } from '../../command.ts'
import type { Locate } from '../../judged.ts'
import { plural } from '../../verdict.ts'
import { type Column, layOut, plain } from '../columns.ts'
import { count, exact } from '../figures.ts'
import { footLine, marked } from '../lines.ts'
import { type Surface, paint, symbolsOf } from '../style.ts'
import { NBSP, printable, proseWidth, shown, wrap } from '../text.ts'
import { availabilityTable } from './table.ts'

/** What a summary is made of. */
export interface AvailabilitySummaryInput {
  readonly scenario: Scenario
  /** With at least one subject. */
  readonly document: AvailabilityDocument
  readonly locate: Locate
  /** The scenario file as the user named it. */
  readonly file: string
  /** Options that were given, other than the seed, as words: `--years`, `20`. */
  readonly options: readonly string[]
  /** Of this program. */
  readonly version: string
  /** Warnings about the scenario, one line each. */
  readonly warnings: readonly string[]
}

/** Causes and objectives told at most. */
const CAUSES = 4
const OBJECTIVES = 8
const LABEL_WIDTH = 19
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

/** Below this width a label stands before its text, not beside it. */
const NARROW = 60

const detail = (surface: Surface, label: string, text: string): readonly string[] => {
  if (surface.width < NARROW) return wrap(`${label}: ${text}`, surface.width, ' ', '   ')
  const padded = ` ${label.padEnd(LABEL_WIDTH)}`
  const [first = '', ...rest] = wrap(text, proseWidth(surface), padded, ' '.repeat(padded.length))
  return [` ${paint(surface, 'secondary', label)}${first.slice(1 + label.length)}`, ...rest]
}

/** What makes the down time of whom the verdict is about. */
const causes = (focus: Faring, name: string, surface: Surface): readonly string[] => {
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
const changes = (
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

const OBJECTIVE_COLUMNS: readonly Column[] = [
  { align: 'left', gap: 1, width: 1 },
  { align: 'left', gap: 1, width: 8 },
  { align: 'left', gap: 1, width: 4 },
  { align: 'right', gap: 2, width: 9 },
  { align: 'right', gap: 2, width: 9 },
  { align: 'left', gap: 2, width: 9 },
  { align: 'left', gap: 2, width: 0 },
]

const objectiveTable = (
  { document, locate, file }: AvailabilitySummaryInput,
  judged: readonly JudgedFaring[],
  surface: Surface,
): readonly string[] => {
  if (judged.length === 0) return []
  const failed = byStrain(judged.filter(({ result }) => !result.met))
  const met = byStrain(judged.filter(({ result }) => result.met))
  const listed = [...failed, ...met].slice(0, OBJECTIVES)
  const { range } = symbolsOf(surface)
  const cells = ({ index, families, result }: JudgedFaring, name: string) => {
    const { interlink, value, low, high, above, below, undecided } = result
    const limit = above ?? below!
    const place = locate(['objectives', index])
    const mark = result.met ? ('met' as const) : ('missed' as const)
    const verdict = undecided === true ? 'undecided' : result.met ? 'met' : 'missed'
    return {
      mark,
      texts: [
        symbolsOf(surface)[mark],
        interlink,
        families.join('+'),
        exact(limit, 'share'),
        share(value, [limit]),
        `${verdict}: ${share(low, [limit])} ${range} ${share(high, [limit])}`,
        place === null || result.met ? '' : `${name}:${place.line}:${place.column}`,
      ],
    }
  }
  const left = judged.length - listed.length
  const more =
    left > 0
      ? wrap(`${count(left)} more; --format json tells of all`, proseWidth(surface), ' ')
      : []
  const heads = [
    'objective',
    '',
    '',
    'limit',
    'value',
    words(`verdict (${confidenceText(document)})`),
  ]
  for (const name of [file, file.split(/[\\/]/).at(-1)!]) {
    const layout = layOut(surface, OBJECTIVE_COLUMNS, [
      heads.map(text => ({ text, tone: 'secondary' as const })),
      ...listed
        .map(each => cells(each, name))
        .map(({ mark, texts }) =>
          texts.map((text, i) => (i === 0 ? { text, tone: mark } : plain(text))),
        ),
    ])
    if (layout.width <= proseWidth(surface)) return [...layout.lines, ...more]
  }
  const rows = listed.map(each => cells(each, file))
  return [
    ...rows.flatMap(({ texts: [symbol, id, family, limit, value, verdict, place] }) =>
      wrap(
        `${id} ${family} ${value}, limit ${limit}, ${verdict}${place === '' ? '' : `, ${place}`}`,
        proseWidth(surface),
        ` ${symbol} `,
        '   ',
      ),
    ),
    ...more,
  ]
}

const words = (text: string): string => text.replaceAll(' ', NBSP)

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

/** How the causes end that faults are, and not the configuration. */
const OF_FAULT = /: (?:cut|blackhole|down|failed)$/u

/** What to do next: a command, and a remark on it, which may be empty. */
const nextStep = (
  { scenario, document, file, options, locate }: AvailabilitySummaryInput,
  judged: readonly JudgedFaring[],
  focus: Faring,
): readonly [string, string] => {
  const again = command('availability', file, ...options)
  const place = (path: readonly (string | number)[]): string => {
    const found = locate(path)
    return found === null ? file : `${file}:${found.line}`
  }
  if (isFlawless(scenario, document)) {
    return [`add faults to ${file}, then ${again}`, 'what fails, how often, how long repair takes']
  }
  const failed = byStrain(judged.filter(({ result }) => !result.met))
  const missed = failed.find(({ result }) => result.undecided !== true)
  if (missed !== undefined) {
    const { interlink, family } = missed.result
    const subject = document.subjects.find(
      each => 'interlink' in each && each.interlink === interlink && each.family === family,
    )!
    const [most] = subject.minutesPerYearByCause
    if (most === undefined || !OF_FAULT.test(most.cause)) {
      const what = most === undefined ? interlink : `${most.cause} on ${most.connection}`
      return [`see to ${what} in ${place(['interlinks', interlink])}, then ${again}`, '']
    }
    const what = `${most.cause} on ${most.connection}`
    return [`shorten the repair of ${what} in ${place(['faults'])}, then ${again}`, '']
  }
  if (failed.length > 0) {
    const rest = options.filter(
      (word, i) => word !== '--replications' && options[i - 1] !== '--replications',
    )
    const more = String(Math.min(100_000, 10 * document.replications))
    return [command('availability', file, ...rest, '--replications', more), 'narrows the interval']
  }
  if (judged.length === 0) {
    const id = 'vpc' in focus.subject ? focus.subject.interlinks[0]! : focus.id
    return [
      `add { interlink: ${id}, metric: availability, above: 99.9% } to ${place(['objectives'])}, then ${again}`,
      'judges it',
    ]
  }
  return [command('run', file), 'whether it carries the load']
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
    warnings.flatMap(warning => marked(surface, 'warning', printable(warning))),
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
