/** The report page as text: what it says, what it may load, and that hostile names stay text. */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { escaped, html, scriptJson } from '../../../src/report/page/markup.ts'
import { laterThan } from '../../../src/report/page/chart-data.ts'
import { pageOf } from '../../../src/report/page/page.ts'
import { placeLabels, placeSegments } from '../../../src/report/page/path/cable.ts'
import { pageFromText } from '../../../src/report/page/readers.ts'
import { packed, unpacked } from '../../../src/report/charts/packed.ts'
import { readScenario } from '../../../src/report/page/scenario.ts'
import { readSeries } from '../../../src/report/page/series/read.ts'
import {
  SERIES_HEADER,
  PORTS_HEADER,
  portLines,
  seriesLines,
} from '../../../src/report/files/series.ts'
import type { Segment } from '../../../src/model/world.ts'
import type { ResultDocument } from '../../../src/sim/result/document.ts'
import type { ChartData } from '../../../src/report/charts/data.ts'
import { many, pageFrom, ranWith, scenarioText } from './pages.ts'

const titleOf = (page: string): string =>
  /<title>\s*([^<]*)<\/title>/u.exec(page)?.[1]?.trim() ?? ''
const dataOf = (page: string): ChartData =>
  JSON.parse(
    /<script type="application\/json" id="data">([^<]*)<\/script>/u.exec(page)![1]!,
  ) as ChartData
const LOSS = 'objectives: [{ interlink: "*", metric: loss, below: 0.1% }]\n'
/** The page without script, style and data: what is read. */
const bodyOf = (page: string): string => page.replaceAll(/<(script|style)\b[^]*?<\/\1>/gu, '')

describe('packed numbers', () => {
  test('come back exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 51 })), numbers => {
        expect(unpacked(packed(numbers))).toEqual(numbers)
      }),
    )
  })
  test('take a letter each where nothing changes', () => {
    expect(packed(Array.from({ length: 1000 }, () => 0))).toHaveLength(1000)
  })
})

describe('markup', () => {
  test('escapes everything but itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const { text: made } = html`<p title="${text}">${text}${html`<b>${text}</b>`}</p>`
        expect(made.match(/</gu)).toHaveLength(4)
        expect(made.match(/"/gu)).toHaveLength(2)
      }),
    )
    expect(escaped(`<a href="x">&'`)).toBe('&lt;a href=&quot;x&quot;&gt;&amp;&#39;')
    expect(escaped('a\u202eb\u0000c')).toBe('a\ufffdb\ufffdc')
  })
  test('JSON in a script element never ends it, and stays the same value', () => {
    const value = { text: '</script><!--<script>\u2028' }
    const { text } = scriptJson(value)
    expect(text).not.toContain('<')
    expect(JSON.parse(text)).toEqual(value)
  })
})

