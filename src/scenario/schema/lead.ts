/** Lead times and repairs as a scenario file says them: for certain, or by a distribution. */
import { z } from 'zod'
import type { LeadDraft } from '../../model/provisioning-draft.ts'
import type { Ms } from '../../units.ts'
import type { Help, Quantity } from '../values.ts'

/** What times of one sort are, and examples of them. */
export interface Sort {
  readonly time: (help: Help) => Quantity<Ms>
  readonly certain: readonly string[]
  readonly spread: { readonly median: string; readonly p90: string }
}

/** The keys of a time by its distribution. */
export const spreadOf = ({
  time,
  spread: { median, p90 },
}: Sort): Record<'median' | 'p90', Quantity<Ms>> => ({
  median: time({ description: 'Half of all cases take at most this.', examples: [median] }),
  p90: time({
    description: 'Nine of ten cases take at most this; at least the median.',
    examples: [p90],
  }),
})

/** A time that is certain. */
export const certainOf = ({ time, certain }: Sort): Quantity<Ms> =>
  time({ description: 'For certain.', examples: certain })

/** A time that is certain, or lognormal by its median and its p90. */
export const lead = (sort: Sort, help: Help): z.ZodType<LeadDraft> =>
  z
    .union([
      certainOf(sort),
      z
        .strictObject(spreadOf(sort))
        .meta({ description: 'Lognormal, by its median and its 90 % quantile.' }),
    ])
    .meta({ ...help })
