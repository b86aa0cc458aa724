/**
 * The shape of a scenario file: its keys, what each may hold and the words that editors show.
 *
 * Units are resolved here; what values mean to each other is the model's business.
 */
import { z } from 'zod'
import {
  ENGINE_DEFAULT,
  FACTOR_MAX,
  MIX_MAX,
  MTU_DEFAULT,
  MTU_MAX,
  MTU_MIN,
  SEED_DEFAULT,
  SEED_MAX,
  SHAPE_MAX,
  TIME_COLUMN,
  VLAN_MAX,
  VLAN_MIN,
} from '../model/defaults.ts'
import type {
  ConnectionDraft,
  InterlinkDraft,
  PopDraft,
  ScenarioDraft,
  VpcDraft,
} from '../model/draft.ts'
import { FLOW_METRICS, PORT_METRICS } from '../model/objective.ts'
import { ENGINES } from '../model/scenario.ts'
import { REGIONS } from '../model/world.ts'
import type { Ps } from '../units.ts'
import { type Kinds, kindsOf } from './unions.ts'
import { EVENT_LISTS } from './schema/events.ts'
import { PHYSICAL_KEYS } from './schema/physical.ts'
import { PROVISIONING_KEYS } from './schema/provisioning.ts'
import { ROUTING_KEYS } from './schema/routing.ts'
import {
  type ShapeParams,
  patternOf,
  rate,
  rateUnit,
  size,
  duration,
  simulatedTime,
  instant,
  text,
  id,
  reference,
  named,
  wholeNumber,
  factor,
} from './values.ts'

const project = id({
  description: "Project that owns it. Default: the Organization's first.",
  examples: ['network'],
})

const region = z.enum(REGIONS)

const burst = size({
  description:
    'Depth of the token bucket (CBS), in bytes as `countAs` counts them; at most 1 GiB, and never below the largest frame. Default: 10 ms of the rate, at least one largest frame.',
  examples: ['64KiB', '5MB'],
})
const queue = size({
  description:
    'Frame bytes that the shaper may hold; more is dropped. Default: 50 ms of the rate, at least ten largest frames.',
  examples: ['1MiB', '0B'],
})

const enforcement = z.enum(['shape', 'police'])

const pop = z
  .strictObject({
    region: region.meta({ description: 'Region of the data centre.' }),
    city: text({ description: 'City, shown in reports.', examples: ['Paris'] }).optional(),
  })
  .meta({ description: 'A point of presence: the data centre where both routers meet.' })

const vpc = z
  .strictObject({
    project: project.optional(),
    region: region.meta({ description: 'Region of the VPC; an InterLink attaches within it.' }),
  })
  .meta({ description: 'A virtual private cloud.' })

const connection = z
  .strictObject({
    pop: reference({ description: 'Id of the PoP where the ports are.', examples: ['th2'] }),
    project: project.optional(),
    portSpeed: rate({
      description: 'Speed of both ports: 1, 10 or 100 Gbps, nothing else.',
      examples: ['1Gbps', '10Gbps', '100Gbps'],
    }),
    ...PHYSICAL_KEYS,
    queue: size({
      description: "Buffer in front of the port's serialiser, each direction.",
      examples: ['16MiB'],
      default: '16MiB',
    }).optional(),
    availableBandwidths: z
      .array(rate({ description: 'A bandwidth on offer.', examples: ['500Mbps'] }))
      .meta({
        description: 'The bandwidths that InterLinks may have here. Default: any.',
        examples: [['500Mbps', '1Gbps', '2Gbps']],
      })
      .optional(),
    ...PROVISIONING_KEYS,
  })
  .meta({
    description: "A dedicated connection: the provider's port, the cable, the customer's port.",
  })

const customerShaper = z
  .strictObject({
    rate: rate({
      description: 'What the customer shapes to: from 1 kbps to 1 Tbps.',
      examples: ['2Gbps'],
    }),
    burst: burst.optional(),
    queue: queue.optional(),
  })
  .meta({ description: "A shaper on the customer's router, to the cloud. Default: none." })

const enforce = z
  .strictObject({
    toCustomer: enforcement
      .meta({
        description: 'To the customer: shape delays excess, police drops it.',
        default: 'shape',
      })
      .optional(),
    toCloud: enforcement
      .meta({
        description: 'To the cloud: shape delays excess, police drops it.',
        default: 'police',
      })
      .optional(),
  })
  .meta({ description: "What the bandwidth's limiter does with excess." })

