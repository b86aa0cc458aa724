/** Small scenario files in a folder of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** A scenario of one InterLink that takes next to no time. */
export const scenario = (change: {
  readonly duration?: string
  readonly rate?: string
  readonly loss?: string
  readonly extra?: string
}): string => `name: small
seed: 3
duration: ${change.duration ?? '1ms'}
organization: { id: acme, projects: [network] }
pops:
  th2: { region: fr-par, city: Paris }
vpcs:
  vpc-web: { project: network, region: fr-par }
connections:
  paris-1: { pop: th2, portSpeed: 1Gbps, crossConnect: { length: 120m } }
interlinks:
  web: { connection: paris-1, region: fr-par, bandwidth: 500Mbps, burst: 64KiB, vpc: vpc-web }
traffic:
  - { interlink: web, direction: toCloud, source: { kind: poisson, rate: ${change.rate ?? '100Mbps'}, frame: 1000B } }
objectives:
  - { interlink: web, metric: loss, below: ${change.loss ?? '1%'} }
${change.extra ?? ''}`

export const MET: string = scenario({})
/** Offers more than the bandwidth. */
export const MISSED: string = scenario({ rate: '2Gbps', duration: '10ms' })
/** Two faults: an unknown key and a quantity without a unit. */
export const FAULTY: string = MET.replace('seed: 3', 'sed: 3').replace('burst: 64KiB', 'burst: 64')

/** A folder with these files, removed after the tests of the file that asks. */
export const folderOf = (files: Readonly<Record<string, string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), 'scenarios-'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  afterAll(() => rmSync(folder, { recursive: true }))
  return folder
}
