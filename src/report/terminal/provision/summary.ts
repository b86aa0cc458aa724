/** The summary of `provision`: verdict, milestones, light, bill, and what to do next. */
import type { Scenario } from '../../../model/scenario.ts'
import type { ConnectionProvision, ProvisionDocument } from '../../../study/provision-document.ts'
import { command } from '../../command.ts'
import { instantIn } from '../../dates.ts'
import type { Locate } from '../../judged.ts'
import { lightText } from '../../provision/light.ts'
import {
  type Ordered,
  isMissed,
  isOrdered,
  lightJudged,
  verdictOnOrders,
  worstFirst,
} from '../../provision/verdict.ts'
import { plural } from '../../verdict.ts'
import { connectionLine } from '../heading.ts'
import { footLine, marked, warningLines } from '../lines.ts'
import { type Surface, paint } from '../style.ts'
import { NBSP, printable, proseWidth, shown, wrap } from '../text.ts'
import { bill, detail, letter, orderBy } from './details.ts'
import { milestoneTable } from './milestones.ts'

/** What a summary is made of. */
export interface ProvisionSummaryInput {
  readonly scenario: Scenario
  readonly document: ProvisionDocument
  readonly locate: Locate
  /** The scenario file as the user named it. */
  readonly file: string
  /** Options that were given, other than the seed, as words: `--need-by`, `2026-02-09`. */
  readonly options: readonly string[]
  /** Of this program. */
  readonly version: string
  /** Warnings about the scenario, one line each. */
  readonly warnings: readonly string[]
}

/** Connections up to this number have a table each; of more, those that missed come first. */
const LISTED = 12

const block = (
  input: ProvisionSummaryInput,
  index: number,
  surface: Surface,
): readonly string[] => {
  const { document, scenario } = input
  const { needBy, replications } = document
  const each = document.connections[index]!
  const light = lightText(scenario.world.connections[index]!, each === lightJudged(document))
  const details = [...detail(surface, 'light', light), ...bill(each, document, surface)]
  if (!isOrdered(each)) {
    return [...detail(surface, 'order', 'none: it is active from the start'), ...details]
  }
  const table = milestoneTable(each, needBy === null ? null : instantIn(needBy), surface)
  return [
    ...table,
    '',
    ...orderBy(each, surface),
    ...letter(each, replications, surface),
    ...details,
  ]
}

/** The connections that have a block, in the order of the file. */
const listed = ({ connections }: ProvisionDocument): ReadonlySet<ConnectionProvision> =>
  new Set(
    connections.toSorted((a, b) => Number(isMissed(b)) - Number(isMissed(a))).slice(0, LISTED),
  )

const blocks = (input: ProvisionSummaryInput, surface: Surface): readonly (readonly string[])[] => {
  const { scenario, document } = input
  const { connections } = document
  if (connections.length === 1) return [block(input, 0, surface)]
  const shownOnes = listed(document)
  const hidden = connections.length - shownOnes.size
  return [
    ...connections.flatMap((each, index) => {
      if (!shownOnes.has(each)) return []
      const heading = connectionLine({ scenario }, scenario.world.connections[index]!, surface)
      return [[...heading, ...block(input, index, surface)]]
    }),
    ...(hidden > 0
      ? [
          wrap(
            `${plural(hidden, 'more connection')}; --format json tells of all`,
            proseWidth(surface),
            ' ',
          ),
        ]
      : []),
  ]
}

const notes = (document: ProvisionDocument, surface: Surface): readonly string[] =>
  wrap(
    `${plural(document.replications, 'order')} simulated; 10${NBSP}%: one in ten is there by this date, ` +
      `90${NBSP}%: nine in ten`,
    proseWidth(surface),
    ' ',
  ).map(line => paint(surface, 'secondary', line))

/** What to do next: a command, and a remark on it, which may be empty. */
const nextStep = (input: ProvisionSummaryInput): readonly [string, string] => {
  const { document, locate, file, options } = input
  const again = command('provision', file, ...options)
  const place = (path: readonly string[]): string => {
    const found = locate(path)
    return found === null ? file : `${file}:${found.line}`
  }
  const connections = worstFirst(document.connections)
  const dark = lightJudged(document)
  if (dark !== undefined) {
    const path = ['connections', dark.connection]
    const keys = `${path.join('.')}.crossConnect or optics`
    return [`change ${keys} in ${place(path)}, then ${again}`, '']
  }
  const late = connections.find((each): each is Ordered => isOrdered(each) && each.ready === false)
  if (late !== undefined && late.orderBy !== null) {
    const path = ['connections', late.connection, 'provisioning', 'ordered']
    return [`set ${path.join('.')} to ${late.orderBy} in ${place(path)}, then ${again}`, '']
  }
  if (document.needBy === null) {
    const last = document.connections
      .filter(isOrdered)
      .map(({ billedFrom }) => billedFrom.p90.slice(0, 10))
      .toSorted()
      .at(-1)!
    return [command('provision', file, ...options, '--need-by', last), 'judges a date']
  }
  return [
    command('provision', file, ...options, '--letter'),
    'the letter of authorization, for whoever patches',
  ]
}

/**
 * Draws the summary.
 *
 * @param input  of a document with at least one connection that is ordered
 * @returns lines, each ended by a line feed; no line is wider than the surface unless a single id or
 *   word is
 */
export const renderProvision = (given: ProvisionSummaryInput, surface: Surface): string => {
  const input = { ...given, file: printable(given.file) }
  const { document, file, options, version, warnings } = input
  const verdict = verdictOnOrders(document, given.scenario.world)
  const [next, remark] = nextStep(input)
  const seed = ['--seed', String(document.seed)]
  const sections: readonly (readonly string[])[] = [
    [
      ...marked(surface, verdict.standing, verdict.headline),
      ...(verdict.cause === '' ? [] : wrap(verdict.cause, proseWidth(surface), '  ')),
    ],
    ...blocks(input, surface),
    notes(document, surface),
    warningLines(warnings, file, surface),
    [
      ...footLine(surface, 'next', next, remark),
      ...footLine(
        surface,
        'again',
        command('provision', file, ...options, ...seed),
        `same bytes on any machine, v${version}`,
      ),
    ],
  ]
  const lines = sections.filter(section => section.length > 0).map(section => section.join('\n'))
  return `${shown(surface, lines.join('\n\n'))}\n`
}
