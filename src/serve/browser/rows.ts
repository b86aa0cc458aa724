/** Lines of the list as elements: the same as the server writes. */
import { made } from '../../report/page/browser/dom.ts'
import { LOOKS, type Row, SYMBOLS, TONES, openLink } from '../row.ts'

const cell = (text: string, look = '', value?: number | null): HTMLElement => {
  const element = made('td', text, look)
  if (value !== undefined) element.dataset['v'] = value === null ? '' : String(value)
  return element
}

const pick = ({ path, name, place, tone }: Row): HTMLElement => {
  if (tone === 'unreadable') return made('td', '', 'pick-cell')
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.name = 'pick'
  box.value = path
  box.setAttribute('aria-label', `Put beside another: ${name}, ${place}`)
  return made('td', [box], 'pick-cell')
}

const what = ({ path, name, place, tone }: Row): HTMLElement => {
  if (tone === 'unreadable') {
    const head = made('th', [made('span', place, 'dim')], 'what')
    head.setAttribute('scope', 'row')
    return head
  }
  const link = document.createElement('a')
  link.href = openLink(path)
  link.append(made('bdi', name === '' ? place : name))
  const head = made('th', [link, made('small', [made('bdi', place)])], 'what')
  head.setAttribute('scope', 'row')
  return head
}

const when = ({ written }: Row): HTMLElement => {
  const time = document.createElement('time')
  time.dateTime = written.iso
  time.textContent = written.text
  const element = made('td', [time], 'n when')
  element.dataset['v'] = String(written.value ?? '')
  return element
}

/** The element of a line. */
export const rowElement = (row: Row): HTMLElement => {
  const { tone, verdict, seed, engine, measured } = row
  return made('tr', [
    pick(row),
    cell(`${SYMBOLS[tone]} ${verdict}`, `said ${LOOKS[tone]}`, TONES.indexOf(tone)),
    what(row),
    cell(seed, 'more'),
    cell(engine, 'more'),
    cell(measured.text, 'n more', measured.value),
    when(row),
  ])
}
