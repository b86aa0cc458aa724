import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Outcome, answerOf, runScenario } from './run-scenario.ts'

/** The burst: frames of 1250 counted bytes at 4 Gbps, to 1 Gbps of bandwidth. */
const FRAMES = 400
const FRAME_BYTES = 1250
const PEAK = 4e9
const BANDWIDTH = 1e9

const outcome = await runScenario('burst-sizing')
const answer = answerOf('burst-sizing')

const DEPTHS = [10, 50, 100, 200, 376]
const passedOf = (result: Outcome, interlink: string): number =>
  result.flow(interlink, 'toCloud').delivered.frames
const passed = DEPTHS.map(kB => passedOf(outcome, `burst-${kB}kB`))

/**
 * Frames of the burst that a bucket passes: what it holds, and a quarter of a frame more with each
 * that comes, as they come four times as fast as the bucket fills.
 *
 * @param depth  bytes
 */
const passes = (depth: number): number =>
  Math.min(FRAMES, Math.floor((4 * depth + (FRAMES - 1) * FRAME_BYTES) / (4 * FRAME_BYTES)))

test('each depth passes what it holds and a quarter of the rest, to the frame', () => {
  expect(passed).toEqual(DEPTHS.map(kB => passes(kB * 1000)))
  expect(answer).toContain(
    `10 kB pass ${passed[0]}, 50 kB ${passed[1]}, 100 kB ${passed[2]}, 200 kB ${passed[3]} and 376 kB all`,
  )
  expect(passed[4]).toBe(FRAMES)
  for (const kB of DEPTHS) {
    const { dropped } = outcome.flow(`burst-${kB}kB`, 'toCloud')
    expect(dropped.byCause.policed).toBe(FRAMES - passes(kB * 1000))
  }
})

test('a deeper bucket passes more', () => {
  expect(passed).toEqual([...new Set(passed)].sort((a, b) => a - b))
})

test('loss begins after b / (C - r)', () => {
  for (const [position, kB] of DEPTHS.slice(0, 4).entries()) {
    const start = position * 2e-3
    const [first] = outcome.flow(`burst-${kB}kB`, 'toCloud').lossSpans
    const lasts = (8 * kB * 1000) / (PEAK - BANDWIDTH)
    // One interval of the series, in which the loss is seen, and the time of a frame.
    const slack = outcome.seriesInterval + (8 * FRAME_BYTES) / PEAK
    expect(Math.abs(first!.from - start - lasts)).toBeLessThan(slack)
  }
})

test('(C - r) × 1 ms is 375 kB: it loses one frame, 313 bytes more lose none', async () => {
  expect(((PEAK - BANDWIDTH) / 8) * 1e-3).toBe(375_000)
  const lost = async (burst: string): Promise<number> => {
    const result = await runScenario('burst-sizing', { 'burst: 376kB': `burst: ${burst}` })
    return result.flow('burst-376kB', 'toCloud').dropped.frames
  }
  expect(await lost('375kB')).toBe(1)
  expect(await lost('375312B')).toBe(1)
  expect(await lost('375313B')).toBe(0)
})

test('of any depth, as many pass as the arithmetic says', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1522, max: 400_000 }), async depth => {
      const result = await runScenario('burst-sizing', { 'burst: 10kB': `burst: ${depth}B` })
      expect(passedOf(result, 'burst-10kB')).toBe(passes(depth))
    }),
    { numRuns: 30 },
  )
}, 60_000)

test('the default depth passes three such bursts in a row, and not four', async () => {
  const passedIn = async (stop: string): Promise<number> => {
    const edits = { 'burst: 10kB, ': '', 'stop: 1ms }': `stop: ${stop} }` }
    return passedOf(await runScenario('burst-sizing', edits), 'burst-10kB')
  }
  expect(await passedIn('3ms')).toBe(3 * FRAMES)
  expect(await passedIn('4ms')).toBeLessThan(4 * FRAMES)
})

test('shaped, nothing is lost: the last frame waits until 10 kB + 1 Gbps × t have paid for all', () => {
  const { delivered, shaperWait } = outcome.flow('shaped-10kB', 'toCloud')
  expect(delivered.frames).toBe(FRAMES)
  const paid = (8 * (FRAMES * FRAME_BYTES - 10_000)) / BANDWIDTH
  const arrives = ((FRAMES - 1) * 8 * FRAME_BYTES) / PEAK
  expect(shaperWait.max).toBeCloseTo(paid - arrives, 12)
  expect(answer).toContain('the last frame waits 2.9 ms')
  expect(shaperWait.max! * 1e3).toBeCloseTo(2.9, 1)
})

test('four of six objectives are missed, of the bucket that lets less than all through', () => {
  expect(outcome.objectives.map(({ met }) => met)).toEqual([false, false, false, false, true, true])
})

test('no frame waits for another InterLink at the port', () => {
  for (const { portWait } of outcome.flows) expect(portWait.max).toBe(0)
})
