/** Refusals in words: subject, value, limit and remedy, on one line. */
import { match } from 'ts-pattern'
import {
  type CalendarInstant,
  EARLIEST,
  LATEST,
  formatCalendar,
  isInstant,
  toUnixMs,
} from '../../calendar.ts'
import { NAME_MAX } from '../defaults.ts'
import { explain, listing } from '../explain.ts'
import { nearest } from '../nearest.ts'
import type { Rejection } from '../rejection.ts'
import type { ConnectionStatusReached } from './connection-status.ts'
import type { LinkStatusReached } from './link-status.ts'
import type { Refusal } from './refusal.ts'
import { FAMILY, NOUN, awaitedStep, describeDown, either } from './words.ts'

const instant = (at: CalendarInstant): string =>
  isInstant(at) && toUnixMs(at) >= EARLIEST && toUnixMs(at) <= LATEST
    ? formatCalendar(at)
    : `${at.seconds} s + ${at.picos} ps`

const rule = (rejection: Rejection): string => {
  const { problem, remedy, fix } = explain(rejection)
  const proposal = fix === undefined || remedy.includes(fix) ? '' : ` (${fix})`
  return `${rejection.path.join('.')}: ${problem}; ${remedy}${proposal}`
}

const connectionRemedy = (
  status: ConnectionStatusReached,
  needed: readonly ConnectionStatusReached[],
): string =>
  match(status)
    .with('deleted', () => 'order another connection')
    .with('locked', () => 'ask the provider to unlock it')
    .with('created', 'configuring', () =>
      needed.includes('active') ? 'wait until it is configured' : 'there is nothing to do',
    )
    .with('failed', () => 'ask the provider to configure it again')
    .with('disabled', () => 'ask the provider to enable it')
    .with('active', () => 'there is nothing to do')
    .exhaustive()

const interlinkRemedy = (status: LinkStatusReached, needed: readonly LinkStatusReached[]): string =>
  match(status)
    .with('deleted', 'deprovisioning', () => 'create another InterLink')
    .with('locked', () => 'ask the provider to unlock it')
    .with('configuring', () =>
      needed.includes('ready') ? 'wait until it is ready' : 'there is nothing to do',
    )
    .with('failed', () => 'delete it and create another InterLink')
    .with('ready', 'active', 'limited_connectivity', 'all_down', () => 'there is nothing to do')
    .exhaustive()

