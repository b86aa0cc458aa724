/** The answer to the creation of an InterLink: the rules of a scenario file, one InterLink at a time. */
import { checkCapacity } from '../capacity.ts'
import { BANDWIDTH_MAX } from '../defaults.ts'
import { Findings } from '../findings.ts'
import { projectOf, regionOf } from '../place.ts'
import { checkRate } from '../shaper.ts'
import { assignVlans } from '../vlan.ts'
import type { CreateInterlink } from './commands.ts'
import type { ConnectionLife } from './connection.ts'
import { connectionStatusOf } from './connection-status.ts'
import { type Decision, accept, refuse, refuseBy } from './decision.ts'
import { type Estate, connectionDraft, interlinkDraft, livingOn, placesOf } from './estate.ts'
import { checkLabels } from './labels.ts'
import { routingBy } from './routing.ts'

const decideOn = (
  estate: Estate,
  connection: ConnectionLife,
  command: CreateInterlink,
): Decision => {
  const { at, interlink: id, bandwidth, region, vlan, policies = {} } = command
  const labels = {
    name: command.name ?? id,
    tags: command.tags ?? [],
    peerAsn: command.peerAsn ?? null,
  }
  const findings = new Findings()
  const misnamed = checkLabels(findings, id, labels)
  if (misnamed !== null) return refuse(misnamed)
  const draft = { id, connection: connection.id, bandwidth, region, vlan }
  // Those that exist come first: it is always the new one that is refused.
  const drafts = [...livingOn(estate, connection.id).map(interlinkDraft), draft]
  const places = placesOf(estate)
  const path = ['interlinks', id]
  const standing = regionOf(findings, draft, places)
  const project = projectOf(findings, path, command.project, places)
  if (checkRate(findings, [...path, 'bandwidth'], bandwidth, BANDWIDTH_MAX)) {
    checkCapacity(findings, connectionDraft(connection), drafts)
  }
  const assigned = assignVlans(findings, connection.id, drafts).get(id)
  const refused = refuseBy(findings)
  if (refused !== null) return refused
  return accept({
    kind: 'interlinkCreated',
    at,
    interlink: id,
    // Nothing was rejected, so there is a region and a VLAN.
    terms: {
      type: 'self-hosted',
      connection: connection.id,
      project,
      region: standing!,
      bandwidth,
      vlan: assigned!,
    },
    labels,
    routing: { ipv4: routingBy(policies.ipv4), ipv6: routingBy(policies.ipv6) },
  })
}

/** Answers the wish for an InterLink. Only an `active` connection takes one (our own choice). */
export const decideCreation = (estate: Estate, command: CreateInterlink): Decision => {
  const { interlink, connection: id } = command
  if (estate.interlinks.some(each => each.id === interlink)) {
    return refuse({ kind: 'id-taken', subject: 'interlink', id: interlink })
  }
  const connection = estate.connections.find(each => each.id === id)
  if (connection === undefined) {
    const known = estate.connections.map(each => each.id)
    return refuse({ kind: 'unknown-subject', subject: 'connection', id, known })
  }
  if (connection.kind === 'ordered') {
    return refuse({ kind: 'no-connection-yet', connection: id, stage: connection.order.kind })
  }
  const status = connectionStatusOf(connection)!
  return status === 'active'
    ? decideOn(estate, connection, command)
    : refuse({ kind: 'connection-status', connection: id, status, needed: ['active'] })
}
