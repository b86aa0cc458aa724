import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreesWithOracle } from '../laws/oracle.ts'
import { lifeTable, livesOf } from './support/lives.ts'
import { TOLD } from './support/told.ts'
import { oracleLane, simulateWorld, simulatorOf } from './support/worlds.ts'

const root = new URL('golden/', import.meta.url)
const NAMES = Object.keys(TOLD)
const CASES = NAMES.flatMap(name => (['event', 'batch'] as const).map(kernel => ({ name, kernel })))

/** What a person reads: the world, every frame's life, and why. */
const page = (name: string): string => {
  const { title, setting, world, direction, byHand } = TOLD[name]!
  const table = lifeTable(world, direction)
  return `${title}\n\n${setting}\nTimes in ns.\n\n${table}\n\nBy hand:\n${byHand}\n`
}

test.each(NAMES)('every frame lives as written: %s', name => {
  const file = new URL(`${name}.txt`, root)
  if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(file, page(name))
  expect(page(name)).toBe(readFileSync(file, 'utf8'))
})

test.each(CASES)(
  'the $kernel kernel’s figures are those of these lives: $name',
  async ({ name, kernel }) => {
    await agreesWithOracle(simulatorOf(kernel), fc.constant(TOLD[name]!.world), { numRuns: 1 })
  },
)

test.each(CASES)('the $kernel kernel traces these deliveries: $name', async ({ name, kernel }) => {
  const { world, direction } = TOLD[name]!
  const traced: string[] = []
  const frame = (time: number, head: Uint8Array, length: number): void => {
    const vlan = new DataView(head.buffer, head.byteOffset).getUint16(14)
    traced.push(`${time} ps, VLAN ${vlan}, ${length} bytes`)
  }
  await simulateWorld(world, { trace: { frame }, kernel })
  const { interlinks } = world.scenario.world
  const flows = oracleLane(world, direction).flows
  const vlanOf = (flow: number): number =>
    interlinks.find(({ id }) => id === flows[flow]!.interlink)!.vlan
  expect(traced).toEqual(
    livesOf(world, direction)
      .filter(({ delivered }) => delivered >= 0)
      .sort((a, b) => a.delivered - b.delivered)
      .map(({ delivered, flow, size }) => `${delivered} ps, VLAN ${vlanOf(flow)}, ${size} bytes`),
  )
})

test('no page is left over', () => {
  expect(readdirSync(root).sort()).toEqual(NAMES.map(name => `${name}.txt`).sort())
})
