/** What can be done with a table: sorted by a head, copied, saved as CSV. */
import { save, tell } from './dom.ts'

const valueOf = (row: HTMLTableRowElement, column: number): number | string => {
  const cell = row.cells[column]
  const value = cell?.dataset['v']
  if (value === undefined) return cell?.textContent?.trim().toLowerCase() ?? ''
  if (value === '') return Number.NEGATIVE_INFINITY
  const number = Number(value)
  // Days are sorted as they are written, 2027-05-01.
  return Number.isNaN(number) ? value : number
}

const sort = (table: HTMLTableElement, head: HTMLTableCellElement): void => {
  const body = table.tBodies[0]
  if (body === undefined) return
  const isNumber = head.classList.contains('n')
  // Numbers begin with the largest, names with the first.
  const before = head.getAttribute('aria-sort')
  const next =
    before === null
      ? isNumber
        ? 'descending'
        : 'ascending'
      : before === 'ascending'
        ? 'descending'
        : 'ascending'
  for (const other of table.querySelectorAll('th[aria-sort]')) other.removeAttribute('aria-sort')
  head.setAttribute('aria-sort', next)
  const sign = next === 'ascending' ? 1 : -1
  const column = head.cellIndex
  const rows = [...body.rows].map(row => ({ row, value: valueOf(row, column) }))
  rows.sort((a, b) => {
    if (a.value === b.value) return 0
    // What is not there comes before every text.
    if (typeof a.value !== typeof b.value) return typeof a.value === 'number' ? -sign : sign
    return a.value < b.value ? -sign : sign
  })
  body.append(...rows.map(({ row }) => row))
}

/** A field of CSV (RFC 4180). */
export const quoted = (text: string): string =>
  /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

/** A table as CSV (RFC 4180): values in SI base units where it has them. */
const csvOf = (table: HTMLTableElement): string => {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map(
    cell => cell.dataset['key'] ?? cell.textContent ?? '',
  )
  const rows = [...(table.tBodies[0]?.rows ?? [])].map(row =>
    [...row.cells].map(
      cell => cell.dataset['v'] ?? cell.textContent?.replace(/[◀▶✗]/gu, '').trim() ?? '',
    ),
  )
  return [heads, ...rows].map(cells => `${cells.map(quoted).join(',')}\r\n`).join('')
}

const copy = (table: HTMLTableElement): void => {
  const selection = getSelection()
  selection?.selectAllChildren(table)
  // Works from disk and without asking, which the newer interface does not everywhere.
  const isCopied = document.execCommand('copy')
  if (isCopied) selection?.removeAllRanges()
  tell(isCopied ? 'Table copied.' : 'The table is selected: copy it with the keyboard.')
}

const tableOf = (id: string | undefined): HTMLTableElement | null =>
  id === undefined ? null : document.querySelector<HTMLTableElement>(`table#${CSS.escape(id)}`)

/** Makes heads, and the buttons above a table, work. */
export const activateTables = (): void => {
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null
    if (button === null) return
    const head = button.closest('th')
    const sorted = head?.closest('table')
    if (button.classList.contains('sort') && head && sorted) sort(sorted, head)
    const copied = tableOf(button.dataset['copy'])
    if (copied !== null) copy(copied)
    const saved = tableOf(button.dataset['csv'])
    if (saved !== null) save(button.dataset['name'] ?? 'table.csv', csvOf(saved), 'text/csv')
  })
}
