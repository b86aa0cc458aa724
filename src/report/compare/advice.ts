/** What a comparison means for whoever decides. */
import type { CompareDocument } from '../../study/compare/document.ts'
import { verdictOnComparison } from './verdict.ts'
import { changesIn } from './changes.ts'

/** What to decide, in a sentence. */
export const decisionOn = (document: CompareDocument): string => {
  const changes = changesIn(document)
  const { standing } = verdictOnComparison(document)
  if (document.differences.length === 0) {
    return 'Give InterLinks the same ids in both scenarios, then compare again.'
  }
  if (changes('better').length + changes('worse').length === 0) {
    return changes('undecided').length === 0
      ? 'Either will do: every figure is the same.'
      : 'Not decided yet: run more replications before anything is changed.'
  }
  if (standing === 'met') return 'Take B.'
  if (standing === 'missed') return 'Keep A.'
  return 'B gives and takes: decide which figure matters, and state it as an objective.'
}
