/** From drafts to a world: the rules of the product, all of them applied, and its defaults. */
import { type BitsPerSecond, type Bytes, bytes, millimetres } from '../units.ts'
import { checkCapacity, checkPort } from './capacity.ts'
import { completeOrder } from './complete-order.ts'
import {
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
  propagationOf,
} from './defaults.ts'
import type { ConnectionDraft, InterlinkDraft, PopDraft, VpcDraft, WorldDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import { type Register, registerOf } from './register.ts'
import type { Path } from './path.ts'
import type { Collection } from './rejection.ts'
import { type ShaperContext, checkRate, completeShaper } from './shaper.ts'
import { assignVlans, checkVlan } from './vlan.ts'
import type { Connection, Interlink, Organization, Region, Vpc, World } from './world.ts'

/** A bandwidth's own limit is the port; this only keeps the sum exact. */
const BANDWIDTH_MAX = Number.MAX_SAFE_INTEGER as BitsPerSecond
/** The longest cable, 1,800,000,000 km: light crosses it within the longest run. */
const LENGTH_MAX = millimetres(1_800_000_000_000_000)

/**
 * Rejects a reference to an id that `register` does not hold.
 *
 * @returns whether it holds it
 */
export const checkReference = (
  findings: Findings,
  path: Path,
  collection: Collection,
  id: string,
  register: Register<unknown>,
): boolean => {
  if (register.get(id) !== undefined) return true
  findings.reject({ kind: 'unknown-reference', path, collection, id, known: register.ids })
  return false
}

/** The drafts of a world by id, with what the rules need to look up again and again. */
interface Lookup {
  readonly organization: Organization
  readonly projects: ReadonlySet<string>
  /** The same in the order of the file. */
  readonly projectIds: readonly string[]
  readonly pops: Register<PopDraft>
  readonly vpcs: Register<VpcDraft>
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

/** The Project that owns a thing: the one it names, which must exist, or the default one. */
const projectOf = (
  findings: Findings,
  path: Path,
  project: string | undefined,
  { organization, projects, projectIds }: Lookup,
): string => {
  // Without any Project only that is the fault, not each mention of one.
  if (project !== undefined && projects.size > 0 && !projects.has(project)) {
    findings.reject({
      kind: 'unknown-project',
      path: [...path, 'project'],
      project,
      organization: organization.id,
      known: projectIds,
    })
  }
  return project ?? organization.projects[0] ?? ''
}

const completeConnection = (
  findings: Findings,
  draft: ConnectionDraft,
  lookup: Lookup,
): Connection => {
  const { id, pop, portSpeed, crossConnect = {}, queue, availableBandwidths } = draft
  const path = ['connections', id]
  checkReference(findings, [...path, 'pop'], 'pops', pop, lookup.pops)
  checkPort(findings, draft)
  const { length, propagation } = crossConnect
  if (length !== undefined) {
    findings.bound([...path, 'crossConnect', 'length'], 'length', length, 0, LENGTH_MAX)
  }
  if (queue !== undefined) findings.bound([...path, 'queue'], 'size', queue, 0, QUEUE_MAX)
  return {
    id,
    pop,
    project: projectOf(findings, path, draft.project, lookup),
    portSpeed,
    crossConnect: {
      length: length ?? millimetres(0),
      propagation: propagation ?? propagationOf(length ?? millimetres(0)),
    },
    queue: queue ?? PORT_QUEUE_DEFAULT,
    availableBandwidths: availableBandwidths ?? null,
    ...completeOrder(findings, path, draft),
  }
}

/** The region of an InterLink: its connection's, which a named one must be, and its VPC's. */
const regionOf = (findings: Findings, draft: InterlinkDraft, lookup: Lookup): Region | null => {
  const { id, connection } = draft
  const popId = lookup.connections.get(connection)?.pop
  const needed = popId === undefined ? undefined : lookup.pops.get(popId)?.region
  if (draft.region !== undefined && needed !== undefined && draft.region !== needed) {
    findings.reject({
      kind: 'not-the-connections-region',
      path: ['interlinks', id, 'region'],
      interlink: id,
      region: draft.region,
      connection,
      pop: popId!,
      needed,
    })
  }
  return draft.region ?? needed ?? null
}

const checkVpc = (
  findings: Findings,
  { id, vpc, connection }: InterlinkDraft,
  region: Region | null,
  lookup: Lookup,
): void => {
  if (vpc === undefined) return
  const path = ['interlinks', id, 'vpc']
  checkReference(findings, path, 'vpcs', vpc, lookup.vpcs)
  const vpcRegion = lookup.vpcs.get(vpc)?.region
  // The port cannot move: where it stands decides, whatever the InterLink says of itself.
  const popId = lookup.connections.get(connection)?.pop
  const standing = (popId === undefined ? undefined : lookup.pops.get(popId)?.region) ?? region
  if (vpcRegion === undefined || standing === null || vpcRegion === standing) return
  findings.reject({
    kind: 'not-the-vpcs-region',
    path,
    interlink: id,
    region: standing,
    pop: popId ?? null,
    vpc,
    vpcRegion,
  })
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
  checkVpc(findings, draft, region, lookup)
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
