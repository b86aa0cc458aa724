import { describe, expect, it } from 'vitest'
import { DAY_MS, unixMs } from '../../src/calendar.ts'
import type { Connection } from '../../src/model/world.ts'
import { renderLetters } from '../../src/report/terminal/provision/letter.ts'
import {
  type ProvisionSummaryInput,
  renderProvision,
} from '../../src/report/terminal/provision/summary.ts'
import type { ProvisionQuestion } from '../../src/study/provision-question.ts'
import { displayWidth } from '../../src/report/terminal/text.ts'
import { ms, nanoDbm } from '../../src/units.ts'
import { cable } from '../model/physical.ts'
import { answer, at, connection, lead, order, scenario } from '../study/order.ts'
import { WIDE } from './factory.ts'
import { expectGolden } from './golden.ts'

const input = async (
  connections: readonly Connection[],
  change: Partial<ProvisionQuestion> = {},
  options: readonly string[] = change.needBy === undefined ? [] : ['--need-by', '2026-02-09'],
): Promise<ProvisionSummaryInput> => ({
  scenario: scenario(connections),
  document: await answer(connections, change),
  locate: path => (path.length === 2 ? { line: 12, column: 3 } : { line: 18, column: 16 }),
  file: 'hybrid-paris.yaml',
  options,
  version: '0.1.0',
  warnings: [],
})

const needBy = at('2026-02-10')
const late = (): Promise<ProvisionSummaryInput> =>
  input([connection({ provisioning: order({ patch: lead(7, 16) }) })], { needBy })

const LETTER = { room: 'MMR-2', cabinet: 'B07', panel: 'P3', port: '14', media: 'SMF LC/UPC' }
const SCENES: Readonly<Record<string, () => Promise<ProvisionSummaryInput>>> = {
  late,
  ready: () =>
    input([connection({ provisioning: order({ patch: lead(7, 9), turnUp: lead(1) }) })], {
      needBy,
    }),
  'same-day': () =>
    input(
      [connection({ provisioning: order({ loa: lead(9), patch: lead(20), turnUp: lead(0) }) })],
      { needBy },
    ),
  'not-asked': () => input([connection({ price: null })]),
  'too-late-for-anything': () =>
    input([connection({ provisioning: order({ loa: lead(3000), patch: lead(60) }) })], {
      needBy: at('2026-02-09T12:30:00Z'),
      confidence: 0.999,
    }),
  'often-expired': () =>
    input(
      [
        connection({
          provisioning: order({ patchedBy: 'carrier', loaValidity: ms(7 * DAY_MS) }),
          price: { perMonth: '1234.5', currency: 'CHF' },
        }),
      ],
      { needBy: at('2026-06-01') },
    ),
  dark: () => input([connection({ crossConnect: cable(25_000_000, 122_500_000) })], { needBy }),
  errored: () =>
    input(
      [
        connection({ crossConnect: cable(16_000_000, 78_400_000), lightPath: 'stated' }),
        connection({ id: 'ams-1' }),
      ],
      { needBy: at('2026-04-01') },
    ),
  unlike: () =>
    input(
      [
        connection({
          crossConnect: cable(1_000_000, 4_900_000),
          lightPath: 'stated',
          optics: { customer: { tx: nanoDbm(1_500_000_000) }, provider: { tx: nanoDbm(-15e9) } },
        }),
      ],
      { needBy },
    ),
  hours: () =>
    input(
      [
        connection({
          provisioning: order({
            loa: lead(0.1, 0.2),
            patch: lead(0.25, 0.5),
            turnUp: lead(1 / 24),
          }),
        }),
      ],
      { needBy: at('2026-01-13T12:00:00Z') },
    ),
  certain: () =>
    input(
      [connection({ provisioning: order({ loa: lead(5), patch: lead(7), turnUp: lead(0) }) })],
      { needBy },
    ),
  years: () =>
    input(
      [connection({ provisioning: order({ loa: lead(200, 700), loaValidity: ms(365 * DAY_MS) }) })],
      { needBy: at('2028-01-01') },
    ),
  several: () =>
    input(
      [
        connection({ provisioning: order({ patch: lead(7, 8) }), loa: LETTER }),
        connection({ id: 'ams-1', provisioning: order({ patchedBy: 'carrier' }), price: null }),
        connection({ id: 'waw-1', provisioning: null }),
      ],
      { needBy: at('2026-02-01') },
    ),
  'several-ready': () =>
    input([connection(), connection({ id: 'ams-1', provisioning: order({ patch: lead(7, 8) }) })], {
      needBy: at('2026-04-01'),
    }),
  'several-not-asked': () =>
    input([connection(), connection({ id: 'ams-1', provisioning: order({ patch: lead(8) }) })]),
}

