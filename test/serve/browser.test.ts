/** The pages of `serve` in a real browser: they work, they keep up, and nothing complains. */
import { existsSync, renameSync, rmSync } from 'node:fs'
import { type Browser, type Page, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousFaults } from '../accessible.ts'
import { type Listening, listen } from '../../src/serve/listen.ts'
import { MET, MISSED, type Served, serving, textOf } from './served.ts'

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
const NOTE = BROWSER === undefined ? ' (skipped: the Debian package chromium is missing)' : ''

describe.skipIf(BROWSER === undefined)(`serve in Chromium${NOTE}`, () => {
  let browser: Browser
  let served: Served
  let server: Listening
  const nasty = `</title><script>alert(1)</script><img src=x onerror=alert(2)>"'&`

  /** Writes a result as a run does: whole, by a new name for a hidden file. */
  const land = (path: string, text: string): void => {
    const hidden = `.${path.replaceAll('/', '-')}.part`
    served.write(path, '')
    rmSync(served.at(path))
    served.write(hidden, text)
    renameSync(served.at(hidden), served.at(path))
  }
  /** Opens a page; without its reports where those are of no interest, for they take longest. */
  const open = async (
    path: string,
    options: Parameters<Browser['newPage']>[0] & { readonly reports?: boolean } = {},
  ): Promise<{ readonly page: Page; readonly said: string[] }> => {
    const { reports = true, ...given } = options
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...given })
    if (!reports) await page.route('**/page?*', route => route.fulfill({ body: '' }))
    const said: string[] = []
    page.on('console', message => said.push(message.text()))
    page.on('pageerror', error => said.push(error.message))
    page.on('dialog', dialog => {
      said.push(`dialog ${dialog.message()}`)
      void dialog.dismiss()
    })
    await page.goto(`${server.url}${path}`)
    return { page, said }
  }
  const names = (page: Page): Promise<string[]> =>
    page.locator('#results tbody tr:not([hidden]) .what a').allTextContents()
  const boxOf = (page: Page, path: string) => page.locator(`input[value="${path}"]`)

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: BROWSER!, args: ['--no-sandbox'] })
    served = serving({ 'broken/result.json': '{' })
    land('old/result.json', textOf(MISSED, 'old'))
    land('middle/result.json', textOf(MET, 'middle'))
    land('new/result.json', textOf(MISSED, 'new'))
    land('nasty/result.json', textOf(MET, nasty))
    server = await listen({
      root: served.root,
      port: 0,
      version: '0.0.0',
      now: () => performance.now(),
      fault: error => {
        throw error
      },
      tell: at => ({ text: new Date(at).toISOString(), iso: new Date(at).toISOString() }),
    })
  })
  afterAll(async () => {
    await server?.close()
    await browser?.close()
  })

  it('lists what there is, newest first, filtered and sorted', async () => {
    const { page, said } = await open('')
    expect(await names(page)).toEqual([nasty, 'new', 'middle', 'old'])
    expect(await page.textContent('#count')).toBe('5 results')
    await page.click('th:has-text("result") button')
    expect(await names(page)).toEqual([nasty, 'middle', 'new', 'old'])
    await page.fill('#filter', 'missed old')
    expect(await names(page)).toEqual(['old'])
    expect(await page.textContent('#count')).toBe('1 of 5 results')
    await page.fill('#filter', '')
    expect(await names(page)).toHaveLength(4)
    expect(said).toEqual([])
    await page.close()
  })

  it('shows a new run by itself, and keeps ticks, filter, order and place', async () => {
    const { page, said } = await open('', { viewport: { width: 1280, height: 300 } })
    await boxOf(page, 'old/result.json').check()
    await page.click('th:has-text("result") button')
    await page.fill('#filter', 'result.json')
    await page.evaluate('scrollTo(0, 60)')
    await page.waitForFunction("document.querySelector('#live').textContent.includes('up to date')")
    land('landed/result.json', textOf(MET, 'landed'))
    await page.waitForSelector('bdi:text-is("landed")')
    expect(await names(page)).toEqual([nasty, 'landed', 'middle', 'new', 'old'])
    expect(await boxOf(page, 'old/result.json').isChecked()).toBe(true)
    expect(await page.inputValue('#filter')).toBe('result.json')
    expect(await page.evaluate('scrollY')).toBe(60)
    expect(await page.textContent('#told')).toBe('New: landed, all 3 objectives met.')
    rmSync(served.at('landed'), { recursive: true })
    await page.waitForSelector('bdi:text-is("landed")', { state: 'detached' })
    expect(said).toEqual([])
    await page.close()
  })

  it('opens two that are ticked side by side, in the order of the ticks', async () => {
    const { page, said } = await open('')
    expect(await page.isDisabled('#beside')).toBe(true)
    for (const path of ['new', 'old', 'middle']) await boxOf(page, `${path}/result.json`).check()
    expect(await boxOf(page, 'new/result.json').isChecked()).toBe(false)
    await page.click('#beside')
    await page.waitForSelector('.panes')
    expect(await page.locator('.panes h2 a').allTextContents()).toEqual(['old', 'middle'])
    expect(await page.textContent('.differences tbody tr')).toMatch(/data to cloud.*✗.*✓ 0/su)
    for (const place of [0, 1]) {
      const report = page.frameLocator('iframe').nth(place)
      await report.locator('#later canvas').waitFor()
      expect(await report.locator('h1').textContent()).toMatch(place === 0 ? /^✗/u : /^✓/u)
    }
    expect(said).toEqual([])
    await page.close()
  })

  it('opens one, and offers to load it again when it is written anew', async () => {
    land('again/result.json', textOf(MISSED, 'again'))
    const { page, said } = await open('open?path=again/result.json')
    const report = page.frameLocator('iframe')
    expect(await report.locator('h1').textContent()).toMatch(/^✗/u)
    expect(await page.isVisible('#offer')).toBe(false)
    land('again/result.json', textOf(MET, 'again'))
    await page.waitForSelector('#offer:not([hidden])')
    expect(await page.textContent('#offered')).toBe('This result has been written anew.')
    await page.click('#reload')
    await page.waitForSelector('#offer', { state: 'hidden' })
    expect(await page.frameLocator('iframe').locator('h1').textContent()).toMatch(/^✓/u)
    rmSync(served.at('again'), { recursive: true })
    await page.waitForSelector('#offer:not([hidden])')
    expect(await page.isVisible('#reload')).toBe(false)
    expect(said).toEqual([])
    await page.close()
  })

  it('gives the report its charts, downloads and nothing of the network', async () => {
    const { page, said } = await open('open?path=old/result.json')
    const report = page.frameLocator('iframe')
    await report.locator('#later canvas').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      report.locator('[data-save="result"]').click(),
    ])
    expect(download.suggestedFilename()).toBe('result.json')
    const frame = page.frames().find(each => each.url().includes('/page?'))!
    const reached = await frame.evaluate("fetch('/results.json').then(() => 'yes', () => 'no')")
    expect(reached).toBe('no')
    expect(said.filter(text => !/Content Security Policy|connect/iu.test(text))).toEqual([])
    await page.close()
  })

  it('works without scripts as links and a form', async () => {
    const { page } = await open('', { javaScriptEnabled: false, reports: false })
    expect(await page.isVisible('#filter')).toBe(false)
    await boxOf(page, 'old/result.json').check()
    await boxOf(page, 'middle/result.json').check()
    await page.click('#beside')
    expect(await page.locator('iframe').count()).toBe(2)
    await page.click('text=All results')
    await page.click('bdi:text-is("old")')
    expect(await page.locator('iframe').count()).toBe(1)
    await page.close()
  })

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)(
    'has nothing that axe-core takes as serious, and fits: %s, %i px',
    async (colorScheme, width) => {
      for (const path of [
        '',
        'open?path=old/result.json',
        'beside?pick=old/result.json&pick=middle/result.json',
        'nope',
      ]) {
        const { page } = await open(path, {
          colorScheme,
          viewport: { width, height: 900 },
          reducedMotion: 'reduce',
          reports: false,
        })
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        )
        expect(overflow, path).toBe(0)
        expect(await seriousFaults(page), path).toEqual([])
        await page.close()
      }
    },
  )
})
