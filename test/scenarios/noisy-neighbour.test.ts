import { describe, expect, test } from 'vitest'
import { answerOf, runScenario } from './run-scenario.ts'

const PORT_SPEED = 10e9
const PORT_QUEUE = 16 * 2 ** 20
const BANDWIDTH = 4e9
const KIB = 2 ** 10
/** The backup: frames of 1518 bytes at 16 Gbps from 20 to 60 ms, counted with their VLAN tags. */
const FROM = 0.02
const TO = 0.06
const COUNTED_BITS = 8 * 1522

/** A flow as the port sees it: frame bits and bits of wire a second. */
const stream = (rate: number, meanSize: number): { frame: number; wire: number } => ({
  frame: rate,
  wire: (rate * (meanSize + 24)) / meanSize,
})
const backup = stream(16e9, 1518)
const web = stream(1.5e9, (7 * 64 + 4 * 594 + 1518) / 12)
const calls = stream(60e6, 218)
const quietWire = web.wire + calls.wire
const quietFrame = web.frame + calls.frame

const outcome = await runScenario('noisy-neighbour')
const answer = answerOf('noisy-neighbour')
const QUIET = ['web', 'calls']

describe('towards the cloud, where the limit stands behind the port', () => {
  const port = outcome.port('paris-open', 'toCloud')
  const excess = backup.wire + quietWire - PORT_SPEED
  /** Frame bits in a bit of wire: what the buffer gains is counted without tags and gaps. */
  const share = (backup.frame + quietFrame) / (backup.wire + quietWire)
  const fullAfter = (8 * PORT_QUEUE) / (excess * share)

  test('the buffer is full when what exceeds the port speed has filled it', () => {
    const [first] = outcome.flow('web-open', 'toCloud').lossSpans
    expect(Math.abs(first!.from - FROM - fullAfter)).toBeLessThan(2 * outcome.seriesInterval)
    expect(answer).toContain(`Within ${(fullAfter * 1e3).toFixed(0)} ms`)
  })

  test('the longest wait is a full buffer at port speed, for all alike', () => {
    // The wire that a byte of it takes lies between that of the mix offered and that in which the
    // port's loss is the backup's alone, as a full buffer drops long frames first.
    const least = (8 * PORT_QUEUE) / (PORT_SPEED * share)
    const backupFrame = ((PORT_SPEED - quietWire) * 1518) / 1542
    const most = (8 * PORT_QUEUE) / (backupFrame + quietFrame)
    for (const interlink of ['backup', ...QUIET]) {
      const { portWait } = outcome.flow(`${interlink}-open`, 'toCloud')
      expect(portWait.max).toBeGreaterThan(least * 0.999)
      expect(portWait.max).toBeLessThan(most * 1.001)
      expect(portWait.p99).toBeGreaterThan(least * 0.999)
    }
    expect(port.queue.max).toBeLessThanOrEqual(PORT_QUEUE)
    expect(port.queue.max).toBeGreaterThan(PORT_QUEUE - 64)
  })

  test('the port loses what exceeds its speed while the buffer is full', () => {
    const lost = 8 * (port.dropped.bytes + 24 * port.dropped.frames)
    expect(lost / (excess * (TO - FROM - fullAfter))).toBeCloseTo(1, 2)
  })

  test('web and calls lose frames at the port and nowhere else', () => {
    for (const interlink of QUIET) {
      const { dropped, loss } = outcome.flow(`${interlink}-open`, 'toCloud')
      expect(dropped.byCause.portQueueFull).toBe(dropped.frames)
      expect(loss).toBeGreaterThan(0.01)
    }
    const { loss, offered } = outcome.flow('web-open', 'toCloud')
    expect(answer).toContain(`${(100 * loss).toFixed(1)} % over the run`)
    // Every fifth of those that come while the buffer is full.
    const meanwhile = (offered.frames * (TO - FROM - fullAfter)) / outcome.simulated.duration
    expect((loss * offered.frames) / meanwhile).toBeCloseTo(1 / 5, 1)
  })

  test('of the backup passes burst + bandwidth × time; the rest of what the port sent is policed', () => {
    const { offered, delivered, dropped, portWait } = outcome.flow('backup-open', 'toCloud')
    // The bucket drains from the first frame until the last one accepted has crossed the full buffer.
    const span = TO - FROM + portWait.max!
    const passes = (8 * 256 * KIB + BANDWIDTH * span) / COUNTED_BITS
    expect(Math.abs(delivered.frames - passes)).toBeLessThan(3)
    const arrived = offered.frames - dropped.byCause.portQueueFull
    expect(dropped.byCause.policed).toBe(arrived - delivered.frames)
  })
})

