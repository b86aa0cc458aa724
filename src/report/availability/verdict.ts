/** The verdict on availability, for a manager: how long down, and whose it is. */
import { groupBy } from '../../group.ts'
import type { Family } from '../../model/demand.ts'
import type { Scenario } from '../../model/scenario.ts'
import type { AvailabilityDocument } from '../../study/availability/document.ts'
import { type JudgedAvailability, judgeAvailability } from '../../study/availability/objectives.ts'
import { count, exact, trimmed } from '../terminal/figures.ts'
import { NBSP } from '../terminal/text.ts'
import { type Verdict, plural } from '../verdict.ts'
import { minutesInWords, share } from './figures.ts'
import { type Faring, faringsOf, focusOf, nameOf } from './subjects.ts'
import { toldTogether } from './together.ts'

/** What a fault looks like in a scenario. */
const faultExample = ({ world }: Scenario): string =>
  `faults: [{ connection: ${world.connections[0]?.id ?? 'paris-1'}, end: provider, kind: portDown, ` +
  'mtbf: 26280h, repair: { median: 4h, p90: 12h } }]'

/** As it was asked: `95 %`. */
export const confidenceText = ({ confidence }: AvailabilityDocument): string =>
  `${trimmed((confidence * 100).toFixed(13))}${NBSP}%`

/** An objective judged on an InterLink, with the families that fare alike. */
export interface JudgedFaring extends JudgedAvailability {
  readonly families: readonly Family[]
}

/** Objectives and what came of them, in the order of the file. */
export const judgedIn = (
  { objectives }: Scenario,
  { subjects }: AvailabilityDocument,
): readonly JudgedFaring[] => {
  const judged = judgeAvailability(objectives, subjects)
  const alike = groupBy(judged, ({ index, result: { family: _, ...rest } }) =>
    JSON.stringify([index, rest]),
  )
  return [...alike.values()].map(group => ({
    ...group[0]!,
    families: group.map(({ result }) => result.family),
  }))
}

/** How far from its limit, in down time: above 1 it is missed. */
const strain = ({ result: { value, above, below } }: JudgedAvailability): number =>
  above === undefined ? value / below! : (1 - value) / Math.max(1 - above, Number.EPSILON)

/** The most strained first. */
export const byStrain = (judged: readonly JudgedFaring[]): readonly JudgedFaring[] =>
  judged.toSorted((a, b) => strain(b) - strain(a))

const whose = ({ subject }: Faring): string => {
  const { customer, provider } = subject.minutesPerYearByOwner
  const [more, owner] = customer >= provider ? [customer, 'customer'] : [provider, 'provider']
  const part = more / (customer + provider)
  return part === 1
    ? `all of it the ${owner}'s to repair`
    : `${Math.min(99, Math.round(part * 100))}${NBSP}% of it the ${owner}'s to repair`
}

/** `vpc-web is up 99.92 % of the time: 7.2 hours a year without, 88 % of it the customer's to repair.` */
const standing = (document: AvailabilityDocument, faring: Faring, name: string): string => {
  const { years, replications } = document
  const { availability, minutesPerYear, outages } = faring.subject
  if (outages === 0) {
    return (
      `${name} was never down in ${count(years * replications)} years; with ` +
      `${confidenceText(document)} confidence it is at most ` +
      `${minutesInWords(minutesPerYear.high)} a year.`
    )
  }
  return (
    `${name} is up ${share(availability.mean)} of the time: ` +
    `${minutesInWords(minutesPerYear.mean)} a year without, ${whose(faring)}.`
  )
}

const found = ({ result }: JudgedAvailability): string => {
  const { interlink, value, low, high, above, below, undecided } = result
  const limit = above ?? below!
  const asked = `${above === undefined ? 'less' : 'more'} than ${exact(limit, 'share')} is asked`
  const range =
    undecided === true ? `, somewhere from ${share(low, [limit])} to ${share(high, [limit])}` : ''
  return `${interlink} is up ${share(value, [limit])} of the time${range}; ${asked}`
}

const cause = (document: AvailabilityDocument, faring: Faring): string => {
  const { minutesPerYear, minutesPerYearByCause, outages } = faring.subject
  const [most] = minutesPerYearByCause
  if (most === undefined || outages === 0) return ''
  const { low, high } = minutesPerYear
  const comes = `Most comes of ${most.cause} on ${most.connection}: ${minutesInWords(most.minutes)} a year.`
  // One replication tells no interval.
  if (document.replications === 1) return comes
  return (
    `${comes} With ${confidenceText(document)} confidence it is ` +
    `${low === 0 ? 'at most' : `${minutesInWords(low)} to`} ${minutesInWords(high)} in all.`
  )
}

/** `1 of 3 objectives missed, 1 undecided`. */
const failures = (all: number, missed: number, undecided: number): string => {
  if (all === 1) return `The only objective is ${missed === 1 ? 'missed' : 'undecided'}`
  const of = ` of ${plural(all, 'objective')}`
  const doubt = undecided === 0 ? '' : `${count(undecided)}${missed > 0 ? '' : of} undecided`
  const no = missed === 0 ? '' : `${count(missed)}${of} missed`
  return [no, doubt].filter(text => text !== '').join(', ')
}

/** Whether nothing fails because nothing can. */
export const isFlawless = (scenario: Scenario, { subjects }: AvailabilityDocument): boolean =>
  scenario.faults.length === 0 && subjects.every(({ outages }) => outages === 0)

/** The verdict; the document has at least one subject. */
export const verdictOnAvailability = (
  scenario: Scenario,
  document: AvailabilityDocument,
): Verdict => {
  const farings = faringsOf(document)
  const focus = focusOf(farings)
  const judged = judgedIn(scenario, document)
  const failed = byStrain(judged.filter(({ result }) => !result.met))
  const [worst] = failed
  const name = nameOf(focus, farings)
  const others = farings.filter(({ kind }) => kind === focus.kind).length - 1
  const which =
    others > 0
      ? `Of ${plural(others + 1, focus.kind === 'vpc' ? 'VPC' : 'InterLink')} the worst: `
      : ''
  const told = `${which}${standing(document, focus, name)}`
  if (worst !== undefined) {
    const undecided = failed.filter(({ result }) => result.undecided === true).length
    const missed = failed.length - undecided
    const which = failed.length > 1 ? '; the worst: ' : ': '
    return {
      standing: 'missed',
      headline: `${failures(judged.length, missed, undecided)}${which}${found(worst)}.`,
      cause: [told, cause(document, focus), toldTogether(document, failed)]
        .filter(text => text !== '')
        .join(' '),
    }
  }
  if (isFlawless(scenario, document)) {
    return {
      standing: judged.length > 0 ? 'met' : 'none',
      headline: `Nothing can fail: the scenario lists no faults, so ${name} is up 100${NBSP}% of the time.`,
      cause: `A fault is written like this: ${faultExample(scenario)}`,
    }
  }
  if (judged.length === 0)
    return { standing: 'none', headline: told, cause: cause(document, focus) }
  const closest = byStrain(judged)[0]!
  const all =
    judged.length === 1
      ? 'The only objective is met'
      : `All ${plural(judged.length, 'objective')} met; the closest`
  return {
    standing: 'met',
    headline: `${all}: ${found(closest)}.`,
    cause: `${told} ${cause(document, focus)}`.trim(),
  }
}
