/** Scripts and styles of pages, as the build has made them. */
import { readFileSync } from 'node:fs'

/** Beside `dist/report`; sources and builds stand equally deep in the package. */
const PLACE = new URL('../../../dist/page/', import.meta.url)

/** What the build puts into a page. */
export interface Assets {
  readonly script: string
  readonly style: string
}

/** Which pages: the report's, or those of `serve` around it. */
export type Look = 'page' | 'serve'

/** Reads both; `npm run build` makes them. */
export const readAssets = (look: Look): Assets => ({
  script: readFileSync(new URL(`${look}.js`, PLACE), 'utf8'),
  style: readFileSync(new URL(`${look}.css`, PLACE), 'utf8'),
})
