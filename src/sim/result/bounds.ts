/** What theory says of flows and ports, beside what was simulated, and whether the two agree. */
import type { Content } from '../../formats/content.ts'
import type { Scenario } from '../../model/scenario.ts'
import { PS_PER_SECOND } from '../../units.ts'
import { Envelopes } from '../bounds/envelope.ts'
import { type FlowBound, laneBounds } from '../bounds/lane.ts'
import { type MeanOrWhy, laneMeans } from '../bounds/mean.ts'
import { explainUnmodelled } from '../bounds/unmodelled.ts'
import { InvariantError } from '../invariant.ts'
import { type LaneLife, laneName } from '../lane.ts'
import type { LaneOutline } from '../outline.ts'
import type { Bound, FlowBounds, FlowResult, PortBounds, PortResult } from './document.ts'

/** Bounds of a lane as the document states them. */
export interface LaneTheory {
  /** In the order of its flows. */
  readonly flows: readonly FlowBounds[]
  readonly port: PortBounds
}

const calculated = (value: number): Bound<'network calculus'> => ({
  formula: 'network calculus',
  value,
})

const modelled = (value: number): Bound<'M/G/1'> => ({ formula: 'M/G/1', value })

const meansOf = (means: MeanOrWhy): Pick<FlowBounds, 'delayMean' | 'portWaitMean' | 'noMean'> =>
  means.kind === 'none'
    ? { delayMean: null, portWaitMean: null, noMean: explainUnmodelled(means.why) }
    : {
        delayMean: modelled(means.mean.delay),
        portWaitMean: modelled(means.mean.portWait),
      }

/** Seconds of whole ps, by the same two roundings as those of simulated delays: order is kept. */
const flowBounds = (bound: FlowBound | null, means: MeanOrWhy): FlowBounds => ({
  ...meansOf(means),
  delayMax: bound === null ? null : calculated(Number(bound.delay) / PS_PER_SECOND),
  shaperQueueMax:
    bound === null || bound.shaperQueue === null ? null : calculated(bound.shaperQueue),
})

/**
 * What theory says of each lane. Depends on the scenario and its inputs alone, on nothing simulated.
 *
 * @param inputs  what input files hold, by file as written in the scenario
 * @param life    what lanes meet
 */
export const boundsOf = (
  scenario: Scenario,
  lanes: readonly LaneOutline[],
  inputs: ReadonlyMap<string, Content>,
  life: LaneLife,
): readonly LaneTheory[] => {
  const connections = new Map(scenario.world.connections.map(each => [each.id, each]))
  const interlinks = new Map(scenario.world.interlinks.map(each => [each.id, each]))
  const end = scenario.warmup + scenario.duration
  const envelopes = new Envelopes(inputs, end)
  return lanes.map(({ connection: id, direction, flows, sources }) => {
    const connection = connections.get(id)!
    const bounded = flows.map(({ interlink }) => ({
      interlink: interlinks.get(interlink)!,
      demands: [] as Scenario['traffic'][number][],
    }))
    for (const { flow, demand } of sources) bounded[flow]!.demands.push(scenario.traffic[demand]!)
    const wire = life.wireOf(id, direction)
    const bounds = laneBounds(connection, direction, bounded, envelopes)
    const means = laneMeans(bounded, { connection, direction, wire, end, gateFor: life.gateFor })
    return {
      flows: means.map((mean, i) => flowBounds(bounds.flows[i]!, mean)),
      port: { queueMax: calculated(bounds.portQueue) },
    }
  })
}

/**
 * Holds what was simulated against the bounds that must hold.
 *
 * @param end    of the run, ps
 * @param slack  share of a bound by which rounding may pass it; default: none, as times of frames are whole
 * @throws InvariantError where a figure is above its bound
 */
export const checkBounds = (
  flows: readonly FlowResult[],
  ports: readonly PortResult[],
  end: number,
  slack = 0,
): void => {
  const hold = (what: string, value: number | null, bound: Bound<string> | null): void => {
    if (value === null || bound === null || value <= bound.value * (1 + slack)) return
    throw new InvariantError(`${what} is ${value}, above its bound of ${bound.value}`, end)
  }
  for (const { interlink, direction, delay, shaperQueue, bounds } of flows) {
    const flow = `${interlink} ${direction}`
    hold(`the longest delay of ${flow}`, delay.max, bounds.delayMax)
    hold(`the longest queue of the shaper of ${flow}`, shaperQueue.max, bounds.shaperQueueMax)
  }
  for (const { connection, direction, queue, bounds } of ports) {
    hold(`the longest queue of ${laneName({ connection, direction })}`, queue.max, bounds.queueMax)
  }
}
