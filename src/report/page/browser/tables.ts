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

/** The head by which a table is sorted, if by any. */
const sortedBy = (table: HTMLTableElement): HTMLTableCellElement | null =>
  table.querySelector<HTMLTableCellElement>('th[aria-sort]')

/** Puts the rows of a table into the order that its heads say. */
export const arrange = (table: HTMLTableElement): void => {
  const [body, head] = [table.tBodies[0], sortedBy(table)]
  if (body === undefined || head === null) return
  const sign = head.getAttribute('aria-sort') === 'ascending' ? 1 : -1
  const rows = [...body.rows].map(row => ({ row, value: valueOf(row, head.cellIndex) }))
  rows.sort((a, b) => {
    if (a.value === b.value) return 0
    // What is not there comes before every text.
    if (typeof a.value !== typeof b.value) return typeof a.value === 'number' ? -sign : sign
    return a.value < b.value ? -sign : sign
  })
  body.append(...rows.map(({ row }) => row))
}

/** Sorts by a head; once more, the other way round. */
const sort = (table: HTMLTableElement, head: HTMLTableCellElement): void => {
  const before = head.getAttribute('aria-sort')
  // Numbers begin with the largest, names with the first.
  const first = head.classList.contains('n') ? 'descending' : 'ascending'
  const next = before === null ? first : before === 'ascending' ? 'descending' : 'ascending'
  sortedBy(table)?.removeAttribute('aria-sort')
  head.setAttribute('aria-sort', next)
  arrange(table)
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
