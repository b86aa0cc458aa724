/** What a checker says: a law holds, or what breaks it, where and by how much. */

/** The laws by their names. */
export type Law =
  | 'wellFormed'
  | 'causality'
  | 'order'
  | 'conformance'
  | 'noIdling'
  | 'policing'
  | 'queue'
  | 'delay'
  | 'conservation'
  | 'noDuplication'
  | 'allocation'
  | 'agreement'

/** What breaks a law first. */
export interface Breach {
  readonly holds: false
  readonly law: Law
  /** What is wrong, as a sentence with its numbers. */
  readonly problem: string
  /** Place, from 0, in the array that was examined; null where it is of no entry. */
  readonly index: number | null
  /** When, ps; null where it has no instant. */
  readonly at: number | null
  /** How much beyond what is allowed, above 0, the float64 nearest to it; decided exactly. */
  readonly by: number
  readonly unit: 'ps' | 'byte' | 'frame' | 'bit/s'
}

/** A law that holds over all that was examined. */
export interface Held {
  readonly holds: true
  readonly law: Law
}

/** What a checker says. */
export type Verdict = Held | Breach

/** That a law holds. */
export const held = (law: Law): Held => ({ holds: true, law })

/** That a law is broken. */
export const broken = (law: Law, breach: Omit<Breach, 'holds' | 'law'>): Breach => ({
  holds: false,
  law,
  ...breach,
})

/** A verdict in one line. */
export const explainVerdict = (verdict: Verdict): string =>
  verdict.holds ? `${verdict.law} holds` : `${verdict.law} is broken: ${verdict.problem}`

/** What `assert…` throws: the laws that are broken. */
export class LawError extends Error {
  declare readonly breaches: readonly Breach[]

  constructor(breaches: readonly Breach[]) {
    super(breaches.map(explainVerdict).join('\n'))
    this.name = 'LawError'
    this.breaches = breaches
  }
}

/**
 * Nothing where all verdicts say that their laws hold.
 *
 * @throws LawError with every breach
 */
export const assertHolds = (...verdicts: readonly Verdict[]): void => {
  const breaches = verdicts.filter(verdict => !verdict.holds)
  if (breaches.length > 0) throw new LawError(breaches)
}
