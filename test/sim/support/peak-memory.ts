/** Prints the most memory that a run of some frames ever takes, bytes. Started as a process. */
import { resourceUsage } from 'node:process'
import { bitsPerSecond, bytes } from '../../../src/units.ts'
import { demand, interlink, scenario, simulate } from './worlds.ts'

const frames = Number(process.argv[2])
const source = {
  kind: 'poisson',
  rate: bitsPerSecond(0.99e9),
  frame: [{ size: bytes(1000), weight: 1 }],
} as const
const it = scenario({
  interlinks: [interlink({ queue: bytes(200_000) })],
  traffic: [demand({ source }), demand({ source, direction: 'toCloud' })],
  duration: Math.round((frames / 2 / (0.99e9 / 8000)) * 1e12),
})
await simulate(it)
process.stdout.write(String(resourceUsage().maxRSS * 1024))
