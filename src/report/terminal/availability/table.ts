/** The table of subjects: how long each is up, and whose its down time is. */
import type { AvailabilityDocument } from '../../../study/availability/document.ts'
import { minutes, percent } from '../../availability/figures.ts'
import { type Faring, faringsOf, focusOf } from '../../availability/subjects.ts'
import { confidenceText } from '../../availability/verdict.ts'
import { type Cell, type Column, layOut, plain } from '../columns.ts'
import { significant } from '../figures.ts'
import { type Surface, symbolsOf } from '../style.ts'
import { NBSP, proseWidth, wrap } from '../text.ts'

/** Rows of a table at most; of more the worst are shown. */
const LISTED = 16

/** VPCs, each with its InterLinks below, then InterLinks without one. */
const inOrder = (farings: readonly Faring[]): readonly (readonly [Faring, depth: number])[] => {
  const placed = new Set<Faring>()
  const rows: (readonly [Faring, number])[] = []
  const put = (faring: Faring, depth: number): void => {
    if (placed.has(faring)) return
    placed.add(faring)
    rows.push([faring, depth])
  }
  for (const vpc of farings.filter(({ kind }) => kind === 'vpc')) {
    put(vpc, 0)
    const ids = 'vpc' in vpc.subject ? new Set(vpc.subject.interlinks) : new Set<string>()
    for (const each of farings) {
      const isOwn = each.kind === 'interlink' && ids.has(each.id)
      if (isOwn && each.families.some(family => vpc.families.includes(family))) put(each, 1)
    }
  }
  for (const each of farings) put(each, 0)
  return rows
}

const words = (text: string): string => text.replaceAll(' ', NBSP)

interface Field {
  readonly head: string
  readonly column: Column
  readonly text: (faring: Faring, depth: number) => string
  /** Fields with a higher number are left out first. */
  readonly rank: number
}

const right = (width: number): Column => ({ align: 'right', gap: 2, width })
const left = (width: number): Column => ({ align: 'left', gap: 1, width })

const rate = (value: number): string =>
  value === 0 ? '0' : significant(value, { name: '', exponent: 0, multiple: 1 }, 3)

const fieldsOf = (document: AvailabilityDocument, surface: Surface): readonly Field[] => {
  const { range } = symbolsOf(surface)
  const hasUnnoticed = document.subjects.some(each => each.undetectedMinutesPerYear > 0)
  return [
    {
      head: 'min a year',
      column: left(10),
      text: ({ id }, depth) => `${'  '.repeat(depth).replaceAll(' ', NBSP)}${id}`,
      rank: 0,
    },
    { head: '', column: left(4), text: ({ families }) => families.join('+'), rank: 2 },
    {
      head: 'available %',
      column: right(11),
      text: ({ subject }) => percent(subject.availability.mean),
      rank: 0,
    },
    {
      head: 'down',
      column: right(7),
      text: ({ subject }) => minutes(subject.minutesPerYear.mean),
      rank: 0,
    },
    {
      head: words(`${confidenceText(document)} confidence`),
      column: right(15),
      text: ({
        subject: {
          minutesPerYear: { low, high },
        },
      }) => words(`${minutes(low)} ${range} ${minutes(high)}`),
      rank: 3,
    },
    {
      head: 'customer',
      column: right(8),
      text: ({ subject }) => minutes(subject.minutesPerYearByOwner.customer),
      rank: 1,
    },
    {
      head: 'provider',
      column: right(8),
      text: ({ subject }) => minutes(subject.minutesPerYearByOwner.provider),
      rank: 1,
    },
    {
      head: 'outages',
      column: right(7),
      text: ({ subject }) => rate(subject.outagesPerYear),
      rank: 4,
    },
    ...(hasUnnoticed
      ? [
          {
            head: 'unnoticed',
            column: right(9),
            text: ({ subject }: Faring) => minutes(subject.undetectedMinutesPerYear),
            rank: 5,
          },
        ]
      : []),
  ]
}

const stacked = (
  fields: readonly Field[],
  rows: readonly (readonly [Faring, number])[],
  width: number,
): readonly string[] =>
  rows.flatMap(([faring]) => [
    ...wrap(`${faring.id} ${faring.families.join('+')}:`, width, ' '),
    ...wrap(
      fields
        .slice(2)
        .map(({ head, text }) => `${words(head)}${NBSP}${text(faring, 0)}`)
        .join(', '),
      width,
      '   ',
    ),
  ])

/** Draws the table: minutes a year, but for availability and outages, which are told by the year. */
export const availabilityTable = (
  document: AvailabilityDocument,
  surface: Surface,
): readonly string[] => {
  const farings = faringsOf(document)
  const worst = new Set(
    [
      ...new Set([
        focusOf(farings),
        ...farings.toSorted(
          (a, b) => b.subject.minutesPerYear.mean - a.subject.minutesPerYear.mean,
        ),
      ]),
    ].slice(0, LISTED),
  )
  const rows = inOrder(farings.length > LISTED ? farings.filter(each => worst.has(each)) : farings)
  const hidden = farings.length - rows.length
  const width = proseWidth(surface)
  const more =
    hidden > 0 ? wrap(`${hidden} more fare no worse; --format json tells of all`, width, ' ') : []
  const fields = fieldsOf(document, surface)
  for (let most = 5; most >= 1; most--) {
    const shown = fields.filter(({ rank }) => rank <= most)
    const head: readonly Cell[] = shown.map(each => ({ text: each.head, tone: 'secondary' }))
    const body = rows.map(([faring, depth]) => shown.map(each => plain(each.text(faring, depth))))
    const layout = layOut(
      surface,
      shown.map(({ column }) => column),
      [head, ...body],
    )
    if (layout.width <= width) return [...layout.lines, ...more]
  }
  return [...stacked(fields, rows, width), ...more]
}
