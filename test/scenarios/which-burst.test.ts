/** The answer that `sweeps/which-burst.yaml` gives in its comment. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import type { SweepDocument } from '../../src/study/sweep/document.ts'
import { call } from '../cli/call.ts'

const file = fileURLToPath(new URL('../../sweeps/which-burst.yaml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'which-burst-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a deeper bucket is enough for the copies, and may save bandwidth', async () => {
  const { exit, out } = await call(`sweep ${file} --out ${folder}/out --format json`, { cores: 2 })
  expect(exit).toBe(0)
  const { combinations, listed } = JSON.parse(out) as SweepDocument
  expect(combinations).toMatchObject({ count: 12, met: 8, undecided: 4 })
  const least = new Map<unknown, unknown>()
  for (const { values, standing } of listed) {
    const [bandwidth, burst] = values
    if (standing === 'met' && !least.has(bandwidth)) least.set(bandwidth, burst)
  }
  expect([...least]).toEqual([
    ['3.5Gbps', '20MB'],
    ['4Gbps', '10MB'],
    ['4.5Gbps', '10MB'],
    ['5Gbps', '5MB'],
  ])
})
