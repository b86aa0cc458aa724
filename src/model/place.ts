/** Whose a thing is and where it stands: Projects of the Organization, regions of PoPs and VPCs. */
import type { InterlinkDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import type { Path } from './path.ts'
import type { Register } from './register.ts'
import type { Collection } from './rejection.ts'
import type { Organization, Region } from './world.ts'

/** What exists, by id, as far as ownership and regions depend on it. */
export interface Places {
  readonly organization: Organization
  readonly projects: ReadonlySet<string>
  /** The same in the order of the file. */
  readonly projectIds: readonly string[]
  readonly pops: Register<{ readonly region: Region }>
  readonly vpcs: Register<{ readonly region: Region }>
  readonly connections: Register<{ readonly pop: string }>
}

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

/** The Project that owns a thing: the one it names, which must exist, or the default one. */
export const projectOf = (
  findings: Findings,
  path: Path,
  project: string | undefined,
  { organization, projects, projectIds }: Places,
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

/** The region of an InterLink: its connection's, which a named one must be, and its VPC's. */
export const regionOf = (
  findings: Findings,
  draft: Pick<InterlinkDraft, 'id' | 'connection' | 'region'>,
  places: Places,
): Region | null => {
  const { id, connection } = draft
  const popId = places.connections.get(connection)?.pop
  const needed = popId === undefined ? undefined : places.pops.get(popId)?.region
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

/**
 * Rejects a VPC that does not exist, or is not in the region where the InterLink's connection ends.
 *
 * @param path  where the VPC is named
 */
export const checkVpc = (
  findings: Findings,
  path: Path,
  { id, vpc, connection }: Pick<InterlinkDraft, 'id' | 'vpc' | 'connection'>,
  region: Region | null,
  places: Pick<Places, 'pops' | 'vpcs' | 'connections'>,
): void => {
  if (vpc === undefined) return
  checkReference(findings, path, 'vpcs', vpc, places.vpcs)
  const vpcRegion = places.vpcs.get(vpc)?.region
  // The port cannot move: where it stands decides, whatever the InterLink says of itself.
  const popId = places.connections.get(connection)?.pop
  const standing = (popId === undefined ? undefined : places.pops.get(popId)?.region) ?? region
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
