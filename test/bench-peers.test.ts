import { expect, test } from 'vitest'
import { LIMITS, inWords, judge } from '../bench/guard/limits.ts'
import { rowsOf as measureRows, tableOf } from '../bench/measures/rows.ts'
import { type Ready, compare, rowsOf, strangers } from '../bench/peers/compare.ts'
import type { Outcome, Program } from '../bench/peers/program.ts'
import { PROGRAMS, engineRunner } from '../bench/peers/programs.ts'
import { W1, W2 } from '../bench/peers/workload.ts'
import { draw } from '../bench/scaling/chart.ts'
import { reportOf } from '../bench/scaling/report.ts'
import { FULL, sectionsOf } from '../bench/scaling/sections.ts'
import type { Program as Words } from '../bench/shared/engine.ts'
import { measureCases } from '../bench/shared/runs.ts'
import { ratios } from '../bench/shared/statistics.ts'
import { textTable } from '../bench/shared/table.ts'
import { W1_WORLD, W2_WORLD, durationFor, scenarioText } from '../bench/shared/world.ts'
import { parseScenario } from '../src/scenario/load.ts'

/** The command from its source: `dist` may be older. */
const SOURCE: Words = ['--import', import.meta.resolve('tsx'), 'src/cli/main.ts']

/** Costs that follow each other, one a call. */
const pretending = (costs: readonly number[], meanDelay: number | null = 50) => {
  let calls = 0
  return (_: unknown, operations: number): Outcome => ({
    operations,
    nanoseconds: costs[calls++ % costs.length]!,
    meanDelay,
  })
}

const program = (name: string, plays: Program['plays']): Program => ({
  name,
  title: name,
  plays,
  share: 1,
  prepare: () => ({ kind: 'missing', what: name, packages: [name] }),
})

// Those of ns-3 and DPDK take long to compile, or have much to install.
const quick = PROGRAMS.filter(({ name }) => /^(c|c-bucket-.*|simpy|bucket|limiter)$/.test(name))

test.each(quick.map(entry => [entry.title, entry] as const))(
  '%s does its work, or says which package it needs',
  (_, { prepare, plays }) => {
    const prepared = prepare()
    if (prepared.kind === 'missing') {
      expect(prepared.packages).not.toEqual([])
      return
    }
    expect(prepared.kind).toBe('ready')
    if (prepared.kind !== 'ready') return
    const outcomes =
      plays === 'bucket'
        ? [prepared.run('bucket', 20_000)]
        : [prepared.run(W1, 20_000), prepared.run(W2, 20_000)]
    for (const { operations, nanoseconds } of outcomes) {
      expect(operations).toBeGreaterThan(15_000)
      expect(nanoseconds).toBeGreaterThan(0)
    }
    if (plays === 'workloads') {
      expect(outcomes[0]!.meanDelay).toBeCloseTo(52.3, 0)
      expect(outcomes[1]!.meanDelay).toBeCloseTo(50.7, 0)
    }
  },
)

test('the engine is measured as a command, with the mean delay of the others', () => {
  const { operations, nanoseconds, wholeNanoseconds, meanDelay } = engineRunner('batch', SOURCE)(
    W2,
    20_000,
  )
  expect(operations).toBeGreaterThan(18_000)
  expect(wholeNanoseconds).toBeGreaterThan(nanoseconds)
  expect(meanDelay).toBeCloseTo(50.7, 0)
})

test('ratios are of the same round', () => {
  expect(ratios([10, 20, 40], [5, 10, 10])).toEqual({ median: 2, min: 2, max: 4 })
})

test('programs are compared task by task, round by round', () => {
  const ready: Ready[] = [
    { program: program('engine', 'workloads'), run: pretending([10]) },
    { program: program('slow', 'workloads'), run: pretending([30, 20]) },
    { program: program('bucket', 'bucket'), run: pretending([7], null) },
  ]
  const told: string[] = []
  const { comparisons } = compare(ready, ['engine', 'bucket'], 2, 1000, what => told.push(what))
  expect(told).toHaveLength(10)
  expect(comparisons.map(({ title, task }) => `${title}, ${task}`)).toEqual([
    'engine, W1',
    'slow, W1',
    'engine, W2',
    'slow, W2',
    'bucket, token bucket',
  ])
  expect(comparisons[1]!.engineTimes).toMatchObject({ min: 2, max: 3 })
  expect(strangers(comparisons)).toEqual([])
  expect(textTable(rowsOf(comparisons))).toContain('engine is × as fast')
})

