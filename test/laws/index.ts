/** All laws by their claims. */
import { BOUND_LAWS } from './bounds.ts'
import { BUCKET_LAWS } from './bucket.ts'
import { CABLE_LAWS } from './cable.ts'
import { replayWorlds } from '../sim/support/worlds.ts'
import { edgeWorlds } from './edges.ts'
import { FIGURE_LAWS } from './figures.ts'
import type { Law, Laws } from './law.ts'
import { LIFE_LAWS } from './life.ts'
import { agreesWithOracle } from './oracle.ts'
import { QUEUE_LAWS } from './queue.ts'
import { SOURCE_LAWS } from './sources.ts'
import { WINDOW_LAWS } from './window.ts'
import { WIRE_LAWS } from './wire.ts'

/** Worlds in which a simulator is held to the oracle, and where they begin: few, and always the same. */
const WORLDS = { numRuns: 200, seed: 2, endOnFailure: true }

const ALL = {
  'every figure is that of the slow oracle': simulator =>
    agreesWithOracle(simulator, replayWorlds, WORLDS),
  'every figure is that of the slow oracle, too, where windows and queues end as something happens':
    simulator => agreesWithOracle(simulator, edgeWorlds, WORLDS),
  ...BUCKET_LAWS,
  ...QUEUE_LAWS,
  ...WIRE_LAWS,
  ...CABLE_LAWS,
  ...WINDOW_LAWS,
  ...LIFE_LAWS,
  ...FIGURE_LAWS,
  ...SOURCE_LAWS,
  ...BOUND_LAWS,
} satisfies Laws

/** The claim of a law. */
export type Claim = keyof typeof ALL

/** Every law by its claim. */
export const LAWS: Readonly<Record<Claim, Law>> = ALL

/** Every claim. */
export const CLAIMS = Object.keys(LAWS) as readonly Claim[]
