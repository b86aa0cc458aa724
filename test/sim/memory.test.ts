import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const program = new URL('support/peak-memory.ts', import.meta.url).pathname
const peak = (frames: number): number =>
  Number(execFileSync(process.execPath, ['--import', 'tsx', program, String(frames)]))

/** The least of three peaks: they differ by some 10 MB, by when garbage happens to be collected. */
const least = (frames: number): number => Math.min(...[1, 2, 3].map(() => peak(frames)))

test('memory does not grow with simulated time: 20 times the frames, at most 20 MB more', () => {
  expect(least(6_000_000) - least(300_000)).toBeLessThan(20e6)
}, 60_000)
