import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const program = new URL('support/peak-memory.ts', import.meta.url).pathname
const peak = (frames: number): number =>
  Number(execFileSync(process.execPath, ['--import', 'tsx', program, String(frames)]))

test('memory does not grow with simulated time: less than a number is kept of a frame', () => {
  const [few, many] = [300_000, 6_000_000]
  // Peaks of one program differ by some 10 MB, by when its garbage is collected.
  expect(peak(many) - peak(few)).toBeLessThan(8 * (many - few))
}, 60_000)
