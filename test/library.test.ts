import { expect, test } from 'vitest'
import { complete, formatFault, load, nodeFiles, parseScenario, run } from '../src/index.ts'

const root = new URL('../', import.meta.url).pathname

test('as a library: load a scenario file, run it, read the figures', async () => {
  const result = load(`${root}scenarios/real-capture.yaml`, { files: nodeFiles, allowRead: [] })
  if (!result.ok) throw new Error(result.faults.map(formatFault).join('\n'))
  const simulation = await run(result.loaded, { clock: () => performance.now() / 1000 })
  const document = complete(simulation, { wall: 1, version: '0', node: 'v20' })
  expect(document.format).toBe('interlink-sim/result')
  expect(document.flows.map(flow => flow.offered.frames)).toEqual([5882, 5830])
  expect(document.inputs.map(({ file }) => file)).toEqual([
    'data/office-to-customer.pcap',
    'data/office-to-cloud.pcap',
  ])
})

test('as a library: what is wrong with a text is a value', () => {
  const result = parseScenario('name: x\nduration: 5\n', 'x.yaml')
  expect(result.ok).toBe(false)
  if (result.ok) return
  expect(result.faults.map(formatFault)).toContainEqual(
    expect.stringMatching(/^x\.yaml:2:11: duration: 5 has no unit/),
  )
})
