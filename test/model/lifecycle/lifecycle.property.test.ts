/** Whatever is commanded, in whatever order: the lifecycle agrees with the ledger and keeps its laws. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CalendarInstant } from '../../../src/calendar.ts'
import { UNASSIGNED } from '../../../src/model/demarcation-info.ts'
import { billed } from '../../../src/model/lifecycle/billing.ts'
import { bgpStatusOf } from '../../../src/model/lifecycle/bgp.ts'
import { carries } from '../../../src/model/lifecycle/carries.ts'
import { connectionStatusOf } from '../../../src/model/lifecycle/connection-status.ts'
import { decide } from '../../../src/model/lifecycle/decide.ts'
import type { Estate } from '../../../src/model/lifecycle/estate.ts'
import type { Event } from '../../../src/model/lifecycle/events.ts'
import { evolveAll } from '../../../src/model/lifecycle/evolve.ts'
import { explainMissing } from '../../../src/model/lifecycle/explain-missing.ts'
import { explainRefusal } from '../../../src/model/lifecycle/explain-refusal.ts'
import { linkStatusOf } from '../../../src/model/lifecycle/link-status.ts'
import { FAMILIES } from '../../../src/model/demand.ts'
import { familiesOf, sessionOf } from '../../../src/model/lifecycle/routing.ts'
import { bitsPerSecond } from '../../../src/units.ts'
import { Ledger } from './ledger.ts'
import { DAY, MBPS, type Untimed, active, day, flowing, nothing, policy, timed } from './stage.ts'
import { CONNECTION_TRANSITIONS, LINK_TRANSITIONS } from './transitions.ts'

const HOSTED = ['requested', 'refused', 'expired', 'provisioning', 'unknown_link_status']

/** What is under test, with all that happened. */
interface Real {
  estate: Estate
  readonly events: Event[]
}

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const each of Object.values(value)) freeze(each)
  }
  return value
}

const statuses = ({ connections, interlinks }: Estate): ReadonlyMap<string, string> =>
  new Map([
    ...connections.map(life => [`c ${life.id}`, connectionStatusOf(life) ?? 'none'] as const),
    ...interlinks.map(life => [`i ${life.id}`, linkStatusOf(life)] as const),
  ])

/** Each thing went from its status to one that the table of steps allows, or stayed. */
const expectLegal = (before: Estate, after: Estate): void => {
  const were = statuses(before)
  for (const [thing, status] of statuses(after)) {
    const was = were.get(thing) ?? 'none'
    const table: Readonly<Record<string, readonly string[]>> = thing.startsWith('c')
      ? CONNECTION_TRANSITIONS
      : LINK_TRANSITIONS
    if (status !== was) expect(table[was]).toContain(status)
    if (thing.startsWith('i')) expect(HOSTED).not.toContain(status)
  }
}

const expectCapacity = ({ connections, interlinks }: Estate): void => {
  for (const { id, terms } of connections) {
    const here = interlinks.filter(life => life.kind !== 'deleted' && life.terms.connection === id)
    const sum = here.reduce((total, life) => total + life.terms.bandwidth, 0)
    expect(sum).toBeLessThanOrEqual(terms.portSpeed)
    const vlans = here.map(life => life.terms.vlan)
    expect(new Set(vlans).size).toBe(vlans.length)
    expect(vlans.every(vlan => vlan >= 1 && vlan <= 4094)).toBe(true)
  }
}

