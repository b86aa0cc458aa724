/** Which documents are listed, by their `format`. Another kind is added here. */
import { type DocumentRead, readDocument } from '../../report/page/readers.ts'
import type { ResultDocument } from '../../sim/result/document.ts'
import type { CompareDocument } from '../../study/compare/document.ts'
import type { ForecastDocument } from '../../study/forecast/document.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import type { SweepDocument } from '../../study/sweep/document.ts'
import type { Read, Told } from './reader.ts'
import { tellRun } from './run.ts'
import { tellComparison, tellForecast, tellPlan, tellSweep } from './studies.ts'

/** A document as `readDocument` has checked it. */
type Value = Extract<DocumentRead, { readonly ok: true }>['value']

const TELLERS: ReadonlyMap<string, (value: Value) => Told> = new Map([
  ['interlink-sim/result', value => tellRun(value as unknown as ResultDocument)],
  ['interlink-sim/plan', value => tellPlan(value as unknown as PlanDocument)],
  ['interlink-sim/compare', value => tellComparison(value as unknown as CompareDocument)],
  ['interlink-sim/forecast', value => tellForecast(value as unknown as ForecastDocument)],
  ['interlink-sim/sweep', value => tellSweep(value as unknown as SweepDocument)],
])

/** Letters of a document's beginning that are enough to tell its format. */
export const HEAD = 200

/** The format that a document says first of all, as this program writes them; null where it says none. */
const formatIn = (head: string): string | null =>
  /^\uFEFF?\s*\{\s*"format"\s*:\s*"([^"]{1,100})"/u.exec(head)?.[1] ?? null

/** Whether a file that begins so is a document to be listed. */
export const isListed = (head: string): boolean => TELLERS.has(formatIn(head) ?? '')

/** Reads the text of a document. */
export const readEntry = (text: string): Read => {
  const read = readDocument(text)
  if (!read.ok) return read
  const told = TELLERS.get(read.format)!(read.value)
  return { ok: true, opened: { ...told, page: read.make } }
}
