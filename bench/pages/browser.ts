/** How long real Chromium takes to open a page: from its address to the last chart drawn. */
import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)

/** Opens pages, each in a tab of its own. */
export interface Opener {
  /** @returns ms until the page says that everything is drawn */
  readonly open: (file: string) => Promise<number>
  readonly close: () => Promise<void>
}

/** Starts Chromium; null where the machine has none. */
export const startBrowser = async (): Promise<Opener | null> => {
  if (BROWSER === undefined) return null
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] })
  const open = async (file: string): Promise<number> => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    await page.goto(pathToFileURL(file).href)
    await page.waitForSelector('html[data-drawn="yes"]')
    // On the clock of the page itself, from the start of its navigation.
    const drawn = await page.evaluate('performance.now()')
    await page.close()
    return drawn as number
  }
  return { open, close: () => browser.close() }
}
