/**
 * interlink-sim for property-based suites: fast-check arbitraries of sound scenarios, and checkers of what
 * a shaper, a policer or a simulator did, one's own or someone else's. Needs `fast-check`.
 * `docs/testing.md` has examples.
 *
 * Instants and durations are whole picoseconds, sizes whole bytes, rates whole bits per second: numbers.
 */
export { type Allocation, checkAllocation } from './testing/allocation.ts'
export { type ArrivalOptions, arrivals } from './testing/arbitrary/arrivals.ts'
export { type DemandOptions, demands } from './testing/arbitrary/demands.ts'
export {
  type FaultKind,
  type FaultOptions,
  FAULT_KINDS,
  faultSequences,
} from './testing/arbitrary/faults.ts'
export type {
  ConnectionFile,
  DemandFile,
  EventFile,
  FrameFile,
  InterlinkFile,
  PolicyFile,
  ScenarioFile,
  SourceFile,
  SourceKind,
  WorldFile,
} from './testing/arbitrary/file.ts'
export type { Range } from './testing/arbitrary/range.ts'
export { type ScenarioOptions, scenarios } from './testing/arbitrary/scenarios.ts'
export { type WorldOptions, worlds } from './testing/arbitrary/worlds.ts'
export {
  assertAgreement,
  assertAllocation,
  assertCausality,
  assertConformance,
  assertConservation,
  assertDelay,
  assertNoDuplication,
  assertNoIdling,
  assertOrder,
  assertPolicing,
  assertQueue,
  assertTrace,
} from './testing/assert.ts'
export type { ShaperSpec, TokenBucket } from './testing/bucket.ts'
export { checkConformance } from './testing/conformance.ts'
export {
  type Amount,
  type Balance,
  type FrameLog,
  type Sighting,
  balanceOf,
  checkConservation,
  checkNoDuplication,
  passagesOf,
} from './testing/conservation.ts'
export { checkCausality, checkDelay, checkOrder, shaperDelayMax } from './testing/passage-laws.ts'
export type { Arrival, Departed, Dropped, Fate, InFlight, Passage } from './testing/passage.ts'
export { type Patience, checkNoIdling, checkPolicing, checkQueue } from './testing/shaper-laws.ts'
export {
  type BatchShaper,
  type Examination,
  type Judgement,
  type MakeShaper,
  type Shaper,
  type ShaperLaw,
  SHAPER_LAWS,
  checkAgreement,
  examineShaper,
  judgeShaper,
  playShaper,
  referenceShaper,
} from './testing/shaper.ts'
export {
  type Breach,
  type Held,
  type Law,
  type Verdict,
  LawError,
  assertHolds,
  explainVerdict,
} from './testing/verdict.ts'
export { VirtualClock } from './testing/virtual-clock.ts'
export { checkTrace } from './testing/well-formed.ts'
