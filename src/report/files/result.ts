/** The result document as text. */
import type { ResultDocument } from '../../sim/result/document.ts'

/** JSON, indented, ended by a line feed. */
export const resultText = (document: ResultDocument): string =>
  `${JSON.stringify(document, null, 2)}\n`
