/** Orders for tests. */
import {
  DAY_MS,
  type CalendarInstant,
  type UnixMs,
  readCalendar,
  toUnixMs,
} from '../../src/calendar.ts'
import type { Lead } from '../../src/model/lead.ts'
import { UNASSIGNED } from '../../src/model/demarcation-info.ts'
import type { Provisioning } from '../../src/model/provisioning.ts'
import type { Scenario } from '../../src/model/scenario.ts'
import type { Connection } from '../../src/model/world.ts'
import { provision } from '../../src/study/provision.ts'
import type { ProvisionQuestion } from '../../src/study/provision-question.ts'
import type { OrderFigures, ProvisionDocument } from '../../src/study/provision-document.ts'
import { bitsPerSecond, bytes, ms, ps } from '../../src/units.ts'
import { cable, lit } from '../model/physical.ts'

/** An instant as written. */
export const at = (text: string): UnixMs => toUnixMs(readCalendar(text) as CalendarInstant)

/** Certainly so many days, or by median and p90 in days. */
export const lead = (median: number, p90: number = median): Lead =>
  median === p90
    ? { kind: 'certain', duration: ms(Math.round(median * DAY_MS)) }
    : { kind: 'lognormal', median: ms(median * DAY_MS), p90: ms(p90 * DAY_MS) }

/** The order of the documentation's example. */
export const order = (change: Partial<Provisioning> = {}): Provisioning => ({
  ordered: at('2026-01-12T09:00:00Z'),
  loa: lead(5, 12),
  patch: lead(7, 15),
  patchedBy: 'operator',
  turnUp: lead(1 / 6),
  loaValidity: ms(90 * DAY_MS),
  ...change,
})

export const connection = (change: Partial<Connection> = {}): Connection => ({
  id: 'paris-1',
  pop: 'th2',
  project: 'network',
  portSpeed: bitsPerSecond(1e10),
  ...lit('10GBASE-LR'),
  crossConnect: cable(120_000, 588_000),
  queue: bytes(16 * 2 ** 20),
  availableBandwidths: null,
  provisioning: order(),
  loa: UNASSIGNED,
  price: { perMonth: '1200.00', currency: 'EUR' },
  ...change,
})

export const scenario = (connections: readonly Connection[], seed = 1): Scenario => ({
  name: 'orders',
  seed,
  start: null,
  engine: 'packet',
  duration: ps(1e12),
  warmup: ps(0),
  seriesInterval: ps(1e9),
  world: {
    organization: { id: 'acme', projects: ['network'] },
    pops: [{ id: 'th2', region: 'fr-par', city: 'Paris' }],
    vpcs: [],
    connections,
    interlinks: [],
  },
  traffic: [],
  objectives: [],
  events: [],
  faults: [],
})

/** The answer for some connections. */
export const answer = (
  connections: readonly Connection[],
  { seed = 1, ...change }: Partial<ProvisionQuestion> & { readonly seed?: number } = {},
): Promise<ProvisionDocument> =>
  provision({
    scenario: scenario(connections, seed),
    sha256: 'ab',
    replications: 1_000,
    needBy: null,
    confidence: 0.95,
    ...change,
  })

/** The figures of the only order. */
export const figures = async (
  provisioning: Provisioning,
  change: Parameters<typeof answer>[1] = {},
): Promise<OrderFigures> => {
  const { connections } = await answer([connection({ provisioning })], change)
  return connections[0] as OrderFigures
}
