/** The verdict on a run and on the same without each connection, in a sentence that needs no table. */
import type { Context } from './context.ts'
import { failureCause } from './failure-cause.ts'
import { type Failure, badFailuresIn, failuresIn, leadOf, worstCasesIn } from './failures.ts'
import { finding, plural } from './finding.ts'
import { type Judged, byStrain } from './judged.ts'
import { count } from './terminal/figures.ts'
import { type Verdict, verdictOn } from './verdict.ts'

const NOTHING = 'none of its frames arrived'

/** Failures up to this number beside the worst have a clause of their own. */
const NAMED = 3

/** `1 of 6 objectives is missed, 2 undecided`. */
const share = ({ judged, failed }: Failure): string => {
  const undecided = failed.filter(({ result }) => result.undecided === true).length
  const missed = failed.length - undecided
  const first = missed === 0 ? undecided : missed
  const word = missed === 0 ? 'undecided' : 'missed'
  if (judged.length === 1) return `the only objective is ${word}`
  if (first === judged.length) return `all ${count(first)} objectives are ${word}`
  const more = missed === 0 || undecided === 0 ? '' : `, ${count(undecided)} undecided`
  const verb = first === 1 ? 'is' : 'are'
  return `${count(first)} of ${plural(judged.length, 'objective')} ${verb} ${word}${more}`
}

/** The worst failure: `Without paris-2, 1 of 6 objectives is missed: erp-1 to cloud loses 34 % …`. */
const headlineOf = (context: Context, failure: Failure): string => {
  const which = failure.failed.length === 1 ? ': ' : '; the worst: '
  const { result } = leadOf(failure)
  return `Without ${failure.connection}, ${share(failure)}${which}${finding(context, result, NOTHING)}.`
}

/** Those that are bad besides: `Without paris-1, 2 of 6 objectives are missed.` */
const furtherOf = (failures: readonly Failure[]): readonly string[] => {
  const left = failures.length - NAMED
  return [
    ...failures.slice(0, NAMED).map(each => `Without ${each.connection}, ${share(each)}.`),
    ...(left > 0 ? [`Likewise without ${plural(left, 'more connection')}.`] : []),
  ]
}

/** All hold throughout: which comes closest to its limit. */
const allHold = (context: Context, judged: readonly Judged[]): string => {
  const { failures = [] } = context.document
  const which =
    judged.length === 1
      ? 'The only objective holds'
      : `All ${plural(judged.length, 'objective')} hold`
  const lost =
    failures.length === 1
      ? `without ${failures[0]!.connection}, the only connection`
      : `with any one of the ${count(failures.length)} connections lost`
  const [closest] = byStrain(worstCasesIn(context))
  const nearest =
    closest === undefined ? '' : `; the closest then: ${finding(context, closest.result, NOTHING)}`
  return `${which}, also ${lost}${nearest}.`
}

/**
 * The verdict on a run; where connections were lost in turn, on that, too.
 *
 * @param judged  its objectives; may be empty
 */
export const verdictWithFailures = (context: Context, judged: readonly Judged[]): Verdict => {
  const whole = verdictOn(context, judged)
  if (failuresIn(context).length === 0) return whole
  const bad = badFailuresIn(context)
  const [worst, ...others] = bad
  if (whole.standing === 'missed') {
    const cause = [whole.cause, ...furtherOf(bad)].filter(text => text !== '').join(' ')
    return { ...whole, cause }
  }
  if (worst === undefined) {
    return whole.standing === 'met' ? { ...whole, headline: allHold(context, judged) } : whole
  }
  const up = judged.length === 0 ? '' : 'With every connection up all objectives are met.'
  const cause = [failureCause(context, worst), ...furtherOf(others), up]
  return {
    standing: 'missed',
    headline: headlineOf(context, worst),
    cause: cause.filter(text => text !== '').join(' '),
  }
}
