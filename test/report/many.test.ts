import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type SummaryInput, renderSummary } from '../../src/report/terminal/summary.ts'
import {
  GBPS,
  WIDE,
  connection,
  flow,
  interlink,
  objective,
  port,
  summaryInput,
} from './factory.ts'
import { thousands } from './scenes.ts'

const ports = [port('paris-1', 'toCustomer', 0.2), port('paris-1', 'toCloud', 0.1)]

/** Flows to the cloud, of which some lose frames: more than the objective on some of them allows. */
const flowsOf = (losses: readonly number[], isJudged: (index: number) => boolean): SummaryInput => {
  const ids = losses.map((_, index) => `link-${index}`)
  return summaryInput({
    interlinks: ids.map(id => interlink(id, GBPS)),
    flows: ids.map((id, index) =>
      flow(id, 'toCloud', GBPS, { drops: { policed: losses[index]! } }),
    ),
    ports,
    objectives: ids.filter((_, index) => isJudged(index)).map(id => objective(id, 'loss', 0.001)),
  })
}

const total = (text: string, pattern: RegExp): number =>
  [...text.matchAll(pattern)].reduce(
    (sum, [, count]) => sum + Number(count!.replaceAll(',', '')),
    0,
  )

describe('a table of many flows', () => {
  const losses = fc.array(fc.constantFrom(0, 50, 200, 200), {
    minLength: 1,
    maxLength: 300,
    size: 'max',
  })
  const fewLosses = fc.array(fc.constantFrom(0, 0, 0, 0, 0, 50, 200), {
    minLength: 1,
    maxLength: 200,
    size: 'max',
  })

  it('lists or counts every flow, and every one that missed as missed', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(losses, fc.integer({ min: 1, max: 3 }), (drops, step) => {
        const isJudged = (index: number): boolean => index % step === 0
        const text = renderSummary(flowsOf(drops, isJudged), WIDE).split('\n objective ')[0]!
        const missed = drops.filter((frames, index) => frames > 100 && isJudged(index)).length
        const listed = text.match(/^ . link-\d+ /gm)!.length
        expect(listed + total(text, /^ . ([\d,]+) more /gm)).toBe(drops.length)
        const marked = text.match(/^ ✗ link-\d+ /gm)?.length ?? 0
        expect(marked + total(text, /^ ✗ ([\d,]+) more missed/gm)).toBe(missed)
        expect(text).toMatch(/^   port /m)
      }),
    )
  })

  it(
    'leaves out flows without trouble before it leaves out one that missed or lost frames',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(fewLosses, drops => {
          fc.pre(drops.filter(frames => frames > 0).length <= 64)
          const text = renderSummary(
            flowsOf(drops, () => true),
            WIDE,
          )
          for (const [index, frames] of drops.entries()) {
            if (frames > 0) expect(text).toMatch(new RegExp(`^ . link-${index} `, 'm'))
          }
        }),
      )
    },
  )

  it('lists all of a few', () => {
    const text = renderSummary(
      flowsOf(Array(24).fill(0), () => true),
      WIDE,
    )
    expect(text.match(/^ {3}link-\d+ /gm)).toHaveLength(24)
    expect(text).not.toContain('--format json has every flow')
  })

  it('says what is known of those that it leaves out', () => {
    const judged = renderSummary(
      flowsOf(Array(64).fill(0), () => true),
      WIDE,
    )
    expect(judged).toContain(
      '\n … 52 more within their objectives: at most 50.2 % used, p99 4.11 µs',
    )
    const free = renderSummary(
      flowsOf(Array(64).fill(0), () => false),
      WIDE,
    )
    expect(free).toContain('\n … 52 more without loss: at most 50.2 % used, p99 4.11 µs')
    const lossy = renderSummary(
      flowsOf(Array(100).fill(50), () => false),
      WIDE,
    )
    expect(lossy).toContain(
      '\n ! 36 more lost frames: at most 50.2 % used, 0.05 % lost, p99 4.11 µs',
    )
  })

  it('lists the flow whose delays are drawn', () => {
    const ids = Array.from({ length: 64 }, (_, index) => `link-${index}`)
    const text = renderSummary(
      summaryInput({
        interlinks: ids.map(id => interlink(id, GBPS)),
        flows: ids.map((id, index) =>
          flow(id, 'toCloud', GBPS, {
            offeredRate: (0.9 - index / 100) * GBPS,
            p99: index === 50 ? 0.001 : 0.0001,
          }),
        ),
        ports,
      }),
      WIDE,
    )
    expect(text).toContain('\n delay of link-50 to cloud')
    expect(text).toMatch(/^ {3}link-50 /m)
  })
})

