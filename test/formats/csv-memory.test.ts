import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

test('an endless table is read for 64 MiB in less than 500 MB of memory, then refused', () => {
  const program = new URL('csv-memory.ts', import.meta.url).pathname
  const printed = execFileSync(process.execPath, ['--import', 'tsx', program], { encoding: 'utf8' })
  const { said, given, peak } = JSON.parse(printed)
  expect(said).toEqual([
    {
      kind: 'file',
      line: null,
      reason: 'the file has more than 67,108,864 bytes (64 MiB); cut it in time',
    },
  ])
  expect(given).toBeLessThan(66 << 20)
  expect(peak).toBeLessThan(500e6)
}, 120_000)
