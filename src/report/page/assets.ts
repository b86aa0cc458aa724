/** Script and style of a page, as the build has made them. */
import { readFileSync } from 'node:fs'

/** Beside `dist/report`; sources and builds stand equally deep in the package. */
const PLACE = new URL('../../../dist/page/', import.meta.url)

/** What the build puts into a page. */
export interface Assets {
  readonly script: string
  readonly style: string
}

/** Reads both; `npm run build` makes them. */
export const readAssets = (): Assets => ({
  script: readFileSync(new URL('page.js', PLACE), 'utf8'),
  style: readFileSync(new URL('page.css', PLACE), 'utf8'),
})
