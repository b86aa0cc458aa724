/** Differences in words. */
import { match } from 'ts-pattern'
import { towards } from '../../model/direction.ts'
import { dimensionOf } from '../../model/objective.ts'
import type { ComparedFigure, ComparedSubject, Difference } from '../../study/compare/document.ts'
import { spoken } from '../terminal/figures.ts'
import { NBSP } from '../terminal/text.ts'

/** `data to cloud`, `the port of paris-1 to cloud`. */
export const subjectName = (subject: ComparedSubject): string =>
  'interlink' in subject
    ? `${subject.interlink} ${towards(subject.direction)}`
    : `the port of ${subject.connection} ${towards(subject.direction)}`

/** A value with its unit, never rounded to zero. */
const text = (value: number, { metric }: Pick<ComparedFigure, 'metric'>): string =>
  spoken(value, dimensionOf(metric), value === 0 ? [] : [0])

/** Which frames a statistic is about, and what it adds at the end of a sentence. */
const framesOf = (statistic: string): { readonly who: string; readonly end: string } =>
  match(statistic)
    .with('mean', () => ({ who: 'frames', end: ' on average' }))
    .with('p50', () => ({ who: 'half of the frames', end: '' }))
    .with('max', () => ({ who: 'the very slowest frames', end: '' }))
    .otherwise(() => ({ who: 'the slowest frames', end: '' }))

/** What B changes, for people who do not know the metric's name: `data to cloud loses 1.3 % of its frames less`. */
export const changeInWords = (difference: Difference): string => {
  const { metric, mean } = difference
  const amount = text(Math.abs(mean!), difference)
  const more = mean! > 0 ? 'more' : 'less'
  const name = subjectName(difference)
  const [quantity = '', statistic = ''] = metric.split('.')
  const { who, end } = framesOf(statistic)
  return match({ quantity, isPort: 'connection' in difference })
    .with({ quantity: 'loss' }, () => `${name} loses ${amount} of its frames ${more}`)
    .with({ quantity: 'throughput' }, () => `${name} delivers ${amount} ${more}`)
    .with({ quantity: 'availability' }, () => `${name} is available ${amount} ${more} of the time`)
    .with(
      { quantity: 'utilisation', isPort: true },
      () => `${name} is busy ${amount} ${more} of the time`,
    )
    .with({ quantity: 'utilisation' }, () => `${name} uses ${amount} of its bandwidth ${more}`)
    .with({ quantity: 'queue' }, () => `up to ${amount} ${more} wait for ${name}`)
    .with(
      { quantity: 'shaperWait' },
      () => `${who} of ${name} wait ${amount} ${more} in the shaper${end}`,
    )
    .with(
      { quantity: 'portWait' },
      () => `${who} of ${name} wait ${amount} ${more} for the port${end}`,
    )
    .otherwise(() => `${who} of ${name} arrive ${amount} ${mean! > 0 ? 'later' : 'sooner'}${end}`)
}

/** Two amounts as the ends of a range, the unit said once where both have the same. */
const range = (from: string, to: string): string => {
  const [amount = '', unit] = from.split(NBSP)
  return `between ${unit === to.split(NBSP)[1] ? amount : from} and ${to}`
}

/** The interval of a difference: `between 0.7 and 1.9 % less`, `between 0.1 % less and 0.3 % more`. */
export const intervalInWords = (difference: Difference): string => {
  const { low, high, pairs } = difference
  if (low === null || high === null) {
    return pairs === 0 ? 'no seed in which both have it' : 'one seed tells no interval'
  }
  if (low === 0 && high === 0) return 'none in any seed'
  const [least, most] = [text(Math.abs(low), difference), text(Math.abs(high), difference)]
  if (low === high) return `${least} ${low > 0 ? 'more' : 'less'} in every seed`
  if (low >= 0) return `${range(least, most)} more`
  return high <= 0 ? `${range(most, least)} less` : `between ${least} less and ${most} more`
}
