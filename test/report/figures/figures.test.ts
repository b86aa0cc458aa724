/** Figures of results: what there is one of, what it is made of, and that it is harmless. */
import sharp, { type Metadata } from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawFigure, svgOf } from '../../../src/report/figures/draw.ts'
import type { Figures } from '../../../src/report/figures/figure.ts'
import { figuresOfInput } from '../../../src/report/figures/figures.ts'
import { omittedText } from '../../../src/report/figures/omitted.ts'
import type { PageInput } from '../../../src/report/page/view.ts'
import { inputFrom, many, scenarioText } from '../page/pages.ts'

/** Throws where a text is not well-formed XML, as the library that reads it for PNG is strict. */
const parsed = (svg: string): Promise<Metadata> => sharp(Buffer.from(svg)).metadata()

const drawAll = async ({ drawn, footer }: Figures): Promise<ReadonlyMap<string, string>> => {
  const made = new Map<string, string>()
  for (const figure of drawn) made.set(figure.name, await svgOf(figure, footer))
  return made
}

let input: PageInput
let figures: Figures
let files: ReadonlyMap<string, string>

beforeAll(async () => {
  input = await inputFrom(scenarioText())
  figures = figuresOfInput(input)
  files = await drawAll(figures)
})

describe('the figures of a result', () => {
  it('are one for each chart of the page, under names that last', () => {
    expect([...files.keys()]).toEqual([
      'path-paris-1',
      'allocation-paris-1',
      'objectives',
      'over-time-web-to-customer',
      'burstiness-web-to-customer',
      'over-time-data-to-cloud',
      'burstiness-data-to-cloud',
      'delays',
      'delays-cdf',
      'loss-causes',
      'delay-parts',
      'theory',
    ])
    expect(omittedText(figures.omitted)).toBe('availability (all were up throughout)')
  })

  it('are well-formed XML and hold shapes and text alone', async () => {
    await expect(parsed('<svg xmlns="http://www.w3.org/2000/svg"><g></svg>')).rejects.toThrow()
    for (const [name, svg] of files) {
      const { width, height, format } = await parsed(svg)
      expect([name, format, width >= 1000, height > 100]).toEqual([name, 'svg', true, true])
      expect(svg.match(/<\w+/gu)?.filter((each, i, all) => all.indexOf(each) === i)).toEqual(
        expect.not.arrayContaining(['<script', '<style', '<image', '<foreignObject', '<a', '<use']),
      )
      expect(svg).not.toMatch(/\sclass="|\son\w+="|href|javascript:|zr\d|ecmeta|\sdata-|var\(--/u)
      expect(svg.match(/url\([^)]*\)/gu) ?? []).toEqual(
        (svg.match(/url\([^)]*\)/gu) ?? []).filter(each => each.startsWith('url(#')),
      )
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toContain('http')
      expect(svg).not.toMatch(/NaN|undefined|Infinity/u)
    }
  })

  it('say what they are, where they are from and in which units', () => {
    for (const { name, title } of figures.drawn) {
      const svg = files.get(name)!
      expect(svg).toContain(`<title>${title}</title>`)
      expect(svg).toContain('small · seed 1 · scenario sha256 ')
      expect(svg).toContain(input.document.scenario.sha256)
    }
    expect(files.get('over-time-data-to-cloud')).toContain('>rate, Gbps<')
    expect(files.get('over-time-data-to-cloud')).toContain(
      'time since the measured window began, ms',
    )
    expect(files.get('over-time-data-to-cloud')).toMatch(/(frames lost|lost frames)</u)
    expect(files.get('delays')).toContain('share of frames that are later')
    expect(files.get('allocation-paris-1')).toContain('bandwidth, Gbps')
  })

  it('draw a curve for each flow, and what was lost in its colour', () => {
    const curves = (name: string): number =>
      files.get(name)!.match(/stroke-linejoin="bevel"/gu)!.length
    expect(curves('delays')).toBe(2)
    // Offered, delivered, dropped, the bucket, the port.
    expect(curves('over-time-data-to-cloud')).toBe(5)
    expect(files.get('over-time-data-to-cloud')).not.toContain('waiting for the port')
    // Nothing is dropped, and nothing waits in the shaper: offered, delivered, the port, what waits for it.
    expect(curves('over-time-web-to-customer')).toBe(4)
    expect(files.get('over-time-web-to-customer')).toContain('waiting for the port, B')
    expect(files.get('over-time-web-to-customer')).toContain('Nothing ever waited in the shaper.')
    expect(files.get('over-time-web-to-customer')).not.toContain('#b5123e" fill-opacity="0.55"')
    expect(files.get('over-time-data-to-cloud')).toContain('#b5123e" fill-opacity="0.55"')
  })

  it('are the same bytes again, in whatever order they are drawn', async () => {
    const backwards = { ...figures, drawn: figures.drawn.toReversed() }
    expect(new Map([...(await drawAll(backwards))].toReversed())).toEqual(new Map(files))
    const again = await drawAll(figuresOfInput(input))
    expect([...again.values()]).toEqual([...files.values()])
  })

  it('take names as text, whatever is in them', async () => {
    const nasty = `</title><script>alert(1)</script>"'&\u202e\u0000\ud800\uffff${'ل'.repeat(100)}`
    const long = `${nasty}${'<b>x'.repeat(2_500)}`
    const { document } = input
    const rename = (first: string, others: string): PageInput => ({
      document: {
        ...document,
        scenario: { name: long, sha256: 'x' },
        flows: document.flows.map((flow, i) => ({ ...flow, interlink: i === 0 ? first : others })),
        ports: document.ports.map(port => ({ ...port, connection: long })),
        objectives: document.objectives.map(each => ({ ...each, interlink: long })),
      },
      scenario: null,
      series: input.series,
      version: '1',
    })
    const text = scenarioText({
      name: nasty.replace('\ud800', ''),
      city: '<img src=x onerror=alert(1)>',
    })
    for (const each of [rename(nasty, long), rename('a/../b', 'A-..-b'), await inputFrom(text)]) {
      const made = figuresOfInput(each)
      expect(made.drawn.length).toBeGreaterThan(7)
      const names = made.drawn.map(({ name }) => name.toLowerCase())
      expect(new Set(names).size).toBe(names.length)
      for (const [name, svg] of await drawAll(made)) {
        expect(name).toMatch(/^[\w-]{1,120}$/u)
        await parsed(svg)
        expect(svg).not.toMatch(/<script|<img|<b>|\u202e|[\ud800-\udfff](?![\udc00-\udfff])/u)
        expect(svg.length).toBeLessThan(400_000)
      }
    }
  })

  it('are left out where there is nothing to draw, with the reason', async () => {
    const idle = figuresOfInput(
      await inputFrom(scenarioText({ traffic: '  []\n', objectives: '' })),
    )
    expect(idle.drawn.map(({ name }) => name)).toEqual(['path-paris-1', 'allocation-paris-1'])
    expect(omittedText(idle.omitted)).toBe(
      'objectives (the scenario states none); delays, delay-parts (no frame arrived); ' +
        'loss-causes (no frame was lost); ' +
        'theory (no formula applies: nothing arrived that could be compared); ' +
        'availability (all were up throughout)',
    )
    const without = figuresOfInput({ ...input, series: null, scenario: null })
    expect(omittedText(without.omitted)).toBe(
      'path and allocation (the scenario is not known); over-time of web ◀ to customer, ' +
        'burstiness of web ◀ to customer and 2 more (there are no series of it); ' +
        'availability (all were up throughout)',
    )
  })

  it('of many flows are those of the ones that matter most', async () => {
    const text = scenarioText({ ...many(64, '100Mbps', '20Mbps'), objectives: '', duration: '5ms' })
    const { drawn, omitted } = figuresOfInput(await inputFrom(text))
    expect(drawn.filter(({ name }) => name.startsWith('over-time-'))).toHaveLength(12)
    expect(drawn.filter(({ name }) => name.startsWith('burstiness-'))).toHaveLength(12)
    expect(omittedText(omitted)).toContain(
      'over-time and burstiness of 116 more flows (those of the 12 that matter most are drawn)',
    )
  })

  it('show what becomes of orders, outages and replications where there are some', async () => {
    const { document } = input
    const interval = { mean: 0.1, low: 0.05, high: 0.2 }
    const confidence = {
      level: 0.95,
      'delay.mean': interval,
      'delay.p99': null,
      loss: { mean: 0, low: 0, high: 0 },
      throughput: interval,
    }
    const step = {
      calendar: null,
      subject: 'paris-1',
      kind: 'order' as const,
      from: null,
      cause: '',
    }
    const made = figuresOfInput({
      ...input,
      document: {
        ...document,
        replications: { count: 2, confidence: 0.95, seeds: [1, 2], transient: [] },
        flows: document.flows.map(flow => ({ ...flow, confidence })),
        timeline: [
          { ...step, at: -200_000, to: 'ordered', owner: null },
          { ...step, at: -100_000, to: 'loaIssued', owner: 'provider' },
        ],
        availability: [
          {
            interlink: 'web',
            family: 'ipv4',
            up: 0.01,
            down: 0.01,
            downByOwner: { customer: 0.01, provider: 0 },
          },
        ],
        outages: [
          {
            interlink: 'web',
            family: 'ipv4',
            from: 0,
            to: null,
            detected: null,
            cause: 'x',
            owner: 'customer',
          },
        ],
      },
    })
    const names = made.drawn.map(({ name }) => name)
    expect(names).toEqual(
      expect.arrayContaining([
        'intervals-throughput',
        'intervals-delay-mean',
        'provisioning',
        'availability',
      ]),
    )
    expect(names).not.toContain('intervals-loss')
    const drawn = await drawAll(made)
    expect(drawn.get('availability')).toMatch(
      /fill="url\(#hatch\)"\s+stroke="#b5123e"\s+\/>\s*<text/u,
    )
    expect(drawn.get('provisioning')).toContain('1.2 days, waited for the provider')
    for (const svg of drawn.values()) await parsed(svg)
  })
})

describe('a chart on a sheet', () => {
  it('stands on white with its title, legend and foot, whatever its option has for a pointer', async () => {
    const svg = await drawFigure({
      option: {
        title: { text: 'not here' },
        tooltip: {},
        legend: {},
        xAxis: { type: 'value' },
        yAxis: { type: 'value' },
        series: [{ type: 'bar', name: 'x', data: [[1, 2]] }],
      },
      title: 'A & B',
      subtitle: 'what is shown',
      legend: [{ name: 'bars <', colour: '#066ed3', look: { kind: 'box' } }],
      footer: 'from here',
      width: 600,
      height: 300,
    })
    const { width } = await parsed(svg)
    expect(width).toBe(600)
    expect(svg).toMatch(/>\s*A &amp; B\s*<\/text/u)
    expect(svg).toContain('>bars &lt;</text')
    expect(svg).toContain('>from here</text')
    expect(svg).not.toContain('not here')
  })
})
