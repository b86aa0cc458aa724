/** What axe-core says of a page. */
import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** What depends on colours. */
const COLOUR = ['color-contrast', 'link-in-text-block']

/**
 * Rules that a page breaks seriously, each with the first element that does.
 *
 * @param rules  of colour alone, for a theme that is otherwise the page that was looked at before
 */
export const seriousFaults = async (
  page: Page,
  rules: 'all' | 'colour' = 'all',
): Promise<readonly string[]> => {
  await page.evaluate(axe.source)
  const options =
    rules === 'all'
      ? { iframes: false }
      : { iframes: false, runOnly: { type: 'rule', values: COLOUR } }
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(options)})`)) as {
    readonly violations: readonly Violation[]
  }
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 200)}`)
}
