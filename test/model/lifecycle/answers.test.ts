import { describe, expect, test } from 'vitest'
import { UNASSIGNED } from '../../../src/model/demarcation-info.ts'
import { connectionStatusOf } from '../../../src/model/lifecycle/connection-status.ts'
import { decide } from '../../../src/model/lifecycle/decide.ts'
import type { Estate } from '../../../src/model/lifecycle/estate.ts'
import { evolveAll } from '../../../src/model/lifecycle/evolve.ts'
import { linkStatusOf } from '../../../src/model/lifecycle/link-status.ts'
import type { Refusal } from '../../../src/model/lifecycle/refusal.ts'
import {
  type Untimed,
  active,
  created,
  day,
  detected,
  flowing,
  issued,
  nothing,
  ordered,
  play,
  policy,
  ready,
  timed,
} from './stage.ts'

/** What a connection is: a stage of its order, a status, or `none`. */
const connectionIn = ({ connections: [life] }: Estate): string => {
  if (life === undefined) return 'none'
  return life.kind === 'ordered' ? life.order.kind : connectionStatusOf(life)!
}

const interlinkIn = ({ interlinks: [life] }: Estate): string =>
  life === undefined ? 'none' : linkStatusOf(life)

/** Refusals as the tables write them. */
const REASON: Readonly<Record<string, Refusal['kind']>> = {
  '!unknown': 'unknown-subject',
  '!taken': 'id-taken',
  '!turn': 'out-of-turn',
  '!valid': 'loa-still-valid',
  '!early': 'no-connection-yet',
  '!conn': 'connection-status',
  '!fault': 'fault-unknown',
  '!status': 'interlink-status',
  '!no-vpc': 'no-vpc',
  '!has-vpc': 'vpc-attached',
  '!no-policy': 'no-policy',
  '!has-policy': 'policy-attached',
  '!needs-policy': 'propagation-without-policy',
  '!already-on': 'propagation-already',
  '!already-off': 'propagation-already',
  '!session': 'session-already',
}

const connection = 'paris-1'
const paris = { connection }
const [order] = issued as [Untimed]
const loaIssued: Untimed = {
  kind: 'loaIssued',
  connection,
  expiresAt: day(180),
  demarcationInfo: { ...UNASSIGNED, room: 'MMR-3' },
}
const [, , patched, linkDetected] = detected as [Untimed, Untimed, Untimed, Untimed]
const createInterlink = created.at(-1)!

const COMMANDS: Readonly<Record<string, Untimed>> = {
  order,
  loaIssued,
  loaExpired: { kind: 'loaExpired', connection },
  patched,
  linkDetected,
  configuring: { kind: 'connectionConfiguring', ...paris },
  configured: { kind: 'connectionConfigured', ...paris },
  failed: { kind: 'connectionFailed', ...paris },
  disable: { kind: 'disableConnection', ...paris },
  enable: { kind: 'enableConnection', ...paris },
  lock: { kind: 'lockConnection', ...paris },
  unlock: { kind: 'unlockConnection', ...paris },
  delete: { kind: 'deleteConnection', ...paris },
  faultBegan: {
    kind: 'faultBegan',
    ...paris,
    fault: { id: 'mmr', element: 'cross-connect', light: 'lost' },
  },
  faultEnded: { kind: 'faultEnded', ...paris, fault: 'mmr' },
  createInterlink,
}

const web = { interlink: 'web' }
const v4 = { interlink: 'web', family: 'ipv4' } as const

const LINK_COMMANDS: Readonly<Record<string, Untimed>> = {
  createInterlink,
  configured: { kind: 'interlinkConfigured', ...web },
  failed: { kind: 'interlinkFailed', ...web },
  update: { kind: 'updateInterlink', ...web, changes: { name: 'renamed' } },
  attachVpc: { kind: 'attachVpc', ...web, vpc: 'vpc-net' },
  detachVpc: { kind: 'detachVpc', ...web },
  attachPolicy: { kind: 'attachPolicy', ...v4, policy },
  detachPolicy: { kind: 'detachPolicy', ...v4 },
  setPolicy: { kind: 'setPolicy', ...v4, policy },
  propagationOn: { kind: 'enablePropagation', ...web },
  propagationOff: { kind: 'disablePropagation', ...web },
  bgpUp: { kind: 'bgpUp', ...v4 },
  bgpDown: { kind: 'bgpDown', ...v4, owner: 'provider' },
  lock: { kind: 'lockInterlink', ...web },
  unlock: { kind: 'unlockInterlink', ...web },
  delete: { kind: 'deleteInterlink', ...web },
  deprovisioned: { kind: 'interlinkDeprovisioned', ...web },
}

const after = (commands: readonly Untimed[], ...more: readonly Untimed[]): Estate =>
  play(nothing, ...commands, ...more)

