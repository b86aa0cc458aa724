/** Keys of an InterLink that say how long it is created and which routes it exchanges. */
import { z } from 'zod'
import { FAMILIES, type Family } from '../../model/demand.ts'
import type { InterlinkDraft } from '../../model/draft.ts'
import type { PrefixFilter } from '../../model/world.ts'
import { cidrFault } from '../cidr.ts'
import { type DraftKeys, type ShapeParams, duration } from '../values.ts'

const EXAMPLES: Readonly<Record<Family, { readonly in: string; readonly out: string }>> = {
  ipv4: { in: '10.0.0.0/8', out: '172.16.0.0/22' },
  ipv6: { in: '2001:db8:1::/48', out: '2001:db8:2::/48' },
}
const NAME: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' }

const prefixes = (family: Family, description: string, example: string): z.ZodArray<z.ZodString> =>
  z
    .array(
      z
        .string()
        .superRefine((text, context) => {
          const words = cidrFault(text, family)
          if (words === null) return
          const params: ShapeParams = { kind: 'words', words }
          context.addIssue({ code: 'custom', params })
        })
        .meta({ description: `A network of ${NAME[family]} as CIDR.`, examples: [example] }),
    )
    .meta({ description, examples: [[example]] })

const policy = (family: Family): z.ZodType<PrefixFilter> => {
  const example = EXAMPLES[family]
  return z
    .strictObject({
      in: prefixes(family, "Prefixes accepted from the customer's router.", example.in),
      out: prefixes(family, "Prefixes announced to the customer's router.", example.out),
    })
    .meta({
      description: `The routing policy of ${NAME[family]}. Without one nothing of the family is carried.`,
      examples: [{ in: [example.in], out: [example.out] }],
    })
}

const routing = z
  .strictObject({ ipv4: policy('ipv4').optional(), ipv6: policy('ipv6').optional() })
  .meta({
    description: 'Routing policies, one for each family at most. Default: every prefix passes.',
    examples: FAMILIES.map(family => {
      const { in: accepted, out } = EXAMPLES[family]
      return { [family]: { in: [accepted], out: [out] } }
    }),
  })

/** Keys of an InterLink. */
export const ROUTING_KEYS: DraftKeys<InterlinkDraft, 'configuring' | 'routing' | 'propagation'> = {
  configuring: duration({
    description: 'How long its creation stays in configuring; until then it carries nothing.',
    examples: ['30s'],
    default: '0s',
  }).optional(),
  routing: routing.optional(),
  propagation: z
    .boolean()
    .meta({
      description:
        'Whether routes are propagated; off, it carries nothing. Default: true where a family has a policy.',
      examples: [true],
    })
    .optional(),
}
