/** The shape of a sweep file. */
import { z } from 'zod'
import { REPLICATIONS_MAX } from '../replications/question.ts'

/** Keys of a sweep file, in the order in which they are best written. */
export const SWEEP_KEYS = ['name', 'scenario', 'vary', 'replications'] as const

/** What a sweep file says. */
export interface SweepContent {
  readonly name?: string | undefined
  readonly scenario: string
  readonly vary: Readonly<Record<string, readonly (string | number | boolean)[]>>
  readonly replications?: number | undefined
}

/** Combinations are of plain values, as the scenario file would have them. */
export const sweepSchema: z.ZodType<SweepContent> = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  scenario: z.string().min(1),
  vary: z
    .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1))
    .refine(axes => Object.keys(axes).length > 0),
  replications: z.number().int().min(1).max(REPLICATIONS_MAX).optional(),
})
