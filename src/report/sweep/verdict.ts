/** The verdict on a sweep: how many combinations meet every objective, and the smallest that does. */
import type { Standing, SweepDocument } from '../../study/sweep/document.ts'
import { count } from '../terminal/figures.ts'
import { type Verdict, plural } from '../verdict.ts'

/** `meets` of one, `meet` of several. */
const verb = (many: number, singular: string, several: string): string =>
  many === 1 ? singular : several

const REASONS: Readonly<Record<'undecided' | 'refused' | 'failed', readonly [string, string]>> = {
  undecided: ['is undecided', 'are undecided'],
  refused: ['is refused by the rules', 'are refused by the rules'],
  failed: ['failed', 'failed'],
}

/** Combinations that are neither met nor missed, and a reason: `2 are refused by the rules, …`; may be empty. */
const restOf = ({ combinations, firstError }: SweepDocument): string => {
  const rest = (['undecided', 'refused', 'failed'] as const)
    .filter(each => combinations[each] > 0)
    .map(each => `${count(combinations[each])} ${verb(combinations[each], ...REASONS[each])}`)
  if (rest.length === 0) return ''
  const instance = firstError === null ? '' : `; for instance ${firstError}`
  return `${rest.join(', ')}${instance}.`
}

const headlineOf = (document: SweepDocument): string => {
  const { combinations, smallest } = document
  const { count: all, met } = combinations
  if (met === 0) {
    return all === 1
      ? 'The only combination does not meet every objective.'
      : `None of ${plural(all, 'combination')} meets every objective.`
  }
  const how =
    met === all
      ? `${all === 1 ? 'The only combination' : `All ${plural(all, 'combination')}`} ${verb(all, 'meets', 'meet')} every objective`
      : `${count(met)} of ${plural(all, 'combination')} ${verb(met, 'meets', 'meet')} every objective`
  return smallest === null
    ? `${how}.`
    : `${how}; the smallest ${smallest.path} that does is ${smallest.value}.`
}

const played = ({ count: all, refused, failed }: Record<Standing | 'count', number>): number =>
  all - refused - failed

/** The verdict. */
export const verdictOnSweep = (document: SweepDocument): Verdict => {
  const { combinations } = document
  const cause = restOf(document)
  if (combinations.unjudged > 0 && combinations.unjudged === played(combinations)) {
    return {
      standing: 'none',
      headline: `${plural(combinations.unjudged, 'combination')} played; no objective says what is enough.`,
      cause,
    }
  }
  return {
    standing: combinations.met > 0 ? 'met' : 'missed',
    headline: headlineOf(document),
    cause,
  }
}
