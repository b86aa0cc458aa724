/** Scenarios that workers read from what Redis has, wherever their files lie on the machine of the sweep. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Scenarios } from '../../../src/cli/queue/scenarios.ts'
import { LOST } from '../../../src/cli/queue/task.ts'
import { scenario } from '../scenarios.ts'

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const FILES = ['rates.csv', '../shared/rates.csv', '/srv/rates.csv', '../../rates.csv']
const text = scenario({}).replace(
  /^traffic:\n.*\n/mu,
  `traffic:\n${FILES.map(
    file =>
      `  - { interlink: web, direction: toCloud, source: { kind: csv, file: ${file}, column: bps, frame: 1000B } }\n`,
  ).join('')}`,
)
const tables = FILES.map((_, i) => `time,bps\n0,${i + 1}000000\n1,2000000\n`)
const bytes = new Map([text, ...tables].map(each => [hashOf(each), Buffer.from(each)]))
const task = {
  scenario: hashOf(text),
  inputs: FILES.map((file, i) => ({ file, sha256: hashOf(tables[i]!) })),
  changes: [],
  replications: 1,
}

describe('a scenario of a task', () => {
  it('is read as it is where the sweep began, files beside and above it included', async () => {
    let fetched = 0
    const scenarios = new Scenarios(async sha256 => {
      fetched++
      return bytes.get(sha256) ?? null
    })
    const loaded = await scenarios.of(task)
    expect(loaded.inputs.map(({ file, sha256 }) => ({ file, sha256 }))).toEqual(task.inputs)
    expect(await scenarios.of(task)).toBe(loaded)
    expect(fetched).toBe(1 + FILES.length)
  })

  it('is asked for again when it was lost', async () => {
    let isLost = true
    const scenarios = new Scenarios(async sha256 => (isLost ? null : bytes.get(sha256)!))
    await expect(scenarios.of(task)).rejects.toThrow(LOST)
    isLost = false
    expect((await scenarios.of(task)).scenario.name).toBe('small')
  })
})
