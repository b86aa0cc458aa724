/** What is said instead of a page. */
import { html } from '../../report/page/markup.ts'
import { type Made, shell } from './shell.ts'

/** A page that says why there is none. */
export const refusedPage = (headline: string, why: string): Made =>
  shell({
    title: headline,
    role: 'refused',
    data: {},
    body: html`<main>
      <h1>${headline}</h1>
      <p>${why}</p>
      <p><a href="/">All results</a></p>
    </main>`,
  })
