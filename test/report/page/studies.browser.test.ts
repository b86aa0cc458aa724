import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type Page, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../../accessible.ts'
import { comparePageOf } from '../../../src/report/page/studies/compare.ts'
import { forecastPageOf } from '../../../src/report/page/studies/forecast.ts'
import { planPageOf } from '../../../src/report/page/studies/plan.ts'
import type { Outcome } from '../../../src/study/sweep/outcome.ts'
import {
  NASTY,
  compareDocument,
  difference,
  forecastDocument,
  planDocument,
  played,
  sweepOf,
  varied,
} from './documents.ts'

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
const NOTE = BROWSER === undefined ? ' (skipped: the Debian package chromium is missing)' : ''

const outcomeAt = (index: number): Outcome =>
  index % 7 === 0
    ? { kind: 'refused', error: `bandwidth: ${NASTY.slice(0, 200)}` }
    : played(index % 3 === 0 ? 0 : 0.001 * (index % 50))

/** Pages by name, and how many charts each draws. */
const PAGES: Readonly<Record<string, readonly [page: () => string, charts: number]>> = {
  plan: [() => planPageOf(planDocument(), '0'), 2],
  compare: [() => comparePageOf(compareDocument(), '0'), 2],
  forecast: [() => forecastPageOf(forecastDocument(), '0'), 2],
  line: [() => sweepOf([varied('a.burst', 'MB', 6)], outcomeAt).page, 5],
  map: [
    () => sweepOf([varied('a.burst', 'MB', 6), varied('a.bandwidth', 'Gbps', 4)], outcomeAt).page,
    1,
  ],
  maps: [
    () =>
      sweepOf(
        [
          varied('a.burst', 'MB', 5),
          varied('a.bandwidth', 'Gbps', 4),
          varied('b.rate', 'Gbps', 3),
          varied('c.queue', 'MB', 2),
        ],
        outcomeAt,
      ).page,
    3,
  ],
  named: [
    () =>
      planPageOf(
        planDocument({
          scenario: { name: NASTY, sha256: NASTY, text: NASTY },
          interlink: NASTY,
          connection: NASTY,
        }),
        '0',
      ),
    2,
  ],
  'named-compare': [
    () =>
      comparePageOf(
        compareDocument({
          differences: [difference({ interlink: NASTY })],
          onlyIn: { a: [{ interlink: NASTY, direction: 'toCloud' }], b: [] },
        }),
        '0',
      ),
    1,
  ],
  'named-sweep': [
    () =>
      sweepOf(
        [
          { path: NASTY, values: [NASTY, 'b'] },
          { path: `${NASTY}2`, values: ['c', NASTY] },
        ],
        () => played(0.1),
        { name: NASTY },
      ).page,
    1,
  ],
}

