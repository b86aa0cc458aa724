/** Forecasts against dates that arithmetic gives. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  type ForecastDocument,
  ForecastError,
  type Loaded,
  StoppedError,
  check,
  explain,
  forecast,
} from '../../../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'forecast-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HOUR = 3_600_000
const isoAt = (begin: string, hours: number): string =>
  new Date(Date.parse(begin) + hours * HOUR).toISOString()

/** Writes a series of hourly rates, bit/s. */
const writeSeries = (name: string, begin: string | null, rates: readonly number[]): void => {
  const rows = rates.map((rate, i) => `${begin === null ? i * 3600 : isoAt(begin, i)},${rate}`)
  writeFileSync(join(folder, name), `time,load\n${rows.join('\n')}\n`)
}

interface Parts {
  readonly file: string
  readonly objectives?: string
  readonly connection?: string
  readonly interlink?: string
  readonly others?: string
  readonly head?: string
}

const loadedOf = (parts: Parts): Loaded => {
  const { connection = '', interlink = 'bandwidth: 1Gbps', others = '', head = '' } = parts
  const text = `
name: grown
duration: 1s
${head}
organization: { id: acme, projects: [network] }
pops: { th2: { region: fr-par } }
connections: { paris-1: { pop: th2, portSpeed: 10Gbps${connection && `, ${connection}`} } }
vpcs: { v: { region: fr-par } }
interlinks:
  data: { connection: paris-1, vpc: v, ${interlink} }
traffic:
  - { interlink: data, direction: toCloud, source: { kind: csv, file: ${parts.file}, column: load, frame: 1000B } }
  ${others}
objectives: [${parts.objectives ?? ''}]
`
  const result = check(text, { file: join(folder, 'grown.yaml') })
  if (!result.ok) throw new Error(result.faults.map(explain).join('\n'))
  return result.loaded
}

/** A VLAN tag counts. */
const COUNTED = 1004 / 1000
const WEEK = 168
const steady = Array.from({ length: 2 * WEEK }, () => 400e6)
writeSeries('steady.csv', '2026-03-01T00:00:00Z', steady)
/** The day of the last sample. */
const LAST = '2026-03-14'
const later = (days: number): string =>
  new Date(Date.parse(LAST) + days * 24 * HOUR).toISOString().slice(0, 10)

const LOSS = '{ interlink: data, metric: loss, below: 0.1% }'
/** Days until demand is so many times as high, the first whole one. */
const daysUntil = (factor: number, growth: number): number =>
  Math.ceil((365.25 * Math.log(factor)) / Math.log(1 + growth))

const only = <T>(list: readonly T[]): T => {
  expect(list).toHaveLength(1)
  return list[0]!
}

