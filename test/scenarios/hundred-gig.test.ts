import { expect, test } from 'vitest'
import { type Outcome, answerOf, runScenario } from './run-scenario.ts'

const outcome = await runScenario('hundred-gig')
const answer = answerOf('hundred-gig')

const longestWait = ({ flows }: Outcome): number =>
  Math.max(...flows.map(({ portWait }) => portWait.max!))
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`

test('64 InterLinks of 95.6 Gbps in all carry traffic in both directions', () => {
  expect(outcome.flows).toHaveLength(128)
  const sum = outcome.flows.reduce((total, { bandwidth }) => total + bandwidth, 0)
  expect(sum / 2).toBe(95_574_678_000)
  for (const { delivered } of outcome.flows) expect(delivered.frames).toBeGreaterThan(0)
})

test('nobody waits 50 us for the port: all objectives are met', () => {
  expect(outcome.objectives).toHaveLength(128)
  expect(outcome.objectives.every(({ met }) => met)).toBe(true)
  expect(longestWait(outcome)).toBeLessThan(50e-6)
  expect(answer).toContain(`longer for it than ${(longestWait(outcome) * 1e6).toFixed(0)} us`)
  expect(answer).toContain(
    `${percent(outcome.port('paris-1', 'toCustomer').utilisation)} of the time to the customer ` +
      `and ${percent(outcome.port('paris-1', 'toCloud').utilisation)} to the cloud`,
  )
})

test('with bursts five times as long the port is as busy and the waits are longer than 50 us', async () => {
  const longer = await runScenario('hundred-gig', {
    'on: 20us, off: 42us': 'on: 100us, off: 210us',
  })
  expect(answer).toContain(`the longest wait is ${(longestWait(longer) * 1e6).toFixed(0)} us`)
  expect(longestWait(longer)).toBeGreaterThan(50e-6)
  for (const direction of ['toCustomer', 'toCloud'] as const) {
    const [long, short] = [longer, outcome].map(result => result.port('paris-1', direction))
    expect(long!.utilisation).toBeCloseTo(short!.utilisation, 1)
  }
}, 60_000)

test.each([
  ['backup-1', 'toCustomer', 2_345_678_000n, 1518n + 4n],
  ['backup-1', 'toCloud', 2_345_678_000n, 1518n + 4n],
  ['backup-2', 'toCustomer', 1_229_000_000n, 9018n + 24n],
  ['backup-2', 'toCloud', 1_229_000_000n, 9018n + 24n],
] as const)(
  '%s, sent too much, gets burst + bandwidth × time to the frame, %s',
  (interlink, direction, bandwidth, counted) => {
    // It sends from the first measured instant on, when its bucket of 64 KiB is full, for 40 ms.
    const bits = 8n * 65_536n + (bandwidth * 40n) / 1000n
    const flow = outcome.flow(interlink, direction)
    expect(flow.offered.frames).toBeGreaterThan(flow.delivered.frames)
    expect(flow.delivered.frames).toBe(Number(bits / (8n * counted)))
  },
)

test('the backups lose or hold what is too much, the others lose nothing', () => {
  for (const { interlink, direction, dropped } of outcome.flows) {
    const policed = interlink.startsWith('backup') && direction === 'toCloud'
    expect(dropped.frames > 0).toBe(policed)
    expect(dropped.byCause.policed).toBe(dropped.frames)
  }
})

test('no frame of a million is unaccounted for', () => {
  let frames = 0
  for (const { offered, delivered, dropped, inFlight } of outcome.flows) {
    expect(delivered.frames + dropped.frames + inFlight.frames).toBe(offered.frames)
    expect(delivered.bytes + dropped.bytes + inFlight.bytes).toBe(offered.bytes)
    frames += offered.frames
  }
  expect(frames).toBeGreaterThan(1_000_000)
})
