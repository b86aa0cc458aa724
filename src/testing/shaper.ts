/** Someone else's shaper: how it is fed, and held to every law. */
import fc from 'fast-check'
import { arrivals as arbitraryArrivals } from './arbitrary/arrivals.ts'
import { type ShaperSpec, checkShaper, countedBytes } from './bucket.ts'
import { checkConformance } from './conformance.ts'
import { balanceOf, checkConservation } from './conservation.ts'
import { type Arrival, type Fate, type Passage, passageOf } from './passage.ts'
import { checkCausality, checkDelay, checkOrder, shaperDelayMax } from './passage-laws.ts'
import { type Patience, checkNoIdling, checkQueue } from './shaper-laws.ts'
import { ReferenceShaper } from './reference.ts'
import { type Breach, LawError, type Verdict, broken, held } from './verdict.ts'
import { traceBreach } from './well-formed.ts'

/** A shaper that says at once, or promises, what becomes of a frame when it arrives. */
export interface Shaper {
  /**
   * Takes a frame; called in the order of arrival, and again when the answer is there.
   *
   * @param arrival  ps, never falling
   * @param bytes    its size
   * @returns when it leaves, whole ps, or that it is dropped
   */
  offer(arrival: number, bytes: number): Fate | Promise<Fate>
}

/** A shaper that answers when it has seen all frames: one that lives in time of its own, for instance. */
export interface BatchShaper {
  /** @returns what becomes of each, in the order in which they are given; undefined: it never left */
  offerAll(
    arrivals: readonly Arrival[],
  ): readonly (Fate | undefined)[] | Promise<readonly (Fate | undefined)[]>
}

/** Makes a shaper whose bucket is full at instant 0; one for each run. */
export type MakeShaper = (spec: ShaperSpec) => Shaper | BatchShaper | Promise<Shaper | BatchShaper>

/** What becomes of frames in a shaper; of those it does not answer nothing is known but that they came. */
export const playShaper = async (
  shaper: Shaper | BatchShaper,
  arrivals: readonly Arrival[],
): Promise<readonly Passage[]> => {
  const fates: (Fate | undefined)[] = []
  if ('offerAll' in shaper) fates.push(...(await shaper.offerAll(arrivals)))
  else for (const { arrival, bytes } of arrivals) fates.push(await shaper.offer(arrival, bytes))
  return arrivals.map((arrival, i): Passage => {
    const fate = fates[i]
    return fate === undefined ? { ...arrival, inFlight: true } : passageOf(arrival, fate)
  })
}

/** The laws of a shaper. */
export type ShaperLaw =
  | 'conservation'
  | 'causality'
  | 'order'
  | 'conformance'
  | 'noIdling'
  | 'queue'
  | 'delay'

/** All of them, in the order in which they are judged. */
export const SHAPER_LAWS: readonly ShaperLaw[] = [
  'conservation',
  'causality',
  'order',
  'conformance',
  'noIdling',
  'queue',
  'delay',
]

/** How long a frame may take in a shaper that is late by `tolerance` at most with each, ps. */
const delayMaxOf = (passages: readonly Passage[], spec: ShaperSpec, tolerance: number): number => {
  // Queues hold bytes as they are given, buckets count them by layer: of equal bytes the dearest.
  let waiting = BigInt(spec.queue)
  let largest = 0
  for (const { bytes } of passages) {
    const counted = countedBytes(bytes, spec)
    const dearest = (BigInt(spec.queue) * BigInt(counted) + BigInt(bytes) - 1n) / BigInt(bytes)
    if (dearest > waiting) waiting = dearest
    largest = Math.max(largest, counted)
  }
  const frames = passages.length
  return shaperDelayMax(spec, Number(waiting), largest, frames) + tolerance * frames
}

/** Which laws are judged, and how patiently. */
export interface Judgement extends Pick<Patience, 'tolerance'> {
  /** Default: all. */
  readonly laws?: readonly ShaperLaw[]
}

