/**
 * interlink-sim as a library, with the words of the command line: `load` a scenario file (or
 * `parseScenario` its text), `run` it, `complete` the result document; `formatFault` and `explain`
 * say what is wrong with one.
 */
export type { Content } from './formats/content.ts'
export type { Table } from './formats/csv/read.ts'
export type { Capture } from './formats/pcap/read.ts'
export { createScenario } from './model/create-scenario.ts'
export type { ScenarioDraft } from './model/draft.ts'
export { explain } from './model/explain.ts'
export type { Rejection } from './model/rejection.ts'
export { type Element, type Owner, ownerOf } from './model/demarcation.ts'
export type { Scenario } from './model/scenario.ts'
export type { World } from './model/world.ts'
export { formatQuantity, parseQuantity } from './quantity.ts'
export { nodeFiles } from './scenario/files.ts'
export {
  type LoadResult,
  type Loaded,
  type LocatedFault,
  formatFault,
  load,
  parseScenario,
  scenarioJsonSchema,
} from './scenario/load.ts'
export { InterruptedError, InvariantError } from './sim/invariant.ts'
export type { Progress } from './sim/progress.ts'
export type { ResultDocument } from './sim/result/document.ts'
export { type RunInput, type RunOptions, type Simulation, complete, run } from './sim/run.ts'