test('a program that does other work is named', () => {
  const ready: Ready[] = [
    { program: program('one', 'workloads'), run: pretending([1], 50) },
    { program: program('other', 'workloads'), run: pretending([1], 50.2) },
    { program: program('odd', 'workloads'), run: pretending([1], 51) },
  ]
  expect(strangers(compare(ready, ['one'], 1, 1000, () => {}).comparisons)).toEqual([
    expect.stringMatching(/^odd on W1 has a mean delay of 51.000 µs, the others 50.200 µs/),
    expect.stringMatching(/^odd on W2/),
  ])
})

test('a program that fails is told of, and the others go on', () => {
  const run = pretending([1])
  let calls = 0
  const ready: Ready[] = [
    { program: program('sound', 'workloads'), run },
    {
      program: program('frail', 'workloads'),
      run: (task, operations) => {
        if (++calls > 3) throw new Error('out of memory')
        return run(task, operations)
      },
    },
  ]
  const { comparisons, failed } = compare(ready, ['sound'], 3, 1000, () => {})
  expect(failed).toEqual(['frail failed: out of memory'])
  expect(comparisons.map(({ title }) => title)).toEqual(['sound', 'sound'])
})

test('the guard fails a kernel that is too slow in most rounds, and says by how much', () => {
  const [limit] = LIMITS
  const verdictOf = (costs: readonly number[]) =>
    judge({ plainC: pretending([10]), engine: () => pretending(costs) }, [limit!], 3)[0]!
  const { most } = limit!
  expect(verdictOf([10 * most, 50 * most, 9 * most]).held).toBe(true)
  const slow = verdictOf([20 * most, 5 * most, 20 * most])
  expect(slow.held).toBe(false)
  expect(inWords(slow)).toContain(`2.00 times the limit of ${most}`)
})

const cases = [
  ...sectionsOf(FULL).flatMap(({ points }) => points.map(({ item }) => item)),
  ...measureRows(30_000_000, 80).map(({ item }) => item),
]

test('every scenario that is measured is sound', () => {
  for (const { label, world, packets } of cases) {
    const parsed = parseScenario(scenarioText(world, durationFor(world, packets)), label)
    expect(parsed.ok ? [] : parsed.faults, label).toEqual([])
  }
})

test.each([
  ['w1.yaml', W1_WORLD],
  ['w2.yaml', W2_WORLD],
])('%s is what is generated under its name', async (file, world) => {
  const { readFileSync } = await import('node:fs')
  const text = readFileSync(new URL(`../bench/${file}`, import.meta.url), 'utf8')
  const [written, generated] = [text, scenarioText(world, 10 ** 12)].map(each => {
    const parsed = parseScenario(each, file)
    if (!parsed.ok) throw new Error(`${file} is refused`)
    const { traffic, world } = parsed.loaded.scenario
    const links = world.interlinks.map(({ bandwidth, burst, queue, enforce, countAs }) => ({
      ...{ bandwidth, burst, queue, countAs },
      toCustomer: enforce.toCustomer,
    }))
    return { links, sources: traffic.map(({ source, direction }) => ({ source, direction })) }
  })
  expect(generated).toEqual(written)
})

test('scaling and measures come out as tables and pictures', async () => {
  const [section] = sectionsOf({
    packets: 2000,
    seconds: [0.002],
    interlinks: [1, 8],
  })
  const setting = {
    rounds: 1,
    plainC: { run: pretending([15]), packets: 1000 },
    program: SOURCE,
  }
  const measured = measureCases(
    section!.points.map(({ item }) => item),
    setting,
  )
  for (const { ratio, nanoseconds, memory } of measured.measures) {
    expect(ratio!.median).toBeCloseTo(nanoseconds.median / 15)
    expect(memory).toBeGreaterThan(20e6)
  }
  const svg = await draw(section!, measured)
  for (const text of ['times plain C on W2', 'InterLinks', 'plain C took 15 ns', 'MB']) {
    expect(svg).toContain(text)
  }
  const report = reportOf([{ section: section!, measured }], ['a machine'])
  expect(report).toContain('](interlinks.svg)')
  expect(report).toContain('| 8 | ')
  const rows = measureRows(2000, 0.002).slice(0, 2)
  const table = tableOf(rows, measured)
  expect(table).toMatch(/\| W2: .* MB \|/)
  expect(table).toContain('| plain C, W2 | 66.7 | 15 | 1 |')
})