describe('a steady demand', () => {
  it('fills its bandwidth and then loses more than is allowed, each on the day that arithmetic gives', async () => {
    const document = await forecast(loadedOf({ file: 'steady.csv', objectives: LOSS }), {
      growth: '40%/y',
      horizon: '5y',
    })
    expect(document).toMatchObject({
      format: 'interlink-sim/forecast',
      version: 1,
      growth: 0.4,
      from: LAST,
      week: WEEK * 3600,
      trend: null,
    })
    const full = 1e9 / (400e6 * COUNTED)
    const allocation = document.allocations.find(each => 'interlink' in each)!
    expect(allocation.busiest).toBeCloseTo(400e6 * COUNTED, -2)
    expect(allocation.failsOn).toBe(later(daysUntil(full, 0.4)))
    // One thousandth more than fits is lost; the bucket's 10 ms do not count in a week.
    const lossy = full / (1 - 0.001)
    const objective = only(document.objectives)
    expect(objective.failsOn).toBe(later(daysUntil(lossy, 0.4)))
    expect(objective.value).toBe(0)
    expect(document.months[0]).toBe(LAST)
    expect(document.months.at(-1)).toBe(document.to)
    expect(objective.course).toHaveLength(document.months.length)
    objective.course.forEach((value, i) => {
      const fails = document.months[i]! >= objective.failsOn!
      expect(value! >= 0.001).toBe(fails)
    })
    const port = document.allocations.find(
      each => 'connection' in each && each.direction === 'toCloud',
    )!
    const wire = 1024 / 1000
    expect(port.failsOn).toBe(
      later(daysUntil(10e9 / (400e6 * wire), 0.4)) > document.to ? null : port.failsOn,
    )
    expect(port.course[0]).toBeCloseTo((400e6 * wire) / 10e9, 6)
  })

  it('holds for as long as is looked, and a day less is looked at as far', async () => {
    const loaded = loadedOf({ file: 'steady.csv', objectives: LOSS })
    const days = daysUntil(1e9 / (400e6 * COUNTED) / 0.999, 0.4)
    const at = async (horizon: number): Promise<string | null> => {
      const document = await forecast(loaded, { growth: '40%/y', horizon: `${horizon}d` })
      return only(document.objectives).failsOn
    }
    expect(await at(days)).toBe(later(days))
    expect(await at(days - 1)).toBeNull()
  })

  it('counts from the day that is named', async () => {
    const loaded = loadedOf({ file: 'steady.csv', objectives: LOSS })
    const document = await forecast(loaded, { growth: '40%/y', horizon: '5y', from: '2030-01-01' })
    const days = daysUntil(1e9 / (400e6 * COUNTED) / 0.999, 0.4)
    const expected = new Date(Date.parse('2030-01-01') + days * 24 * HOUR).toISOString()
    expect(only(document.objectives).failsOn).toBe(expected.slice(0, 10))
  })

  it('says that another connection must be ordered as much earlier as its lead times take', async () => {
    const provisioning = 'provisioning: { ordered: 2026-01-01, loa: 5d, patch: 7d, turnUp: 0d }'
    const document = await forecast(
      loadedOf({ file: 'steady.csv', objectives: LOSS, connection: provisioning }),
      { growth: '40%/y', horizon: '5y' },
    )
    const { failsOn, orderBy } = only(document.objectives)
    expect(Date.parse(failsOn!) - Date.parse(orderBy!)).toBe(12 * 24 * HOUR)
  })

  it('that shrinks fails what asks for much, on the day that arithmetic gives', async () => {
    const objectives = '{ interlink: data, metric: throughput, above: 300Mbps }'
    const document = await forecast(loadedOf({ file: 'steady.csv', objectives }), {
      growth: '-20%/y',
      horizon: '5y',
    })
    expect(only(document.objectives).failsOn).toBe(later(daysUntil(300 / 400, -0.2)))
    expect(document.allocations.every(({ failsOn }) => failsOn === null)).toBe(true)
  })

  it('that does not grow fails now or never', async () => {
    const objectives = `${LOSS}, { interlink: data, metric: utilisation, below: 10% }`
    const document = await forecast(loadedOf({ file: 'steady.csv', objectives }), {
      growth: '0%/y',
      horizon: '3y',
    })
    expect(document.objectives.map(({ failsOn }) => failsOn)).toEqual([null, LAST])
    expect(document.evaluations).toBeLessThan(60)
  })

  it('grows alone: what is not measured stays', async () => {
    const others =
      '- { interlink: data, direction: toCloud, source: { kind: cbr, rate: 300Mbps, frame: 1000B } }'
    const document = await forecast(loadedOf({ file: 'steady.csv', others }), {
      growth: '40%/y',
      horizon: '5y',
    })
    const allocation = document.allocations.find(each => 'interlink' in each)!
    const full = (1e9 / COUNTED - 300e6) / 400e6
    expect(allocation.failsOn).toBe(later(daysUntil(full, 0.4)))
  })
})

