import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SummaryInput } from '../../src/report/terminal/summary.ts'
import { renderSummary } from '../../src/report/terminal/summary.ts'
import type { Surface } from '../../src/report/terminal/style.ts'
import { displayWidth } from '../../src/report/terminal/text.ts'
import { DROP_CAUSES } from '../../src/sim/result/document.ts'
import { GBPS, connection, flow, interlink, objective, port, summaryInput } from './factory.ts'

const METRICS = [
  'delay.mean',
  'delay.p50',
  'delay.p99',
  'delay.max',
  'shaperWait.p99',
  'portWait.mean',
  'loss',
  'throughput',
  'utilisation',
  'availability',
]
const id = fc.stringMatching(/^[a-z][a-z_-]{0,19}$/)
const direction = fc.constantFrom('toCustomer' as const, 'toCloud' as const)
const wait = fc.option(
  fc.record({
    mean: fc.double({ min: 0, max: 1, noNaN: true }),
    min: fc.double({ min: 0, max: 1, noNaN: true }),
    p99: fc.double({ min: 0, max: 1, noNaN: true }),
    max: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  { nil: { mean: null, min: null, p99: null, max: null } },
)

const flowFor = (name: string, bandwidth: number) =>
  fc
    .record({
      frames: fc.integer({ min: 0, max: 1e9 }),
      lost: fc.double({ min: 0, max: 1, noNaN: true }),
      cause: fc.constantFrom(...DROP_CAUSES),
      rate: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 4 * bandwidth, noNaN: true })),
      peak: fc.double({ min: 0, max: 1e11, noNaN: true }),
      p99: fc.option(fc.double({ min: 1e-9, max: 100, noNaN: true })),
      shaperWait: wait,
      portWait: wait,
      spans: fc.integer({ min: 0, max: 3 }),
      heights: fc.array(fc.double({ min: 0, max: 12, noNaN: true }), { maxLength: 60 }),
      bins: fc.uniqueArray(fc.integer({ min: -9, max: 1 }), { maxLength: 11 }),
    })
    .chain(drawn => direction.map(towards => ({ ...drawn, towards })))
    .map(drawn => {
      const drops = Math.floor(drawn.frames * drawn.lost)
      return flow(name, drawn.towards, bandwidth, {
        frames: drawn.frames,
        drops: { [drawn.cause]: drops },
        offeredRate: drawn.frames === 0 ? 0 : drawn.rate,
        loss: drawn.frames === 0 ? 0 : drops / drawn.frames,
        throughput: drawn.frames === 0 ? 0 : drawn.rate * (1 - drawn.lost),
        utilisation: drawn.frames === 0 ? 0 : (drawn.rate * (1 - drawn.lost)) / bandwidth,
        peak: drawn.peak,
        p99: drawn.p99,
        shaperWait: drawn.shaperWait,
        portWait: drawn.portWait,
        heights: drawn.heights,
        lossSpans: Array.from({ length: drops > 0 ? drawn.spans : 0 }, (_, span) => ({
          from: span / 10,
          to: span / 10 + 0.001,
          frames: 1,
        })),
        delayHistogram: drawn.bins
          .toSorted((a, b) => a - b)
          .map(exponent => ({ upTo: Number(`1e${exponent}`), frames: 1 + drawn.frames })),
      })
    })

const limit = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1, noNaN: true }))