describe("with the customer's shaper before the port", () => {
  const port = outcome.port('paris-shaped', 'toCloud')

  test('the port never carries more than the shaper lets through beside the others', () => {
    const load = ((BANDWIDTH * 1542) / 1522 + quietWire) / PORT_SPEED
    const busiest = Math.max(...port.slices.utilisation)
    expect(busiest).toBeGreaterThan(load * 0.99)
    expect(busiest).toBeLessThan(load * 1.03)
    expect(port.dropped.frames).toBe(0)
  })

  test("nobody waits at the port longer than it takes to send the shaper's burst", () => {
    const burst = (8 * 64 * KIB * (1542 / 1522)) / PORT_SPEED
    for (const interlink of ['backup', ...QUIET]) {
      const { portWait, dropped } = outcome.flow(`${interlink}-shaped`, 'toCloud')
      expect(portWait.max).toBeGreaterThan(burst / 4)
      expect(portWait.max).toBeLessThan(burst)
      expect(portWait.p99).toBeLessThan(5e-6)
      expect(dropped.frames).toBe(0)
    }
    const { portWait } = outcome.flow('web-shaped', 'toCloud')
    expect(answer).toContain(`no longer than ${(portWait.max! * 1e6).toFixed(0)} us for the port`)
  })

  test('the backup arrives whole; its last frame waits until burst + rate × time have paid for all', () => {
    const { offered, delivered, customerWait } = outcome.flow('backup-shaped', 'toCloud')
    expect(delivered).toEqual(offered)
    const paid = (offered.frames * COUNTED_BITS - 8 * 64 * KIB) / BANDWIDTH
    const arrives = ((offered.frames - 1) * 8 * 1518) / backup.frame
    expect(customerWait!.max).toBeCloseTo(paid - arrives, 11)
    expect(answer).toContain(`${((paid - arrives) * 1e3).toFixed(0)} ms later at most`)
  })
})

describe('to the customer, where the limit stands before the port', () => {
  test('the backup waits in its own shaper and nobody else notices', () => {
    const { offered, delivered, shaperWait } = outcome.flow('backup-open', 'toCustomer')
    expect(delivered).toEqual(offered)
    const paid = (offered.frames * COUNTED_BITS - 8 * 256 * KIB) / BANDWIDTH
    const arrives = ((offered.frames - 1) * 8 * 1518) / backup.frame
    expect(shaperWait.max).toBeCloseTo(paid - arrives, 11)
    for (const interlink of QUIET) {
      const { portWait, dropped } = outcome.flow(`${interlink}-open`, 'toCustomer')
      expect(portWait.max).toBeLessThan((8 * 256 * KIB * (1542 / 1522)) / PORT_SPEED)
      expect(portWait.p99).toBeLessThan(5e-6)
      expect(dropped.frames).toBe(0)
    }
  })
})

test('four objectives are missed: those of paris-open to cloud', () => {
  const missed = outcome.objectives.filter(({ met }) => !met)
  expect(outcome.objectives).toHaveLength(12)
  expect(
    missed.map(objective => [
      'interlink' in objective && objective.interlink,
      objective.direction,
      objective.metric,
    ]),
  ).toEqual(
    QUIET.flatMap(id => ['delay.p99', 'loss'].map(metric => [`${id}-open`, 'toCloud', metric])),
  )
})
