/** What comes of a combination. All of it is plain data that JSON keeps as it is. */
import type { Direction } from '../../model/direction.ts'
import type { LocatedFault } from '../../scenario/load.ts'
import type { FlowResult, ObjectiveResult } from '../../sim/result/document.ts'
import type { RunInput } from '../../sim/run.ts'
import { replicate } from '../replications.ts'
import { ReplicationError } from '../replications/fault.ts'
import { CONFIDENCE_DEFAULT } from '../replications/question.ts'

/** The figures of a flow that a sweep keeps. SI base units; null: of no frames. */
export interface FlowFigures {
  readonly interlink: string
  readonly direction: Direction
  readonly offeredFrames: number
  readonly loss: number
  readonly throughput: number
  readonly delayMean: number | null
  readonly delayP99: number | null
  readonly delayMax: number | null
}

/** What comes of a combination. */
export type Outcome =
  | {
      readonly kind: 'played'
      readonly flows: readonly FlowFigures[]
      readonly objectives: readonly ObjectiveResult[]
    }
  /** The rules refuse its values. */
  | { readonly kind: 'refused'; readonly error: string }
  /** A run of it failed. */
  | { readonly kind: 'failed'; readonly error: string }

/** How a combination is played. */
export interface PlayOptions {
  readonly replications: number
  /** At most so many threads share the replications. */
  readonly threads: number
  readonly signal?: AbortSignal
}

const figuresOf = ({
  interlink,
  direction,
  offered,
  loss,
  throughput,
  delay,
}: FlowResult): FlowFigures => ({
  interlink,
  direction,
  offeredFrames: offered.frames,
  loss,
  throughput,
  delayMean: delay.mean,
  delayP99: delay.p99,
  delayMax: delay.max,
})

/** What the rules say against a combination: the first fault, and how many more there are. */
export const refused = (faults: readonly LocatedFault[], faultCount: number): Outcome => {
  const [first] = faults
  const { path = '', message = 'it is no scenario' } = first ?? {}
  const more = faultCount > 1 ? ` (and ${faultCount - 1} more)` : ''
  return { kind: 'refused', error: `${path === '' ? '' : `${path}: `}${message}${more}` }
}

/**
 * Plays a combination: all its replications, pooled.
 *
 * @throws StoppedError when `signal` aborts
 */
export const playCombination = async (
  input: RunInput,
  { replications, threads, signal }: PlayOptions,
): Promise<Outcome> => {
  const question = {
    input,
    replications,
    confidence: CONFIDENCE_DEFAULT,
    precision: null,
    kernel: 'auto',
  } as const
  try {
    const { flows, objectives } = await replicate(question, {
      // How long it takes is nobody's concern.
      clock: () => 0,
      threads,
      ...(signal === undefined ? {} : { signal }),
    })
    return { kind: 'played', flows: flows.map(figuresOf), objectives }
  } catch (error) {
    if (!(error instanceof ReplicationError)) throw error
    return { kind: 'failed', error: `${error.message} (seed ${error.seed})` }
  }
}
