/** What happens in a run at a given instant, and by chance: the lists `events` and `faults`. */
import { z } from 'zod'
import type { ScenarioDraft } from '../../model/draft.ts'
import {
  EVENT_KINDS,
  type EventKind,
  FAULT_KINDS,
  mannersOf,
  subjectKeysOf,
  subjectsOf,
} from '../../model/event-draft.ts'
import { type DraftKeys, attenuation, simulatedTime, reference, timeSpan } from '../values.ts'
import { type Sort, lead } from './lead.ts'
import { policy } from './routing.ts'

const connection = reference({
  description: 'Id of a connection; `segment` or `end` says where on it.',
  examples: ['paris-1'],
}).optional()
const segment = reference({
  description:
    'Id of a segment of its cable; cross-connect where the cable is given by its length.',
  examples: ['mmr', 'cross-connect'],
}).optional()
const end = z
  .enum(['customer', 'provider'])
  .meta({ description: 'Whose port, with the optic in it.' })
  .optional()

/** What editors are told: by kind, which keys must be there and which may. */
const byKind = (
  kinds: readonly EventKind[],
  always: readonly string[],
): readonly Record<string, unknown>[] =>
  kinds.map(kind => {
    const { needs, takes } = mannersOf(kind)
    const subjects = subjectsOf(kind)
    const keys = subjectKeysOf(kind)
    const isEither = subjects.length > 1
    return {
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // oxlint-disable-next-line unicorn/no-thenable -- JSON Schema calls it so
      then: {
        required: [...(isEither ? ['connection'] : keys), ...needs],
        ...(isEither ? { oneOf: subjects.map(each => ({ required: [each] })) } : {}),
        propertyNames: { enum: [...always, ...keys, ...needs, ...takes] },
      },
    }
  })

const event = z
  .strictObject({
    at: simulatedTime({
      description: "When it happens; 0s is the warm-up's beginning.",
      examples: ['200ms'],
    }),
    connection,
    segment,
    end,
    interlink: reference({ description: 'Id of an InterLink.', examples: ['web'] }).optional(),
    kind: z.enum(EVENT_KINDS).meta({
      description:
        'What happens. To a segment: cut, degrade, blackhole, repair; to an end: portDown, portUp, opticFail, opticReplace, blackhole, repair; to an InterLink: the others.',
    }),
    loss: attenuation({
      description: 'Of degrade: what the segment loses beyond what it loses when whole.',
      examples: ['3dB'],
    }).optional(),
    family: z
      .enum(['ipv4', 'ipv6'])
      .meta({ description: 'Of bgpDown, bgpUp and setPolicy: which family. Default: both.' })
      .optional(),
    owner: z
      .enum(['customer', 'provider'])
      .meta({ description: 'Of bgpDown: on whose side it is.', default: 'customer' })
      .optional(),
    vpc: reference({
      description: "Of attachVpc: id of the VPC. Default: the InterLink's own.",
      examples: ['vpc-web'],
    }).optional(),
    policy: policy(
      null,
      "Of setPolicy: the policy that the family has from then on. Default: none, the family's policy is taken away.",
    ).optional(),
  })
  .meta({
    description: 'Something that happens to a segment or an end of a connection, or an InterLink.',
    examples: [{ at: '200ms', connection: 'paris-1', segment: 'mmr', kind: 'cut' }],
    allOf: byKind(EVENT_KINDS, ['at', 'kind']),
  })

const REPAIR = { median: '6h', p90: '24h' }
const TIMES: Sort = { time: timeSpan, certain: ['6h'], spread: REPAIR }

const fault = z
  .strictObject({
    connection,
    segment,
    end,
    kind: z.enum(FAULT_KINDS).meta({
      description:
        'How it fails. A segment: cut, blackhole; an end: portDown, opticFail, blackhole.',
    }),
    mtbf: timeSpan({
      description: 'Mean time to failure while it is whole, exponential: 1 s to 100,000 years.',
      examples: ['26280h', '1095d'],
    }),
    repair: lead(TIMES, {
      description: 'How long it stays failed; at most ten years.',
      examples: [REPAIR, '6h'],
    }),
  })
  .meta({
    description: 'A part of a connection that fails by chance.',
    examples: [
      { connection: 'paris-1', segment: 'mmr', kind: 'cut', mtbf: '26280h', repair: REPAIR },
    ],
    allOf: byKind(FAULT_KINDS, ['kind', 'mtbf', 'repair']),
  })

/** The lists of a scenario. */
export const EVENT_LISTS: DraftKeys<ScenarioDraft, 'events' | 'faults'> = {
  events: z
    .array(event)
    .meta({
      description:
        'What happens in the run, in any order; at one instant in the order of this list.',
      examples: [[{ at: '200ms', connection: 'paris-1', segment: 'mmr', kind: 'cut' }]],
    })
    .optional(),
  faults: z
    .array(fault)
    .meta({
      description: 'Failures that come by chance; a run has none of them.',
      examples: [
        [{ connection: 'paris-1', segment: 'mmr', kind: 'cut', mtbf: '26280h', repair: REPAIR }],
      ],
    })
    .optional(),
}