describe.skipIf(BROWSER === undefined)(`pages of studies in Chromium${NOTE}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'studies-'))
  let browser: Browser
  const open = async (
    name: string,
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<{ readonly page: Page; readonly misdeeds: readonly string[] }> => {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
      reducedMotion: 'reduce',
      ...options,
    })
    const misdeeds: string[] = []
    page.on('console', message => misdeeds.push(message.text()))
    page.on('pageerror', error => misdeeds.push(error.message))
    page.on('dialog', dialog => {
      misdeeds.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', request => {
      const url = request.url()
      if (
        !url.startsWith('data:') &&
        !url.startsWith('blob:') &&
        url !== `file://${join(folder, `${name}.html`)}`
      )
        misdeeds.push(url)
    })
    await page.goto(`file://${join(folder, `${name}.html`)}`)
    if (options.javaScriptEnabled !== false) {
      await page.waitForFunction("document.documentElement.dataset.drawn === 'yes'")
    }
    return { page, misdeeds }
  }
  /** How many colours the picture of each chart has: a blank one has one. */
  const colours = (page: Page): Promise<readonly number[]> =>
    page.evaluate(`[...document.querySelectorAll('.chart canvas')].map(canvas => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
      const seen = new Set()
      for (let i = 0; i < data.length; i += 4) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2])
      return seen.size
    })`)
  const picture = async (page: Page, id: string): Promise<string> =>
    (await page.locator(`#${id}`).screenshot()).toString('base64')
  const beyond = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  const saved = async (page: Page, selector: string): Promise<string> => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(selector)])
    const path = join(folder, 'saved')
    await download.saveAs(path)
    return readFileSync(path, 'utf8')
  }

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER!, args: ['--no-sandbox'] })
    for (const [name, [page]] of Object.entries(PAGES))
      writeFileSync(join(folder, `${name}.html`), page())
    const { page } = sweepOf(
      [varied('a.rate', 'Gbps', 100), varied('b.rate', 'Gbps', 100)],
      outcomeAt,
    )
    writeFileSync(join(folder, 'many.html'), page)
  })
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })

  it.each(Object.keys(PAGES))(
    'draws every chart of %s without a word on the console and without a request, at 360 px, too',
    async name => {
      const { page, misdeeds } = await open(name)
      const found = await colours(page)
      expect(found).toHaveLength(PAGES[name]![1])
      expect(Math.min(...found)).toBeGreaterThan(5)
      expect(await beyond(page)).toBeLessThanOrEqual(0)
      await page.setViewportSize({ width: 360, height: 800 })
      await page.waitForTimeout(50)
      expect(await beyond(page)).toBeLessThanOrEqual(0)
      expect(misdeeds).toEqual([])
      await page.close()
    },
  )

  it('draws only values next to the answer, and all where that is picked', async () => {
    const many = planDocument()
    const far = { ...many.candidates[0]!, value: 8e9 }
    writeFileSync(
      join(folder, 'far.html'),
      planPageOf({ ...many, candidates: [...many.candidates, far] }, '0'),
    )
    const { page } = await open('far')
    const near = await picture(page, 'chart-0')
    await page.selectOption('#values', 'all')
    await page.mouse.move(0, 0)
    expect(await picture(page, 'chart-0')).not.toBe(near)
    await page.close()
  })

  it('tells exact figures with their units under the pointer', async () => {
    const { page } = await open('map')
    const box = (await page.locator('#chart-0').boundingBox())!
    await page.locator('#chart-0').hover({ position: { x: box.width * 0.3, y: box.height * 0.3 } })
    await page.waitForSelector('#chart-0 .tip')
    expect(await page.locator('#chart-0 .tip').textContent()).toMatch(
      /bandwidth \dGbps.*all objectives(✓ met|✗ missed).*worst loss[\d.]+ %.*worst p99[\d.]+ µs/u,
    )
    await page.close()
  })

  it('shows the figure and the value that are picked, by keyboard, too', async () => {
    const { page } = await open('maps')
    const before = await picture(page, 'chart-0')
    await page.focus('#figure')
    await page.keyboard.press('ArrowDown')
    await page.mouse.move(0, 0)
    const loss = await picture(page, 'chart-0')
    expect(loss).not.toBe(before)
    await page.selectOption('#axis-3', '1')
    expect(await picture(page, 'chart-0')).not.toBe(loss)
    await page.close()
  })

  it('sorts and saves tables, rows, documents and scenarios', async () => {
    const { page } = await open('forecast')
    const firstRow = (id: string): Promise<string | null> =>
      page.locator(`#${id} tbody tr`).first().textContent()
    await page.click('#dates [data-key="fails_on"] button')
    expect(await firstRow('dates')).toContain('port of paris-1')
    await page.click('#dates [data-key="fails_on"] button')
    expect(await firstRow('dates')).toContain('15\u00a0Mar\u00a02027')
    expect(await saved(page, '[data-csv="dates"]')).toContain('2027-03-15,2026-12-01')
    expect(JSON.parse(await saved(page, '[data-save="result"]'))).toEqual(forecastDocument())
    expect(await saved(page, '[data-save="scenario"]')).toBe(forecastDocument().scenario.text)
    await page.close()
    const { page: compared } = await open('compare')
    expect(await saved(compared, '[data-save="b.scenario"]')).toBe(
      compareDocument().b.scenario.text,
    )
    await compared.close()
    const { page: swept } = await open('map')
    const rows = (await saved(swept, '[data-rows]')).split('\r\n')
    expect(rows).toHaveLength(1 + 24 + 1)
    expect(rows[0]).toMatch(
      /^combination,a\.burst,a\.bandwidth,standing,objectives_met,objectives,worst_loss,/u,
    )
    expect(rows[2]).toMatch(/^1,1MB,2Gbps,missed,0,1,0\.001,/u)
    await swept.close()
  })

  it('is readable without scripts down to its tables', async () => {
    for (const name of ['plan', 'map']) {
      const { page } = await open(name, { javaScriptEnabled: false })
      expect(await page.isVisible('#figures table')).toBe(true)
      expect(await page.isVisible('.chart')).toBe(false)
      expect(await page.isVisible('noscript p')).toBe(true)
      await page.close()
    }
  })

  it('prints on paper, light, charts included', async () => {
    const { page } = await open('forecast', { colorScheme: 'dark' })
    await page.emulateMedia({ media: 'print' })
    expect(await page.isVisible('nav')).toBe(false)
    expect(await page.isVisible('footer')).toBe(true)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    )
    expect(Math.min(...(await colours(page)))).toBeGreaterThan(5)
    await page.close()
  })

  it.each(['light', 'dark'] as const)(
    'has nothing that axe-core takes as serious, %s',
    async colorScheme => {
      for (const name of ['plan', 'compare', 'forecast', 'maps']) {
        const { page } = await open(name, { colorScheme })
        const rules = colorScheme === 'light' ? 'all' : 'colour'
        expect(await seriousFaults(page, rules), name).toEqual([])
        await page.close()
      }
    },
  )

  it('opens 10,000 combinations at once', async () => {
    const { page, misdeeds } = await open('many')
    const took = (await page.evaluate(
      'performance.getEntriesByType("navigation")[0].domComplete',
    )) as number
    // A second and a half on a quiet machine; tests share theirs.
    expect(took).toBeLessThan(6_000)
    expect((await colours(page))[0]).toBeGreaterThan(3)
    expect(misdeeds).toEqual([])
    await page.close()
  })
})
