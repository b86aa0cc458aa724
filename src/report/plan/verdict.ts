/** The verdict on a plan: what is needed instead of what there is, or why nothing is enough. */
import { match } from 'ts-pattern'
import type { Scenario } from '../../model/scenario.ts'
import type { ObjectiveResult } from '../../sim/result/document.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import { measureOf, limitOf } from '../judged.ts'
import { intervalText } from '../replications.ts'
import { spoken } from '../terminal/figures.ts'
import { plural } from '../verdict.ts'
import { limitText, nounOf, objectiveText, subjectIn, valueText } from './words.ts'

/** What a verdict says: whether something was found, a sentence, and what explains it; may be empty. */
export interface PlanVerdict {
  readonly standing: 'met' | 'missed'
  readonly headline: string
  readonly cause: string
}

/** What the port keeps free when an InterLink gets its bandwidth. */
const leftFree = (
  scenario: Scenario | null,
  { interlink, connection }: PlanDocument,
  answer: number,
): string => {
  if (scenario === null) return ''
  const { connections, interlinks } = scenario.world
  const { portSpeed } = connections.find(({ id }) => id === connection)!
  const held = interlinks
    .filter(each => each.connection === connection && each.id !== interlink)
    .reduce((sum, { bandwidth }) => sum + bandwidth, answer)
  const [free, speed] = [portSpeed - held, portSpeed].map(value => spoken(value, 'rate'))
  return portSpeed === held
    ? `; ${connection} is full then`
    : `; ${connection} keeps ${free} of ${speed} free`
}

const found = (scenario: Scenario | null, document: PlanDocument, answer: number): PlanVerdict => {
  const { now, find, below, limits } = document
  const subject = subjectIn(document)
  const [value, current] = [valueText(document, answer), valueText(document, now)]
  const thing = match(find)
    .with('bandwidth', () => value)
    .with('portSpeed', () => `a port of ${value}`)
    .with('burst', 'queue', noun => `a ${noun} of ${value}`)
    .exhaustive()
  const needs =
    answer === now
      ? `${subject} needs the ${nounOf(document)} of ${value} that it has`
      : answer < now
        ? `${subject} needs only ${thing} instead of ${current}`
        : `${subject} needs ${thing} instead of ${current}`
  const free = find === 'bandwidth' ? leftFree(scenario, document, answer) : ''
  return {
    standing: 'met',
    headline: `${needs}${free}.`,
    cause:
      below === null
        ? `${valueText(document, limits.least)} is the least there is.`
        : `With ${valueText(document, below.value)}, one step less, ${below.missed.map(objectiveText).join(', ')} ` +
          `${below.missed.every(({ undecided }) => undecided === true) ? 'cannot be promised' : 'is missed'}.`,
  }
}

/** What it came to: `loss of data to cloud is 2.1 %, below 0.1 % is asked`. */
const finding = (result: ObjectiveResult): string => {
  const { value } = result
  const amount =
    value === null ? 'without any frame' : spoken(value, measureOf(result), [limitOf(result)])
  const interval = intervalText(result)
  return `${objectiveText(result)} is ${amount}${interval === '' ? '' : `, ${interval}`}; ${limitText(result)} is asked`
}

const mostText = (document: PlanDocument): string => {
  const { limits, connection, interlink } = document
  const most = valueText(document, limits.most)
  return match(limits.by)
    .with('port', () => `up to ${most}, all that ${connection} has for ${interlink}`)
    .with('catalogue', () => `up to ${most}, the largest that ${connection} offers`)
    .with('bucket', () => `up to ${most}, the deepest there is`)
    .with('queue', () => `up to ${most}, the largest there is`)
    .with('fastest', () => `up to ${most}, the fastest that ${connection} can have`)
    .exhaustive()
}

/** The verdict. @param scenario  null where it is not known; then what the port keeps free is not told */
export const verdictOnPlan = (scenario: Scenario | null, document: PlanDocument): PlanVerdict => {
  const { answer, failure } = document
  if (answer !== null) return found(scenario, document, answer)
  const subject = subjectIn(document)
  const noun = nounOf(document)
  return match(failure!)
    .with({ kind: 'excluded' }, ({ lower, upper }) => ({
      standing: 'missed' as const,
      headline: `No ${noun} of ${subject} is right: what one objective needs, another excludes.`,
      cause:
        `${objectiveText(lower.objective)}, ${limitText(lower.objective)}, needs at least ` +
        `${valueText(document, lower.from)}; ${objectiveText(upper.objective)}, ` +
        `${limitText(upper.objective)}, allows at most ${valueText(document, upper.upTo)}.`,
    }))
    .with({ kind: 'unmet' }, ({ objectives }) => ({
      standing: 'missed' as const,
      headline: `No ${noun} of ${subject} ${
        objectives.every(({ undecided }) => undecided === true) ? 'can be promised to be' : 'is'
      } enough, ${mostText(document)}.`,
      cause:
        `With the most, ${finding(objectives[0]!)}` +
        `${objectives.length === 1 ? '' : `; ${plural(objectives.length - 1, 'more objective')} likewise`}.`,
    }))
    .exhaustive()
}
