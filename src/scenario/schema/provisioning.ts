/** Keys of a connection that lead from order to bill: provisioning, the LOA and the price. */
import { z } from 'zod'
import { AMOUNT } from '../../model/price.ts'
import type { ConnectionDraft } from '../../model/draft.ts'
import {
  DEMARCATION_KEYS,
  type DemarcationInfo,
  TO_BE_ASSIGNED,
} from '../../model/demarcation-info.ts'
import { PATCHERS } from '../../model/provisioning.ts'
import { type Sort, certainOf, lead, spreadOf } from './lead.ts'
import { type DraftKeys, type ShapeParams, instant, leadTime, numberedText } from '../values.ts'

const STEP: Sort = {
  time: leadTime,
  certain: ['5d', '4h'],
  spread: { median: '5d', p90: '12d' },
}

const provisioning = z
  .strictObject({
    ordered: instant({
      description: 'When the connection is ordered; without a zone it is UTC.',
      examples: ['2026-01-12T09:00:00Z'],
    }),
    loa: lead(STEP, {
      description: 'From the order to the issue of the LOA, by the provider; at most ten years.',
      examples: ['5d', STEP.spread],
    }),
    patch: z
      .union([
        certainOf(STEP),
        z
          .strictObject({
            ...spreadOf(STEP),
            by: z
              .enum(PATCHERS)
              .meta({
                description: "Who patches: the data centre's operator, or a carrier.",
                default: PATCHERS[0],
              })
              .optional(),
          })
          .meta({
            description: 'Lognormal, by its median and its 90 % quantile, and who patches.',
          }),
      ])
      .meta({
        description:
          "From the LOA's issue to the patched cross-connect; longer than the LOA is valid it is void.",
        examples: ['7d', { median: '7d', p90: '15d', by: 'operator' }],
      }),
    turnUp: lead(STEP, {
      description: 'From the patched cross-connect to the active link, by the provider.',
      examples: ['4h', '5d', STEP.spread],
      default: '0s',
    }).optional(),
    loaValidity: leadTime({
      description: 'How long an LOA is valid; when it expires, a new one is drawn up.',
      examples: ['90d'],
      default: '90d',
    }).optional(),
  })
  .meta({
    description:
      'From the order to the active link. Default: the connection is active from the start.',
    examples: [{ ordered: '2026-01-12T09:00:00Z', loa: '5d', patch: '7d' }],
  })

const DEMARCATION: Readonly<
  Record<keyof DemarcationInfo, { readonly what: string; readonly example: string }>
> = {
  room: { what: 'Meet-me room.', example: 'MMR-2' },
  cabinet: { what: 'Cabinet or rack.', example: 'B07' },
  panel: { what: 'Patch panel.', example: 'P3' },
  port: { what: 'Port of the panel.', example: '14' },
  media: { what: 'Kind of fibre and connector.', example: 'SMF LC/UPC' },
}

type DemarcationShape = Record<
  keyof DemarcationInfo,
  z.ZodOptional<ReturnType<typeof numberedText>>
>

const loa = z
  .strictObject(
    Object.fromEntries(
      DEMARCATION_KEYS.map(key => [
        key,
        numberedText({
          description: DEMARCATION[key].what,
          examples: [DEMARCATION[key].example],
          default: TO_BE_ASSIGNED,
        }).optional(),
      ]),
    ) as DemarcationShape,
  )
  .meta({
    description: "Where the provider's port is found, as its letter of authorization says.",
    examples: [{ room: 'MMR-2', cabinet: 'B07', panel: 'P3', port: 14 }],
  })

const wrong = (problem: string, remedy: string, fix?: string): { params: ShapeParams } => ({
  params: { kind: 'words', words: { problem, remedy, ...(fix === undefined ? {} : { fix }) } },
})

const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text)

const amountFault = (text: string): { params: ShapeParams } => {
  const remedy = 'write digits with at most six behind the point, such as "1200.00"'
  if (/^-\d/u.test(text)) {
    return wrong(`${shorten(text)} is negative`, 'a price is 0 or more', `"${text.slice(1)}"`)
  }
  return text === ''
    ? wrong('an empty text is no amount', remedy)
    : wrong(`${shorten(text)} is no amount`, remedy)
}

const price = z
  .strictObject({
    perMonth: z
      .string()
      .superRefine((text, context) => {
        if (!AMOUNT.test(text)) context.addIssue({ code: 'custom', ...amountFault(text) })
      })
      .meta({
        description:
          'Price of a calendar month, in quotes: digits, and at most six behind the point.',
        examples: ['1200.00'],
        pattern: AMOUNT.source,
      }),
    currency: z
      .string()
      .superRefine((text, context) => {
        if (/^[A-Z]{3}$/u.test(text)) return
        const upper = text.toUpperCase()
        const fix = /^[A-Z]{3}$/u.test(upper) ? upper : undefined
        const problem = `${text === '' ? 'an empty text' : shorten(text)} is no currency`
        const remedy = 'three capital letters such as EUR are needed'
        context.addIssue({ code: 'custom', ...wrong(problem, remedy, fix) })
      })
      .meta({
        description: 'Currency of the price, three capital letters (ISO 4217).',
        examples: ['EUR'],
        pattern: '^[A-Z]{3}$',
      }),
  })
  .meta({
    description: 'What the connection costs from the instant its link is active.',
    examples: [{ perMonth: '1200.00', currency: 'EUR' }],
  })

/** Keys of a connection. */
export const PROVISIONING_KEYS: DraftKeys<ConnectionDraft, 'provisioning' | 'loa' | 'price'> = {
  provisioning: provisioning.optional(),
  loa: loa.optional(),
  price: price.optional(),
}