describe('the busiest hours of a week', () => {
  it('are what counts, at their hour of the week', async () => {
    const rates = Array.from({ length: 3 * WEEK }, (_, i) => (i % WEEK === 100 ? 800e6 : 100e6))
    writeSeries('peaky.csv', '2026-03-01T00:00:00Z', rates)
    const document = await forecast(loadedOf({ file: 'peaky.csv', objectives: LOSS }), {
      growth: '40%/y',
      horizon: '3y',
    })
    const allocation = document.allocations.find(each => 'interlink' in each)!
    expect(allocation.busiest / (800e6 * COUNTED)).toBeCloseTo(1, 6)
    expect(allocation.at).toBe(100 * 3600)
    expect(allocation.failsOn).toBe(
      new Date(Date.parse('2026-03-21') + daysUntil(1e9 / (800e6 * COUNTED), 0.4) * 24 * HOUR)
        .toISOString()
        .slice(0, 10),
    )
    // Of the whole week the peak is a hundred and sixty-eighth: loss of it comes later than a full hour.
    const { failsOn } = only(document.objectives)
    expect(failsOn! > allocation.failsOn!).toBe(true)
  })

  it('are the last week’s alone', async () => {
    const rates = Array.from({ length: 3 * WEEK }, (_, i) => (i < 2 * WEEK ? 900e6 : 200e6))
    writeSeries('calmer.csv', '2026-03-01T00:00:00Z', rates)
    const { allocations } = await forecast(loadedOf({ file: 'calmer.csv' }), {
      growth: '40%/y',
      horizon: '1y',
    })
    expect(allocations[0]!.busiest / (200e6 * COUNTED)).toBeCloseTo(1, 6)
  })

  it('are a day’s where less than a week was measured, day after day', async () => {
    const day = Array.from({ length: 30 }, (_, i) => (i >= 6 ? 1e6 * (i - 5) : 500e6))
    writeSeries('day.csv', '2026-03-01T00:00:00Z', day)
    const document = await forecast(loadedOf({ file: 'day.csv' }), {
      growth: '40%/y',
      horizon: '1y',
    })
    // The last 24 of 30 hours: the busy ones before them are left out.
    expect(document.week).toBe(24 * 3600)
    expect(document.allocations[0]!.busiest / (24e6 * COUNTED)).toBeCloseTo(1, 6)
  })

  it('of two series meet as they met in the calendar', async () => {
    // One ends 30 hours after the other; their peaks were at the same hour of the week.
    const peakAt = (hour: number) => (_: unknown, i: number) => (i % WEEK === hour ? 600e6 : 0)
    writeSeries('one.csv', '2026-03-01T00:00:00Z', Array.from({ length: 2 * WEEK }, peakAt(50)))
    writeSeries(
      'two.csv',
      '2026-03-01T00:00:00Z',
      Array.from({ length: 2 * WEEK + 30 }, peakAt(50)),
    )
    const others =
      '- { interlink: data, direction: toCloud, source: { kind: csv, file: two.csv, column: load, frame: 1000B } }'
    const document = await forecast(loadedOf({ file: 'one.csv', others }), {
      growth: '10%/y',
      horizon: '1y',
    })
    expect(document.allocations[0]!.busiest / (1200e6 * COUNTED)).toBeCloseTo(1, 6)
  })
})

