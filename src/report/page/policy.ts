/** What a page may load, in the words of a content security policy. */
import { createHash } from 'node:crypto'

/** A script or a style that stands in the page, known by its sum. */
export const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`
