/**
 * interlink-sim as a library, with the words of the command line: `load` a scenario file or `check` a
 * text or object, `run` it, `plan` what it needs, `forecast` until when it is enough, `sweep` over values,
 * `compare` it with another, `provision` its connections, tell their `availability`, `explain` what is wrong
 * with it.
 * `docs/library.md` has examples.
 */
export { type AvailabilityOptions, availability } from './library/availability.ts'
export { type CompareOptions, compare } from './library/compare.ts'
export { type CheckOptions, type LoadOptions, check, explain, load } from './library/load.ts'
export { type ProvisionOptions, provision } from './library/provision.ts'
export { type RunOptions, run } from './library/run.ts'
export { type ForecastOptions, forecast } from './library/forecast.ts'
export { type PlanOptions, type PlanSubject, plan } from './library/plan.ts'
export {
  type SweepCombination,
  type SweepOptions,
  type SweepProgress,
  sweep,
} from './library/sweep.ts'
export { type Element, type Owner, ownerOf } from './model/demarcation.ts'
export type { Direction } from './model/direction.ts'
export type { DropCause } from './model/drop-cause.ts'
export type { FlowMetric, PortMetric } from './model/objective.ts'
export type { Engine, Scenario } from './model/scenario.ts'
export type { World } from './model/world.ts'
export { formatQuantity, parseQuantity } from './quantity.ts'
export type { Change, LoadResult, Loaded, LocatedFault } from './scenario/load.ts'
export { scenarioJsonSchema } from './scenario/load.ts'
export { InterruptedError, InvariantError } from './sim/invariant.ts'
export type { Progress } from './sim/progress.ts'
export type {
  FlowInterval,
  PortInterval,
  SeriesInterval,
  TakeInterval,
} from './sim/recording/series.ts'
export type {
  BillingEntry,
  Bound,
  Confidence,
  Count,
  Delay,
  DelayBin,
  FailureEntry,
  FlowBounds,
  FlowResult,
  FlowSlices,
  Interval,
  LossSpan,
  ObjectiveResult,
  PortBounds,
  PortResult,
  PrecisionFigure,
  PrecisionReport,
  ReplicationsReport,
  ResultDocument,
  RunReport,
  TimelineEntry,
  TransientEntry,
  Unseen,
  Wait,
  WorstCase,
} from './sim/result/document.ts'
export type { FlowName } from './sim/trace/lane-trace.ts'
export type { TakeFrame, TraceRequest } from './sim/trace/tracer.ts'
export type {
  AvailabilityDocument,
  AvailabilityFigures,
  AvailabilityObjective,
  AvailabilitySubject,
  CauseEntry,
  ChangedSubject,
  WhatIf,
} from './study/availability/document.ts'
export type {
  ChangeVerdict,
  CompareDocument,
  ComparedFigure,
  ComparedObjective,
  ComparedSide,
  ComparedSubject,
  Difference,
  FlowSubject,
  PortSubject,
  SideOutcome,
} from './study/compare/document.ts'
export { ComparisonError } from './study/compare/fault.ts'
export type { SideName } from './study/compare/question.ts'
export type { Estimate } from './study/availability/estimate.ts'
export type {
  ConnectionProvision,
  CostFigures,
  OrderFigures,
  ProvisionDocument,
} from './study/provision-document.ts'
export { ForecastError } from './study/forecast/question.ts'
export type {
  AllocationForecast,
  Failure,
  ForecastDocument,
  HistoryFigures,
  ObjectiveForecast,
  TrendFigures,
} from './study/forecast/document.ts'
export type { Candidate } from './study/plan/candidates.ts'
export type { PlanDocument, PlanFailure } from './study/plan/document.ts'
export { PlanError } from './study/plan/question.ts'
export type { PlanProgress } from './study/plan.ts'
export { FailureError } from './study/failures/fault.ts'
export type { Quantiles } from './study/quantiles.ts'
export type { ReplicationFigures } from './study/replications.ts'
export { ReplicationError } from './study/replications/fault.ts'
export { StoppedError } from './study/stopped.ts'
export type { FlowFigures } from './study/sweep/outcome.ts'
