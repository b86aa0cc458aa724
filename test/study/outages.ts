/** Scenarios with random faults, for tests. */
import type { Lead } from '../../src/model/lead.ts'
import type { Objective } from '../../src/model/objective.ts'
import type { RandomFault } from '../../src/model/random-fault.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { Connection, Interlink } from '../../src/model/world.ts'
import { availability } from '../../src/study/availability.ts'
import type { AvailabilityDocument } from '../../src/study/availability/document.ts'
import type { AvailabilityQuestion } from '../../src/study/availability/question.ts'
import { ms } from '../../src/units.ts'
import { connection, interlink, scenario } from '../sim/support/worlds.ts'

export const HOUR = 3_600_000

/** Certainly so many hours, or by median and p90 in hours. */
export const hours = (median: number, p90: number = median): Lead =>
  median === p90
    ? { kind: 'certain', duration: ms(median * HOUR) }
    : { kind: 'lognormal', median: ms(median * HOUR), p90: ms(p90 * HOUR) }

type Where = 'customer' | 'provider' | { readonly segment: string }

/** A fault of a connection; `mtbf` in hours. */
export const fault = (
  kind: RandomFault['kind'],
  where: Where,
  mtbf: number,
  repair: Lead,
  at = 'c',
): RandomFault =>
  ({
    connection: at,
    spot:
      typeof where === 'string'
        ? { kind: 'end', end: where }
        : { kind: 'segment', segment: where.segment },
    kind,
    mtbf: ms(mtbf * HOUR),
    repair,
  }) as RandomFault

export interface OutageWorld {
  readonly faults: readonly RandomFault[]
  readonly connections?: readonly Connection[]
  readonly interlinks?: readonly Interlink[]
  readonly objectives?: readonly Objective[]
  readonly seed?: number
}

/** Two connections of one VPC, each with one InterLink. */
export const PAIR: Pick<OutageWorld, 'connections' | 'interlinks'> = {
  connections: [connection({ id: 'a' }), connection({ id: 'b' })],
  interlinks: [interlink({ id: 'x', connection: 'a' }), interlink({ id: 'y', connection: 'b' })],
}

export const faulty = ({ faults, ...world }: OutageWorld): Scenario => ({
  ...scenario({ traffic: [], duration: 1e12, ...world }),
  faults,
})

/** The answer, of ten years a hundred times. */
export const answer = (
  world: OutageWorld,
  change: Partial<AvailabilityQuestion> = {},
): Promise<AvailabilityDocument> =>
  availability({
    scenario: faulty(world),
    sha256: 'ab',
    years: 10,
    replications: 100,
    confidence: 0.95,
    ...change,
  })

/** The figures of an InterLink or a VPC by id. */
export const of = (document: AvailabilityDocument, id: string, family = 'ipv4') =>
  document.subjects.find(
    each => ('vpc' in each ? each.vpc : each.interlink) === id && each.family === family,
  )!
