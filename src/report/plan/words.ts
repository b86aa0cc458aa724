/** What a plan is about, in words. */
import { towards } from '../../model/direction.ts'
import { formatQuantity } from '../../quantity.ts'
import type { ObjectiveResult } from '../../sim/result/document.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import { limitOf, measureOf, metricName } from '../judged.ts'
import { exact } from '../terminal/figures.ts'

type About = Pick<PlanDocument, 'find' | 'interlink' | 'connection'>

/** Whose value it is. */
export const subjectIn = ({ interlink, connection }: About): string => interlink ?? connection

/** What a value of it is called. */
export const nounOf = ({ find }: About): string => (find === 'portSpeed' ? 'port speed' : find)

const measure = ({ find }: About): 'rate' | 'size' =>
  find === 'burst' || find === 'queue' ? 'size' : 'rate'

/** A value with its unit, exactly: `4.45 Gbps`. */
export const valueText = (about: About, value: number): string => exact(value, measure(about))

/** The same as a scenario file has it: `4.45Gbps`. */
export const fileText = (about: About, value: number): string =>
  formatQuantity(value, measure(about))

/** Where the value stands in the file. */
export const pathOf = (about: About): readonly string[] =>
  about.interlink === null
    ? ['connections', about.connection, about.find]
    : ['interlinks', about.interlink, about.find]

/** What an objective is about: `loss of data to cloud`, `utilisation of the port of paris-1 to cloud`. */
export const objectiveText = (result: ObjectiveResult): string => {
  const subject = 'interlink' in result ? result.interlink : `the port of ${result.connection}`
  return `${metricName(result.metric)} of ${subject} ${towards(result.direction)}`
}

/** What it asks: `below 0.1 %`. */
export const limitText = (result: ObjectiveResult): string =>
  `${result.below === undefined ? 'above' : 'below'} ${exact(limitOf(result), measureOf(result))}`