/**
 * Holds what a shaper did to its laws. Every frame that came has to be gone: `conservation`.
 *
 * @param passages  in the order of arrival
 * @returns a verdict for each law asked for; one alone, `wellFormed`, where the trace is none
 * @throws RangeError where the shaper has a number that it cannot have
 */
export const judgeShaper = (
  passages: readonly Passage[],
  spec: ShaperSpec,
  { laws = SHAPER_LAWS, tolerance = 0 }: Judgement = {},
): readonly Verdict[] => {
  checkShaper(spec)
  const malformed = traceBreach(passages)
  if (malformed !== null) return [malformed]
  const judges: Readonly<Record<ShaperLaw, () => Verdict>> = {
    conservation: () =>
      checkConservation({ ...balanceOf(passages), inFlight: { frames: 0, bytes: 0 } }),
    causality: () => checkCausality(passages),
    order: () => checkOrder(passages),
    conformance: () => checkConformance(passages, spec),
    noIdling: () => checkNoIdling(passages, spec, { tolerance }),
    queue: () => checkQueue(passages, spec),
    delay: () => checkDelay(passages, delayMaxOf(passages, spec, tolerance)),
  }
  return laws.map(law => judges[law]())
}

/** What is examined, and with which frames. */
export interface Examination extends ShaperSpec, Judgement {
  /** Frames to feed it; default: `arrivals` for its bucket. */
  readonly arrivals?: fc.Arbitrary<readonly Arrival[]>
}

/**
 * A property for `fc.assert` or `fc.check`: a shaper of that bucket holds its laws, whatever arrives. The
 * arrivals are drawn for the bucket, a fresh shaper is fed with them, and all of what it did is judged.
 * Where it fails, fast-check says seed and path, the fewest and roundest frames, and the error is a
 * `LawError` with each breach.
 *
 * @throws RangeError where the bucket has a number that it cannot have
 */
export const examineShaper = (
  make: MakeShaper,
  examination: Examination,
): fc.IAsyncPropertyWithHooks<[readonly Arrival[]]> => {
  const { cir, cbs, queue, countAs = 'frame', arrivals } = examination
  const spec: ShaperSpec = { cir, cbs, queue, countAs }
  checkShaper(spec)
  return fc.asyncProperty(arrivals ?? arbitraryArrivals({ bucket: spec }), async frames => {
    const passages = await playShaper(await make(spec), frames)
    const breaches = judgeShaper(passages, spec, examination).filter(verdict => !verdict.holds)
    if (breaches.length > 0) throw new LawError(breaches)
  })
}

/**
 * The shaper that holds every law, exactly and slowly: an oracle to compare another one with.
 *
 * @throws RangeError where the shaper has a number that it cannot have
 */
export const referenceShaper = (
  spec: ShaperSpec,
): { offer(arrival: number, bytes: number): Fate } => new ReferenceShaper(spec)

/**
 * Whether two shapers do the same to every frame.
 *
 * @returns the first frame that fares otherwise, and by how many ps
 */
export const checkAgreement = (
  passages: readonly Passage[],
  expected: readonly Passage[],
): Verdict => {
  const fateOf = (passage: Passage | undefined): Fate | 'in flight' => {
    if (passage === undefined || 'inFlight' in passage) return 'in flight'
    return 'departure' in passage ? passage.departure : 'dropped'
  }
  const count = Math.max(passages.length, expected.length)
  for (let index = 0; index < count; index++) {
    const [found, wanted] = [fateOf(passages[index]), fateOf(expected[index])]
    if (found === wanted) continue
    const isTimed = typeof found === 'number' && typeof wanted === 'number'
    const breach: Omit<Breach, 'holds' | 'law'> = {
      problem: `frame ${index}: ${found}, where ${wanted} is expected`,
      index,
      at: typeof found === 'number' ? found : null,
      by: isTimed ? Math.abs(found - wanted) : 1,
      unit: isTimed ? 'ps' : 'frame',
    }
    return broken('agreement', breach)
  }
  return held('agreement')
}
