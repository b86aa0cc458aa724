/** The page's elements: nothing is ever written into it as HTML. */

/** The element of an id; undefined where the page has none. */
export const byId = (id: string): HTMLElement | undefined =>
  document.getElementById(id) ?? undefined

/** A new element with text in it, or with others. */
export const made = (
  tag: string,
  content: string | readonly Node[] = '',
  look = '',
): HTMLElement => {
  const element = document.createElement(tag)
  if (look !== '') element.className = look
  if (typeof content === 'string') element.textContent = content
  else element.append(...content)
  return element
}

/** What is read under the pointer: a heading and rows of name and value. */
export const tip = (
  title: string,
  rows: readonly (readonly [name: string, value: string])[],
): HTMLElement =>
  made(
    'div',
    [
      made('b', title),
      made('table', [
        made(
          'tbody',
          rows.map(([name, value]) => made('tr', [made('td', name), made('td', value, 'n')])),
        ),
      ]),
    ],
    'tip',
  )

/** Fills a table that stands behind a chart. */
export const fill = (
  id: string,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): void => {
  const table = byId(`${id}-table`)
  if (table === undefined) return
  table.replaceChildren(
    made('thead', [
      made(
        'tr',
        heads.map(head => {
          const cell = made('th', head)
          cell.setAttribute('scope', 'col')
          return cell
        }),
      ),
    ]),
    made(
      'tbody',
      rows.map(row =>
        made(
          'tr',
          row.map(text => made('td', text)),
        ),
      ),
    ),
  )
}

/** Offers text as a file to save. */
export const save = (name: string, text: string, kind: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: kind }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** Says something to everyone, screen readers too. */
export const tell = (text: string): void => {
  const place = byId('told')
  if (place !== undefined) place.textContent = text
}
