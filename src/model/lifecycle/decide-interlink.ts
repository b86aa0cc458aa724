/**
 * Answers to the commands of an InterLink that exists.
 *
 * A lock refuses what the customer wishes. What the provider and the world do is recorded all the
 * same, and is there when the lock ends (our own choice).
 */
import { match } from 'ts-pattern'
import type { CalendarInstant } from '../../calendar.ts'
import { Findings } from '../findings.ts'
import { decideAttachment, decideDetachment } from './attachment.ts'
import type { FixedField, InterlinkChanges, InterlinkCommand } from './commands.ts'
import { decideFamily, decidePropagation } from './decide-routing.ts'
import { type Decision, accept, refuse, refuseBy } from './decision.ts'
import type { Estate } from './estate.ts'
import type { InterlinkLife, UsableInterlink } from './interlink.ts'
import { checkLabels } from './labels.ts'
import { type LinkStatusReached, linkStatusOf } from './link-status.ts'
import { lostSessions } from './lost-sessions.ts'

/** What a configured InterLink can be. */
const USABLE: readonly LinkStatusReached[] = ['ready', 'active', 'limited_connectivity', 'all_down']

/** In the order in which refusals name them. */
const FIXED: readonly FixedField[] = [
  'type',
  'connection',
  'pop',
  'region',
  'bandwidth',
  'vlan',
  'project',
]

const decideUpdate = (
  interlink: UsableInterlink,
  at: CalendarInstant,
  changes: InterlinkChanges,
): Decision => {
  const { id, labels } = interlink
  const field = FIXED.find(each => changes[each] !== undefined)
  if (field !== undefined) return refuse({ kind: 'fixed-field', interlink: id, field })
  const { name = labels.name, tags = labels.tags, peerAsn = labels.peerAsn } = changes
  const isSame =
    name === labels.name &&
    peerAsn === labels.peerAsn &&
    tags.length === labels.tags.length &&
    tags.every((tag, index) => tag === labels.tags[index])
  if (isSame) return refuse({ kind: 'nothing-to-change', interlink: id })
  const findings = new Findings()
  const misnamed = checkLabels(findings, id, { name, tags, peerAsn })
  if (misnamed !== null) return refuse(misnamed)
  // A session is with one AS (RFC 4271, 4.2): with another it must be brought up anew.
  const lost = peerAsn === labels.peerAsn ? [] : lostSessions(interlink, at, 'customer')
  return (
    refuseBy(findings) ??
    accept(...lost, {
      kind: 'interlinkUpdated',
      at,
      interlink: id,
      labels: { name, tags, peerAsn },
    })
  )
}

/** Wishes of the customer about a configured InterLink. */
type Wish = Exclude<
  InterlinkCommand,
  {
    kind:
      | 'interlinkConfigured'
      | 'interlinkFailed'
      | 'interlinkDeprovisioned'
      | 'lockInterlink'
      | 'unlockInterlink'
      | 'deleteInterlink'
      | 'bgpUp'
      | 'bgpDown'
  }
>

const decideWish = (estate: Estate, usable: UsableInterlink, wish: Wish): Decision =>
  match(wish)
    .with({ kind: 'updateInterlink' }, ({ at, changes }) => decideUpdate(usable, at, changes))
    .with({ kind: 'attachVpc' }, ({ at, vpc }) => decideAttachment(estate, usable, at, vpc))
    .with({ kind: 'detachVpc' }, ({ at }) => decideDetachment(usable, at))
    .with({ kind: 'attachPolicy' }, { kind: 'detachPolicy' }, { kind: 'setPolicy' }, each =>
      decideFamily(estate, usable, each),
    )
    .with({ kind: 'enablePropagation' }, { kind: 'disablePropagation' }, each =>
      decidePropagation(usable, each),
    )
    .exhaustive()

const decideOn = (
  estate: Estate,
  interlink: InterlinkLife,
  command: InterlinkCommand,
): Decision => {
  const { id, kind } = interlink
  const status = linkStatusOf(interlink)
  const isLocked = status === 'locked'
  const refuseUnless = (needed: readonly LinkStatusReached[]): Decision =>
    refuse({ kind: 'interlink-status', interlink: id, status, needed })
  return match(command)
    .with({ kind: 'interlinkConfigured' }, { kind: 'interlinkFailed' }, each =>
      kind === 'configuring'
        ? accept({ kind: each.kind, at: each.at, interlink: id })
        : refuseUnless(['configuring']),
    )
    .with({ kind: 'interlinkDeprovisioned' }, ({ at }) =>
      kind === 'deprovisioning'
        ? accept({ kind: 'interlinkDeleted', at, interlink: id })
        : refuseUnless(['deprovisioning']),
    )
    .with({ kind: 'lockInterlink' }, ({ at }) =>
      kind === 'deprovisioning' || kind === 'deleted' || isLocked
        ? refuseUnless(['configuring', 'failed', ...USABLE])
        : accept({ kind: 'interlinkLocked', at, interlink: id }),
    )
    .with({ kind: 'unlockInterlink' }, ({ at }) =>
      isLocked
        ? accept({ kind: 'interlinkUnlocked', at, interlink: id })
        : refuseUnless(['locked']),
    )
    .with({ kind: 'deleteInterlink' }, ({ at }) =>
      (kind === 'usable' || kind === 'failed') && !isLocked
        ? accept({ kind: 'deprovisioningBegan', at, interlink: id })
        : refuseUnless(['failed', ...USABLE]),
    )
    .with({ kind: 'bgpUp' }, { kind: 'bgpDown' }, each =>
      kind === 'usable' ? decideFamily(estate, interlink, each) : refuseUnless(USABLE),
    )
    .otherwise(wish =>
      kind === 'usable' && !isLocked ? decideWish(estate, interlink, wish) : refuseUnless(USABLE),
    )
}

/** Answers a command of an InterLink. */
export const decideInterlink = (estate: Estate, command: InterlinkCommand): Decision => {
  const interlink = estate.interlinks.find(({ id }) => id === command.interlink)
  return interlink === undefined
    ? refuse({
        kind: 'unknown-subject',
        subject: 'interlink',
        id: command.interlink,
        known: estate.interlinks.map(({ id }) => id),
      })
    : decideOn(estate, interlink, command)
}
