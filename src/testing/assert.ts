/** The checkers as assertions: they throw a `LawError` where the law is broken, and else do nothing. */
import { checkAllocation } from './allocation.ts'
import { checkConformance } from './conformance.ts'
import { checkConservation, checkNoDuplication } from './conservation.ts'
import { checkCausality, checkDelay, checkOrder } from './passage-laws.ts'
import { checkNoIdling, checkPolicing, checkQueue } from './shaper-laws.ts'
import { checkAgreement } from './shaper.ts'
import { type Verdict, assertHolds } from './verdict.ts'
import { checkTrace } from './well-formed.ts'

/** A checker that throws. */
type Assertion<Check extends (...args: never[]) => Verdict> = (...args: Parameters<Check>) => void

const asserting =
  <Args extends readonly unknown[]>(check: (...args: Args) => Verdict): ((...args: Args) => void) =>
  (...args) => {
    assertHolds(check(...args))
  }

/** As `checkTrace`. @throws LawError */
export const assertTrace: Assertion<typeof checkTrace> = asserting(checkTrace)
/** As `checkCausality`. @throws LawError */
export const assertCausality: Assertion<typeof checkCausality> = asserting(checkCausality)
/** As `checkOrder`. @throws LawError */
export const assertOrder: Assertion<typeof checkOrder> = asserting(checkOrder)
/** As `checkDelay`. @throws LawError */
export const assertDelay: Assertion<typeof checkDelay> = asserting(checkDelay)
/** As `checkConformance`. @throws LawError, RangeError */
export const assertConformance: Assertion<typeof checkConformance> = asserting(checkConformance)
/** As `checkNoIdling`. @throws LawError, RangeError */
export const assertNoIdling: Assertion<typeof checkNoIdling> = asserting(checkNoIdling)
/** As `checkPolicing`. @throws LawError, RangeError */
export const assertPolicing: Assertion<typeof checkPolicing> = asserting(checkPolicing)
/** As `checkQueue`. @throws LawError, RangeError */
export const assertQueue: Assertion<typeof checkQueue> = asserting(checkQueue)
/** As `checkConservation`. @throws LawError */
export const assertConservation: Assertion<typeof checkConservation> = asserting(checkConservation)
/** As `checkNoDuplication`. @throws LawError */
export const assertNoDuplication: Assertion<typeof checkNoDuplication> =
  asserting(checkNoDuplication)
/** As `checkAllocation`. @throws LawError */
export const assertAllocation: Assertion<typeof checkAllocation> = asserting(checkAllocation)
/** As `checkAgreement`. @throws LawError */
export const assertAgreement: Assertion<typeof checkAgreement> = asserting(checkAgreement)
