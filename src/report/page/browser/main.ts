/** The page's script: draws charts from the data in the page, whatever the page is about. */
import type { PageData } from '../../charts/page-data.ts'
import type { Pen } from '../../charts/pen.ts'
import { keepFitting } from './charts.ts'
import { byId, save, tip } from './dom.ts'
import { runPage } from './run.ts'
import { comparePage, forecastPage, planPage } from './studies.ts'
import { sweepPage } from './sweep.ts'
import { activateTables } from './tables.ts'
import { themeNow, watchTheme } from './theme.ts'

const json = (id: string): unknown => {
  const text = byId(id)?.textContent
  return text === undefined || text === null ? null : JSON.parse(text)
}

/** What draws the charts of a page. */
const drawerFor = (data: PageData): ((pen: Pen) => void) => {
  switch (data.kind) {
    case 'run':
      return runPage(data)
    case 'plan':
      return planPage(data.charts)
    case 'compare':
      return comparePage(data.charts)
    case 'forecast':
      return forecastPage(data.charts)
    default:
      return sweepPage(data)
  }
}

/** A text of a scenario inside the document of the page: at a path of keys. */
const textAt = (path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (found, key) => (found as Readonly<Record<string, unknown>> | null | undefined)?.[key],
      json('result'),
    )

/** Offers what the page holds: its document, or the text of a scenario in it. */
const saveHeld = (what: string, name: string): void => {
  if (what === 'result') {
    save(name, `${JSON.stringify(json('result'), null, 2)}\n`, 'application/json')
    return
  }
  const text = textAt(`${what}.text`) ?? json('scenario')
  if (typeof text === 'string') save(name, text, 'text/yaml')
}

const activateSaving = (): void =>
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null
    const { save: saved, name } = button?.dataset ?? {}
    if (saved !== undefined) saveHeld(saved, name ?? saved)
  })

const still = matchMedia('(prefers-reduced-motion: reduce)')

const penNow = (): Pen => ({
  theme: themeNow(),
  isStill: still.matches || matchMedia('print').matches,
  isNarrow: innerWidth < 560,
  tip,
})

document.documentElement.dataset['script'] = 'on'
activateTables()
activateSaving()
keepFitting()
const drawer = drawerFor(json('data') as PageData)
const draw = (): void => drawer(penNow())
watchTheme(draw)
matchMedia('(max-width: 559px)').addEventListener('change', draw)
draw()
document.documentElement.dataset['drawn'] = 'yes'
