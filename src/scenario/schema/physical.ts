/** What a connection is made of, as a scenario file says it: medium, segments of the cable, optics. */
import { z } from 'zod'
import type { ConnectionDraft } from '../../model/draft.ts'
import { MEDIUM_NAMES } from '../../model/media.ts'
import { type DraftKeys, attenuation, duration, id, length, power } from '../values.ts'

const media = z.enum(MEDIUM_NAMES).meta({
  description:
    'What both optics are; its speed is that of the port. Default: 1000BASE-LX, 10GBASE-LR or 100GBASE-LR4.',
  examples: ['10GBASE-LR', '10GBASE-ER'],
})

const segmentId = id({
  description: 'Id of the segment, unique in its cable.',
  examples: ['customer-patch'],
})

const loss = (rest: string) =>
  attenuation({
    description: `What light loses in it, at most 100 dB. Default: ${rest}`,
    examples: ['0.5dB'],
  }).optional()

const segment = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        id: segmentId,
        kind: z.literal('fibre').meta({ description: 'A length of single-mode fibre.' }),
        length: length({
          description: 'Length; light takes 4.9 ns per metre, one way.',
          examples: ['115m', '2.5km'],
        }),
        loss: loss("0.4 dB/km at 1310 nm, 0.25 dB/km at 1550 nm, by the medium's light."),
      })
      .meta({ title: 'fibre', description: 'A length of single-mode fibre.' }),
    z
      .strictObject({
        id: segmentId,
        kind: z.literal('connector').meta({ description: 'A connector, or whatever is plugged.' }),
        loss: loss('0.5 dB.'),
      })
      .meta({ title: 'connector', description: 'A connector, a panel or an attenuator.' }),
    z
      .strictObject({
        id: segmentId,
        kind: z.literal('splice').meta({ description: 'Two fibres, fused.' }),
        loss: loss('0.1 dB.'),
      })
      .meta({ title: 'splice', description: 'Two fibres, fused.' }),
  ])
  .meta({
    description: 'A piece of the cable.',
    examples: [{ id: 'mmr', kind: 'fibre', length: '115m' }],
  })

const crossConnect = z
  .strictObject({
    length: length({
      description: 'Length of the fibre; light takes 4.9 ns per metre, one way.',
      examples: ['120m', '2.5km'],
    }).optional(),
    segments: z
      .array(segment)
      .meta({
        description:
          "Instead of `length`: its pieces from the customer's port to the provider's. Only what is listed loses light.",
        examples: [[{ id: 'mmr', kind: 'fibre', length: '115m' }]],
        minItems: 1,
      })
      .optional(),
    propagation: duration({
      description: 'Time from port to port, one way; wins over what the length implies.',
      examples: ['588ns', '12us'],
    }).optional(),
  })
  .meta({ description: "The cable from the customer's port to the provider's. Default: 0 m." })

const optic = (whose: string) =>
  z
    .strictObject({
      tx: power({
        description: "Average power that it launches, on each lane. Default: the medium's least.",
        examples: ['-3dBm'],
      }).optional(),
    })
    .meta({ description: `The optic in the ${whose} port.` })
    .optional()

const optics = z
  .strictObject({ customer: optic("customer's"), provider: optic("provider's") })
  .meta({ description: 'What is plugged into both ports.' })

/** Keys of a connection. */
export const PHYSICAL_KEYS: DraftKeys<ConnectionDraft, 'media' | 'crossConnect' | 'optics'> = {
  media: media.optional(),
  crossConnect: crossConnect.optional(),
  optics: optics.optional(),
}