const interlink = z
  .strictObject({
    type: z
      .enum(['self-hosted'])
      .meta({ description: 'Kind of InterLink.', default: 'self-hosted' })
      .optional(),
    connection: reference({ description: 'Id of the connection it is on.', examples: ['paris-1'] }),
    project: project.optional(),
    region: region
      .meta({ description: "Region: its connection's, which is the default, and its VPC's." })
      .optional(),
    vlan: wholeNumber(VLAN_MIN, VLAN_MAX, {
      description: 'VLAN id, unique on the connection. Default: the lowest free one.',
      examples: [101],
    }).optional(),
    bandwidth: rate({
      description:
        'Allocated bandwidth: a multiple of 1 kbps; all together at most the port speed.',
      examples: ['2Gbps', '500Mbps'],
    }),
    burst: burst.optional(),
    queue: queue.optional(),
    enforce: enforce.optional(),
    customerShaper: customerShaper.optional(),
    mtu: wholeNumber(MTU_MIN, MTU_MAX, {
      description: 'Largest IP packet, bytes.',
      examples: [1500, 9000],
      default: MTU_DEFAULT,
    }).optional(),
    countAs: z
      .enum(['l1', 'l2', 'l3'])
      .meta({
        description:
          'What bandwidth counts of a frame of n bytes: l1 the wire (n + 24), l2 the tagged frame (n + 4), l3 the IP packet (n - 18).',
        default: 'l2',
      })
      .optional(),
    vpc: reference({
      description: 'Id of the attached VPC. Without one the InterLink carries nothing.',
      examples: ['vpc-web'],
    }).optional(),
    ...ROUTING_KEYS,
  })
  .meta({ description: 'A partition of a connection: a VLAN with an allocated bandwidth.' })

const weighted = z
  .strictObject({
    size: size({ description: 'Frame size, 64B to 9216B.', examples: ['64B', '1518B'] }),
    weight: factor(0, FACTOR_MAX, {
      description: 'How often it is drawn, relative to the others.',
      examples: [7],
    }),
  })
  .meta({ description: 'A frame size and its share of the mix.' })

const frame = z
  .union([
    z.literal('imix').meta({ description: '64, 594 and 1518 bytes, 7 : 4 : 1.' }),
    size({
      description: 'One size: bytes from destination address to FCS, without the VLAN tag.',
      examples: ['1000B'],
    }),
    z.array(weighted).meta({ description: 'A mix of sizes.', minItems: 1, maxItems: MIX_MAX }),
  ])
  .meta({
    description: 'Size of frames, 64B to 9216B: one size, imix, or a list of sizes with weights.',
    examples: ['1000B', 'imix', [{ size: '64B', weight: 1 }]],
  })

const emission = {
  family: z
    .enum(['ipv4', 'ipv6'])
    .meta({ description: 'IP version of its packets.', default: 'ipv4' })
    .optional(),
  start: simulatedTime({
    description: "When it begins; its own clock starts then. 0s is the warm-up's beginning.",
    examples: ['200ms'],
    default: '0s',
  }).optional(),
  stop: simulatedTime({
    description: 'When it ends: nothing is emitted from then on. Default: never.',
    examples: ['800ms'],
  }).optional(),
}
const frameRate = rate({
  description: 'Rate of frame bytes.',
  examples: ['1.9Gbps'],
})