const expectSame = (ledger: Ledger, estate: Estate): void => {
  const bills = billed(estate).map(({ connection, from, to }) => [
    connection,
    from.seconds,
    to?.seconds ?? null,
  ])
  const pages = [...ledger.connections].filter(([, page]) => page.billedFrom !== null)
  expect(bills).toEqual(pages.map(([id, page]) => [id, page.billedFrom, page.billedTo]))
  expect(estate.connections.map(({ id }) => id)).toEqual([...ledger.connections.keys()])
  expect(estate.interlinks.map(({ id }) => id)).toEqual([...ledger.links.keys()])
  for (const life of estate.interlinks) {
    const page = ledger.links.get(life.id)!
    expect(linkStatusOf(life)).toBe(ledger.status(page))
    expect(life.terms.vlan).toBe(page.vlan)
    expect(life.labels.name).toBe(page.name)
    if (life.kind === 'usable') {
      const { routing, attachment, propagation } = life
      expect(propagation).toBe(page.propagation)
      expect(propagation && familiesOf(routing).length === 0).toBe(false)
      expect(attachment.kind === 'attached' ? attachment.vpc : null).toBe(page.vpc)
      for (const family of FAMILIES) {
        const line = page.lines[family]
        const word = line === 'none' ? 'disabled' : line === 'up' ? 'up' : 'down'
        expect(bgpStatusOf(sessionOf(routing, family))).toBe(word)
      }
    }
    for (const family of FAMILIES) {
      const carriage = carries(estate, life.id, family)
      expect(carriage.kind === 'carries').toBe(ledger.carries(page, family))
      if (carriage.kind === 'blocked') expectSentence(explainMissing(life.id, carriage.missing))
    }
  }
  for (const life of estate.connections) {
    const { stage, locked } = ledger.connections.get(life.id)!
    const word = life.kind === 'ordered' ? life.order.kind : connectionStatusOf(life)
    expect(word).toBe(locked && stage !== 'deleted' ? 'locked' : stage)
  }
}

/** One line, a subject before the colon, a remedy behind the semicolon, no value that is none. */
const expectSentence = (text: string): void => {
  expect(text).toMatch(/^[^\n:]+: [^\n]+; [^\n]+$/u)
  expect(text).not.toMatch(/undefined|null|NaN|\[object/u)
}

/** A command `wait` seconds after the last event. */
class Ask implements fc.Command<Ledger, Real> {
  readonly command: Untimed
  readonly wait: number

  constructor(command: Untimed, wait: number) {
    this.command = command
    this.wait = wait
  }

  check(): boolean {
    return true
  }

  run(ledger: Ledger, real: Real): void {
    const before = real.estate
    const at: CalendarInstant = {
      seconds: (before.now ?? day(0)).seconds + this.wait,
      picos: 0,
    }
    const command = timed(this.command, at)
    const decision = decide(before, command)
    expect(decide(before, command)).toEqual(decision)
    expect(decision.kind === 'accepted').toBe(ledger.enter(command))
    if (decision.kind === 'refused') expectSentence(explainRefusal(decision.why))
    else {
      expect(decision.events.map(each => each.at)).toEqual(decision.events.map(() => at))
      real.estate = freeze(evolveAll(before, decision.events))
      real.events.push(...decision.events)
    }
    expectLegal(before, real.estate)
    expectCapacity(real.estate)
    expectSame(ledger, real.estate)
  }

  toString(): string {
    return `${this.wait} s later: ${JSON.stringify(this.command)}`
  }
}

const connection = fc.constantFrom('paris-1', 'paris-1', 'paris-1', 'paris-2', 'ghost')
const interlink = fc.constantFrom('web', 'web', 'web', 'voice', 'backup', 'ghost')
const family = fc.constantFrom('ipv4' as const, 'ipv6' as const)
const owner = fc.constantFrom('customer' as const, 'provider' as const)
const policies = fc.constantFrom({ ...policy, id: 'one' }, { ...policy, id: 'two' })
const portSpeed = fc.constantFrom(1e9, 1e9, 1e10, 2e9).map(bitsPerSecond)
const bandwidth = fc
  .constantFrom(400, 400, 600, 1000, 0.0005, 1001)
  .map(each => bitsPerSecond(each * MBPS))
const expiresAt = fc.constantFrom(day(90), day(90), day(2000), day(-1))

const plain = (of: 'connection' | 'interlink', kinds: readonly string[]): fc.Arbitrary<Untimed> =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    [of]: of === 'connection' ? connection : interlink,
  }) as fc.Arbitrary<Untimed>

