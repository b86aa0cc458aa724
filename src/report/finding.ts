/** What was found of an objective, in words, and what was asked. */
import { match, P } from 'ts-pattern'
import { towards } from '../model/direction.ts'
import type { FlowResult, ObjectiveResult } from '../sim/result/document.ts'
import { type Context, carrierOf, flowOf, interlinkOf } from './context.ts'
import { impossibilityOf } from './impossible.ts'
import { delayNoun, limitOf, measureOf } from './judged.ts'
import { flowName } from './loss-cause.ts'
import { intervalText } from './replications.ts'
import { count, exact, spoken } from './terminal/figures.ts'

/** A count of things: `1 objective`, `7 objectives`. */
export const plural = (many: number, noun: string): string =>
  `${count(many)} ${noun}${many === 1 ? '' : 's'}`

/** What was asked, as the second half of a sentence: `less than 2 ms is asked`. */
const asked = (result: ObjectiveResult): string => {
  const limit = exact(limitOf(result), measureOf(result))
  const impossible = impossibilityOf(result)
  if (impossible !== null) {
    return `it must be ${impossible.bound}, which no figure is; write ${impossible.instead}`
  }
  if (result.metric === 'loss' && result.below !== undefined) return `${limit} is allowed`
  return `${result.below === undefined ? 'more' : 'less'} than ${limit} is asked`
}

/** A flow in words, with its connection where the scenario has several: `data to cloud on paris-1`. */
export const flowIn = (
  context: Context,
  flow: Pick<FlowResult, 'interlink' | 'direction'>,
): string =>
  context.scenario.world.connections.length === 1
    ? flowName(flow)
    : `${flowName(flow)} on ${carrierOf(context, flow.interlink).id}`

/** The subject of a result in words: `data to cloud`, `the port of paris-1 to cloud`. */
const subjectName = (context: Context, result: ObjectiveResult): string =>
  'connection' in result
    ? `the port of ${result.connection} ${towards(result.direction)}`
    : flowIn(context, result)

/** That nothing arrived, and of how much. */
const noneOf = (context: Context, result: ObjectiveResult): string => {
  const flow = 'interlink' in result ? flowOf(context, result.interlink, result.direction) : null
  return `of ${plural(flow?.offered.frames ?? 0, 'frame')} offered none arrived`
}

/**
 * What a result found, with its limit: `data to cloud loses 1.34 % of its frames; 0.1 % is allowed`.
 *
 * @param none  that nothing arrived, should there be no value; default: as the document has it
 */
export const finding = (
  context: Context,
  result: ObjectiveResult,
  none: string = noneOf(context, result),
): string => {
  const { metric, value } = result
  const subject = subjectName(context, result)
  if (value === null) return `${subject} has no ${delayNoun(metric)}: ${none}`
  const amount = spoken(value, measureOf(result), [limitOf(result)])
  const found = match({ metric, result })
    .with({ metric: 'loss' }, () => `loses ${amount} of its frames`)
    .with({ metric: 'throughput' }, () => `delivers ${amount}`)
    .with({ metric: 'availability' }, () => `is available ${amount} of the time`)
    .with({ metric: 'queue.max' }, () => `has up to ${amount} waiting`)
    .with({ metric: 'utilisation', result: { interlink: P.string } }, ({ result: flow }) => {
      const { bandwidth } = interlinkOf(context, flow.interlink)
      return `uses ${amount} of its ${exact(bandwidth, 'rate')}`
    })
    .with({ metric: 'utilisation' }, () => `is busy ${amount} of the time`)
    .otherwise(() => `has a ${delayNoun(metric)} of ${amount}`)
  const interval = intervalText(result)
  return `${subject} ${found}${interval === '' ? '' : `, ${interval}`}; ${asked(result)}`
}