const source = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('cbr').meta({ description: 'Constant rate: evenly spaced frames.' }),
        rate: frameRate,
        frame,
        phase: duration({
          description: 'When the first frame leaves, from `start` on.',
          examples: ['3us'],
          default: '0s',
        }).optional(),
        ...emission,
      })
      .meta({ title: 'cbr', description: 'Constant rate: evenly spaced frames.' }),
    z
      .strictObject({
        kind: z.literal('poisson').meta({ description: 'Exponential gaps: unrelated senders.' }),
        rate: frameRate,
        frame,
        ...emission,
      })
      .meta({ title: 'poisson', description: 'Exponential gaps: many unrelated senders.' }),
    z
      .strictObject({
        kind: z.literal('onoff').meta({ description: 'Bursts at `peak` with silences between.' }),
        peak: rate({ description: 'Rate of frame bytes within a burst.', examples: ['6Gbps'] }),
        on: duration({ description: 'Mean length of a burst.', examples: ['5ms'] }),
        off: duration({ description: 'Mean length of a silence.', examples: ['20ms'] }),
        frame,
        shape: factor(1, SHAPE_MAX, {
          description: 'Pareto shape of both lengths, above 1. Default: exponential.',
          examples: [1.5],
        }).optional(),
        ...emission,
      })
      .meta({ title: 'onoff', description: 'Bursts at a peak rate with silences between.' }),
    z
      .strictObject({
        kind: z.literal('csv').meta({ description: 'A measured rate series, played.' }),
        file: z.string().meta({
          description:
            'A table (CSV, its first line naming the columns), relative to this file and inside its folder unless allowed.',
          examples: ['data/loads.csv'],
        }),
        time: text({
          description: 'Column of times: ISO 8601 or seconds, rising.',
          examples: ['time'],
          default: TIME_COLUMN,
        }).optional(),
        column: text({
          description: 'Column of rates; each holds until the next sample.',
          examples: ['web_bps'],
        }),
        unit: rateUnit({ description: 'Unit of the rates.', default: 'bps' }).optional(),
        scale: factor(0, FACTOR_MAX, {
          description: 'Multiplies the rates.',
          examples: [1.5],
          default: 1,
        }).optional(),
        speedup: factor(0, FACTOR_MAX, {
          description: 'Compresses the time axis; rates stay as they are.',
          examples: [86_400],
          default: 1,
        }).optional(),
        frame,
        ...emission,
      })
      .meta({
        title: 'csv',
        description: 'A measured rate series: exponential gaps at its rates.',
      }),
    z
      .strictObject({
        kind: z.literal('pcap').meta({ description: 'A capture, replayed.' }),
        file: z.string().meta({
          description:
            'A capture (pcap or pcapng), relative to this file and inside its folder unless allowed.',
          examples: ['captures/noon.pcap'],
        }),
        speedup: factor(0, FACTOR_MAX, {
          description: "Compresses the capture's time axis.",
          examples: [2],
          default: 1,
        }).optional(),
        ...emission,
      })
      .meta({ title: 'pcap', description: 'A capture, replayed once.' }),
  ])
  .meta({
    description: 'How frames come to be.',
    examples: [{ kind: 'poisson', rate: '1.9Gbps', frame: '1000B' }],
  })

/** Keys of each kind of source. */
export const SOURCE_KEYS: Kinds = kindsOf(source)

const direction = z.enum(['toCustomer', 'toCloud'])

const demand = z
  .strictObject({
    interlink: reference({
      description: 'Id of the InterLink that is fed; or name a VPC instead.',
      examples: ['web'],
    }).optional(),
    vpc: reference({
      description:
        'Id of a VPC: each frame takes its InterLink of highest preference that is believed up.',
      examples: ['vpc-web'],
    }).optional(),
    direction: direction.meta({ description: 'Where the frames go.' }),
    source,
  })
  .meta({
    description: 'A source that feeds one InterLink, or those of one VPC, in one direction.',
    allOf: [{ oneOf: [{ required: ['interlink'] }, { required: ['vpc'] }] }],
  })

const limit = (description: string): z.ZodOptional<z.ZodUnknown> =>
  z
    .unknown()
    .superRefine((value, context) => {
      if (value === undefined || typeof value === 'string' || typeof value === 'number') return
      const params: ShapeParams = { kind: 'limit' }
      context.addIssue({ code: 'custom', params })
    })
    .meta({
      description,
      type: 'string',
      pattern: patternOf('duration', 'rate', 'size', 'share'),
      examples: ['2ms', '0.1%', '1Gbps', '1MiB'],
    })
    .optional()

const objective = z
  .strictObject({
    interlink: reference({
      description: 'Id of an InterLink, or "*" for each; or name a connection instead.',
      examples: ['web', '*'],
    }).optional(),
    connection: reference({
      description: 'Id of a connection, for the metrics of its ports.',
      examples: ['paris-1'],
    }).optional(),
    direction: direction
      .meta({ description: 'Default: both directions that carry traffic.' })
      .optional(),
    metric: z.string().meta({
      description: 'The figure to judge; of a connection utilisation or queue.max.',
      enum: [...new Set<string>([...FLOW_METRICS, ...PORT_METRICS])],
      examples: ['delay.p99', 'loss'],
    }),
    below: limit('Met when the figure is below this.'),
    above: limit('Met when the figure is above this.'),
  })
  .meta({ description: 'What must hold of each flow or port it names.' })

const organization = z
  .strictObject({
    id: id({ description: 'Id of the Organization.', examples: ['acme'] }),
    projects: z.array(id({ description: 'Id of a Project.', examples: ['network'] })).meta({
      description: 'Its Projects; the first is the default one.',
      examples: [['network', 'web']],
      minItems: 1,
    }),
  })
  .meta({
    description: "The customer's Organization.",
    examples: [{ id: 'acme', projects: ['network'] }],
  })

