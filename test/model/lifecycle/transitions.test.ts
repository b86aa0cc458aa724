/** The whole of a small estate: every state that any commands lead to, and every step between them. */
import { describe, expect, test } from 'vitest'
import { connectionStatusOf } from '../../../src/model/lifecycle/connection-status.ts'
import { decide } from '../../../src/model/lifecycle/decide.ts'
import type { Estate } from '../../../src/model/lifecycle/estate.ts'
import { evolveAll } from '../../../src/model/lifecycle/evolve.ts'
import { linkStatusOf } from '../../../src/model/lifecycle/link-status.ts'
import { type Untimed, active, created, detected, nothing, play, policy, timed } from './stage.ts'
import { CONNECTION_TRANSITIONS, LINK_TRANSITIONS } from './transitions.ts'

const paris = { connection: 'paris-1' }
const web = { interlink: 'web' }

const OF_CONNECTION: readonly Untimed[] = [
  ...detected,
  { kind: 'loaExpired', ...paris },
  { kind: 'connectionConfiguring', ...paris },
  { kind: 'connectionConfigured', ...paris },
  { kind: 'connectionFailed', ...paris },
  { kind: 'disableConnection', ...paris },
  { kind: 'enableConnection', ...paris },
  { kind: 'lockConnection', ...paris },
  { kind: 'unlockConnection', ...paris },
  { kind: 'deleteConnection', ...paris },
]

const OF_INTERLINK: readonly Untimed[] = [
  created.at(-1)!,
  { kind: 'interlinkConfigured', ...web },
  { kind: 'interlinkFailed', ...web },
  { kind: 'updateInterlink', ...web, changes: { peerAsn: 65_001 } },
  { kind: 'attachVpc', ...web, vpc: 'vpc-web' },
  { kind: 'detachVpc', ...web },
  { kind: 'enablePropagation', ...web },
  { kind: 'disablePropagation', ...web },
  { kind: 'lockInterlink', ...web },
  { kind: 'unlockInterlink', ...web },
  { kind: 'deleteInterlink', ...web },
  { kind: 'interlinkDeprovisioned', ...web },
  ...(['ipv4', 'ipv6'] as const).flatMap((family): readonly Untimed[] => [
    { kind: 'attachPolicy', ...web, family, policy },
    { kind: 'setPolicy', ...web, family, policy },
    { kind: 'detachPolicy', ...web, family },
    { kind: 'bgpUp', ...web, family },
    { kind: 'bgpDown', ...web, family, owner: 'customer' },
  ]),
]

const FAULT: readonly Untimed[] = [
  {
    kind: 'faultBegan',
    ...paris,
    fault: { id: 'mmr', element: 'cross-connect', light: 'lost' },
  },
  { kind: 'faultEnded', ...paris, fault: 'mmr' },
]

interface Explored {
  readonly states: readonly Estate[]
  /** Of each status those that follow it, itself apart, in alphabetical order. */
  readonly steps: Readonly<Record<string, readonly string[]>>
}

const explore = (
  start: Estate,
  commands: readonly Untimed[],
  statusOf: (estate: Estate) => string,
): Explored => {
  const found = new Map([[JSON.stringify(start), start]])
  const steps = new Map<string, Set<string>>()
  // A map yields what is put into it while it is read: states are explored as they are found.
  for (const before of found.values()) {
    const from = statusOf(before)
    if (!steps.has(from)) steps.set(from, new Set())
    for (const command of commands) {
      const decision = decide(before, timed(command))
      if (decision.kind === 'refused') continue
      const after = evolveAll(before, decision.events)
      const key = JSON.stringify(after)
      if (!found.has(key)) found.set(key, after)
      const to = statusOf(after)
      if (to !== from) steps.get(from)!.add(to)
    }
  }
  return {
    states: [...found.values()],
    steps: Object.fromEntries([...steps].map(([from, to]) => [from, [...to].sort()])),
  }
}

describe('an InterLink', () => {
  const { states, steps } = explore(
    play(nothing, ...active),
    [...OF_INTERLINK, ...FAULT],
    ({ interlinks: [life] }) => (life === undefined ? 'none' : linkStatusOf(life)),
  )

  test('goes from each status to exactly those that the table names', () => {
    expect(steps).toEqual(LINK_TRANSITIONS)
  })

  test('propagates only while a policy is attached', () => {
    const broken = states.filter(({ interlinks: [life] }) => {
      if (life?.kind !== 'usable') return false
      const { ipv4, ipv6 } = life.routing
      return life.propagation && ipv4.kind === 'blocked' && ipv6.kind === 'blocked'
    })
    expect(states.length).toBeGreaterThan(300)
    expect(broken).toEqual([])
  })

  test('has no session up while its connection has no light', () => {
    const broken = states.filter(({ connections: [connection], interlinks: [life] }) => {
      if (connection?.kind !== 'resource' || connection.faults.length === 0) return false
      return life?.kind === 'usable' && JSON.stringify(life.routing).includes('"kind":"up"')
    })
    expect(broken).toEqual([])
  })
})

test('a connection goes from each status to exactly those that the table names', () => {
  const { steps } = explore(nothing, OF_CONNECTION, ({ connections: [life] }) =>
    life === undefined ? 'none' : (connectionStatusOf(life) ?? 'none'),
  )
  expect(steps).toEqual(CONNECTION_TRANSITIONS)
})
