/** Lead times: how long a step of an order takes, for certain or by a distribution. */
import type { Ms } from '../units.ts'
import { ln } from '../portable.ts'

/** How long a step takes. */
export type Lead =
  | { readonly kind: 'certain'; readonly duration: Ms }
  /** Half of all cases take at most `median`, nine of ten at most `p90`, which is longer. */
  | { readonly kind: 'lognormal'; readonly median: Ms; readonly p90: Ms }

/** The standard normal quantile of 90 %, as the scenario's σ = ln(p90/median)/1.28155 has it. */
const Z90 = 1.28155

/** σ of a lognormal lead time: the standard deviation of its logarithm. */
export const sigmaOf = ({ median, p90 }: Extract<Lead, { kind: 'lognormal' }>): number =>
  ln(p90 / median) / Z90

/** How many σ a time lies above the median of a lognormal lead time; negative below it. */
export const deviationOf = (lead: Extract<Lead, { kind: 'lognormal' }>, time: Ms): number =>
  ln(time / lead.median) / sigmaOf(lead)