const input: fc.Arbitrary<SummaryInput> = fc
  .uniqueArray(id, { minLength: 1, maxLength: 6 })
  .chain(ids =>
    fc.record({
      ids: fc.constant(ids),
      flows: fc.tuple(
        ...ids.map(name =>
          fc.integer({ min: 1000, max: 4 * GBPS }).chain(bandwidth => flowFor(name, bandwidth)),
        ),
      ),
      enforce: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      objectives: fc.array(
        fc.record({
          subject: fc.constantFrom('*', ...ids),
          metric: fc.constantFrom(...METRICS),
          limit,
          side: fc.constantFrom('below' as const, 'above' as const),
        }),
        { maxLength: 8 },
      ),
    }),
  )
  .map(({ ids, flows, enforce, objectives }) =>
    summaryInput({
      connections: [connection('paris-1'), connection('ams-1')],
      interlinks: ids.map((name, index) =>
        interlink(name, flows[index]!.bandwidth, {
          connection: index % 2 === 0 ? 'paris-1' : 'ams-1',
          enforce: { toCustomer: 'shape', toCloud: enforce[index] === true ? 'shape' : 'police' },
        }),
      ),
      flows,
      ports: ['paris-1', 'ams-1'].flatMap(name => [
        port(name, 'toCustomer', 0.3),
        port(name, 'toCloud', 0),
      ]),
      objectives: objectives.map(({ subject, metric, limit: at, side }) =>
        objective(subject, metric, at, { side }),
      ),
    }),
  )

const surface: fc.Arbitrary<Surface> = fc.record({
  width: fc.integer({ min: 40, max: 140 }),
  colour: fc.boolean(),
  unicode: fc.boolean(),
})

const SPARKLINE = /  ([▁▂▃▄▅▆▇█✗ ]{20,25})$/u

describe('any summary', () => {
  it('has no line wider than the surface unless a word alone is', () => {
    fc.assert(
      fc.property(input, surface, (drawn, where) => {
        for (const line of renderSummary(drawn, where).split('\n')) {
          const longest = Math.max(...line.split(' ').map(displayWidth))
          expect(displayWidth(line), line).toBeLessThanOrEqual(Math.max(where.width, longest + 10))
        }
      }),
    )
  })

  it('has no escape where there is no colour, and only ASCII where there is no UTF-8', () => {
    fc.assert(
      fc.property(input, surface, (drawn, where) => {
        const text = renderSummary(drawn, where)
        if (!where.colour) expect(text).not.toContain('\u001b')
        if (!where.unicode) expect(text).toMatch(/^[\0-~]*$/)
      }),
    )
  })

  it('never shows a value that is not a number', () => {
    fc.assert(
      fc.property(input, surface, (drawn, where) => {
        expect(renderSummary(drawn, where)).not.toMatch(/NaN|undefined|null|Infinity|\de[+-]?\d/)
      }),
    )
  })

  it('draws the same figures with and without colour', () => {
    fc.assert(
      fc.property(input, surface, (drawn, where) => {
        const plain = renderSummary(drawn, { ...where, colour: false })
        const coloured = renderSummary(drawn, { ...where, colour: true })
        // oxlint-disable-next-line no-control-regex
        expect(coloured.replaceAll(/\u001b\[\d+m/g, '').replaceAll(/ +$/gm, '')).toBe(plain)
      }),
    )
  })

  it('conserves frames in its last lines', () => {
    fc.assert(
      fc.property(input, drawn => {
        const text = renderSummary(drawn, { width: 200, colour: false, unicode: true })
        const [, ...counts] =
          /([\d,]+) frames? offered = ([\d,]+) delivered \+ ([\d,]+) dropped \+ ([\d,]+) in/.exec(
            text,
          )!
        const [offered, delivered, dropped, inFlight] = counts.map(some =>
          Number(some.replaceAll(',', '')),
        )
        expect(delivered! + dropped! + inFlight!).toBe(offered)
      }),
    )
  })

  it('never makes a sparkline longer than 25 columns', () => {
    fc.assert(
      fc.property(input, drawn => {
        const text = renderSummary(drawn, { width: 200, colour: false, unicode: true })
        for (const line of text.split('\n')) {
          const [, drawnLine] = SPARKLINE.exec(line) ?? []
          if (drawnLine !== undefined) expect([...drawnLine].length).toBeLessThanOrEqual(25)
        }
      }),
    )
  })
})