const commands: readonly fc.Arbitrary<Untimed>[] = [
  fc.record({
    kind: fc.constant('order' as const),
    connection,
    pop: fc.constantFrom('th2', 'th2', 'ams1', 'nowhere'),
    portSpeed,
    patchedBy: fc.constantFrom('operator' as const, 'carrier' as const),
  }),
  fc.record({
    kind: fc.constant('loaIssued' as const),
    connection,
    expiresAt,
    demarcationInfo: fc.constant({ ...UNASSIGNED, room: 'MMR-2' }),
  }),
  plain('connection', ['loaExpired', 'patched', 'linkDetected']),
  plain('connection', ['connectionConfiguring', 'connectionConfigured', 'connectionFailed']),
  plain('connection', ['disableConnection', 'enableConnection', 'lockConnection']),
  plain('connection', ['unlockConnection', 'deleteConnection']),
  fc.record({
    kind: fc.constant('faultBegan' as const),
    connection,
    fault: fc.record({
      id: fc.constantFrom('mmr', 'optic'),
      element: fc.constantFrom('cross-connect' as const, 'provider-optic' as const),
      light: fc.constantFrom('lost' as const, 'kept' as const),
    }),
  }),
  fc.record({
    kind: fc.constant('faultEnded' as const),
    connection,
    fault: fc.constantFrom('mmr', 'optic'),
  }),
  fc.record(
    {
      kind: fc.constant('createInterlink' as const),
      interlink,
      connection,
      bandwidth,
      vlan: fc.constantFrom(1, 2, 4094, 4095, 0),
      region: fc.constantFrom('fr-par' as const, 'fr-par' as const, 'nl-ams' as const),
      peerAsn: fc.constantFrom(1, 65_534, 65_535, 0),
      policies: fc.record({ ipv4: policies, ipv6: policies }, { requiredKeys: [] }),
    },
    { requiredKeys: ['kind', 'interlink', 'connection', 'bandwidth'] },
  ),
  plain('interlink', ['interlinkConfigured', 'interlinkConfigured', 'interlinkFailed']),
  fc.record({
    kind: fc.constant('updateInterlink' as const),
    interlink,
    changes: fc.constantFrom(
      { name: 'renamed' },
      { name: '' },
      { name: 'x'.repeat(256) },
      { peerAsn: 65_001 },
      { peerAsn: 65_535 },
      { region: 'nl-ams' },
      { bandwidth: 1 },
      {},
    ),
  }),
  fc.record({
    kind: fc.constant('attachVpc' as const),
    interlink,
    vpc: fc.constantFrom('vpc-web', 'vpc-net', 'vpc-ams', 'vpc-foreign', 'ghost'),
  }),
  plain('interlink', ['detachVpc', 'enablePropagation', 'enablePropagation']),
  plain('interlink', ['disablePropagation', 'lockInterlink', 'unlockInterlink']),
  plain('interlink', ['deleteInterlink', 'interlinkDeprovisioned']),
  fc.record({
    kind: fc.constantFrom('attachPolicy' as const, 'setPolicy' as const),
    interlink,
    family,
    policy: policies,
  }),
  fc.record({ kind: fc.constant('detachPolicy' as const), interlink, family }),
  fc.record({ kind: fc.constant('bgpUp' as const), interlink, family }),
  fc.record({ kind: fc.constant('bgpDown' as const), interlink, family, owner }),
]

const wait = fc.constantFrom(0, 0, 1, DAY, 100 * DAY, -1)

describe('after any sequence of commands', () => {
  test.each([
    ['from nothing', []],
    ['on an active connection', active],
    ['on an InterLink that carries', flowing],
  ])('the lifecycle and the ledger agree, and every law holds: %s', (_where, before) => {
    fc.assert(
      fc.property(
        fc.commands(
          commands.map(each => fc.tuple(each, wait).map(([command, s]) => new Ask(command, s))),
          { maxCommands: 120, size: 'max' },
        ),
        asked => {
          const ledger = new Ledger()
          const real: Real = { estate: freeze(nothing), events: [] }
          for (const command of before) new Ask(command, 0).run(ledger, real)
          fc.modelRun(() => ({ model: ledger, real }), asked)
          expect(evolveAll(nothing, real.events)).toEqual(real.estate)
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 100) },
    )
  })
})
