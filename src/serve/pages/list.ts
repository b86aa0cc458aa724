/** The list of results: without its script a form that opens two of them side by side. */
import { type Markup, html } from '../../report/page/markup.ts'
import { LOOKS, type Listing, type Row, SYMBOLS, TONES, countText, openLink } from '../row.ts'
import { type Made, shell, themeSwitch } from './shell.ts'

const nameCell = ({ path, place, name, tone }: Row): Markup =>
  tone === 'unreadable'
    ? html`<th scope="row" class="what"><span class="dim">${place}</span></th>`
    : html`<th scope="row" class="what">
        <a href="${openLink(path)}"><bdi>${name === '' ? place : name}</bdi></a
        ><small><bdi>${place}</bdi></small>
      </th>`

const pick = ({ path, name, place, tone }: Row): Markup =>
  tone === 'unreadable'
    ? html`<td class="pick-cell"></td>`
    : html`<td class="pick-cell">
        <input
          type="checkbox"
          name="pick"
          value="${path}"
          aria-label="Put beside another: ${name}, ${place}"
        />
      </td>`

const line = (row: Row): Markup => {
  const { tone, verdict, seed, engine, measured, written } = row
  return html`<tr>
    ${pick(row)}
    <td class="said ${LOOKS[tone]}" data-v="${TONES.indexOf(tone)}">${SYMBOLS[tone]} ${verdict}</td>
    ${nameCell(row)}
    <td class="more">${seed}</td>
    <td class="more">${engine}</td>
    <td class="n more" data-v="${measured.value ?? ''}">${measured.text}</td>
    <td class="n when" data-v="${written.value ?? ''}">
      <time datetime="${written.iso}">${written.text}</time>
    </td>
  </tr>`
}

const head = (label: string, look: string, sorted = ''): Markup =>
  html`<th scope="col" class="${look}" ${sorted === '' ? null : html`aria-sort="${sorted}"`}>
    <button type="button" class="sort">${label}</button>
  </th>`

const table = ({ rows }: Listing): Markup =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="Results">
    <table id="results" class="plain">
      <thead>
        <tr>
          <th scope="col"><span class="unseen">beside another</span></th>
          ${head('verdict', '')}${head('result', '')}${head('seed', 'more')}${head('engine', 'more')}${head('measured', 'n more')}${head('written', 'n', 'descending')}
        </tr>
      </thead>
      <tbody>
        ${rows.map(line)}
      </tbody>
    </table>
  </div>`

/**
 * The page of the list.
 *
 * @param folder  the folder served, as people know it
 */
export const listPage = (folder: string, listing: Listing): Made => {
  const { rows, remark, digest } = listing
  const body = html`<header>
      <p class="kicker"><bdi>${folder}</bdi></p>
      <h1><span id="count">${countText(rows.length, rows.length)}</span></h1>
    </header>
    <main>
      <form action="/beside" method="get">
        <p class="tools">
          <label class="script"
            >Filter <input type="search" id="filter" autocomplete="off"
          /></label>
          <button type="submit" id="beside">Side by side</button>
          <span class="secondary" id="hint">Tick two results to see them beside each other.</span>
          <span class="grow"></span>
          <span class="secondary script" id="live"></span>
          ${themeSwitch}
        </p>
        ${table(listing)}
      </form>
      <p class="empty" id="empty" ${rows.length === 0 ? null : html`hidden`}>
        No results yet. <code>interlink-sim run SCENARIO --out DIR</code> writes one; it appears
        here as soon as it is there.
      </p>
      <p class="warning" id="remark" ${remark === '' ? html`hidden` : null}>${remark}</p>
      <p class="unseen" id="told" role="status"></p>
    </main>`
  return shell({
    title: `Results in ${folder}`,
    role: 'list',
    data: { digest },
    body,
  })
}
