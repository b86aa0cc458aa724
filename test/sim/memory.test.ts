import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const program = new URL('support/peak-memory.ts', import.meta.url).pathname
const peak = (frames: number): number =>
  Number(execFileSync(process.execPath, ['--import', 'tsx', program, String(frames)]))

test('memory does not grow with simulated time: 20 times the frames, at most 20 MB more', () => {
  expect(peak(6_000_000) - peak(300_000)).toBeLessThan(20e6)
}, 60_000)
