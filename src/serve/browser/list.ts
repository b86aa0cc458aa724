/** The list: filtered and sorted, two of it ticked, and kept as it is in the folder. */
import { byId, tell } from '../../report/page/browser/dom.ts'
import { activateTables, arrange } from '../../report/page/browser/tables.ts'
import { type Listing, countText } from '../row.ts'
import { listen } from './news.ts'
import { rowElement } from './rows.ts'

const table = (): HTMLTableElement => document.querySelector<HTMLTableElement>('#results')!

const rows = (): readonly HTMLTableRowElement[] => [...(table().tBodies[0]?.rows ?? [])]

const boxes = (): readonly HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>('input[name="pick"]'),
]

/** Paths that are ticked, in the order in which they were. */
let picked: readonly string[] = []

/** Every word of the filter must be somewhere in the line. */
const filter = (): void => {
  const input = document.querySelector<HTMLInputElement>('#filter')
  const words = (input?.value ?? '').toLowerCase().split(/\s+/u)
  let shown = 0
  for (const row of rows()) {
    const text = (row.textContent ?? '').toLowerCase()
    row.hidden = !words.every(word => text.includes(word))
    if (!row.hidden) shown++
  }
  byId('count')!.textContent = countText(shown, rows().length)
  byId('empty')!.hidden = rows().length > 0
}

/** Shows what is ticked; the button opens two, no more and no fewer. */
const showPicked = (): void => {
  for (const box of boxes()) {
    box.checked = picked.includes(box.value)
    box.closest('tr')?.classList.toggle('hit', box.checked)
  }
  const button = document.querySelector<HTMLButtonElement>('#beside')!
  button.disabled = picked.length !== 2
  byId('hint')!.textContent = [
    'Tick two results to see them beside each other.',
    'Tick one more.',
    'The first ticked is a, the other is b.',
  ][picked.length]!
}

const pick = (box: HTMLInputElement): void => {
  const others = picked.filter(path => path !== box.value)
  // Of three, the one that was ticked first goes.
  picked = box.checked ? [...others, box.value].slice(-2) : others
  showPicked()
}

/** Opens both in the order in which they were ticked, which that of the lines need not be. */
const openBoth = (): void => {
  location.assign(`/beside?${picked.map(path => `pick=${encodeURIComponent(path)}`).join('&')}`)
}

/** Puts the list as it is now into the page; ticks, filter, order and place stay. */
const show = ({ rows: listed, remark, digest }: Listing): void => {
  const before = new Set(boxes().map(({ value }) => value))
  const focused = document.activeElement instanceof HTMLInputElement ? document.activeElement : null
  table().tBodies[0]!.replaceChildren(...listed.map(rowElement))
  document.body.dataset['digest'] = digest
  byId('remark')!.textContent = remark
  byId('remark')!.hidden = remark === ''
  const there = new Set(listed.map(({ path }) => path))
  picked = picked.filter(path => there.has(path))
  arrange(table())
  filter()
  showPicked()
  if (focused?.name === 'pick') {
    boxes()
      .find(({ value }) => value === focused.value)
      ?.focus({ preventScroll: true })
  }
  const landed = listed.filter(({ path, name }) => name !== '' && !before.has(path))
  if (landed.length === 1) tell(`New: ${landed[0]!.name}, ${landed[0]!.verdict}.`)
  if (landed.length > 1) tell(`${landed.length} new results.`)
}

let isFetching = false

const refresh = async (digest: string): Promise<void> => {
  if (isFetching || digest === document.body.dataset['digest']) return
  isFetching = true
  try {
    const response = await fetch('/results.json')
    if (response.ok) show((await response.json()) as Listing)
  } catch {
    // The server is away; when it is back it says so.
  } finally {
    isFetching = false
  }
}

const hear = (isHeard: boolean): void => {
  const live = byId('live')!
  live.textContent = isHeard ? '● up to date' : '○ the server is away'
  live.classList.toggle('warning', !isHeard)
}

/** Makes the list work. */
export const startList = (): void => {
  activateTables()
  byId('filter')?.addEventListener('input', filter)
  table().addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement) pick(target)
  })
  document.querySelector('form')?.addEventListener('submit', event => {
    event.preventDefault()
    if (picked.length === 2) openBoth()
  })
  // A browser that goes back may have kept ticks.
  picked = boxes()
    .filter(({ checked }) => checked)
    .map(({ value }) => value)
    .slice(0, 2)
  filter()
  showPicked()
  listen([], { heard: hear, news: ({ digest }) => void refresh(digest) })
}