/** A connection in every state. */
const CONNECTIONS: Readonly<Record<string, Estate>> = {
  none: nothing,
  requested: after(ordered),
  'loa-issued': after(issued),
  'loa-expired': play(after(issued), timed(COMMANDS['loaExpired']!, day(90))),
  patched: after(issued, patched),
  created: after(detected),
  configuring: after(detected, COMMANDS['configuring']!),
  failed: after(detected, COMMANDS['failed']!),
  active: after(active),
  disabled: after(active, COMMANDS['disable']!),
  locked: after(active, COMMANDS['lock']!),
  deleted: after(active, COMMANDS['delete']!),
}

const down = (family: 'ipv4' | 'ipv6'): Untimed => ({
  kind: 'bgpDown',
  interlink: 'web',
  family,
  owner: 'customer',
})

/** An InterLink in every status. */
const INTERLINKS: Readonly<Record<string, Estate>> = {
  none: after(active),
  configuring: after(created),
  failed: after(created, LINK_COMMANDS['failed']!),
  ready: after(ready),
  active: after(flowing),
  limited_connectivity: after(flowing, down('ipv6')),
  all_down: after(flowing, down('ipv4'), down('ipv6')),
  locked: after(flowing, LINK_COMMANDS['lock']!),
  deprovisioning: after(ready, LINK_COMMANDS['delete']!),
  deleted: after(ready, LINK_COMMANDS['delete']!, LINK_COMMANDS['deprovisioned']!),
}

/**
 * Rows of a table: command, state, and the state after it or the reason for a refusal. The first line
 * names the states; `.` stands for: accepted, the state is as before.
 */
const rowsOf = (table: string): readonly (readonly [string, string, string])[] => {
  const [states = [], ...lines] = table
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/u))
  return lines.flatMap(([command = '', ...cells]) =>
    cells.map((cell, index) => [command, states[index] ?? '', cell] as const),
  )
}

const answer = (
  estate: Estate,
  command: Untimed,
  stateIn: (estate: Estate) => string,
): { readonly state: string; readonly refusal: string | null } => {
  // The LOA of the stage expires on day 90; no other command needs time to pass.
  const at = command.kind === 'loaExpired' ? day(90) : (estate.now ?? day(0))
  const decision = decide(estate, timed(command, at))
  return decision.kind === 'refused'
    ? { state: stateIn(estate), refusal: decision.why.kind }
    : { state: stateIn(evolveAll(estate, decision.events)), refusal: null }
}

const expected = (state: string, cell: string): ReturnType<typeof answer> =>
  cell.startsWith('!')
    ? { state, refusal: REASON[cell]! }
    : { state: cell === '.' ? state : cell, refusal: null }

const BEFORE_DETECTION = `
                 none       requested   loa-issued   loa-expired  patched
order            requested  !taken      !taken       !taken       !taken
loaIssued        !unknown   loa-issued  !turn        loa-issued   !turn
loaExpired       !unknown   !turn       loa-expired  !turn        !turn
patched          !unknown   !turn       patched      !turn        !turn
linkDetected     !unknown   !turn       !turn        !turn        created
configuring      !unknown   !early      !early       !early       !early
configured       !unknown   !early      !early       !early       !early
failed           !unknown   !early      !early       !early       !early
disable          !unknown   !early      !early       !early       !early
enable           !unknown   !early      !early       !early       !early
lock             !unknown   !early      !early       !early       !early
unlock           !unknown   !early      !early       !early       !early
delete           !unknown   !early      !early       !early       !early
faultBegan       !unknown   !early      !early       !early       !early
faultEnded       !unknown   !early      !early       !early       !early
createInterlink  !unknown   !early      !early       !early       !early
`

const AFTER_DETECTION = `
                 created      configuring  failed       active    disabled  locked   deleted
order            !taken       !taken       !taken       !taken    !taken    !taken   !taken
loaIssued        !turn        !turn        !turn        !turn     !turn     !turn    !turn
loaExpired       !turn        !turn        !turn        !turn     !turn     !turn    !turn
patched          !turn        !turn        !turn        !turn     !turn     !turn    !turn
linkDetected     !turn        !turn        !turn        !turn     !turn     !turn    !turn
configuring      configuring  !conn        configuring  !conn     !conn     !conn    !conn
configured       active       active       !conn        !conn     !conn     !conn    !conn
failed           failed       failed       !conn        !conn     !conn     !conn    !conn
disable          !conn        !conn        !conn        disabled  !conn     .        !conn
enable           !conn        !conn        !conn        !conn     active    !conn    !conn
lock             locked       locked       locked       locked    locked    !conn    !conn
unlock           !conn        !conn        !conn        !conn     !conn     active   !conn
delete           deleted      !conn        deleted      deleted   deleted   !conn    !conn
faultBegan       .            .            .            .         .         .        !conn
faultEnded       !fault       !fault       !fault       !fault    !fault    !fault   !conn
createInterlink  !conn        !conn        !conn        .         !conn     !conn    !conn
`