describe('the page', () => {
  it('begins its title with the verdict, and allows its own script and style alone', async () => {
    const { page } = await pageFrom(scenarioText())
    expect(titleOf(page)).toMatch(/^✗ small: 1 of 3 objectives missed/u)
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/u.exec(page)![1]!
    const scripts = [...page.matchAll(/<script>([^]*?)<\/script>/gu)]
    const styles = [...page.matchAll(/<style>([^]*?)<\/style>/gu)]
    expect([scripts.length, styles.length]).toEqual([1, 1])
    const sum = (text: string): string => createHash('sha256').update(text).digest('base64')
    expect(policy.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; script-src 'sha256-${sum(scripts[0]![1]!)}'; ` +
        `style-src 'sha256-${sum(styles[0]![1]!)}'; img-src data:; base-uri 'none'; form-action 'none'`,
    )
    expect(bodyOf(page)).not.toMatch(/(?:src|href)="(?!#|data:,)/u)
    expect(bodyOf(page)).not.toMatch(/ style="| on\w+="/u)
    expect(page.length).toBeLessThan(2_000_000)
  })

  it('says without script what was judged, and every flow', async () => {
    const { page, document } = await pageFrom(scenarioText())
    const body = bodyOf(page)
    for (const { interlink } of document.flows) expect(body).toContain(`<bdi>${interlink}</bdi>`)
    for (const part of [
      'frames offered',
      'For the decision:',
      'bandwidth counts layer',
      'policed',
    ]) {
      expect(body).toContain(part)
    }
    for (const id of [
      'path',
      'objectives',
      'flows',
      'causes',
      'delay-sources',
      'theory',
      'reproduce',
    ]) {
      expect(body).toContain(`<section id="${id}"`)
    }
    expect(body).toContain(document.scenario.sha256)
    expect(body).toContain('interlink-sim run small.yaml --seed 1')
  })

  it('is the same for documents that agree outside run', async () => {
    const { document } = await ranWith(scenarioText())
    const make = (run: Partial<typeof document.run>): string => {
      const other = { ...document, run: { ...document.run, ...run } }
      return pageOf({ document: other, scenario: readScenario(other), series: null, version: '1' })
    }
    expect(make({ wall: 99, threads: 7, node: 'v24', version: '9' })).toBe(make({}))
    expect(make({})).toMatch(/Needs series\.csv and ports\.csv/u)
  })

  it('says so where the result does not hold its scenario, or another one', async () => {
    const { document } = await ranWith(scenarioText())
    const { text: _, ...scenario } = document.scenario
    const bare = { ...document, scenario }
    expect(readScenario(bare)).toBeNull()
    const page = pageOf({ document: bare, scenario: null, series: null, version: '1' })
    expect(titleOf(page)).toMatch(/^✗ small: 1 of 3 objectives missed/u)
    expect(page).toContain('does not hold the text of its scenario')
    expect(page).not.toContain('<section id="path"')
    const other = scenarioText({
      interlinks: many(1, '1Gbps', '1Mbps').interlinks!,
      traffic: many(1, '1Gbps', '1Mbps').traffic!,
      objectives: '',
    })
    expect(readScenario({ ...document, scenario: { ...scenario, text: other } })).toBeNull()
  })

  it('gives a sensible page of an empty run, of all dropped, of no objectives', async () => {
    const empty = await pageFrom(
      scenarioText({ traffic: '  []\n' }).replace('traffic:\n  []', 'traffic: []'),
    )
    expect(titleOf(empty.page)).toMatch(/^✗ small: Nothing was offered/u)
    expect(bodyOf(empty.page)).toContain('No InterLink has traffic.')
    const dropped = await pageFrom(
      scenarioText({
        interlinks: '  web: { connection: paris-1, vlan: 1, bandwidth: 1Gbps }\n',
        traffic:
          '  - { interlink: web, direction: toCloud, source: { kind: cbr, rate: 100Mbps, frame: 1000B } }\n',
        objectives: '',
      }),
    )
    expect(titleOf(dropped.page)).toMatch(/^✗ small: No objectives; /u)
    const body = bodyOf(dropped.page)
    expect(body).toContain('No frame arrived.')
    expect(body).toContain('carries nothing')
    expect(body).toContain('The scenario states none.')
    for (const { page } of [empty, dropped])
      expect(bodyOf(page)).not.toMatch(/NaN|undefined|Infinity/u)
  })

  it('takes names as text, whatever is in them', async () => {
    const nasty = `</title><script>alert(1)</script>"'&\u202e${'ل'.repeat(100)}`
    const { page, document } = await pageFrom(
      scenarioText({ name: nasty, city: '<img src=x onerror=alert(1)>' }),
    )
    // A file from elsewhere may have any ids at all.
    const long = `${nasty}${'<b>x'.repeat(2_500)}`
    const foreign = pageOf({
      document: {
        ...document,
        scenario: { name: long, sha256: long },
        flows: document.flows.map(flow => ({ ...flow, interlink: long })),
        objectives: document.objectives.map(each => ({ ...each, interlink: long })),
      },
      scenario: null,
      series: null,
      version: '1',
    })
    for (const made of [page, foreign]) {
      expect(bodyOf(made)).not.toMatch(/<script|<img|<b>x/u)
      expect(bodyOf(made)).not.toContain('\u202e')
      expect(titleOf(made).length).toBeLessThan(400)
      expect(made.match(/<script/gu)).toHaveLength(3)
    }
  })

  it('stays small with 64 InterLinks of 1000 intervals each', async () => {
    const text = scenarioText({
      ...many(64, '100Mbps', '50Mbps'),
      objectives: LOSS,
      duration: '100ms',
    })
    const { page } = await pageFrom(text)
    expect(dataOf(page).points).toBe(1000)
    expect(dataOf(page).flows.filter(({ series }) => series !== null)).toHaveLength(128)
    expect(page.length).toBeLessThan(4_000_000)
    expect(bodyOf(page)).toContain('54 more InterLinks')
  }, 120_000)

  it('shows the ones that matter of 4094 InterLinks', async () => {
    const text = scenarioText({
      ...many(4094, '2Mbps', '1Mbps'),
      objectives: LOSS,
      duration: '10ms',
    })
    const { page, document } = await pageFrom(text)
    expect(document.flows).toHaveLength(8188)
    expect(page.length).toBeLessThan(4_000_000)
    expect(bodyOf(page)).toContain('7,988 more flows are in the result')
  }, 120_000)
})

describe('delays as a curve', () => {
  test('never rise, and pass through every quantile', async () => {
    const { document } = await ranWith(scenarioText())
    for (const flow of document.flows) {
      const curve = laterThan(flow)
      expect(curve[0]).toEqual([flow.delay.min, 1])
      expect(curve.at(-1)).toEqual([flow.delay.max, 0])
      for (const [i, [at, share]] of curve.entries()) {
        if (i === 0) continue
        expect(at).toBeGreaterThanOrEqual(curve[i - 1]![0])
        expect(share).toBeLessThanOrEqual(curve[i - 1]![1])
      }
    }
  })
})

describe('the cable', () => {
  test('fills the room between both optics, however many segments there are, and no label touches another', () => {
    const segment = fc.record({
      id: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 30 }),
      kind: fc.constantFrom('fibre', 'connector', 'splice'),
      length: fc.integer({ min: 1, max: 80_000_000 }),
      loss: fc.constant(0),
    })
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 64 }), segments => {
        fc.pre(segments.some(({ kind }) => kind === 'fibre'))
        const placed = placeSegments(segments as unknown as readonly Segment[])
        const last = placed.at(-1)!
        expect(placed[0]!.x).toBe(166)
        expect(last.x + last.width).toBeCloseTo(614, 6)
        expect(placed.every(({ width }) => width > 0)).toBe(true)
        const labels = placeLabels(placed).filter(({ line }) => line >= 0)
        const half = ({ name, loss }: (typeof labels)[number]) =>
          (name.length + 1 + loss.length) * 3.3
        for (const each of labels) {
          expect(each.middle + half(each)).toBeLessThanOrEqual(640)
          const others = labels.filter(other => other !== each && other.line === each.line)
          for (const other of others) {
            expect(Math.abs(other.middle - each.middle)).toBeGreaterThan(half(each) + half(other))
          }
        }
      }),
    )
  })
})

