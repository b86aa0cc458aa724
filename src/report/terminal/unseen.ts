/** What the fluid engine cannot see, in a few lines. */
import type { FlowResult, Unseen } from '../../sim/result/document.ts'
import type { Context } from '../context.ts'
import { flowName } from '../loss-cause.ts'
import { figure, spoken } from './figures.ts'
import { type Surface, paint } from './style.ts'
import { proseWidth, wrap } from './text.ts'

/** A flow and what is not seen of it. */
interface Estimate {
  readonly flow: FlowResult
  readonly unseen: Unseen
}

/** The flow of which most is not seen, and how much; null: nothing is. */
const worstOf = (
  estimates: readonly Estimate[],
  amountOf: (unseen: Unseen) => number | undefined,
): { readonly flow: FlowResult; readonly amount: number } | null =>
  estimates.reduce<{ readonly flow: FlowResult; readonly amount: number } | null>(
    (worst, { flow, unseen }) => {
      const amount = amountOf(unseen) ?? 0
      return amount > (worst?.amount ?? 0) ? { flow, amount } : worst
    },
    null,
  )

/** Waits, seconds, and shares of frames must be more to be worth a word. */
const WAIT_MIN = 1e-9
const SHARE_MIN = 1e-6

/** What a run of fluid does not see, with an estimate of it; nothing of a run of frames. */
export const unseenLines = (
  { document }: Pick<Context, 'document'>,
  surface: Surface,
): readonly string[] => {
  if (document.engine !== 'fluid') return []
  const estimates = document.flows.flatMap((flow): readonly Estimate[] =>
    flow.unseen === undefined ? [] : [{ flow, unseen: flow.unseen }],
  )
  const sampling = worstOf(estimates, unseen => unseen.sampling ?? undefined)
  const port = worstOf(estimates, unseen => unseen.portWaitMean?.value)
  const shaper = worstOf(estimates, unseen => unseen.shaperWaitMean?.value)
  const policed = worstOf(estimates, unseen => unseen.policed?.value)
  const burst = worstOf(estimates, ({ onBurst }) => onBurst?.excess)
  const room = burst?.flow.unseen?.onBurst?.room ?? 0
  const said = [
    'rates stand for frames, so this is not seen:',
    ...(sampling === null
      ? []
      : [
          ` bursts shorter than ${spoken(sampling.amount, 'duration')}, over which rates are means`,
        ]),
    ...(port === null
      ? []
      : [
          ` queueing by chance: at the busiest ${figure(port.amount, 'duration')} at the port of ` +
            `${flowName(port.flow)}, on average (M/G/1)`,
        ]),
    ...(shaper === null || shaper.amount < WAIT_MIN
      ? []
      : [
          ` at the busiest ${figure(shaper.amount, 'duration')} in the shaper of ` +
            `${flowName(shaper.flow)}, on average (M/G/1)`,
        ]),
    ...(policed === null || policed.amount < SHARE_MIN
      ? []
      : [
          ` at the busiest ${figure(policed.amount, 'share')} of the frames of ` +
            `${flowName(policed.flow)} policed by chance (M/G/1)`,
        ]),
    ...(burst === null
      ? []
      : [
          ` on-periods: a mean one brings ${figure(burst.amount, 'size')} beyond the bandwidth of ` +
            `${flowName(burst.flow)}, which has room for ${figure(room, 'size')}`,
        ]),
  ]
  const lines =
    said.length === 1 ? ['rates stand for frames: none of them is seen by itself'] : said
  return lines
    .flatMap(line => wrap(line, proseWidth(surface), ' ', '   '))
    .map(line => paint(surface, 'secondary', line))
}