describe('what the history shows', () => {
  /** Weeks that are alike but for their level. */
  const weeksOf = (levels: readonly number[]): number[] =>
    levels.flatMap(level => Array.from({ length: WEEK }, () => 400e6 * level))

  it('moves the day by as much as a busy or calm week is above or below the last one', async () => {
    writeSeries(
      'weeks.csv',
      '2026-01-04T00:00:00Z',
      weeksOf([1, 1.1, 0.95, 1.05, 1, 1.02, 0.97, 1]),
    )
    const document: ForecastDocument = await forecast(
      loadedOf({ file: 'weeks.csv', objectives: LOSS }),
      { growth: '40%/y', horizon: '6y' },
    )
    const { level, weeks } = document.trend!
    expect(weeks).toBe(8)
    expect(level.low).toBeLessThan(1)
    expect(level.high).toBeGreaterThan(1)
    const days = (date: string): number => Date.parse(date) / (24 * HOUR)
    const { failsOn, earliest, latest } = only(document.objectives)
    const perYear = Math.log(1.4) / 365.25
    expect(days(failsOn!) - days(earliest!)).toBeCloseTo(Math.log(level.high) / perYear, -0.5)
    expect(days(latest!) - days(failsOn!)).toBeCloseTo(-Math.log(level.low) / perYear, -0.5)
  })

  it('warns of what only a busy week makes fail inside the horizon', async () => {
    writeSeries('swings.csv', '2026-01-04T00:00:00Z', weeksOf([1, 1.6, 0.7, 1.3, 0.8, 1]))
    const loaded = loadedOf({ file: 'swings.csv', objectives: LOSS })
    const full = 1e9 / (400e6 * COUNTED) / 0.999
    const document = await forecast(loaded, {
      growth: '40%/y',
      horizon: `${daysUntil(full, 0.4) - 30}d`,
    })
    const { failsOn, earliest, latest } = only(document.objectives)
    expect([failsOn, latest]).toEqual([null, null])
    expect(earliest).not.toBeNull()
  })

  it('names gaps', async () => {
    const rows = Array.from(
      { length: 400 },
      (_, i) => `${isoAt('2026-03-01', i < 200 ? i : i + 5)},1e6`,
    )
    writeFileSync(join(folder, 'gap.csv'), `time,load\n${rows.join('\n')}\n`)
    const { history } = await forecast(loadedOf({ file: 'gap.csv' }), {
      growth: '1%/y',
      horizon: '90d',
    })
    expect(only(history)).toMatchObject({ gaps: { count: 1, longest: 6 * 3600 }, spacing: 3600 })
  })
})

describe('what is refused', () => {
  it('is a scenario without a measured series, and one of which nobody knows when it was', async () => {
    const loaded = loadedOf({ file: 'steady.csv' })
    const unmeasured = { ...loaded, scenario: { ...loaded.scenario, traffic: [] } }
    const ask = { growth: '40%/y', horizon: '3y' }
    await expect(forecast(unmeasured, ask)).rejects.toThrow(ForecastError)
    writeSeries('undated.csv', null, steady)
    const undated = loadedOf({ file: 'undated.csv' })
    await expect(forecast(undated, ask)).rejects.toThrow('nothing says when it was measured')
    const dated = await forecast(undated, { ...ask, from: '2026-05-05' })
    expect(dated.from).toBe('2026-05-05')
    const started = loadedOf({ file: 'undated.csv', head: 'start: 2026-06-07T10:00:00Z' })
    expect((await forecast(started, ask)).from).toBe('2026-06-07')
  })

  it.each([
    [{ growth: '40%', horizon: '3y' }, 'growth "40%"'],
    [{ growth: '-100%/y', horizon: '3y' }, 'growth "-100%/y"'],
    [{ growth: '10001%/y', horizon: '3y' }, 'growth "10001%/y"'],
    [{ growth: '40%/y', horizon: '3' }, 'horizon "3"'],
    [{ growth: '40%/y', horizon: '101y' }, 'horizon "101y"'],
    [{ growth: '40%/y', horizon: '0d' }, 'horizon "0d"'],
    [{ growth: '40%/y', horizon: '3y', from: 'soon' }, 'from "soon" is no date'],
    [{ growth: '40%/y', horizon: '3y', from: '2026-02-30' }, 'names a day that no calendar has'],
    [{ growth: '40%/y', horizon: '3y', seed: -1 }, 'seed -1'],
  ])('is an option without sense: %o', async (options, message) => {
    const loaded = loadedOf({ file: 'steady.csv' })
    await expect(forecast(loaded, options)).rejects.toThrow(RangeError)
    await expect(forecast(loaded, options)).rejects.toThrow(message)
  })

  it('ends when it is told to', async () => {
    const loaded = loadedOf({ file: 'steady.csv', objectives: LOSS })
    const ask = { growth: '40%/y', horizon: '3y' }
    const already = forecast(loaded, { ...ask, signal: AbortSignal.abort() })
    await expect(already).rejects.toThrow(StoppedError)
    const stop = new AbortController()
    const shares: number[] = []
    const stopped = forecast(loaded, {
      ...ask,
      signal: stop.signal,
      onProgress: ({ share }) => {
        shares.push(share)
        if (shares.length === 5) stop.abort()
      },
    })
    await expect(stopped).rejects.toThrow(StoppedError)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
  })
})