/** Says in one line why a command is refused. */
export const explainRefusal = (why: Refusal): string =>
  match(why)
    .with(
      { kind: 'no-instant' },
      ({ at }) =>
        `command: ${instant(at)} is no instant; give whole seconds and picoseconds from 0 to 10^12 - 1`,
    )
    .with(
      { kind: 'before-last-event' },
      ({ at, now }) =>
        `command: ${instant(at)} is before the last event at ${instant(now)}; give commands in the order of time`,
    )
    .with({ kind: 'against-rules' }, ({ rejections }) => rejections.map(rule).join('. '))
    .with({ kind: 'unknown-subject' }, ({ subject, id, known }) => {
      const near = nearest(id, known)
      const remedy =
        near === null
          ? `${subject === 'connection' ? 'order' : 'create'} it first`
          : `the nearest known id is ${near}`
      return `${NOUN[subject]} ${id}: there is none of this id; ${remedy}`
    })
    .with(
      { kind: 'id-taken' },
      ({ subject, id }) =>
        `${NOUN[subject]} ${id}: the id is taken, and one that was deleted keeps it; choose another id`,
    )
    .with({ kind: 'out-of-turn' }, ({ connection, stage, needed }) => {
      const remedy = match(stage)
        .with('resource', () => 'its order is complete')
        .with('deleted', () => 'order another connection')
        .otherwise(awaitedStep)
      return `connection ${connection}: it is ${stage}, and this step follows ${either(needed)}; ${remedy}`
    })
    .with(
      { kind: 'loa-without-validity' },
      ({ connection, at, expiresAt }) =>
        `connection ${connection}: an LOA issued at ${instant(at)} cannot expire at ${instant(expiresAt)}; let it expire later`,
    )
    .with(
      { kind: 'loa-still-valid' },
      ({ connection, at, expiresAt }) =>
        `connection ${connection}: at ${instant(at)} its LOA is valid, until ${instant(expiresAt)}; have the cross-connect patched`,
    )
    .with(
      { kind: 'loa-void' },
      ({ connection, at, expiresAt }) =>
        `connection ${connection}: patched at ${instant(at)}, but its LOA is void since ${instant(expiresAt)}; another LOA is needed`,
    )
    .with(
      { kind: 'no-connection-yet' },
      ({ connection, stage }) =>
        `connection ${connection}: it is only ordered (${stage}), and exists when its link is detected; ${awaitedStep(stage)}`,
    )
    .with({ kind: 'connection-status' }, ({ connection, status, needed }) => {
      const remedy =
        needed.length === 1 && needed[0] === 'locked'
          ? 'there is nothing to unlock'
          : connectionRemedy(status, needed)
      return `connection ${connection}: it is ${status}, and must be ${either(needed)}; ${remedy}`
    })
    .with({ kind: 'connection-in-use' }, ({ connection, interlinks }) => {
      const one = interlinks.length === 1
      return `connection ${connection}: ${listing(interlinks)} ${one ? 'exists' : 'exist'} on it, and it may have no InterLink; delete ${one ? 'it' : 'them'} first`
    })
    .with(
      { kind: 'fault-known' },
      ({ connection, fault }) =>
        `connection ${connection}: fault ${fault} goes on already; end it first, or name another`,
    )
    .with({ kind: 'fault-unknown' }, ({ connection, fault, known }) => {
      const remedy = known.length === 0 ? 'nothing is broken' : `${listing(known)} can be ended`
      return `connection ${connection}: there is no fault ${fault}; ${remedy}`
    })
    .with({ kind: 'interlink-status' }, ({ interlink, status, needed }) => {
      const remedy =
        needed.length === 1 && needed[0] === 'locked'
          ? 'there is nothing to unlock'
          : interlinkRemedy(status, needed)
      return `InterLink ${interlink}: it is ${status}, and must be ${either(needed)}; ${remedy}`
    })
    .with(
      { kind: 'fixed-field' },
      ({ interlink, field }) =>
        `InterLink ${interlink}: ${field} is fixed at creation, only name, tags and peerAsn change; delete it and create another InterLink`,
    )
    .with(
      { kind: 'nothing-to-change' },
      ({ interlink }) =>
        `InterLink ${interlink}: it is already so; change its name, tags or peerAsn`,
    )
    .with(
      { kind: 'name-length' },
      ({ interlink, length }) =>
        `InterLink ${interlink}: a name of ${length} characters, where 1 to ${NAME_MAX} are allowed; ${length === 0 ? 'write one' : 'shorten it'}`,
    )
    .with(
      { kind: 'vpc-attached' },
      ({ interlink, vpc }) =>
        `InterLink ${interlink}: VPC ${vpc} is attached, and one at most can be; detach it first`,
    )
    .with(
      { kind: 'no-vpc' },
      ({ interlink }) => `InterLink ${interlink}: no VPC is attached; there is nothing to detach`,
    )
    .with(
      { kind: 'policy-attached' },
      ({ interlink, family, policy }) =>
        `InterLink ${interlink}: ${FAMILY[family]} policy ${policy} is attached, and one at most can be; set another in its place, or detach it first`,
    )
    .with(
      { kind: 'no-policy' },
      ({ interlink, family }) =>
        `InterLink ${interlink}: no ${FAMILY[family]} policy is attached, so there is no session either; attach one first`,
    )
    .with(
      { kind: 'propagation-without-policy' },
      ({ interlink }) =>
        `InterLink ${interlink}: propagation needs a routing policy, and none is attached; attach one first`,
    )
    .with(
      { kind: 'propagation-already' },
      ({ interlink, propagation }) =>
        `InterLink ${interlink}: propagation is ${propagation} already; there is nothing to do`,
    )
    .with(
      { kind: 'session-already' },
      ({ interlink, family, session }) =>
        `InterLink ${interlink}: its ${FAMILY[family]} session is ${session} already; there is nothing to do`,
    )
    .with({ kind: 'link-not-up' }, ({ interlink, connection, cause }) => {
      const { problem, remedy } = describeDown(cause)
      return `InterLink ${interlink}: connection ${connection} ${problem}, and a session needs its link up; ${remedy}`
    })
    .exhaustive()
