import { describe, expect, it } from 'vitest'
import type { Objective } from '../../src/model/objective.ts'
import { renderQuietAvailability } from '../../src/report/availability/quiet.ts'
import type { AvailabilitySummaryInput } from '../../src/report/terminal/availability/input.ts'
import { renderAvailability } from '../../src/report/terminal/availability/summary.ts'
import { displayWidth } from '../../src/report/terminal/text.ts'
import type { AvailabilityQuestion } from '../../src/study/availability/question.ts'
import { connection, interlink } from '../sim/support/worlds.ts'
import { type OutageWorld, PAIR, answer, fault, faulty, hours } from '../study/outages.ts'
import { WIDE } from './factory.ts'
import { expectGolden } from './golden.ts'

const faultsOf = (at: string) => [
  fault('cut', { segment: 'mmr' }, 26_280, hours(6, 24), at),
  fault('blackhole', { segment: 'mmr' }, 87_600, hours(2, 8), at),
  fault('portDown', 'provider', 17_520, hours(1, 4), at),
  fault('opticFail', 'customer', 87_600, hours(12, 48), at),
]

const above = (limit: number, id = '*'): Objective => ({
  subject: { kind: 'interlink', interlink: id, metric: 'availability' },
  direction: null,
  side: 'above',
  limit,
})

const input = async (
  world: OutageWorld,
  change: Partial<AvailabilityQuestion> = {},
): Promise<AvailabilitySummaryInput> => ({
  scenario: faulty(world),
  document: await answer(world, change),
  locate: path => (path[0] === 'objectives' ? { line: 58, column: 5 } : { line: 40, column: 3 }),
  file: 'five-nines.yaml',
  options: [],
  version: '0.1.0',
  warnings: [],
})

const single = { faults: faultsOf('c') }
const pair = { ...PAIR, faults: [...faultsOf('a'), ...faultsOf('b')] }
const missed = () => input({ ...single, objectives: [above(0.9999)] }, { replications: 1_000 })

const SCENES: Readonly<Record<string, () => Promise<AvailabilitySummaryInput>>> = {
  missed,
  met: () => input({ ...pair, objectives: [above(0.99)] }),
  undecided: () => input({ ...pair, objectives: [above(0.9992), above(0.9)] }),
  'missed-alone': () => input({ ...pair, objectives: [above(0.9999)] }),
  'not-asked': () => input(pair, { replications: 1_000 }),
  flawless: () => input({ faults: [] }),
  'never-down': () => input({ faults: [fault('portDown', 'provider', 1e9, hours(1))] }),
  once: () => input(single, { replications: 1 }),
  'one-family': () =>
    input({
      faults: faultsOf('c'),
      interlinks: [
        interlink({ routing: { ipv4: { in: [], out: [] }, ipv6: null } }),
        interlink({ id: 'k', vlan: 2, propagation: false }),
      ],
      objectives: [above(0.5, 'k')],
    }),
}

describe('the summary of availability', () => {
  it.each(Object.keys(SCENES))('reads as drawn: %s', async name => {
    const text = renderAvailability(await SCENES[name]!(), WIDE)
    expectGolden(`availability-${name}`, text)
    expect(text).not.toMatch(/NaN|undefined|null/)
    for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(100)
  })

  it.each([80, 59, 40])('fits %i columns', async width => {
    const text = renderAvailability(await missed(), { ...WIDE, width })
    expectGolden(`availability-missed-${width}`, text)
    for (const line of text.split('\n')) {
      if (!/interlink-sim|five-nines/.test(line))
        expect(displayWidth(line), line).toBeLessThanOrEqual(width)
    }
  })

  it('is plain ASCII where the terminal is not UTF-8', async () => {
    const text = renderAvailability(await missed(), { ...WIDE, unicode: false })
    expect(text).toMatch(/^[\n -~]*$/)
    expect(text).not.toContain('?')
    expectGolden('availability-missed-ascii', text)
  })

  it('colours symbols and leaves numbers alone', async () => {
    expectGolden(
      'availability-missed-colour',
      renderAvailability(await missed(), { ...WIDE, colour: true }),
    )
  })

  it('has a bounded number of rows, the worst of all', async () => {
    const ids = Array.from({ length: 40 }, (_, i) => `c${i}`)
    const text = renderAvailability(
      await input(
        {
          connections: ids.map(id => connection({ id })),
          interlinks: ids.map(id =>
            interlink({ id: `l-${id}`, connection: id, attachment: { kind: 'detached' } }),
          ),
          faults: [],
        },
        { replications: 2, years: 1 },
      ),
      WIDE,
    )
    expect(text).toMatch(/^– Of 40 InterLinks the worst: l-c0 is up 0 % of the time: /)
    expect(text.match(/^ {1,3}l-c\d+ /gm)).toHaveLength(16)
    expect(text).toContain('\n 24 more fare no worse; --format json tells of all\n')
  })

  it('never rounds a share to 100 %, nor across a limit', async () => {
    const text = renderAvailability(
      await input({ ...pair, objectives: [above(0.9992, 'x')] }, { replications: 300 }),
      WIDE,
    )
    const [, shown] = /x is up (\S+) %/.exec(text.replaceAll('\u00a0', ' '))!
    const { objectives } = await answer(
      { ...pair, objectives: [above(0.9992, 'x')] },
      { replications: 300 },
    )
    expect(Number(shown) > 99.92).toBe(objectives[0]!.value > 0.9992)
    expect(text).not.toMatch(/ v +ipv4\+ipv6 +100 /)
  })

  it('shows control characters of names spelled out', async () => {
    const given = { ...(await missed()), file: 'a\u001b[31m.yaml' }
    expect(renderAvailability(given, WIDE)).toContain(String.raw`a\x1b[31m.yaml`)
  })
})

describe('quiet', () => {
  it('is one line for each objective that is missed or undecided', async () => {
    const { scenario, document, locate } = await input({
      ...pair,
      objectives: [above(0.9), above(0.9999, 'x'), above(0.9992, 'y')],
    })
    const lines = renderQuietAvailability(scenario, document, locate, 'f.yaml').split('\n')
    expect(lines).toEqual([
      expect.stringMatching(/^missed x ipv4 availability 0\.999\d+ limit 0\.9999 f\.yaml:58:5$/),
      expect.stringMatching(/^missed x ipv6 availability 0\.999\d+ limit 0\.9999 f\.yaml:58:5$/),
      expect.stringMatching(/^undecided y ipv4 availability 0\.999\d+ limit 0\.9992 f\.yaml:58:5$/),
      expect.stringMatching(/^undecided y ipv6 availability 0\.999\d+ limit 0\.9992 f\.yaml:58:5$/),
      '',
    ])
  })
})
