/** Options that studies have in common. */
import { type Option, oneOf } from './declaration.ts'

/** Where the document and its page go. @param document  `plan.json` */
export const outFor = (document: string): Option => ({
  flag: '--out',
  value: { kind: 'folder', name: 'DIR' },
  about: `write report.html, the page for people, and ${document} to DIR`,
})

/** What is printed. */
export const FORMAT: Option = {
  flag: '--format',
  value: oneOf('text', 'json'),
  about: 'the summary, or the document alone on stdout',
  fallback: 'text',
}
