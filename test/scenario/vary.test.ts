/** A loaded scenario with other values in it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { nodeFiles } from '../../src/scenario/files.ts'
import { type Loaded, load, parseScenario } from '../../src/scenario/load.ts'

const text = `
name: varied
duration: 1ms
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par } }
connections: { c: { pop: th2, portSpeed: 10Gbps } }
vpcs: { v: { region: fr-par } }
interlinks:
  a: &a { connection: c, bandwidth: 1Gbps, vpc: v }
  b: *a
traffic:
  - { interlink: a, direction: toCloud, source: { kind: cbr, rate: 1Mbps, frame: 100B } }
  - { interlink: b, direction: toCloud, source: { kind: cbr, rate: 2Mbps, frame: 100B } }
`
const loadedFrom = (it: string): Loaded => {
  const result = parseScenario(it)
  if (!result.ok) throw new Error(result.faults[0]!.message)
  return result.loaded
}
const loaded = loadedFrom(text)
const rateOf = ({ scenario }: Loaded, at: number): unknown => {
  const { source } = scenario.traffic[at]!
  return source.kind === 'cbr' ? source.rate : null
}
const varied = (...changes: Parameters<Loaded['vary']>[0]): Loaded => {
  const result = loaded.vary(changes)
  if (!result.ok) throw new Error(result.faults[0]!.message)
  return result.loaded
}

describe('vary', () => {
  it('is what the file would be with the value written in it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4_000 }),
        fc.integer({ min: 1, max: 9 }),
        (mbps, rate) => {
          const written = text
            .replace('bandwidth: 1Gbps', `bandwidth: ${mbps}Mbps`)
            .replace('rate: 2Mbps', `rate: ${rate}Mbps`)
            .replace('b: *a', 'b: { connection: c, bandwidth: 1Gbps, vpc: v }')
            .replace('&a ', '')
          const { scenario } = varied(
            { path: ['interlinks', 'a', 'bandwidth'], value: `${mbps}Mbps` },
            { path: ['traffic', 1, 'source', 'rate'], value: `${rate}Mbps` },
          )
          expect(scenario).toEqual(loadedFrom(written).scenario)
        },
      ),
    )
  })

  it('leaves the scenario itself, and what an alias repeats, as they were', () => {
    const before = JSON.stringify(loaded.scenario)
    const other = varied({ path: ['interlinks', 'a', 'bandwidth'], value: '2Gbps' })
    expect(other.scenario.world.interlinks.map(({ bandwidth }) => bandwidth)).toEqual([2e9, 1e9])
    expect(JSON.stringify(loaded.scenario)).toBe(before)
  })

  it('adds a key that was not there, and varies what was varied', () => {
    const once = varied({ path: ['interlinks', 'b', 'burst'], value: '2MB' })
    expect(once.scenario.world.interlinks.map(({ burst }) => burst)).toEqual([1.25e6, 2e6])
    const twice = once.vary([{ path: ['seed'], value: 9 }])
    if (!twice.ok) throw new Error('refused')
    expect(twice.loaded.scenario.seed).toBe(9)
    expect(twice.loaded.scenario.world.interlinks[1]!.burst).toBe(2e6)
    expect(rateOf(twice.loaded, 1)).toBe(2e6)
  })

  it('finds what is wrong with a value where the old one stood', () => {
    const result = loaded.vary([{ path: ['interlinks', 'a', 'bandwidth'], value: '11Gbps' }])
    if (result.ok) throw new Error('accepted')
    const [fault] = result.faults
    expect(fault!.message).toContain('11Gbps asked')
    expect([fault!.line, fault!.column]).toEqual([9, 37])
    const added = loaded.vary([{ path: ['interlinks', 'a', 'brust'], value: '1MB' }])
    if (added.ok) throw new Error('accepted')
    expect(added.faults[0]!.message).toContain('the nearest known key is burst')
  })

  it.each([
    [['interlinks', 'c', 'bandwidth']],
    [['traffic', 2, 'source']],
    [['name', 'first']],
    [['traffic', 'first']],
  ])('refuses a path that leads nowhere: %j', path => {
    expect(() => loaded.vary([{ path, value: 1 }])).toThrow(RangeError)
    expect(() => loaded.vary([{ path, value: 1 }])).toThrow(path.join('.'))
  })
})

describe('files that sources read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vary-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const rows = 'time,web,data\n0,1e6,2e6\n0.001,1e6,2e6\n'
  writeFileSync(join(folder, 'day.csv'), rows)
  writeFileSync(
    join(folder, 'day.yaml'),
    text.replace(
      'kind: cbr, rate: 1Mbps',
      'kind: csv, file: day.csv, column: web, unit: bps, scale: 1',
    ),
  )
  const opened: string[] = []
  const files: typeof nodeFiles = {
    ...nodeFiles,
    read: (path, use) => {
      opened.push(path)
      return nodeFiles.read(path, use)
    },
  }
  const result = load(join(folder, 'day.yaml'), { files, allowRead: [] })
  if (!result.ok) throw new Error(result.faults[0]!.message)
  const day = result.loaded

  it('are not read again, unless another column or file is asked for', () => {
    const before = opened.length
    expect(readFileSync(join(folder, 'day.csv'), 'utf8')).toBe(rows)
    const scaled = day.vary([{ path: ['traffic', 0, 'source', 'scale'], value: 3 }])
    if (!scaled.ok) throw new Error(scaled.faults[0]!.message)
    expect(scaled.loaded.inputs[0]!.content).toBe(day.inputs[0]!.content)
    expect(opened.length).toBe(before)
    const other = day.vary([{ path: ['traffic', 0, 'source', 'column'], value: 'data' }])
    if (!other.ok) throw new Error(other.faults[0]!.message)
    expect(opened.length).toBe(before + 1)
    const absent = day.vary([{ path: ['traffic', 0, 'source', 'file'], value: 'night.csv' }])
    expect(absent.ok).toBe(false)
  })
})
