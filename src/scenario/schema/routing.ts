/** Keys of an InterLink that say how long it is created and which routes it exchanges. */
import { z } from 'zod'
import { FAMILIES, type Family } from '../../model/demand.ts'
import type { InterlinkDraft } from '../../model/draft.ts'
import { PREFERENCES, type Preference } from '../../model/peering.ts'
import type { PrefixFilter } from '../../model/world.ts'
import { cidrFault } from '../cidr.ts'
import { type DraftKeys, type ShapeParams, duration } from '../values.ts'

const EXAMPLES: Readonly<Record<Family, { readonly in: string; readonly out: string }>> = {
  ipv4: { in: '10.0.0.0/8', out: '172.16.0.0/22' },
  ipv6: { in: '2001:db8:1::/48', out: '2001:db8:2::/48' },
}
const NAME: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' }

const prefixes = (
  family: Family | null,
  description: string,
  example: string,
): z.ZodArray<z.ZodString> =>
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
        .meta({
          description: `A network${family === null ? '' : ` of ${NAME[family]}`} as CIDR.`,
          examples: [example],
        }),
    )
    .meta({ description, examples: [[example]] })

/**
 * A routing policy.
 *
 * @param family  of all its networks; null where that is said elsewhere
 */
export const policy = (family: Family | null, description: string): z.ZodType<PrefixFilter> => {
  const example = EXAMPLES[family ?? 'ipv4']
  return z
    .strictObject({
      in: prefixes(family, "Prefixes accepted from the customer's router.", example.in),
      out: prefixes(family, "Prefixes announced to the customer's router.", example.out),
    })
    .meta({ description, examples: [{ in: [example.in], out: [example.out] }] })
}

const policyOf = (family: Family): z.ZodOptional<z.ZodType<PrefixFilter>> =>
  policy(
    family,
    `The routing policy of ${NAME[family]}. Without one nothing of the family is carried.`,
  ).optional()

const routing = z.strictObject({ ipv4: policyOf('ipv4'), ipv6: policyOf('ipv6') }).meta({
  description: 'Routing policies, one for each family at most. Default: every prefix passes.',
  examples: FAMILIES.map(family => {
    const { in: accepted, out } = EXAMPLES[family]
    return { [family]: { in: [accepted], out: [out] } }
  }),
})

const bgp = z
  .strictObject({
    holdTime: duration({
      description:
        'Silence after which a session is lost: how long frames vanish unnoticed while the light stays. Routers accept no less than 3 s.',
      examples: ['90s', '3s'],
      default: '90s',
    }).optional(),
    bfd: duration({
      description: 'Silence after which BFD finds the session lost, instead. Default: no BFD.',
      examples: ['900ms'],
    }).optional(),
    establish: duration({
      description: 'From the return of the link to sessions that are up.',
      examples: ['2s'],
      default: '0s',
    }).optional(),
    preference: z
      .enum(PREFERENCES as [Preference, ...Preference[]])
      .meta({
        description:
          'Preference of its routes among several InterLinks of one VPC: the communities 12876:42050, 12876:42100 and 12876:42200.',
        default: 'medium',
      })
      .optional(),
  })
  .meta({
    description: 'Its BGP sessions, one for each family.',
    examples: [{ holdTime: '90s', bfd: '900ms' }],
  })

/** Keys of an InterLink. */
export const ROUTING_KEYS: DraftKeys<
  InterlinkDraft,
  'configuring' | 'routing' | 'propagation' | 'bgp'
> = {
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
  bgp: bgp.optional(),
}
