/** What a page is read for. */
import type { Pen } from '../../../src/report/charts/pen.ts'
import { pageFromText } from '../../../src/report/page/readers.ts'

/** A pen that draws in no particular colours and tells what is under the pointer as text. */
export const PEN: Pen = {
  theme: {
    ground: '#fff',
    panel: '#eee',
    text: '#000',
    dim: '#777',
    line: '#ccc',
    met: '#068',
    missed: '#b13',
    warning: '#440',
    colours: ['#06d', '#631', '#065', '#537', '#770'],
    font: 'sans-serif',
  },
  isStill: true,
  tip: (title, rows) =>
    [title, ...rows.map(([name, value]) => `${name}: ${value}`)]
      .join('\n')
      .replaceAll('\u00a0', ' '),
}

/** The page without script, style and data: what is read, in one line. */
export const bodyOf = (page: string): string =>
  page.replaceAll(/<(script|style)\b[^]*?<\/\1>/gu, '').replaceAll(/\s+/gu, ' ')

/** The title of a page. */
export const titleOf = (page: string): string =>
  /<title>\s*([^<]*)<\/title>/u.exec(page)?.[1]?.replaceAll(/\s+/gu, ' ').trim() ?? ''

/** The first row of a table that has a text in it, as texts. */
export const rowWith = (page: string, text: string): readonly string[] => {
  const row = (bodyOf(page).match(/<tr\b.*?<\/tr>/gu) ?? []).find(each => each.includes(text)) ?? ''
  return (row.match(/<t[dh]\b.*?<\/t[dh]>/gu) ?? []).map(cell =>
    cell.replaceAll(/<[^>]*>/gu, '').trim(),
  )
}

/** A page made of a document's text, or what is wrong with it. */
export const pageOfText = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const made = pageFromText(text, { file: 'x.json', beside: () => null, version: '0.0.0' })
  return made.ok ? made.page : `${made.fault}; ${made.remedy}`
}

/** Part of an option of echarts that tests look at. */
export interface Drawn {
  readonly series: readonly {
    readonly type: string
    readonly data: readonly unknown[]
    readonly markLine?: {
      readonly precision?: number
      readonly data: readonly {
        readonly yAxis?: number
        readonly xAxis?: number
        readonly label?: { readonly formatter?: string }
      }[]
    }
    readonly markArea?: {
      readonly data: readonly (readonly { readonly yAxis?: number; readonly xAxis?: number }[])[]
    }
  }[]
  readonly tooltip: { readonly formatter: (under: unknown) => string }
  readonly xAxis: { readonly type: string; readonly min: number; readonly max: number }
  readonly yAxis: { readonly type: string; readonly min: number; readonly max: number }
}