describe('a summary of as many InterLinks as there can be', () => {
  const own = Array.from({ length: 4094 }, (_, index) =>
    objective(`vlan-${index + 1}`, 'throughput', 1000 + index, { side: 'above' }),
  )
  const inputs: Readonly<Record<string, SummaryInput>> = {
    'all is well': thousands(() => ({})),
    'all miss': thousands(() => ({ drops: { shaperQueueFull: 900 } })),
    'all lose, unjudged': thousands(() => ({ drops: { shaperQueueFull: 900 } }), []),
    'each has a limit of its own': thousands(() => ({}), own),
    'each misses a limit of its own': thousands(() => ({ throughput: 0 }), own),
    'each has a warning': {
      ...thousands(() => ({})),
      warnings: own.map((_, index) => `x.yaml:${index}:1: interlinks.vlan-${index}: a warning`),
    },
  }

  it.each(Object.keys(inputs))(
    'has a bounded number of lines where %s',
    { timeout: 60_000 },
    name => {
      for (const [width, lines] of [
        [50, 400],
        [80, 180],
        [200, 140],
      ] as const) {
        const text = renderSummary(inputs[name]!, { ...WIDE, width })
        expect(text.split('\n').length, `${width} columns`).toBeLessThanOrEqual(lines)
      }
    },
  )

  it('says how many warnings it leaves out, and what lists them', () => {
    expect(renderSummary(inputs['each has a warning']!, WIDE)).toContain(
      '\n! 4,084 more warnings; interlink-sim validate scenarios/hybrid-paris.yaml lists every one\n',
    )
  })
})

describe('a table of many objectives', () => {
  const input = summaryInput({
    connections: [connection('paris-1')],
    interlinks: Array.from({ length: 40 }, (_, index) => interlink(`link-${index}`, GBPS)),
    flows: Array.from({ length: 40 }, (_, index) =>
      flow(`link-${index}`, 'toCloud', GBPS, { p99: 0.01 + index / 1e4 }),
    ),
    ports: [port('paris-1', 'toCustomer', 0.2), port('paris-1', 'toCloud', 0.9)],
    objectives: [objective('*', 'delay.p99', 0.001), objective('port paris-1', 'utilisation', 0.8)],
  })
  const text = renderSummary(input, WIDE)

  it('says once where neighbours stand in the file, where that needs a line of its own', () => {
    const folder = 'scenarios-of-the-customer-in-paris'
    const narrow = renderSummary({ ...input, file: `${folder}/paris.yaml` }, { ...WIDE, width: 80 })
    const places = narrow.match(/^ {5}\S+:\d+:\d+$/gm)
    expect(places).toEqual(['58', '60'].map(line => `     ${folder}/paris.yaml:${line}:5`))
  })

  it('has the worst of each metric on a line of its own, and counts the rest', () => {
    expect(text).toMatch(/^ ✗ link-39 to cloud +delay p99 /m)
    expect(text).toMatch(/^ ✗ paris-1 to cloud +utilisation /m)
    expect(text).toMatch(/^ ✗ 21 more +delay p99 +1 ms .* worst: 12 × the limit$/m)
    expect(text).toContain('\n   --quiet lists every missed objective\n')
  })
})
