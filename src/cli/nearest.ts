/** The known word that a mistyped one was meant to be. */
import { isSlip, nearest } from '../model/nearest.ts'

/** The nearest of `known`; null when none is near enough to have been meant. */
export const meant = (word: string, known: readonly string[]): string | null => {
  const name = nearest(word, known)
  return name !== null && isSlip(word, name) ? name : null
}
