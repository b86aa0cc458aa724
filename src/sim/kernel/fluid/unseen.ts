/** An estimate of what fluid cannot see: queueing by chance, and bursts that a mean hides. */
import { WIRE_OVERHEAD } from '../../../model/frame.ts'
import { meanBeyond, meanWait, shareBeyond } from '../../../theory/mg1.ts'
import { PS_PER_SECOND } from '../../../units.ts'
import type { FluidFlow } from './lane.ts'
import type { FluidResult } from './kernel.ts'
import type { SizeShare } from './rates.ts'

/** What is not seen of a flow; every figure null where it does not apply. */
export interface FlowUnseen {
  /** What was measured holds as long as this, s. */
  readonly sampling: number | null
  /** Mean wait at the port by chance at its busiest, s. */
  readonly portWait: number | null
  /** The same in its shaper at the provider's port, s. */
  readonly shaperWait: number | null
  /** The share that its policer drops by chance at its busiest. */
  readonly policed: number | null
  /** What a mean on-period brings beyond the bandwidth, and what bucket and queue have room for; bytes. */
  readonly onBurst: { readonly excess: number; readonly room: number } | null
}

/**
 * Mean wait of Poisson arrivals of a mix at a load.
 *
 * @param byteTime  of the server, s
 */
const waitAt = (
  load: number,
  mix: readonly SizeShare[],
  overhead: number,
  byteTime: number,
): number => {
  const times = mix.map(({ size, share }) => ({ share, time: (size + overhead) * byteTime }))
  const mean = times.reduce((sum, { share, time }) => sum + share * time, 0)
  return mean === 0
    ? 0
    : meanWait(times.map(({ share, time }) => ({ arrivals: (load / mean) * share, time })))
}

/** The mixes of all flows together, each by the frames that it brings. */
const laneMix = ({ meters, mixes }: FluidResult): readonly SizeShare[] => {
  const total = meters.reduce((sum, { emitted }) => sum + emitted, 0)
  const shares = new Map<number, number>()
  mixes.forEach((mix, i) => {
    const weight = total === 0 ? 0 : meters[i]!.emitted / total
    for (const { size, share } of mix) shares.set(size, (shares.get(size) ?? 0) + weight * share)
  })
  return [...shares].map(([size, share]) => ({ size, share }))
}

/** The largest burst of a source of the flow while all others keep to their means, bytes as counted. */
const onBurstOf = (
  { limiter, bursts, sources }: FluidFlow,
  mix: readonly SizeShare[],
): FlowUnseen['onBurst'] => {
  if (bursts.length === 0) return null
  const mean = mix.reduce((sum, { size, share }) => sum + size * share, 0)
  const counted = mean === 0 ? 1 : (mean + limiter.overhead) / mean
  const all = sources.reduce(
    (sum, { rates }) => sum + 8e12 * rates.admittedBytes.reduce((a, b) => Math.max(a, b), 0),
    0,
  )
  const excess = Math.max(
    ...bursts.map(({ peak, mean: own, on }) =>
      Math.max(0, ((all - own + peak) * counted - limiter.rate) * (on / PS_PER_SECOND / 8)),
    ),
  )
  return { excess, room: limiter.burst + (limiter.kind === 'shape' ? limiter.queue : 0) }
}

/** The estimate for each flow of a lane. */
export const unseenOf = (result: FluidResult): readonly FlowUnseen[] => {
  const { lane, mixes, busiestPort, busiestBuckets } = result
  const byte = lane.byteTime / PS_PER_SECOND
  const isRandom = lane.flows.some(flow => flow.isRandom)
  const most = lane.portQueue * byte
  const portWait = isRandom
    ? Math.min(most, waitAt(busiestPort, laneMix(result), WIRE_OVERHEAD, byte))
    : null
  return lane.flows.map((flow, i) => {
    const { limiter, sources } = flow
    const load = busiestBuckets[i]!
    const wait = waitAt(load, mixes[i]!, limiter.overhead, 8 / limiter.rate)
    const depth = (8 * limiter.burst) / limiter.rate
    const samplings = sources.flatMap(({ rates: { sampling } }) =>
      sampling === null ? [] : [sampling],
    )
    return {
      sampling: samplings.length === 0 ? null : Math.max(...samplings) / PS_PER_SECOND,
      portWait,
      shaperWait:
        flow.isRandom && limiter.kind === 'shape'
          ? Math.min((8 * limiter.queue) / limiter.rate, meanBeyond(wait, load, depth))
          : null,
      policed: flow.isRandom && limiter.kind === 'police' ? shareBeyond(wait, load, depth) : null,
      onBurst: onBurstOf(flow, mixes[i]!),
    }
  })
}
