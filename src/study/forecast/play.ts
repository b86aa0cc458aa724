/** A week played at a multiple of measured demand: objectives, and how full allocations and ports are. */
import type { Direction } from '../../model/direction.ts'
import { WIRE_OVERHEAD, countedOverhead } from '../../model/frame.ts'
import type { SeriesInterval } from '../../sim/recording/series.ts'
import type { FlowResult, ObjectiveResult } from '../../sim/result/document.ts'
import { run } from '../../sim/run.ts'
import type { Week } from './week.ts'

/** Something whose size is bought. */
export type Allocation =
  | { readonly interlink: string; readonly direction: Direction }
  | { readonly connection: string; readonly direction: Direction }

/** What is offered to it in the busiest interval, of what it may carry. */
export type Load = Allocation & {
  /** Bandwidth, or the port's speed, bit/s. */
  readonly size: number
  /** Offered, bit/s: counted as the bandwidth counts, of a port with preambles and gaps. */
  readonly busiest: number
  /** When that is, seconds from the beginning of the week. */
  readonly at: number
}

/** What comes of a week. */
export interface Outcome {
  readonly objectives: readonly ObjectiveResult[]
  readonly loads: readonly Load[]
}

/** Bits that count for each bit of a frame, where each frame counts so many bytes more. */
const ratioOf = ({ offered: { frames, bytes } }: FlowResult, more: number): number =>
  frames === 0 ? 1 : (bytes + more * frames) / bytes

/** The busiest interval of some series, as values of intervals and their beginnings. */
class Busiest {
  value = 0
  at = 0

  take(value: number, at: number): void {
    if (value <= this.value) return
    this.value = value
    this.at = at
  }
}

/** Plays a week. @param factor  times what was measured */
export const playWeek = async (
  week: Week,
  factor: number,
  signal: AbortSignal | undefined,
): Promise<Outcome> => {
  const input = week.at(factor)
  const { world } = input.scenario
  const intervals: SeriesInterval[] = []
  const { flows, ports, objectives } = await run(input, {
    clock: () => 0,
    onInterval: interval => intervals.push(interval),
    ...(signal === undefined ? {} : { signal }),
  })
  const carriers = new Map(world.interlinks.map(each => [each.id, each]))
  const ofFlows = flows.map(() => new Busiest())
  const ofPorts = ports.map(() => new Busiest())
  const counted = flows.map(flow =>
    ratioOf(flow, countedOverhead(carriers.get(flow.interlink)!.countAs)),
  )
  const onWire = flows.map(flow => ratioOf(flow, WIRE_OVERHEAD))
  for (const { start, flows: each } of intervals) {
    const at = start / 1e12
    each.forEach(({ offered }, i) => ofFlows[i]!.take(offered * counted[i]!, at))
    ports.forEach(({ connection, direction }, port) => {
      const sum = each.reduce((total, { interlink, direction: way, offered }, i) => {
        const isHere = way === direction && carriers.get(interlink)!.connection === connection
        return isHere ? total + offered * onWire[i]! : total
      }, 0)
      ofPorts[port]!.take(sum, at)
    })
  }
  const loads: Load[] = [
    ...flows.map(({ interlink, direction, bandwidth }, i) => ({
      interlink,
      direction,
      size: bandwidth,
      busiest: ofFlows[i]!.value,
      at: ofFlows[i]!.at,
    })),
    ...ports.map(({ connection, direction, speed }, i) => ({
      connection,
      direction,
      size: speed,
      busiest: ofPorts[i]!.value,
      at: ofPorts[i]!.at,
    })),
  ]
  return { objectives, loads: loads.filter(({ busiest }) => busiest > 0) }
}
