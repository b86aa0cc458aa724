import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { load } from '../../src/scenario/load.ts'
import { nodeFiles } from '../../src/scenario/files.ts'
import { run } from '../../src/sim/run.ts'

const root = new URL('../vectors/', import.meta.url)
const folders = readdirSync(root).filter(name => /^\d+$/.test(name))

test('sixteen vectors are there', () => {
  expect(folders).toHaveLength(16)
})

const cases = folders.flatMap(name =>
  (['event', 'batch'] as const).map(kernel => ({ name, kernel })),
)

test.each(cases)(
  'vector $name, $kernel kernel: every figure, to the last digit',
  async ({ name, kernel }) => {
    const file = new URL(`${name}/scenario.yaml`, root).pathname
    const loaded = load(file, { files: nodeFiles, allowRead: [] })
    if (!loaded.ok) throw new Error(loaded.faults.map(fault => fault.message).join('\n'))
    const result = await run(loaded.loaded, { clock: () => 0, kernel })
    const expected = JSON.parse(readFileSync(new URL(`${name}/expected.json`, root), 'utf8')) as {
      flows: Record<string, unknown>[]
    }
    expect(result.flows).toHaveLength(expected.flows.length)
    expected.flows.forEach((flow, i) => {
      const actual = result.flows[i]!
      // The instant of the last delivery is no figure of the result document.
      const { lastDelivery, ...figures } = flow
      expect(lastDelivery).toBeDefined()
      expect(actual).toMatchObject(figures)
    })
  },
)