const scenario = z
  .strictObject({
    $schema: z
      .unknown()
      .meta({
        description: 'The JSON Schema of this file, for editors; not read.',
        type: 'string',
        examples: ['./scenario.schema.json'],
      })
      .optional(),
    name: text({ description: 'Name of the scenario.', examples: ['hybrid-paris'] }),
    seed: wholeNumber(0, SEED_MAX, {
      description: 'Seed of all randomness; the same seed gives the same result.',
      examples: [1],
      default: SEED_DEFAULT,
    }).optional(),
    engine: z
      .enum(ENGINES)
      .meta({
        description:
          'How traffic is simulated: frame by frame, or as rates that are constant between breakpoints.',
        default: ENGINE_DEFAULT,
      })
      .optional(),
    start: instant({
      description:
        'Calendar instant of simulated time 0; without a zone it is UTC. Traces are dated from it. Default: 1970-01-01.',
      examples: ['2026-03-02T08:00:00Z'],
    }).optional(),
    duration: simulatedTime({
      description:
        'Measured simulated time; with the warm-up at most 2 h 30 min, as fluid a hundred years.',
      examples: ['1s'],
    }),
    warmup: simulatedTime({
      description: 'Simulated before the measured time, not measured.',
      examples: ['50ms'],
      default: '0s',
    }).optional(),
    organization,
    pops: named('a PoP', pop, {
      description: 'Points of presence.',
      examples: [{ th2: { region: 'fr-par' } }],
    }),
    vpcs: named('a VPC', vpc, {
      description: 'Virtual private clouds.',
      examples: [{ 'vpc-web': { region: 'fr-par' } }],
    }).optional(),
    connections: named('a connection', connection, {
      description: 'Dedicated connections.',
      examples: [{ 'paris-1': { pop: 'th2', portSpeed: '10Gbps' } }],
    }),
    interlinks: named('an InterLink', interlink, {
      description: 'InterLinks: partitions of the connections. Results keep their order.',
      examples: [{ web: { connection: 'paris-1', bandwidth: '2Gbps' } }],
    }),
    traffic: z.array(demand).meta({
      description: 'What is sent.',
      examples: [
        [
          {
            interlink: 'web',
            direction: 'toCloud',
            source: { kind: 'poisson', rate: '1.9Gbps', frame: '1000B' },
          },
        ],
      ],
    }),
    objectives: z
      .array(objective)
      .meta({
        description: 'What must hold.',
        examples: [[{ interlink: '*', metric: 'loss', below: '0.1%' }]],
      })
      .optional(),
    series: z
      .strictObject({
        interval: simulatedTime({
          description: 'Width of an interval of the series. Default: a thousandth of the duration.',
          examples: ['1ms'],
        }),
      })
      .meta({ description: 'The series over time.' })
      .optional(),
    ...EVENT_LISTS,
  })
  .meta({
    title: 'Scenario of interlink-sim',
    description: 'A dedicated cloud connection, the traffic on it and what must hold.',
  })

type Named<T> = Readonly<Record<string, Omit<T, 'id'>>>

/** A scenario file whose shape holds, units resolved. Its mappings have lost the file's order. */
export interface ScenarioFile extends Omit<
  ScenarioDraft,
  'pops' | 'vpcs' | 'connections' | 'interlinks' | 'objectives' | 'seriesInterval'
> {
  readonly $schema?: unknown
  readonly pops: Named<PopDraft>
  readonly vpcs?: Named<VpcDraft> | undefined
  readonly connections: Named<ConnectionDraft>
  readonly interlinks: Named<InterlinkDraft>
  readonly objectives?:
    | readonly {
        readonly interlink?: string | undefined
        readonly connection?: string | undefined
        readonly direction?: 'toCustomer' | 'toCloud' | undefined
        readonly metric: string
        readonly below?: unknown
        readonly above?: unknown
      }[]
    | undefined
  readonly series?: { readonly interval: Ps } | undefined
}

/** The schema of a scenario file, from plain data to resolved units. */
export const scenarioSchema: z.ZodType<ScenarioFile> = scenario

/** The JSON Schema of scenario files (draft 7, which editors know best). */
export const scenarioJsonSchema = (): Record<string, unknown> => {
  const schema = z.toJSONSchema(scenario, {
    io: 'input',
    target: 'draft-7',
    override: ({ zodSchema, jsonSchema }) => {
      // Zod leaves these out where it converts units: they are what is typed, so they hold.
      const help = z.globalRegistry.get(zodSchema)
      if (help?.['examples'] !== undefined) jsonSchema.examples = help['examples'] as never
      if (help?.['default'] !== undefined) jsonSchema.default = help['default']
      // Zod orders keys by how it found them; words first read better in the file.
      const { title, description, ...rest } = jsonSchema
      for (const key of Object.keys(jsonSchema)) delete jsonSchema[key]
      if (title !== undefined) jsonSchema.title = title
      if (description !== undefined) jsonSchema.description = description
      Object.assign(jsonSchema, rest)
    },
  })
  return schema
}
