/** Months and years of fluid: instants beyond 2^53 ps, gates and bills there. */
import { describe, expect, it } from 'vitest'
import { parseQuantity } from '../../../src/quantity.ts'
import { load } from '../../../src/index.ts'
import { check, run } from '../../../src/index.ts'
import { later, psFrom, secondsFrom } from '../../../src/sim/life/moment.ts'
import { FLUID_HORIZON, HORIZON, ps } from '../../../src/units.ts'

const DAY = 86_400
const month = (over: Record<string, unknown> = {}) => ({
  name: 'month',
  engine: 'fluid',
  start: '2026-03-01T00:00:00Z',
  duration: '30d',
  series: { interval: '1h' },
  organization: { id: 'acme', projects: ['network'] },
  pops: { th2: { region: 'fr-par' } },
  vpcs: { v: { region: 'fr-par' } },
  connections: {
    p: {
      pop: 'th2',
      portSpeed: '1Gbps',
      crossConnect: { segments: [{ id: 'mmr', kind: 'fibre', length: '100m' }] },
      price: { perMonth: '310.00', currency: 'EUR' },
    },
  },
  interlinks: { l: { connection: 'p', bandwidth: '100Mbps', vpc: 'v' } },
  traffic: [
    {
      interlink: 'l',
      direction: 'toCustomer',
      source: { kind: 'cbr', rate: '80Mbps', frame: '1000B' },
    },
  ],
  events: [
    { at: '10d', connection: 'p', segment: 'mmr', kind: 'cut' },
    { at: '13d', connection: 'p', segment: 'mmr', kind: 'repair' },
  ],
  ...over,
})

const played = async (over: Record<string, unknown> = {}) => {
  const result = check(month(over))
  if (!result.ok) throw new Error(JSON.stringify(result.faults))
  return run(result.loaded, { threads: 1 })
}

describe('a month', () => {
  it('has its outage when it happens, to the second, and all else delivered', async () => {
    const document = await played()
    const [flow] = document.flows
    expect(document.simulated.duration).toBe(30 * DAY)
    expect(flow!.availability).toBeCloseTo(0.9, 12)
    expect(flow!.loss).toBeCloseTo(0.1, 9)
    expect(flow!.dropped.byCause.linkDown).toBe(flow!.dropped.frames)
    expect(flow!.offered.frames).toBe(30 * DAY * 10_000)
    expect(flow!.lossSpans).toEqual([
      { from: 10 * DAY, to: 13 * DAY, frames: flow!.dropped.frames },
    ])
    expect(document.outages[0]).toMatchObject({
      from: 10 * DAY,
      to: 13 * DAY,
      cause: 'mmr: cut',
    })
    expect(document.timeline.map(({ at }) => at)).toContain(10 * DAY)
    expect(document.timeline.find(({ at }) => at === 10 * DAY)!.calendar).toBe(
      '2026-03-11T00:00:00Z',
    )
    // 30 of the 31 days of March.
    expect(document.billing[0]!.amount).toBe('300.000000')
    expect(flow!.delay.max).toBeCloseTo((1012 * 8) / 1e9 + 490e-9, 12)
  })

  it('has a row of the series for each hour', async () => {
    const result = check(month())
    if (!result.ok) throw new Error('it is sound')
    const rows: (readonly [number, number, number])[] = []
    await run(result.loaded, {
      onInterval: ({ start, flows }) => {
        rows.push([start / 1e12, flows[0]!.delivered, flows[0]!.dropped])
      },
    })
    expect(rows).toHaveLength(720)
    rows.forEach(([start, delivered, dropped], i) => {
      expect(start).toBe(i * 3_600)
      const isDown = i >= 240 && i < 312
      expect(delivered).toBeCloseTo(isDown ? 0 : 80e6, -1)
      expect(dropped).toBeCloseTo(isDown ? 80e6 : 0, -1)
    })
  })
})

describe('years', () => {
  it('add up, a hundred of them', async () => {
    const document = await played({ duration: '36525d', series: { interval: '365.25d' } })
    const [flow] = document.flows
    const { offered, delivered, dropped, inFlight } = flow!
    expect(offered.frames).toBe(36_525 * DAY * 10_000)
    expect(delivered.frames + dropped.frames + inFlight.frames).toBe(offered.frames)
    expect(delivered.bytes + dropped.bytes + inFlight.bytes).toBe(offered.bytes)
    expect(dropped.frames).toBeCloseTo(3 * DAY * 10_000, -2)
  })

  it('are refused of frames', () => {
    const result = check(month({ engine: 'packet' }))
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.faults[0]!.message).toMatch(
      /^30 d are above the limit of 2\^53 ps \(2 h 30 min\); .*engine: fluid$/,
    )
  })

  it('are refused when an engine is asked for that cannot play them', async () => {
    const result = check(month())
    if (!result.ok) throw new Error('it is sound')
    await expect(run(result.loaded, { engine: 'packet' })).rejects.toThrow(RangeError)
    await expect(run(result.loaded, { kernel: 'event' })).rejects.toThrow(/kernel event/)
    await expect(run(result.loaded, { replications: 3 })).rejects.toThrow(/nothing is drawn/)
    await expect(run(result.loaded, { trace: { frame: () => {} } })).rejects.toThrow(/no frames/)
    await expect(run(result.loaded, { engine: 'gas' as never })).rejects.toThrow(/not one of/)
  })
})

describe('instants beyond 2^53 ps', () => {
  it('are read as what they are, or as the nearest float64', () => {
    expect(parseQuantity('30d', 'simulated time')).toEqual({ ok: true, value: 30 * DAY * 1e12 })
    expect(parseQuantity('36525d', 'simulated time')).toEqual({ ok: true, value: FLUID_HORIZON })
    expect(parseQuantity('36525.1d', 'simulated time').ok).toBe(false)
    expect(parseQuantity('30d', 'duration').ok).toBe(false)
    // One picosecond more than a packet run may last is more as a float64, too.
    const beyond = parseQuantity('9007199254740993ps', 'simulated time')
    expect(beyond.ok && beyond.value > HORIZON).toBe(true)
  })

  it('lie on the calendar where they should', () => {
    const start = { seconds: 1_772_323_200, picos: 0 }
    for (const days of [1, 30, 365, 36_525]) {
      const at = later(start, ps(days * DAY * 1e12))
      expect(at).toEqual({ seconds: start.seconds + days * DAY, picos: 0 })
      expect(psFrom(start, at)).toBe(days * DAY * 1e12)
      expect(secondsFrom(start, at)).toBe(days * DAY)
    }
  })
})

it('a fluid scenario can be played frame by frame, and the other way round, where it is short', async () => {
  const result = load('scenarios/hybrid-paris.yaml')
  if (!result.ok) throw new Error('it is sound')
  const fluid = await run(result.loaded, { engine: 'fluid' })
  expect(fluid.engine).toBe('fluid')
  expect(fluid.flows.every(({ unseen }) => unseen !== undefined)).toBe(true)
  expect(fluid.ports.every(({ queue }) => queue.max === 0)).toBe(true)
})
