/** Faults of ours in runs: what failed, and the command that plays it alone. */
import { command } from '../../report/command.ts'
import { count } from '../../report/terminal/figures.ts'
import { InvariantError } from '../../sim/invariant.ts'
import type { FailureError } from '../../study/failures/fault.ts'
import type { ReplicationError } from '../../study/replications/fault.ts'
import { toSeconds } from '../../units.ts'
import { OurFault } from '../exit.ts'

/** When in simulated time something failed, behind other circumstances; empty where it is not known. */
const when = (cause: unknown): string =>
  cause instanceof InvariantError ? `, at ${toSeconds(cause.simulated as never)} s simulated` : ''

/** A single run failed. @param replay  words of the command that plays it, but for its seed */
export const faultOfRun = (cause: unknown, seed: number, replay: readonly string[]): OurFault =>
  new OurFault(cause, `seed ${seed}${when(cause)}`, command(...replay, '--seed', String(seed)))

/**
 * One of several replications failed.
 *
 * @param replications  how many there would have been
 */
export const faultOfReplication = (
  { cause, seed, done }: ReplicationError,
  replications: number,
  replay: readonly string[],
): OurFault => {
  const circumstances =
    `seed ${seed}, replication ${count(done + 1)} of ${count(replications)}${when(cause)}; ` +
    `the ${count(done)} before it were played`
  return new OurFault(cause, circumstances, command(...replay, '--seed', String(seed)))
}

/** A run without one of the connections failed. @param replications  of each variant; null: a single run */
export const faultOfFailure = (
  { cause, connection, seed, index }: FailureError,
  replications: number | null,
  replay: readonly string[],
): OurFault => {
  const which =
    replications === null ? '' : `, replication ${count(index + 1)} of ${count(replications)}`
  const circumstances = `without ${connection}, seed ${seed}${which}${when(cause)}`
  const words = [...replay, '--fail-each', '--seed', String(seed)]
  return new OurFault(cause, circumstances, command(...words))
}
