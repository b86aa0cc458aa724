/** The verdict on a comparison in plain sentences. */
import { match } from 'ts-pattern'
import type {
  CompareDocument,
  ComparedObjective,
  SideOutcome,
} from '../../study/compare/document.ts'
import type { SideName } from '../../study/compare/question.ts'
import { count, exact } from '../terminal/figures.ts'
import { type Verdict, plural } from '../verdict.ts'
import { type Change, changesIn } from './changes.ts'
import { changeInWords } from './words.ts'

const outcomesOf = (
  objectives: readonly ComparedObjective[],
  side: SideName,
): readonly SideOutcome[] =>
  objectives.flatMap(each => {
    const outcome = each[side]
    return outcome === null ? [] : [outcome]
  })

/** `meets 2 of 3 objectives (1 undecided)`. */
const metText = (outcomes: readonly SideOutcome[]): string => {
  const met = outcomes.filter(each => each.met).length
  const undecided = outcomes.filter(each => each.undecided === true).length
  if (outcomes.length === 0) return 'has no objective'
  const what = `meets ${count(met)} of ${plural(outcomes.length, 'objective')}`
  return undecided === 0 ? what : `${what} (${count(undecided)} undecided)`
}

/** How objectives fare on both sides; empty where there are none. */
const objectivesText = ({ objectives }: CompareDocument): string => {
  if (objectives.length === 0) return ''
  const [a, b] = (['a', 'b'] as const).map(side => metText(outcomesOf(objectives, side)))
  return a === b ? `Each ${b}.` : `B ${b}, A ${a}.`
}

/** `Of 12 figures 3 are better in B, 2 worse, 1 not told.` */
const tally = (all: number, better: number, worse: number, undecided: number): string => {
  const open = undecided === 0 ? '' : `, ${count(undecided)} not told`
  return (
    `Of ${plural(all, 'figure')} ${count(better)} ${better === 1 ? 'is' : 'are'} better in B, ` +
    `${count(worse)} worse${open}.`
  )
}

const leading = ([first]: readonly Change[]): string => changeInWords(first!.difference)

/** A change that is surely there and moves its figure by less than this share alone decides nothing. */
const NOTABLE = 0.05

/** What all changes come to that are surely for the better or the worse. */
const kindOf = (
  better: readonly Change[],
  worse: readonly Change[],
): 'better' | 'worse' | 'depends' | 'none' => {
  if (better.length + worse.length === 0) return 'none'
  const [isBetter, isWorse] = [better, worse].map(all => all.some(isNotable))
  if (isBetter !== isWorse) return isBetter === true ? 'better' : 'worse'
  if (worse.length === 0) return 'better'
  return better.length === 0 ? 'worse' : 'depends'
}

const isNotable = ({ weight }: Change): boolean => weight >= NOTABLE

/** What limits the sentence that nothing changes the other way. */
const beyond = (others: readonly Change[]): string =>
  others.length === 0 ? '' : ` by more than ${exact(NOTABLE, 'share')}`

/** The verdict: the most important change, and whether another one speaks against it. */
export const verdictOnComparison = (document: CompareDocument): Verdict => {
  const { differences, replications } = document
  const changes = changesIn(document)
  const [better, worse] = [changes('better'), changes('worse')]
  const all = differences.length
  const sentences = (...texts: readonly string[]): string =>
    texts.filter(text => text !== '').join(' ')
  const objectives = objectivesText(document)
  const undecided = changes('undecided').length
  const counts = tally(all, better.length, worse.length, undecided)
  const { a, b } = document.onlyIn
  const nothing = a.length + b.length === 0 ? 'nothing' : 'nothing that both have'
  if (all === 0) {
    return {
      standing: 'warning',
      headline:
        'Nothing can be compared: A and B have no traffic of the same InterLink and direction.',
      cause: objectives,
    }
  }
  const kind = kindOf(better, worse)
  if (kind !== 'none') {
    const { standing, headline } = match(kind)
      .with('depends', () => ({
        standing: 'warning' as const,
        headline: `It depends: in B ${leading(better)}, but ${leading(worse)}.`,
      }))
      .with('better', () => ({
        standing: 'met' as const,
        headline: `B is better: ${leading(better)}, and ${nothing} gets worse${beyond(worse)}.`,
      }))
      .with('worse', () => ({
        standing: 'missed' as const,
        headline: `B is worse: ${leading(worse)}, and ${nothing} gets better${beyond(better)}.`,
      }))
      .exhaustive()
    return { standing, headline, cause: sentences(counts, objectives) }
  }
  const others = changes('other')
  if (others.length > 0) {
    return {
      standing: 'none',
      headline: `Neither is better: in B ${leading(others)}, which is good or bad as one likes.`,
      cause: objectives,
    }
  }
  return {
    standing: 'none',
    headline:
      undecided === 0
        ? `A and B are the same: ${count(all)} figures are equal with each of ${count(replications)} seeds.`
        : `No difference can be told between A and B with ${count(replications)} seeds.`,
    cause: objectives,
  }
}
