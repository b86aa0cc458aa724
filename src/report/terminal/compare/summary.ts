/** The summary of `compare`: verdict, who was compared, figures, objectives, and what comes next. */
import type { CompareDocument } from '../../../study/compare/document.ts'
import type { SideName } from '../../../study/compare/question.ts'
import { command } from '../../command.ts'
import type { CompareReportInput } from '../../compare/input.ts'
import { verdictOnComparison } from '../../compare/verdict.ts'
import { compareWarnings } from '../../compare/warnings.ts'
import { plural } from '../../verdict.ts'
import { exact, significant } from '../figures.ts'
import { footLine, marked, warningLines } from '../lines.ts'
import { type Surface, paint } from '../style.ts'
import { printable, proseWidth, shown, wrap } from '../text.ts'
import { nextStep } from './next.ts'
import { compareObjectives } from './objectives.ts'
import { compareTable } from './table.ts'

const SEEDS = 2 ** 32

/** `A  now.yaml: hybrid-paris, 1 s measured after 50 ms warm-up` */
const sideLine = (
  { document, files }: CompareReportInput,
  side: SideName,
  surface: Surface,
): readonly string[] => {
  const { scenario, simulated } = document[side]
  const { warmup, duration } = simulated
  const after = warmup === 0 ? '' : ` after ${exact(warmup, 'duration')} warm-up`
  return wrap(
    `${files[side]}: ${printable(scenario.name)}, ${exact(duration, 'duration')} measured${after}`,
    proseWidth(surface),
    `${side.toUpperCase()}  `,
    '   ',
  )
}

/** `20 seeds (1 to 20), the same for A and B` */
const seedsLine = ({ seed, replications }: CompareDocument, surface: Surface): readonly string[] =>
  wrap(
    `${plural(replications, 'seed')} (${seed} to ${(seed + replications - 1) % SEEDS}), the same for A and B`,
    proseWidth(surface),
    '',
    '   ',
  )

/** How many figures seem to differ by chance alone; no lines where that is less than one. */
const chanceNote = (document: CompareDocument, surface: Surface): readonly string[] => {
  const { differences, confidence } = document
  const moved = differences.filter(({ verdict }) => verdict !== 'same').length
  const byChance = moved * (1 - confidence)
  if (byChance < 1) return []
  const about = significant(byChance, { name: '', exponent: 0, multiple: 1 }, 1)
  return wrap(
    `each interval holds with ${exact(confidence, 'share')}: of ${moved} figures that move, about ${about} ` +
      `may seem to differ by chance; a higher --confidence makes that rarer`,
    proseWidth(surface),
    ' ',
  ).map(line => paint(surface, 'secondary', line))
}

/**
 * Draws the summary.
 *
 * @returns lines, each ended by a line feed; no line is wider than the surface unless a single id or
 *   word is
 */
export const renderCompare = (given: CompareReportInput, surface: Surface): string => {
  const files = { a: printable(given.files.a), b: printable(given.files.b) }
  const input = { ...given, files }
  const { document, options, version, wrote = [] } = input
  const verdict = verdictOnComparison(document)
  const [next, remark] = nextStep(input)
  const seed = ['--seed', String(document.seed)]
  const sections: readonly (readonly string[])[] = [
    [
      ...marked(surface, verdict.standing, verdict.headline),
      ...(verdict.cause === '' ? [] : wrap(verdict.cause, proseWidth(surface), '  ')),
    ],
    [
      ...sideLine(input, 'a', surface),
      ...sideLine(input, 'b', surface),
      ...seedsLine(document, surface),
    ],
    [...compareTable(document, surface), ...chanceNote(document, surface)],
    compareObjectives(document, surface),
    warningLines(compareWarnings(input), files.a, surface),
    [
      ...(wrote.length === 0 ? [] : footLine(surface, 'wrote', wrote.map(printable).join('  '))),
      ...footLine(surface, 'next', next, remark),
      ...footLine(
        surface,
        'again',
        command('compare', files.a, files.b, ...options, ...seed),
        `same bytes on any machine, v${version}`,
      ),
    ],
  ]
  const lines = sections.filter(section => section.length > 0).map(section => section.join('\n'))
  return `${shown(surface, lines.join('\n\n'))}\n`
}
