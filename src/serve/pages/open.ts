/** One result: its report page, and what lies beside it to save. */
import { type Markup, html } from '../../report/page/markup.ts'
import { brief } from '../listing.ts'
import { type Framed, frame, offer, watched } from './frame.ts'
import { type Made, shell } from './shell.ts'

/** A file, as a link to save it. */
export const fileLink = (path: string): string => `/file?path=${encodeURIComponent(path)}`

const file = (path: string, folder: string): Markup => {
  const name = folder === '' ? path : path.slice(folder.length + 1)
  return html`<a href="${fileLink(path)}" download><bdi>${brief(name)}</bdi></a> `
}

/** Files that have a link of their own; of more, their number is said. */
const FILES = 12

/**
 * The page around a result.
 *
 * @param folder  where the result lies
 * @param files   paths of what may be saved, the document first
 */
export const openPage = (shown: Framed, folder: string, files: readonly string[]): Made => {
  const left = files.length - FILES
  return shell({
    title: `${brief(shown.name)}: ${brief(shown.path)}`,
    role: 'open',
    data: watched([shown]),
    body: html`<nav class="bar" aria-label="Result">
        <div>
          <a href="/">All results</a>
          <h1><bdi>${brief(shown.path)}</bdi></h1>
          <span class="files"
            ><span class="dim">Save</span>
            ${files.slice(0, FILES).map(path => file(path, folder))}${left > 0 ? html`<span class="dim">and ${left} more</span>` : null}</span
          >
        </div>
      </nav>
      ${offer}
      <main>${frame(shown)}</main>`,
  })
}
