/** An Organization, its places, and the commands that bring a connection and an InterLink to life. */
import type { CalendarInstant } from '../../../src/calendar.ts'
import { UNASSIGNED } from '../../../src/model/demarcation-info.ts'
import type { Command } from '../../../src/model/lifecycle/commands.ts'
import { decide } from '../../../src/model/lifecycle/decide.ts'
import { type Estate, emptyEstate } from '../../../src/model/lifecycle/estate.ts'
import { evolveAll } from '../../../src/model/lifecycle/evolve.ts'
import { explainRefusal } from '../../../src/model/lifecycle/explain-refusal.ts'
import type { Refusal } from '../../../src/model/lifecycle/refusal.ts'
import type { RoutingPolicy } from '../../../src/model/lifecycle/routing.ts'
import { bitsPerSecond } from '../../../src/units.ts'

export const MBPS = 1e6
export const DAY = 86_400

/** 2026-01-12T09:00:00Z and whole days after it. */
export const day = (days: number): CalendarInstant => ({
  seconds: 1_768_208_400 + DAY * days,
  picos: 0,
})

export const nothing: Estate = emptyEstate({
  organization: { id: 'acme', projects: ['network', 'web'] },
  pops: [
    { id: 'th2', region: 'fr-par', city: 'Paris' },
    { id: 'ams1', region: 'nl-ams', city: null },
  ],
  vpcs: [
    { id: 'vpc-web', project: 'web', region: 'fr-par' },
    { id: 'vpc-net', project: 'network', region: 'fr-par' },
    { id: 'vpc-ams', project: 'web', region: 'nl-ams' },
    { id: 'vpc-foreign', project: 'of-others', region: 'fr-par' },
  ],
})

/** A command without its instant. */
export type Untimed = Command extends infer C ? (C extends Command ? Omit<C, 'at'> : never) : never

export const timed = (command: Untimed, at: CalendarInstant = day(0)): Command => ({
  ...command,
  at,
})

/** The estate after commands that must all be accepted. */
export const play = (estate: Estate, ...commands: readonly (Untimed | Command)[]): Estate =>
  commands.reduce((before: Estate, each) => {
    const decision = decide(before, 'at' in each ? each : timed(each))
    if (decision.kind === 'refused') {
      throw new Error(`${each.kind}: ${explainRefusal(decision.why)}`)
    }
    return evolveAll(before, decision.events)
  }, estate)

/** Why a command is refused; null where it is accepted. */
export const refusalOf = (estate: Estate, command: Untimed, at = day(0)): Refusal | null => {
  const decision = decide(estate, timed(command, at))
  return decision.kind === 'refused' ? decision.why : null
}

/** The kinds of the events of a command; of its refusal, one that begins with `!`. */
export const answerOf = (estate: Estate, command: Untimed, at = day(0)): readonly string[] => {
  const decision = decide(estate, timed(command, at))
  return decision.kind === 'refused'
    ? [`!${decision.why.kind}`]
    : decision.events.map(({ kind }) => kind)
}

export const policy: RoutingPolicy = { id: 'pol', in: ['10.0.0.0/8'], out: ['172.16.0.0/22'] }

export const ordered: readonly Untimed[] = [
  {
    kind: 'order',
    connection: 'paris-1',
    pop: 'th2',
    portSpeed: bitsPerSecond(1000 * MBPS),
    patchedBy: 'operator',
  },
]

export const issued: readonly Untimed[] = [
  ...ordered,
  {
    kind: 'loaIssued',
    connection: 'paris-1',
    expiresAt: day(90),
    demarcationInfo: { ...UNASSIGNED, room: 'MMR-2' },
  },
]

export const detected: readonly Untimed[] = [
  ...issued,
  { kind: 'patched', connection: 'paris-1' },
  { kind: 'linkDetected', connection: 'paris-1' },
]

export const active: readonly Untimed[] = [
  ...detected,
  { kind: 'connectionConfigured', connection: 'paris-1' },
]

export const created: readonly Untimed[] = [
  ...active,
  {
    kind: 'createInterlink',
    interlink: 'web',
    connection: 'paris-1',
    bandwidth: bitsPerSecond(400 * MBPS),
  },
]

export const ready: readonly Untimed[] = [
  ...created,
  { kind: 'interlinkConfigured', interlink: 'web' },
]

/** Both families up, a VPC attached, routes propagated. */
export const flowing: readonly Untimed[] = [
  ...ready,
  { kind: 'attachVpc', interlink: 'web', vpc: 'vpc-web' },
  { kind: 'attachPolicy', interlink: 'web', family: 'ipv4', policy },
  { kind: 'attachPolicy', interlink: 'web', family: 'ipv6', policy },
  { kind: 'enablePropagation', interlink: 'web' },
  { kind: 'bgpUp', interlink: 'web', family: 'ipv4' },
  { kind: 'bgpUp', interlink: 'web', family: 'ipv6' },
]
