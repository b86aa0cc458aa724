/** What a report on a comparison is made of. */
import type { CompareDocument } from '../../study/compare/document.ts'

/** What a report is made of. */
export interface CompareReportInput {
  readonly document: CompareDocument
  /** The scenario files as the user named them. */
  readonly files: { readonly a: string; readonly b: string }
  /** The seed that B's file says, where it is another than the one used and nobody asked for that; else null. */
  readonly unusedSeed: number | null
  /** Options that were given, other than the seed, as words: `--replications`, `50`. */
  readonly options: readonly string[]
  /** Of this program. */
  readonly version: string
  /** Warnings about the scenarios, one line each. */
  readonly warnings: readonly string[]
  /** Files that were written, those beside the first one without their folder; default: none. */
  readonly wrote?: readonly string[]
}