const OF_AN_INTERLINK = `
                 none         configuring  failed          ready           active                limited_connectivity  all_down              locked    deprovisioning  deleted
createInterlink  configuring  !taken       !taken          !taken          !taken                !taken                !taken                !taken    !taken          !taken
configured       !unknown     ready        !status         !status         !status               !status               !status               !status   !status         !status
failed           !unknown     failed       !status         !status         !status               !status               !status               !status   !status         !status
update           !unknown     !status      !status         .               .                     .                     .                     !status   !status         !status
attachVpc        !unknown     !status      !status         .               !has-vpc              !has-vpc              !has-vpc              !status   !status         !status
detachVpc        !unknown     !status      !status         !no-vpc         .                     .                     .                     !status   !status         !status
attachPolicy     !unknown     !status      !status         .               !has-policy           !has-policy           !has-policy           !status   !status         !status
detachPolicy     !unknown     !status      !status         !no-policy      .                     all_down              .                     !status   !status         !status
setPolicy        !unknown     !status      !status         !no-policy      .                     .                     .                     !status   !status         !status
propagationOn    !unknown     !status      !status         !needs-policy   !already-on           !already-on           !already-on           !status   !status         !status
propagationOff   !unknown     !status      !status         !already-off    .                     .                     .                     !status   !status         !status
bgpUp            !unknown     !status      !status         !no-policy      !session              !session              limited_connectivity  !session  !status         !status
bgpDown          !unknown     !status      !status         !no-policy      limited_connectivity  all_down              !session              .         !status         !status
lock             !unknown     locked       locked          locked          locked                locked                locked                !status   !status         !status
unlock           !unknown     !status      !status         !status         !status               !status               !status               active    !status         !status
delete           !unknown     !status      deprovisioning  deprovisioning  deprovisioning        deprovisioning        deprovisioning        !status   !status         !status
deprovisioned    !unknown     !status      !status         !status         !status               !status               !status               !status   deleted         !status
`

test.each(Object.keys(CONNECTIONS))('a connection can be %s', state => {
  expect(connectionIn(CONNECTIONS[state]!)).toBe(state)
})

test.each(Object.keys(INTERLINKS))('an InterLink can be %s', state => {
  expect(interlinkIn(INTERLINKS[state]!)).toBe(state)
})

test('the tables leave out no command and no state', () => {
  const cellsOf = (...tables: readonly string[]): string[] =>
    tables.flatMap(rowsOf).map(([command, state]) => `${command} ${state}`)
  const every = (commands: object, states: object): string[] =>
    Object.keys(commands).flatMap(command =>
      Object.keys(states).map(state => `${command} ${state}`),
    )
  expect(cellsOf(BEFORE_DETECTION, AFTER_DETECTION).sort()).toEqual(
    every(COMMANDS, CONNECTIONS).sort(),
  )
  expect(cellsOf(OF_AN_INTERLINK).sort()).toEqual(every(LINK_COMMANDS, INTERLINKS).sort())
})

test('the tables know every kind of command', () => {
  const kinds = [...Object.values(COMMANDS), ...Object.values(LINK_COMMANDS)].map(
    ({ kind }) => kind,
  )
  const known: Record<Untimed['kind'], true> = {
    order: true,
    loaIssued: true,
    loaExpired: true,
    patched: true,
    linkDetected: true,
    connectionConfiguring: true,
    connectionConfigured: true,
    connectionFailed: true,
    disableConnection: true,
    enableConnection: true,
    lockConnection: true,
    unlockConnection: true,
    deleteConnection: true,
    faultBegan: true,
    faultEnded: true,
    createInterlink: true,
    interlinkConfigured: true,
    interlinkFailed: true,
    updateInterlink: true,
    attachVpc: true,
    detachVpc: true,
    attachPolicy: true,
    detachPolicy: true,
    setPolicy: true,
    enablePropagation: true,
    disablePropagation: true,
    bgpUp: true,
    bgpDown: true,
    lockInterlink: true,
    unlockInterlink: true,
    deleteInterlink: true,
    interlinkDeprovisioned: true,
  }
  expect([...new Set(kinds)].sort()).toEqual(Object.keys(known).sort())
})

describe('to a connection', () => {
  test.each([...rowsOf(BEFORE_DETECTION), ...rowsOf(AFTER_DETECTION)])(
    '%s while %s: %s',
    (command, state, cell) => {
      const found = answer(CONNECTIONS[state]!, COMMANDS[command]!, connectionIn)
      expect(found).toEqual(expected(state, cell))
    },
  )
})

describe('to an InterLink', () => {
  test.each(rowsOf(OF_AN_INTERLINK))('%s while %s: %s', (command, state, cell) => {
    const found = answer(INTERLINKS[state]!, LINK_COMMANDS[command]!, interlinkIn)
    expect(found).toEqual(expected(state, cell))
  })
})
