/** A report page inside another page, and the offer to load it again when its result is another. */
import { type Markup, html } from '../../report/page/markup.ts'
import { brief } from '../listing.ts'

/** A result that a page shows: where it is, what it is called, and as of when. */
export interface Framed {
  readonly path: string
  readonly name: string
  readonly stamp: string
}

/** Leads to the report page of a result. */
export const reportLink = (path: string): string => `/page?path=${encodeURIComponent(path)}`

/** The frame of a report page. */
export const frame = ({ path, name }: Framed): Markup =>
  html`<iframe src="${reportLink(path)}" title="Report on ${brief(name)}, ${brief(path)}"></iframe>`

/** Said when a result has changed or is gone; without a script never. */
export const offer: Markup = html`<p class="offer" id="offer" role="status" hidden>
  <span id="offered"></span> <a id="reload" href="">Load it</a>
</p>`

/** What the script compares: which results, and as of when. */
export const watched = (shown: readonly Framed[]): Readonly<Record<string, string>> => ({
  paths: JSON.stringify(shown.map(({ path }) => path)),
  stamps: JSON.stringify(shown.map(({ stamp }) => stamp)),
})