describe('the summary of orders', () => {
  it.each(Object.keys(SCENES))('reads as drawn: %s', async name => {
    const text = renderProvision(await SCENES[name]!(), WIDE)
    expectGolden(`provision-${name}`, text)
    for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(100)
  })

  it.each([80, 59, 40])('fits %i columns', async width => {
    const text = renderProvision(await late(), { ...WIDE, width })
    expectGolden(`provision-late-${width}`, text)
    const copied = /interlink-sim|^ {7}hybrid/
    for (const line of text.split('\n')) {
      // A word wider than the terminal stands alone.
      if (!copied.test(line) && line.trim().includes(' '))
        expect(displayWidth(line), line).toBeLessThanOrEqual(width)
    }
  })

  it('is plain ASCII where the terminal is not UTF-8', async () => {
    const text = renderProvision(await late(), { ...WIDE, unicode: false })
    expect(text).toMatch(/^[\n -~]*$/)
    expect(text).not.toContain('?')
    expectGolden('provision-late-ascii', text)
  })

  it('colours symbols and leaves numbers alone', async () => {
    expectGolden('provision-late-colour', renderProvision(await late(), { ...WIDE, colour: true }))
  })

  it('has a bounded number of tables, those that miss first', async () => {
    const connections = Array.from({ length: 30 }, (_, i) =>
      connection({ id: `c-${i}`, provisioning: order({ patch: lead(i < 29 ? 7 : 40) }) }),
    )
    const text = renderProvision(await input(connections, { needBy, replications: 200 }), WIDE)
    expect(text).toMatch(/^✗ 1 of 30 connections is not ready: c-29 is ready by /)
    expect(text.match(/LOA issued/g)).toHaveLength(12)
    expect(text).toContain('\nc-29: 10 Gbps port at th2 (Paris)')
    expect(text).toContain('\n 18 more connections; --format json tells of all\n')
  })

  it('never rounds a probability to the other side of the confidence', async () => {
    for (let hour = 0; hour < 72; hour++) {
      const { document } = await input([connection()], {
        needBy: unixMs(at('2026-02-08') + hour * 3_600_000),
      })
      const text = renderProvision({ ...(await late()), document }, WIDE)
      const [, shown] = /with (\S+) %/.exec(text.replaceAll('\u00a0', ' '))!
      expect(Number(shown) >= 95).toBe(document.connections[0]!.ready)
      expect(text.startsWith('✓')).toBe(document.connections[0]!.ready)
    }
  })

  it('says how much is billed by then, and how surely', async () => {
    const billedBy = async (day: string): Promise<string | undefined> => {
      const text = renderProvision(await input([connection()], { needBy: at(day) }), WIDE)
      return /billed by [^:]*: (.*)/.exec(text)?.[1]
    }
    expect(await billedBy('2026-01-14')).toBe('nothing in 9 of 10 cases')
    expect(await billedBy('2026-01-25')).toMatch(
      /^nothing in half of the cases, at most [\d.]+ EUR in 9 of 10$/,
    )
    expect(await billedBy('2026-02-10')).toMatch(
      /^at most [\d.]+ EUR in half of the cases, [\d.]+ EUR in 9 of 10$/,
    )
  })

  it('shows control characters of names spelled out', async () => {
    const given = { ...(await late()), file: 'a\u001b[31m.yaml' }
    expect(renderProvision(given, WIDE)).toContain(String.raw`a\x1b[31m.yaml`)
  })
})

describe('the letter of authorization', () => {
  it('is the text for whoever patches, of each connection that is ordered', async () => {
    const { scenario, document } = await SCENES['several']!()
    expectGolden('provision-letters', renderLetters(scenario, document, WIDE))
  })

  it('fits a narrow page', async () => {
    const { scenario, document } = await SCENES['late']!()
    const text = renderLetters(scenario, document, { ...WIDE, width: 50, unicode: false })
    expect(text).toMatch(/^[\n -~]*$/)
    for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(50)
  })
})
