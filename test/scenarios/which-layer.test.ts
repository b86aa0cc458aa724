import { expect, test } from 'vitest'
import { type Outcome, answerOf, runScenario } from './run-scenario.ts'

/** Mean size of a frame of the IMIX: 64, 594 and 1518 bytes, 7 : 4 : 1. */
const IMIX = (7 * 64 + 4 * 594 + 1518) / 12
const PORT_SPEED = 10e9
const ASKED = 10 * 1e9
const DIRECTION = 'toCustomer'

/** Wire that a bit takes, as each layer counts it, of frames of `size` bytes on average. */
const wirePerBit = (size: number, layer: 'l1' | 'l2' | 'l3'): number =>
  (size + 24) / { l1: size + 24, l2: size + 4, l3: size - 18 }[layer]

const outcome = await runScenario('which-layer')
const answer = answerOf('which-layer')

/** Wire that is asked of a port that never rests, bit/s: what it sends and what it drops. */
const askedOf = ({ simulated, ...result }: Outcome, connection: string): number => {
  const { utilisation, dropped } = result.port(connection, DIRECTION)
  expect(utilisation).toBe(1)
  return PORT_SPEED + (8 * (dropped.bytes + 24 * dropped.frames)) / simulated.duration
}

test('a bit takes 1.122 of wire counted as packets of the IMIX, 1.055 as frames, 1.913 as packets of 46 bytes', () => {
  expect(wirePerBit(IMIX, 'l3')).toBeCloseTo(1.122, 3)
  expect(wirePerBit(IMIX, 'l2')).toBeCloseTo(1.055, 3)
  expect(wirePerBit(64, 'l3')).toBeCloseTo(1.913, 3)
  expect(wirePerBit(IMIX, 'l1')).toBe(1)
})

test('ten InterLinks counted as packets ask 11.22 Gbps of the port, to 0.1 %', () => {
  const asked = askedOf(outcome, 'packets')
  expect(asked / (ASKED * wirePerBit(IMIX, 'l3'))).toBeCloseTo(1, 3)
  // 1 - 1/1.122 of the wire is lost, within a tenth of a per cent.
  expect(1 - PORT_SPEED / asked).toBeCloseTo(1 - 1 / wirePerBit(IMIX, 'l3'), 3)
  expect(answer).toContain(`${(100 * (1 - 1 / wirePerBit(IMIX, 'l3'))).toFixed(1)} % of the wire`)
})

test('each sends the 1 Gbps of packets that it may, and loses at the port alone', () => {
  for (const flow of outcome.flows.slice(0, 10)) {
    const { offered, inFlight, dropped } = flow
    const bytes = offered.bytes - inFlight.bytes - 18 * (offered.frames - inFlight.frames)
    const rate = (8 * bytes) / outcome.simulated.duration
    // Left out is what is under way at the end: the traffic of less than 2 of 100 ms.
    expect(rate).toBeGreaterThan(0.98e9)
    expect(rate).toBeLessThan(1.01e9)
    expect(dropped.byCause.portQueueFull).toBe(dropped.frames)
    expect(dropped.frames).toBeGreaterThan(0)
  }
})

test('a full buffer still has room for short frames, so fewer frames are lost than bits', () => {
  const flows = outcome.flows.slice(0, 10)
  const sum = (pick: (flow: (typeof flows)[number]) => number): number =>
    flows.reduce((total, flow) => total + pick(flow), 0)
  const frames = sum(({ dropped }) => dropped.frames) / sum(({ offered }) => offered.frames)
  const bytes = sum(({ dropped }) => dropped.bytes) / sum(({ offered }) => offered.bytes)
  expect(answer).toContain(`${(100 * frames).toFixed(1)} % of the frames`)
  expect(bytes).toBeGreaterThan(2 * frames)
})

test('counted on the wire ten fill the port exactly: it loses nothing and holds no more than their bursts', () => {
  const port = outcome.port('wire', DIRECTION)
  expect(port.utilisation).toBeLessThanOrEqual(1)
  expect(port.utilisation).toBeGreaterThan(0.9999)
  expect(port.dropped.frames).toBe(0)
  expect(port.queue.max).toBeLessThan(10 * 16 * 2 ** 10)
  for (const { dropped, utilisation } of outcome.flows.slice(10)) {
    expect(dropped.frames).toBe(0)
    expect(utilisation).toBeGreaterThan(0.99)
  }
})

test('counted as frames ten exceed the port by 5.5 %', async () => {
  const frames = await runScenario('which-layer', {
    'countAs: l1': 'countAs: l2',
    'rate: 0.95Gbps': 'rate: 1Gbps',
  })
  expect(askedOf(frames, 'wire') / (ASKED * wirePerBit(IMIX, 'l2'))).toBeCloseTo(1, 3)
}, 60_000)

test('counted as packets of 46 bytes ten ask 19.1 Gbps of the port', async () => {
  const small = await runScenario('which-layer', {
    'frame: imix': 'frame: 64B',
    'rate: 1.06Gbps': 'rate: 1.5Gbps',
    'duration: 100ms': 'duration: 5ms',
    'warmup: 20ms': 'warmup: 5ms',
  })
  const asked = askedOf(small, 'packets')
  expect(asked / (ASKED * wirePerBit(64, 'l3'))).toBeCloseTo(1, 3)
  // All frames alike: as many of them are lost as of the wire.
  const port = small.port('packets', DIRECTION)
  const reached = port.dropped.frames + (port.throughput * small.simulated.duration) / (8 * 64)
  expect(port.dropped.frames / reached).toBeCloseTo(1 - 46 / 88, 3)
}, 60_000)

test('one of two objectives is missed: the buffer of the port packets fills', () => {
  expect(outcome.port('packets', DIRECTION).queue.max).toBeGreaterThan(2 ** 20 - 64)
  expect(outcome.objectives.map(({ met }) => met)).toEqual([false, true])
})