describe('series read back', () => {
  test('are those of the run, and no others', async () => {
    const { document, intervals } = await ranWith(scenarioText())
    const series = SERIES_HEADER + intervals.map(seriesLines).join('')
    const ports = PORTS_HEADER + intervals.map(portLines).join('')
    const pieces = (text: string): string[] => text.match(/[^]{1,777}/gu) ?? []
    const read = readSeries(document, pieces(series), pieces(ports))!
    expect(read.points).toBe(200)
    const offered = read.flows[0]![0]!
    expect([...offered]).toEqual(intervals.map(({ flows }) => flows[0]!.offered))
    expect(readSeries(document, [series.slice(0, -1)], [ports])).toBeNull()
    expect(readSeries(document, [series.replace(',web,', ',wab,')], [ports])).toBeNull()
    expect(readSeries(document, [`${series}1,2\n`], [ports])).toBeNull()
    expect(readSeries(document, ['<html>'], [ports])).toBeNull()
  })
})

describe('a result read back', () => {
  test('is told from what is none', async () => {
    const { document } = await ranWith(scenarioText())
    const text = JSON.stringify(document)
    const read = (told: string) =>
      pageFromText(told, { file: 'result.json', beside: () => null, version: '1' })
    expect(read(text)).toMatchObject({ ok: true })
    const fault = (value: unknown): string => {
      const made = read(typeof value === 'string' ? value : JSON.stringify(value))
      return made.ok ? '' : `${made.fault}; ${made.remedy}`
    }
    expect(fault('{')).toMatch(/^it is no JSON;/u)
    expect(fault([])).toMatch(/no document of interlink-sim/u)
    expect(fault({ ...document, version: 2 })).toMatch(/"version" is 2/u)
    expect(fault({ ...document, flows: [{ interlink: 'x' }] })).toMatch(/"flows"/u)
    for (const key of ['scenario', 'simulated', 'ports', 'objectives', 'timeline', 'billing']) {
      expect(fault({ ...document, [key]: 7 })).toContain(`"${key}"`)
    }
  })
})

