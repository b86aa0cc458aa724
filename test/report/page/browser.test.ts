/** Pages in a real browser: nothing is asked of a network, charts are drawn, everything works. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type Page, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../../accessible.ts'
import { pageOf } from '../../../src/report/page/page.ts'
import { many, pageFrom, ranWith, scenarioText } from './pages.ts'

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
const NOTE = BROWSER === undefined ? ' (skipped: the Debian package chromium is missing)' : ''

/** What a page did that it must not do. */
interface Misdeeds {
  readonly console: string[]
  readonly requests: string[]
}

describe.skipIf(BROWSER === undefined)(`the page in Chromium${NOTE}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'pages-'))
  let browser: Browser
  const open = async (
    name: string,
    options: Parameters<Browser['newPage']>[0] = {},
  ): Promise<{ readonly page: Page; readonly misdeeds: Misdeeds }> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options })
    const misdeeds: Misdeeds = { console: [], requests: [] }
    page.on('console', message => misdeeds.console.push(message.text()))
    page.on('pageerror', error => misdeeds.console.push(error.message))
    page.on('request', request => misdeeds.requests.push(request.url()))
    page.on('dialog', dialog => {
      misdeeds.console.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    await page.goto(`file://${join(folder, name)}`)
    return { page, misdeeds }
  }
  const drawn = async (page: Page): Promise<void> => {
    await page.waitForFunction("document.documentElement.dataset.drawn === 'yes'")
    // Lines grow for a fifth of a second.
    await page.waitForTimeout(350)
  }
  /** How many colours a chart's picture has: a blank one has one. */
  const colours = (page: Page, id: string): Promise<number> =>
    page.evaluate(`(() => {
      const canvas = document.querySelector('#${id} canvas')
      if (canvas === null) return 0
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
      const seen = new Set()
      for (let i = 0; i < data.length; i += 4) seen.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2])
      return seen.size
    })()`)
  const picture = async (page: Page, id: string): Promise<string> =>
    (await page.locator(`#${id}`).screenshot()).toString('base64')

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER!, args: ['--no-sandbox'] })
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text)
    const small = await pageFrom(scenarioText())
    write('small.html', small.page)
    const nasty = `</title><script>alert(1)</script><img src=x onerror=alert(2)>"'&\u202e`
    write('named.html', (await pageFrom(scenarioText({ name: nasty, city: nasty }))).page)
    const foreign = {
      ...small.document,
      flows: small.document.flows.map(flow => ({
        ...flow,
        interlink: `${nasty}${'x'.repeat(10_000)}`,
      })),
    }
    write('foreign.html', pageOf({ document: foreign, scenario: null, series: null, version: '1' }))
    write(
      'empty.html',
      (await pageFrom(scenarioText({ traffic: '' }).replace('traffic:\n', 'traffic: []\n'))).page,
    )
    const { document } = await ranWith(scenarioText())
    write('bare.html', pageOf({ document, scenario: null, series: null, version: '1' }))
    const crowd = scenarioText({
      ...many(64, '100Mbps', '50Mbps'),
      objectives: 'objectives: [{ interlink: "*", metric: loss, below: 0.1% }]\n',
      duration: '100ms',
    })
    write('crowd.html', (await pageFrom(crowd)).page)
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    rmSync(folder, { recursive: true })
  })

  it.each(['small', 'named', 'foreign', 'empty', 'bare'])(
    'opens %s from disk without a word on the console and without a request',
    async name => {
      const { page, misdeeds } = await open(`${name}.html`)
      await drawn(page)
      expect(misdeeds.console).toEqual([])
      expect(misdeeds.requests.filter(url => !url.startsWith('data:'))).toEqual([
        `file://${join(folder, `${name}.html`)}`,
      ])
      expect(await page.title()).toMatch(/^✗ /u)
      // Nothing but tables and drawings, which scroll in frames of their own, is wider than the window.
      expect(
        await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        ),
      ).toBeLessThanOrEqual(0)
      await page.close()
    },
  )

  it('draws its charts, in the colours of both themes', async () => {
    const { page } = await open('small.html', { colorScheme: 'light' })
    await drawn(page)
    for (const id of ['time', 'burst', 'later']) expect(await colours(page, id)).toBeGreaterThan(5)
    const light = await picture(page, 'time')
    await page.click('#theme')
    await page.waitForTimeout(350)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(16, 21, 28)',
    )
    expect(await picture(page, 'time')).not.toBe(light)
    await page.close()
  })

  it('zooms all three grids, by button and by key', async () => {
    const { page } = await open('small.html')
    await drawn(page)
    const before = await picture(page, 'time')
    await page.focus('[data-zoom="in"]')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(350)
    const zoomed = await picture(page, 'time')
    expect(zoomed).not.toBe(before)
    await page.click('[data-zoom="all"]')
    await page.mouse.move(0, 0)
    await page.waitForTimeout(350)
    expect(await picture(page, 'time')).toBe(before)
    await page.close()
  })

  it('turns delays from a tail into a distribution and back', async () => {
    const { page } = await open('small.html')
    await drawn(page)
    const tail = await picture(page, 'later')
    await page.click('[data-delays="cdf"]')
    await page.waitForTimeout(350)
    expect(await page.getAttribute('[data-delays="cdf"]', 'aria-pressed')).toBe('true')
    expect(await page.getAttribute('[data-delays="later"]', 'aria-pressed')).toBe('false')
    expect(await picture(page, 'later')).not.toBe(tail)
    expect(await colours(page, 'later')).toBeGreaterThan(5)
    await page.click('[data-delays="later"]')
    await page.mouse.move(0, 0)
    await page.waitForTimeout(350)
    expect(await picture(page, 'later')).toBe(tail)
    await page.close()
  })

  it('zooms to the stretch that is dragged across, and out where it is pressed twice', async () => {
    const { page } = await open('small.html', { reducedMotion: 'reduce' })
    await drawn(page)
    const away = async (): Promise<string> => {
      await page.mouse.move(0, 0)
      await page.waitForTimeout(100)
      return picture(page, 'time')
    }
    await page.locator('#time').scrollIntoViewIfNeeded()
    const before = await away()
    const box = (await page.locator('#time').boundingBox())!
    await page.mouse.move(box.x + 300, box.y + 150)
    await page.mouse.down()
    await page.mouse.move(box.x + 500, box.y + 180, { steps: 4 })
    expect(await page.locator('#time .stretch').evaluate(each => each.clientWidth)).toBe(200)
    await page.mouse.up()
    expect(await page.locator('#time .stretch').count()).toBe(0)
    const zoomed = await away()
    expect(zoomed).not.toBe(before)
    await page.mouse.move(box.x + 300, box.y + 150)
    await page.mouse.down()
    await page.mouse.move(box.x + 500, box.y + 150, { steps: 2 })
    await page.keyboard.press('Escape')
    await page.mouse.up()
    expect(await away()).toBe(zoomed)
    await page.locator('#time').dblclick({ position: { x: 400, y: 150 } })
    expect(await away()).toBe(before)
    await page.close()
  })

  it('scrolls by finger across the chart at 360 px', async () => {
    const { page } = await open('small.html', {
      viewport: { width: 360, height: 640 },
      hasTouch: true,
      isMobile: true,
    })
    await drawn(page)
    await page.locator('#time').scrollIntoViewIfNeeded()
    const box = (await page.locator('#time').boundingBox())!
    const from = (await page.evaluate('scrollY')) as number
    const session = await page.context().newCDPSession(page)
    const [x, y] = [180, Math.max(220, Math.min(560, box.y + box.height / 2))]
    const touch = async (
      type: 'touchStart' | 'touchMove' | 'touchEnd',
      at: number,
    ): Promise<void> => {
      await session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: type === 'touchEnd' ? [] : [{ x, y: at }],
      })
    }
    await touch('touchStart', y)
    for (let step = 1; step <= 10; step++) await touch('touchMove', y - 20 * step)
    await touch('touchEnd', y)
    await page.waitForTimeout(300)
    const now = (await page.evaluate('scrollY')) as number
    expect(Math.abs(now - from)).toBeGreaterThan(100)
    await page.close()
  })

  it('tells exact figures with their units under the pointer', async () => {
    const { page } = await open('small.html')
    await drawn(page)
    await page.locator('#time').hover({ position: { x: 600, y: 120 } })
    await page.waitForSelector('#time .tip')
    const told = await page.locator('#time .tip').textContent()
    expect(told).toMatch(/data ▶ to cloud.*offered[\d.,]+ [GMk]?bps.*port busy/u)
    await page.close()
  })

  it('shows an InterLink alone, and all again', async () => {
    const { page } = await open('small.html')
    await drawn(page)
    const all = await picture(page, 'later')
    await page.click('#flow-table [data-pick="web"]')
    await page.waitForTimeout(350)
    expect(await page.inputValue('#flow')).toBe('0')
    expect(await page.locator('#flow-table tr.away').count()).toBe(1)
    expect(await picture(page, 'later')).not.toBe(all)
    await page.click('.tools [data-pick=""]')
    expect(await page.locator('.away').count()).toBe(0)
    await page.locator('.path [data-pick="data"] text').first().click()
    expect(await page.locator('#flow-table tr.away').getAttribute('data-id')).toBe('web')
    await page.close()
  })

  it('sorts flows by the figure, copies and saves them', async () => {
    const { page } = await open('small.html')
    await drawn(page)
    const first = (): Promise<string | null> =>
      page.locator('#flow-table tbody tr').first().getAttribute('data-id')
    await page.click('#flow-table [data-key="loss"] button')
    expect(await first()).toBe('data')
    expect(await page.locator('[data-key="loss"]').getAttribute('aria-sort')).toBe('descending')
    await page.click('#flow-table [data-key="loss"] button')
    expect(await first()).toBe('web')
    await page.click('[data-copy="flow-table"]')
    expect(await page.textContent('#told')).toMatch(/^T(he t)?able/u)
    const save = async (
      selector: string,
    ): Promise<{ readonly name: string; readonly text: string }> => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.click(selector)])
      const path = join(folder, download.suggestedFilename())
      await download.saveAs(path)
      return { name: download.suggestedFilename(), text: readFileSync(path, 'utf8') }
    }
    const flows = await save('[data-csv="flow-table"]')
    expect(flows.name).toBe('flows.csv')
    expect(flows.text.split('\r\n')[0]).toMatch(/^interlink,direction,enforced,bandwidth_bps,/u)
    expect(flows.text).toMatch(/\nweb,to customer,shaped,1000000000,/u)
    const result = JSON.parse((await save('[data-save="result"]')).text) as Record<string, unknown>
    expect(result['format']).toBe('interlink-sim/result')
    expect((await save('[data-save="scenario"]')).text).toBe(scenarioText())
    expect((await save('[data-series]')).text).toMatch(/^time,interlink,direction,offered_bps,/u)
    await page.close()
  })

  it('is readable without scripts down to the flow table and further', async () => {
    const { page } = await open('small.html', { javaScriptEnabled: false })
    await page.waitForSelector('#flow-table')
    expect(await page.isVisible('#theme')).toBe(false)
    expect(await page.isVisible('[data-copy]')).toBe(false)
    expect(await page.isVisible('noscript p')).toBe(true)
    await page.close()
  })

  it('prints on paper, light, without navigation', async () => {
    const { page } = await open('small.html', { colorScheme: 'dark' })
    await drawn(page)
    await page.emulateMedia({ media: 'print' })
    expect(await page.isVisible('nav')).toBe(false)
    expect(await page.isVisible('footer')).toBe(true)
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(
      'rgb(255, 255, 255)',
    )
    expect(
      (await page.pdf({ preferCSSPageSize: true, printBackground: true })).length,
    ).toBeGreaterThan(20_000)
    await page.close()
  })

  it.each([360, 1920])(
    'fits a window of %i px, and nothing jumps when charts come',
    async width => {
      const { page } = await open('small.html', { viewport: { width, height: 900 } })
      await drawn(page)
      expect(
        await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        ),
      ).toBeLessThanOrEqual(0)
      expect(await page.evaluate("document.querySelector('#time').clientHeight")).toBeGreaterThan(
        400,
      )
      await page.close()
    },
  )

  it.each(['light', 'dark'] as const)(
    'has nothing that axe-core takes as serious, %s',
    async colorScheme => {
      const { page } = await open('small.html', { colorScheme, reducedMotion: 'reduce' })
      await drawn(page)
      const rules = colorScheme === 'light' ? 'all' : 'colour'
      expect(await seriousFaults(page, rules)).toEqual([])
      await page.close()
    },
  )

  it('opens 64 InterLinks of 1000 intervals at once', async () => {
    const { page, misdeeds } = await open('crowd.html')
    await drawn(page)
    const took = (await page.evaluate(
      'performance.getEntriesByType("navigation")[0].domComplete',
    )) as number
    // A second and a half on a quiet machine; tests share theirs.
    expect(took).toBeLessThan(6_000)
    expect(misdeeds.console).toEqual([])
    expect(await colours(page, 'time')).toBeGreaterThan(5)
    expect(await page.locator('#flow option').count()).toBe(128)
    await page.close()
  })
})
