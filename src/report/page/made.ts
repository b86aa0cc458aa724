/** How pages are made of files. */
import type { CompareDocument } from '../../study/compare/document.ts'
import type { ForecastDocument } from '../../study/forecast/document.ts'
import type { PlanDocument } from '../../study/plan/document.ts'
import type { SweepDocument } from '../../study/sweep/document.ts'
import type { SweepChart } from '../charts/sweep.ts'
import type { PageInput } from './view.ts'

/** A text as it comes from a file, piece by piece. */
export type Pieces = Iterable<string>

/** What stands around a document. */
export interface Surroundings {
  /** The document as it was named, for messages. */
  readonly file: string
  /** Gives files beside the document to a reader; null where one is missing or cannot be read. */
  readonly beside: <T>(
    names: readonly string[],
    read: (pieces: readonly Pieces[]) => T,
  ) => { readonly value: T } | null
  /** Of this program. */
  readonly version: string
}

/** What the charts of a page are drawn from. */
export type Drawable =
  | { readonly kind: 'run'; readonly input: PageInput }
  | { readonly kind: 'plan'; readonly document: PlanDocument }
  | { readonly kind: 'compare'; readonly document: CompareDocument }
  | { readonly kind: 'forecast'; readonly document: ForecastDocument }
  | { readonly kind: 'sweep'; readonly document: SweepDocument; readonly chart: SweepChart }

/** What is wrong, as the second half of a sentence, and what writes a document that is right. */
export interface Unmade {
  readonly ok: false
  readonly fault: string
  readonly remedy: string
}

/**
 * A page and what has to be said of it, which may be empty; or why there is none. `drawable` is what its charts are drawn from.
 */
export type PageMade =
  | {
      readonly ok: true
      readonly page: string
      readonly remark: string
      readonly drawable: Drawable
    }
  | Unmade
