/**
 * Two scenarios under the same seeds: which of them is better, in which figure, and how sure that is.
 *
 * One side is played after the other, as `run --replications` plays it. Sources that both have draw the
 * same frames (`docs/decisions/random-streams.md`), so differences are taken replication by replication.
 */
import type { Simulation } from '../sim/run.ts'
import { framesOf } from './replications/threads.ts'
import { ReplicationError } from './replications/fault.ts'
import { halfWidthFor } from './replications/interval.ts'
import { replicate } from './replications.ts'
import type { CompareDocument, ComparedSide } from './compare/document.ts'
import { ComparisonError } from './compare/fault.ts'
import { matched } from './compare/figures.ts'
import { Ledger, metricsOf } from './compare/ledger.ts'
import { besideEachOther } from './compare/objectives.ts'
import { differenceOf } from './compare/paired.ts'
import { type CompareQuestion, SIDES, type SideName } from './compare/question.ts'
import { StoppedError } from './stopped.ts'

/** What is asked besides the document. */
export interface CompareOptions {
  /** A monotonic clock, seconds. */
  readonly clock: () => number
  /** At most so many threads, where that is sooner done; default: none but this one. */
  readonly threads?: number
  readonly signal?: AbortSignal
  /** Told the share of the work of both sides that is done, 0 … 1. */
  readonly onProgress?: (share: number) => void
}

/** A side that was played. */
interface Played {
  readonly simulation: Simulation
  readonly ledger: Ledger
}

/**
 * Plays one side.
 *
 * @param before  replications of the other side that are done
 */
const play = async (
  question: CompareQuestion,
  side: SideName,
  before: number,
  options: CompareOptions,
): Promise<Played> => {
  const { seed, replications, confidence, kernel } = question
  const input = { ...question[side], scenario: { ...question[side].scenario, seed } }
  const ledger = new Ledger(metricsOf([question.a.scenario, question.b.scenario]))
  const { clock, threads, signal, onProgress } = options
  try {
    const simulation = await replicate(
      { input, replications, confidence, precision: null, kernel },
      {
        clock,
        onReplication: figures => ledger.add(figures),
        ...(threads === undefined ? {} : { threads }),
        ...(signal === undefined ? {} : { signal }),
        ...(onProgress === undefined ? {} : { onProgress: ({ share }) => onProgress(share) }),
      },
    )
    return { simulation, ledger }
  } catch (error) {
    if (error instanceof StoppedError) {
      throw new StoppedError(before + error.done, SIDES.length * replications)
    }
    throw error instanceof ReplicationError ? new ComparisonError(error, side) : error
  }
}

const sideOf = (
  { scenario, inputs, simulated, replications }: Simulation,
  text: string,
): ComparedSide => ({
  scenario: { ...scenario, text },
  inputs,
  simulated,
  transient: replications?.transient ?? [],
})

/**
 * Compares two scenarios.
 *
 * @returns the document; the same bytes for any number of threads
 * @throws StoppedError    when `signal` aborts; it counts the replications of both sides
 * @throws ComparisonError when a replication failed; `cause` is what it threw
 * @throws whatever a callback throws
 */
export const compare = async (
  question: CompareQuestion,
  options: CompareOptions,
): Promise<CompareDocument> => {
  const { seed, replications, confidence } = question
  const { onProgress } = options
  const [ofA, ofB] = [framesOf(question.a), framesOf(question.b)]
  const shareOfA = ofA + ofB === 0 ? 1 / 2 : ofA / (ofA + ofB)
  const telling = (from: number, part: number): Pick<CompareOptions, 'onProgress'> =>
    onProgress === undefined ? {} : { onProgress: share => onProgress(from + part * share) }
  const a = await play(question, 'a', 0, { ...options, ...telling(0, shareOfA) })
  const later = telling(shareOfA, 1 - shareOfA)
  const b = await play(question, 'b', replications, { ...options, ...later })
  const { figures, onlyIn } = matched(a.simulation, b.simulation)
  const halfWidth = halfWidthFor(confidence)
  return {
    format: 'interlink-sim/compare',
    version: 1,
    a: sideOf(a.simulation, question.a.text),
    b: sideOf(b.simulation, question.b.text),
    seed,
    replications,
    confidence,
    differences: figures.map(figure =>
      differenceOf(
        figure,
        a.ledger.valuesOf(figure),
        b.ledger.valuesOf(figure),
        confidence,
        halfWidth,
      ),
    ),
    onlyIn,
    objectives: besideEachOther(a.simulation.objectives, b.simulation.objectives),
  }
}
