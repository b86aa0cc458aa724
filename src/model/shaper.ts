/** Rules and defaults of a token-bucket shaper: the InterLink's own and the customer's. */
import { type BitsPerSecond, type Bytes, bytes } from '../units.ts'
import {
  BANDWIDTH_STEP,
  BURST_MAX,
  QUEUE_MAX,
  burstFilled,
  defaultBurst,
  defaultQueue,
  largestCounted,
} from './defaults.ts'
import type { ShaperDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import type { Layer } from './frame.ts'
import type { Path } from './path.ts'
import type { Shaper } from './world.ts'

/** What of its InterLink a shaper depends on; `mtu` is null where the draft's is refused. */
export interface ShaperContext {
  readonly interlink: string
  readonly mtu: Bytes | null
  readonly countAs: Layer
}

/**
 * Rejects a rate that is not a positive multiple of 1 kbps up to `max`.
 *
 * @returns whether it is one
 */
export const checkRate = (
  findings: Findings,
  path: Path,
  rate: BitsPerSecond,
  max: BitsPerSecond,
): boolean => {
  if (!findings.bound(path, 'rate', rate, BANDWIDTH_STEP, max)) return false
  if (rate % BANDWIDTH_STEP === 0) return true
  findings.reject({ kind: 'not-a-step', path, rate, step: BANDWIDTH_STEP })
  return false
}

const checkBurst = (
  findings: Findings,
  path: Path,
  burst: Bytes,
  rate: BitsPerSecond,
  { interlink, mtu, countAs }: ShaperContext,
): void => {
  if (burst > BURST_MAX) {
    findings.bound(path, 'size', burst, 0, BURST_MAX)
    return
  }
  const most = burstFilled(rate)
  if (rate >= BANDWIDTH_STEP && burst > most) {
    findings.reject({ kind: 'burst-never-filled', path, burst, most, rate })
  }
  if (mtu === null) return
  const least = largestCounted(mtu, countAs)
  if (burst < least) {
    findings.reject({ kind: 'burst-below-frame', path, burst, least, interlink, mtu, countAs })
  }
}

/**
 * Completes a shaper and applies its rules of burst and queue; its rate is the caller's to check.
 *
 * @param path  the object that holds `burst` and `queue`
 */
export const completeShaper = (
  findings: Findings,
  path: Path,
  draft: ShaperDraft,
  context: ShaperContext,
): Shaper => {
  const { rate, burst, queue } = draft
  if (burst !== undefined) checkBurst(findings, [...path, 'burst'], burst, rate, context)
  if (queue !== undefined) findings.bound([...path, 'queue'], 'size', queue, 0, QUEUE_MAX)
  const mtu = context.mtu ?? bytes(0)
  return {
    rate,
    burst: burst ?? defaultBurst(rate, mtu, context.countAs),
    queue: queue ?? defaultQueue(rate, mtu),
  }
}
