/** From drafts to a world: the rules of the product, all of them applied, and its defaults. */
import { type Bytes, bytes, ps } from '../units.ts'
import { checkCapacity, checkPort } from './capacity.ts'
import { completePeering } from './complete-peering.ts'
import { completePhysical } from './complete-physical.ts'
import { completeProvisioning } from './complete-provisioning.ts'
import {
  BANDWIDTH_MAX,
  ENFORCE_DEFAULT,
  MTU_DEFAULT,
  MTU_MAX,
  MTU_MIN,
  PORT_QUEUE_DEFAULT,
  PORT_SPEEDS,
  PRODUCT_STEP,
  QUEUE_MAX,
  SHAPER_RATE_MAX,
  SHAPER_RATE_MIN,
} from './defaults.ts'
import type { ConnectionDraft, InterlinkDraft, WorldDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import { completeRouting } from './complete-routing.ts'
import { type Register, registerOf } from './register.ts'
import { type Places, checkReference, checkVpc, projectOf, regionOf } from './place.ts'
import { type ShaperContext, checkRate, completeShaper } from './shaper.ts'
import { assignVlans, checkVlan } from './vlan.ts'
import type { Connection, Interlink, Organization, Vpc, World } from './world.ts'

/** The drafts of a world by id, with what the rules need to look up again and again. */
interface Lookup extends Places {
  readonly connections: Register<ConnectionDraft>
}

const checkOrganization = (findings: Findings, { id, projects }: Organization): void => {
  if (projects.length === 0) {
    const path = ['organization', 'projects']
    findings.reject({ kind: 'no-projects', path, organization: id })
  }
  const first = new Map<string, number>()
  for (const [index, project] of projects.entries()) {
    const before = first.get(project)
    if (before === undefined) first.set(project, index)
    else {
      findings.reject({
        kind: 'duplicate-project',
        path: ['organization', 'projects', index],
        project,
        first: ['organization', 'projects', before],
      })
    }
  }
}

const completeConnection = (
  findings: Findings,
  draft: ConnectionDraft,
  lookup: Lookup,
): Connection => {
  const { id, pop, portSpeed, queue, availableBandwidths } = draft
  const path = ['connections', id]
  checkReference(findings, [...path, 'pop'], 'pops', pop, lookup.pops)
  checkPort(findings, draft)
  if (queue !== undefined) findings.bound([...path, 'queue'], 'size', queue, 0, QUEUE_MAX)
  return {
    id,
    pop,
    project: projectOf(findings, path, draft.project, lookup),
    portSpeed,
    ...completePhysical(findings, draft),
    queue: queue ?? PORT_QUEUE_DEFAULT,
    availableBandwidths: availableBandwidths ?? null,
    ...completeProvisioning(findings, path, draft),
  }
}

const completeCustomerShaper = (
  findings: Findings,
  { id, customerShaper: draft, connection }: InterlinkDraft,
  context: ShaperContext,
  lookup: Lookup,
): Interlink['customerShaper'] => {
  if (draft === undefined) return null
  const path = ['interlinks', id, 'customerShaper']
  findings.bound([...path, 'rate'], 'rate', draft.rate, SHAPER_RATE_MIN, SHAPER_RATE_MAX)
  const portSpeed = lookup.connections.get(connection)?.portSpeed
  if (portSpeed !== undefined && PORT_SPEEDS.includes(portSpeed) && draft.rate > portSpeed) {
    findings.warn({
      kind: 'shaper-above-port',
      path: [...path, 'rate'],
      rate: draft.rate,
      connection,
      portSpeed,
    })
  }
  return completeShaper(findings, path, draft, context)
}

const completeInterlink = (
  findings: Findings,
  draft: InterlinkDraft,
  lookup: Lookup,
  vlans: ReadonlyMap<string, number>,
): Interlink => {
  const { id, bandwidth, connection, countAs = 'l2', mtu = MTU_DEFAULT, vpc } = draft
  const path = ['interlinks', id]
  checkReference(findings, [...path, 'connection'], 'connections', connection, lookup.connections)
  const region = regionOf(findings, draft, lookup)
  checkVpc(findings, [...path, 'vpc'], draft, region, lookup)
  if (checkRate(findings, [...path, 'bandwidth'], bandwidth, BANDWIDTH_MAX)) {
    if (bandwidth % PRODUCT_STEP !== 0) {
      findings.warn({ kind: 'not-whole-mbps', path: [...path, 'bandwidth'], bandwidth })
    }
  }
  const mtuHolds = findings.whole([...path, 'mtu'], mtu, MTU_MIN, MTU_MAX, 'bytes')
  const context = { interlink: id, mtu: mtuHolds ? bytes(mtu) : null, countAs }
  const shaper = completeShaper(findings, path, { ...draft, rate: bandwidth }, context)
  return {
    id,
    type: 'self-hosted',
    connection,
    project: projectOf(findings, path, draft.project, lookup),
    region: region ?? 'fr-par',
    vlan: vlans.get(id) ?? 0,
    bandwidth,
    burst: shaper.burst,
    queue: shaper.queue,
    enforce: {
      toCustomer: draft.enforce?.toCustomer ?? ENFORCE_DEFAULT.toCustomer,
      toCloud: draft.enforce?.toCloud ?? ENFORCE_DEFAULT.toCloud,
    },
    customerShaper: completeCustomerShaper(findings, draft, context, lookup),
    mtu: mtu as Bytes,
    countAs,
    attachment: vpc === undefined ? { kind: 'detached' } : { kind: 'attached', vpc },
    configuring: draft.configuring ?? ps(0),
    bgp: completePeering(findings, [...path, 'bgp'], draft.bgp),
    ...completeRouting(findings, path, draft),
  }
}

/**
 * Completes a world and puts every violation into `findings`.
 *
 * @returns the world, which holds the rules only where nothing was rejected
 */
export const completeWorld = (findings: Findings, draft: WorldDraft): World => {
  const { organization } = draft
  const projects = new Set(organization.projects)
  const lookup: Lookup = {
    organization,
    projects,
    projectIds: [...projects],
    pops: registerOf(draft.pops),
    vpcs: registerOf(draft.vpcs),
    connections: registerOf(draft.connections),
  }
  checkOrganization(findings, organization)
  const vpcs = draft.vpcs.map((each): Vpc => {
    const project = projectOf(findings, ['vpcs', each.id], each.project, lookup)
    return { id: each.id, project, region: each.region }
  })
  const connections = draft.connections.map(each => completeConnection(findings, each, lookup))
  const groups = new Map<string, InterlinkDraft[]>()
  for (const each of draft.interlinks) {
    const group = groups.get(each.connection)
    if (group === undefined) groups.set(each.connection, [each])
    else group.push(each)
  }
  const vlans = new Map<string, number>()
  for (const connection of draft.connections) {
    const partitions = groups.get(connection.id) ?? []
    for (const [id, vlan] of assignVlans(findings, connection.id, partitions)) vlans.set(id, vlan)
    checkCapacity(findings, connection, partitions)
  }
  for (const each of draft.interlinks) {
    if (lookup.connections.get(each.connection) === undefined) checkVlan(findings, each)
  }
  const interlinks = draft.interlinks.map(each => completeInterlink(findings, each, lookup, vlans))
  const pops = draft.pops.map(each => ({ ...each, city: each.city ?? null }))
  return { organization, pops, vpcs, connections, interlinks }
}
