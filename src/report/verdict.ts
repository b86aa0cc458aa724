/** The verdict in words: what missed or what came closest, and why. Plain sentences, not wrapped. */
import { match } from 'ts-pattern'
import type { FlowResult, ObjectiveResult } from '../sim/result/document.ts'
import { toSeconds } from '../units.ts'
import { type Context, carrierOf, flowOf, lossiest, totals } from './context.ts'
import { delayCause } from './delay-cause.ts'
import { finding, flowIn, plural } from './finding.ts'
import { type Judged, byStrain, worstFirst } from './judged.ts'
import { availabilityCause } from './life-cause.ts'
import { portQueueCause, portUseCause, throughputCause, useCause } from './load-cause.ts'
import { lossCause } from './loss-cause.ts'
import { decidingCount } from './replications.ts'
import { count, spoken } from './terminal/figures.ts'

export { plural } from './finding.ts'

/** What a verdict says: how it stands, the first sentence, and the cause. */
export interface Verdict {
  readonly standing: 'met' | 'missed' | 'warning' | 'none'
  readonly headline: string
  /** Sentences in one text; empty when there is nothing to explain. */
  readonly cause: string
}

/** The connection that a result is about. */
const connectionIn = (context: Context, result: ObjectiveResult): string =>
  'connection' in result ? result.connection : carrierOf(context, result.interlink).id

/** Why nothing arrived of what was not lost. */
const stillOnTheirWay = (context: Context, flow: FlowResult): string => {
  const { propagation } = carrierOf(context, flow.interlink).crossConnect
  const cable = spoken(toSeconds(propagation), 'duration')
  return (
    `${flow.inFlight.frames === 1 ? 'It was' : 'All were'} still on the way when the measured time ` +
    `ended; the cable alone takes ${cable}.`
  )
}

/** Why a result is what it is. */
const causeOf = (context: Context, result: ObjectiveResult): string => {
  const { direction } = result
  if ('connection' in result) {
    return result.metric === 'utilisation'
      ? portUseCause(context, result.connection, direction)
      : portQueueCause(context, result.connection, direction)
  }
  const flow = flowOf(context, result.interlink, direction)
  if (flow === undefined) return ''
  // What did not arrive has no delay: the loss explains it, or the end of the measured time.
  if (result.value === null) {
    return flow.dropped.frames > 0 ? lossCause(context, flow) : stillOnTheirWay(context, flow)
  }
  return match(result.metric)
    .with('loss', () => (flow.dropped.frames > 0 ? lossCause(context, flow) : ''))
    .with('throughput', () => throughputCause(context, flow))
    .with('utilisation', () => useCause(context, flow))
    .with('availability', () => availabilityCause(context, flow))
    .otherwise(metric => delayCause(context, flow, metric))
}

const withoutObjectives = (context: Context): Verdict => {
  const { offered, dropped } = totals(context)
  const worst = lossiest(context)
  if (worst === undefined) {
    return { standing: 'none', headline: 'No objectives; nothing lost.', cause: '' }
  }
  return {
    standing: 'warning',
    headline:
      `No objectives; ${count(dropped)} of ${plural(offered, 'frame')} lost, ` +
      `most by ${flowIn(context, worst)} (${spoken(worst.loss, 'share', [0, 1])} of its frames).`,
    cause: lossCause(context, worst),
  }
}

/** Why nothing was offered. */
const nothingOffered = ({ scenario }: Context): string => {
  const { world, traffic } = scenario
  if (world.interlinks.length === 0) return 'the scenario has no InterLink'
  return traffic.length === 0
    ? 'the scenario has no traffic'
    : 'no source emits a frame in the measured time'
}

/** `1 of 7 objectives missed, 2 undecided`. */
const failures = (all: number, failed: readonly Judged[]): string => {
  const undecided = failed.filter(({ result }) => result.undecided === true).length
  const missed = failed.length - undecided
  if (all === 1) return `The only objective is ${missed === 1 ? 'missed' : 'undecided'}`
  const of = ` of ${plural(all, 'objective')}`
  if (missed === 0) return `${count(undecided)}${of} undecided`
  return `${count(missed)}${of} missed${undecided === 0 ? '' : `, ${count(undecided)} undecided`}`
}

/** What would decide a result that is undecided; empty for others. */
const undecidedCause = (
  { document: { replications } }: Context,
  result: ObjectiveResult,
): string => {
  if (result.undecided !== true || replications === undefined) return ''
  const many = decidingCount(result, replications)
  const what =
    many === null
      ? 'no number of replications is likely to'
      : `about ${count(many)} replications would`
  return `The limit lies inside the interval; ${what} decide it.`
}

/** Which connections the missed objectives are on, where that tells something: `, all on paris-1`. */
const whereMissed = (context: Context, missed: readonly Judged[]): string => {
  const all = context.scenario.world.connections.length
  const ids = new Set(missed.map(({ result }) => connectionIn(context, result)))
  if (all === 1 || missed.length === 1) return ''
  return ids.size === 1 ? `, all on ${[...ids].join('')}` : ` on ${ids.size} of ${all} connections`
}

/**
 * The verdict on a run.
 *
 * @param judged  its objectives; may be empty
 */
export const verdictOn = (context: Context, judged: readonly Judged[]): Verdict => {
  const missed = worstFirst(judged)
  const many = plural(judged.length, 'objective')
  const [worst] = missed
  if (worst !== undefined) {
    const share = failures(judged.length, missed)
    const which = missed.length === 1 ? ': ' : '; the worst: '
    return {
      standing: 'missed',
      headline: `${share}${whereMissed(context, missed)}${which}${finding(context, worst.result)}.`,
      cause: [undecidedCause(context, worst.result), causeOf(context, worst.result)]
        .filter(text => text !== '')
        .join(' '),
    }
  }
  if (totals(context).offered === 0) {
    return {
      standing: 'warning',
      headline: `Nothing was offered: ${nothingOffered(context)}.`,
      cause: '',
    }
  }
  if (judged.length === 0) return withoutObjectives(context)
  const vacuous = judged.filter(({ result }) => result.value === null).length
  const [closest] = byStrain(judged)
  return {
    standing: 'met',
    headline:
      judged.length === 1
        ? `The only objective is met: ${finding(context, closest!.result)}.`
        : `All ${many} met; the closest: ${finding(context, closest!.result)}.`,
    cause: vacuous === 0 ? '' : `${count(vacuous)} of them had no frame to measure.`,
  }
}