describe('replications', () => {
  test('are told as numbers and drawn, each column from 0 to its largest', async () => {
    const { document } = await ranWith(scenarioText())
    const interval = { mean: 2e-6, low: 1e-6, high: 3e-6 }
    const twice = { mean: 4e-6, low: 4e-6, high: 4e-6 }
    const replicated = {
      ...document,
      replications: {
        count: 5,
        seeds: [1, 2, 3, 4, 5],
        confidence: 0.95,
        transient: [],
      },
      flows: document.flows.map((flow, i) => ({
        ...flow,
        confidence: {
          throughput: interval,
          loss: null,
          'delay.mean': i === 0 ? interval : twice,
          'delay.p99': interval,
        },
      })),
    } as unknown as ResultDocument
    const page = pageOf({ document: replicated, scenario: null, series: null, version: '1' })
    const [section] = /<section id="replications">[^]*?<\/section>/u.exec(page)!
    expect(section.match(/class="bar"/gu)).toHaveLength(3 * document.flows.length)
    // The mean of 2 µs stands in the middle of a column that ends at 4 µs, its interval around it.
    expect(section).toContain('mean 2.00\u00a0µs, interval 1.00\u00a0µs to 3.00\u00a0µs')
    expect(section).toContain('d="M29.5 8H80.5"')
    expect(section).toContain('cx="55.0"')
    expect(section).toContain('cx="106.0"')
  })
})

describe('allotment', () => {
  test('tells how the speed of a port is shared out, and what is free', async () => {
    const { page } = await pageFrom(scenarioText())
    const [section] = /<section id="allocation">[^]*?<\/section>/u.exec(bodyOf(page))!
    const told = section.replaceAll(/<[^>]*>/gu, ' ').replaceAll(/\s+/gu, ' ')
    expect(told).toContain('web 1 Gbps (10.0 %)')
    expect(told).toContain('data 500 Mbps (5.0 %)')
    expect(told).toContain('free 8.5 Gbps (85.0 %)')
    const widths = [
      ...section.matchAll(/class="allotted [^"]*"[^>]*data-id[^>]*width="([\d.]+)"/gu),
    ]
    expect(widths.map(([, width]) => Number(width))).toEqual([100, 50, 850])
  })

  test('puts the InterLinks of a crowded port together beyond the first', async () => {
    const { page } = await pageFrom(
      scenarioText({ ...many(30, '100Mbps', '1Mbps'), objectives: LOSS }),
    )
    const told = bodyOf(page)
      .replaceAll(/<[^>]*>/gu, ' ')
      .replaceAll(/\s+/gu, ' ')
    expect(told).toContain('19 more 1.9 Gbps (19.0 %)')
  })
})

describe('provisioning', () => {
  test('is told step by step, with who was waited for and how long it took', async () => {
    const order = 'provisioning: { ordered: 2026-01-12, loa: 2d, patch: 36h, turnUp: 3h }'
    const { page } = await pageFrom(
      scenarioText({
        connections: `  paris-1: { pop: th2, portSpeed: 10Gbps, crossConnect: { length: 120m }, ${order}, price: { perMonth: "1200", currency: EUR } }\n`,
        extra: 'start: 2026-02-01T00:00:00Z\n',
      }),
    )
    const body = bodyOf(page).replaceAll(/\s+/gu, ' ')
    const row = (step: string): string =>
      body.slice(body.indexOf(`<td>${step}</td>`)).split('</tr>')[0]!
    expect(row('LOA issued')).toContain('2026-01-14 00:00')
    expect(row('LOA issued')).toContain('2.0 days')
    expect(row('cross-connect patched')).toContain('waited for the customer')
    expect(row('link detected')).toContain('3.0 hours')
    expect(body).toContain('<h2>Money</h2>')
    expect(body).toContain('1,200 EUR')
  })
})
