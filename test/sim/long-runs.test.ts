import { expect, test } from 'vitest'
import { bitsPerSecond, bytes } from '../../src/units.ts'
import { cbr, poisson } from './support/sources.ts'
import { flowOf, interlink, scenario, simulate } from './support/worlds.ts'

const rate = bitsPerSecond

test('an InterLink of 1 kbit/s for two hours: every frame accounted for, to the picosecond', async () => {
  const result = await simulate(
    scenario({
      interlinks: [interlink({ bandwidth: rate(1000), burst: bytes(1522), queue: bytes(20_000) })],
      traffic: [cbr(990, 1000)],
      duration: 7.2e15,
    }),
  )
  const flow = flowOf(result)
  // Offered 990 bit/s of n, 993.96 counted: never full, one frame each 8.0808 s.
  expect(flow.offered.frames).toBe(Math.floor(7200 / (8000 / 990)) + 1)
  expect(flow.dropped.frames).toBe(0)
  expect(flow.shaperWait.max).toBe(0)
})

test('a run can be stopped', async () => {
  const { run } = await import('../../src/sim/run.ts')
  const controller = new AbortController()
  const promise = run(
    {
      scenario: scenario({ traffic: [poisson(0.9e9, 64)], duration: 5e15 }),
      sha256: '',
      inputs: [],
    },
    {
      clock: () => 0,
      signal: controller.signal,
      onProgress: ({ frames }) => frames > 50_000 && controller.abort(),
    },
  )
  await expect(promise).rejects.toMatchObject({ name: 'InterruptedError', totalPs: 5e15 })
})
