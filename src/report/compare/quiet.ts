/** One line per figure that is surely worse in B, in base units, for scripts. */
import type { CompareDocument } from '../../study/compare/document.ts'
import { changesIn } from './changes.ts'

const DIGITS = 4

const base = (value: number): string => String(Number(value.toPrecision(DIGITS)))

/**
 * `worse data toCloud loss 0.0132 by 0.0101 to 0.0163`: B's figure, and between what and what it is
 * above A's, or below where more is better.
 *
 * @returns lines, each ended by a line feed, the most important first; empty when nothing is worse
 */
export const renderQuietCompare = (document: CompareDocument): string =>
  changesIn(document)('worse')
    .map(({ difference }) => {
      const { direction, metric, b, low, high } = difference
      const id = 'interlink' in difference ? difference.interlink : difference.connection
      return `worse ${id} ${direction} ${metric} ${base(b!)} by ${base(low!)} to ${base(high!)}\n`
    })
    .join('')
