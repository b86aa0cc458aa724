/** Which documents have a page: a reader for each format, and what else it needs. */
import type { ResultDocument } from '../../sim/result/document.ts'
import type { CompareDocument } from '../../study/compare/document.ts'
import type { ForecastDocument } from '../../study/forecast/document.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import { resultFault } from './document.ts'
import { type Json, isObject } from './json.ts'
import type { Drawable, PageMade, Surroundings, Unmade } from './made.ts'
import { pageOf } from './page.ts'
import { readScenario } from './scenario.ts'
import { readSeries } from './series/read.ts'
import { comparePageOf } from './studies/compare.ts'
import { compareFault, forecastFault, planFault, sweepFault } from './studies/documents.ts'
import { forecastPageOf } from './studies/forecast.ts'
import { planPageOf } from './studies/plan.ts'
import { sweepPageFrom } from './studies/sweep-rows.ts'

/** How a format is read. */
interface Reader {
  /** The command that writes such a document. */
  readonly writer: string
  /** What is not as it should be, as the second half of a sentence; null where all is. */
  readonly faultOf: (value: Json) => string | null
  /** Makes the page of a value without fault. */
  readonly make: (value: Json, surroundings: Surroundings) => PageMade
}

const made = (page: string, drawable: Drawable): PageMade => ({
  ok: true,
  page,
  remark: '',
  drawable,
})

const resultPage = (value: Json, { file, beside, version }: Surroundings): PageMade => {
  const document = value as unknown as ResultDocument
  const found = beside(['series.csv', 'ports.csv'], ([flows, ports]) =>
    readSeries(document, flows!, ports!),
  )
  const series = found?.value ?? null
  const left = 'charts over time are left out'
  const remark =
    found === null
      ? `no series.csv and ports.csv beside ${file}: ${left}`
      : series === null
        ? `series.csv and ports.csv beside ${file} are of another run: ${left}`
        : ''
  const input = { document, scenario: readScenario(document), series, version }
  return { ok: true, page: pageOf(input), remark, drawable: { kind: 'run', input } }
}

const planPage = (value: Json, { version }: Surroundings): PageMade => {
  const document = value as unknown as PlanDocument
  return made(planPageOf(document, version), { kind: 'plan', document })
}

const comparePage = (value: Json, { version }: Surroundings): PageMade => {
  const document = value as unknown as CompareDocument
  return made(comparePageOf(document, version), { kind: 'compare', document })
}

const forecastPage = (value: Json, { version }: Surroundings): PageMade => {
  const document = value as unknown as ForecastDocument
  return made(forecastPageOf(document, version), { kind: 'forecast', document })
}

/** By the `format` of a document. */
const READERS: Readonly<Record<string, Reader>> = {
  'interlink-sim/result': { writer: 'run', faultOf: resultFault, make: resultPage },
  'interlink-sim/plan': { writer: 'plan', faultOf: planFault, make: planPage },
  'interlink-sim/compare': { writer: 'compare', faultOf: compareFault, make: comparePage },
  'interlink-sim/forecast': { writer: 'forecast', faultOf: forecastFault, make: forecastPage },
  'interlink-sim/sweep': { writer: 'sweep', faultOf: sweepFault, make: sweepPageFrom },
}

const readerOf = (format: unknown): Reader | undefined =>
  typeof format === 'string' && Object.hasOwn(READERS, format) ? READERS[format] : undefined

/** A document without fault and how its page is made; or what is wrong. */
export type DocumentRead =
  | {
      readonly ok: true
      readonly format: string
      readonly value: Json
      readonly make: (surroundings: Surroundings) => PageMade
    }
  | Unmade

/** What writes a document with a page. */
const REMEDY = 'run --out DIR writes one'

/** Reads the text of a document. */
export const readDocument = (text: string): DocumentRead => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, fault: 'it is no JSON', remedy: REMEDY }
  }
  const reader = isObject(value) ? readerOf(value['format']) : undefined
  if (!isObject(value) || reader === undefined) {
    const formats = Object.keys(READERS).join(', ')
    return {
      ok: false,
      fault: `it is no document of interlink-sim that has a page: its "format" is none of ${formats}`,
      remedy: REMEDY,
    }
  }
  const fault = reader.faultOf(value)
  const make = (surroundings: Surroundings): PageMade => reader.make(value, surroundings)
  return fault === null
    ? { ok: true, format: String(value['format']), value, make }
    : { ok: false, fault, remedy: `${reader.writer} --out DIR writes one` }
}

/** Makes the page of a document, given as the text of its file. */
export const pageFromText = (text: string, surroundings: Surroundings): PageMade => {
  const read = readDocument(text)
  return read.ok ? read.make(surroundings) : read
}
