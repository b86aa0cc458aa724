/** Figures of single flows: over time, and how bursty they are. */
import { burstOption } from '../charts/burst.ts'
import type { ChartData, ChartFlow } from '../charts/data.ts'
import { told } from '../charts/figures.ts'
import { flowName, lineOf } from '../charts/look.ts'
import { timeOption, timeRemark } from '../charts/time.ts'
import type { Figure, LegendEntry, Omitted } from './figure.ts'
import { slug } from './names.ts'
import { PAPER, PEN } from './paper.ts'

/** Flows with figures of their own: those that matter most. */
export const FLOWS_DRAWN = 12

const fileName = (kind: string, { id, direction }: ChartFlow): string =>
  `${kind}-${slug(id)}-${direction === 'toCloud' ? 'to-cloud' : 'to-customer'}`

const DASH = '6 3'

const ofFlow = (flow: ChartFlow, dash = 'none'): LegendEntry => {
  const { color, width } = lineOf(flow, PAPER)
  return { name: 'offered', colour: color, look: { kind: 'line', width, dash } }
}

const overTime = (data: ChartData, flow: ChartFlow): Figure | Omitted => {
  const option = timeOption(data, flow, PEN)
  const what = `over-time of ${flowName(flow)}`
  if (option === null) {
    const why = flow.series === null ? 'there are no series of it' : 'it offered nothing'
    return { what, why }
  }
  const isOne = data.merged === 1
  const each = told(data.interval, 'time', 6)
  const alone = data.seedAlone === null ? '' : ` Series are those of seed ${data.seedAlone} alone.`
  return {
    name: fileName('over-time', flow),
    title: `${flowName(flow)}: over time`,
    subtitle:
      `Rates offered, delivered and dropped, ${flow.isShaped === false ? 'what is left in the bucket' : 'what waits in the shaper'}, ` +
      `and how busy the port is; means of ${each}${isOne ? '' : `, ${data.merged} intervals each`}. ` +
      `${timeRemark(data, flow)}${alone}`.trim(),
    legend: [
      ofFlow(flow),
      { name: 'delivered', colour: PAPER.dim, look: { kind: 'line', width: 1.5, dash: '2 2' } },
      ...(flow.lost === 0
        ? []
        : [{ name: 'dropped', colour: PAPER.missed, look: { kind: 'box' } } as const]),
      { name: 'bandwidth', colour: PAPER.text, look: { kind: 'line', width: 1.5, dash: DASH } },
    ],
    drawing: { kind: 'chart', option },
    width: 1000,
    height: 620,
  }
}

const burstiness = (data: ChartData, flow: ChartFlow): Figure | Omitted => {
  const option = burstOption(data, flow, PEN)
  const what = `burstiness of ${flowName(flow)}`
  if (option === null) {
    const isNothing = flow.offeredFrames === 0
    return { what, why: isNothing ? 'it offered nothing' : 'there are no series of it' }
  }
  const { burst, bandwidth } = flow
  return {
    name: fileName('burstiness', flow),
    title: `${flowName(flow)}: how bursty is it?`,
    subtitle:
      'Highest mean rate in any window of a given length' +
      (burst === null
        ? '.'
        : `, beside what ${told(bandwidth, 'rate')} and a bucket of ${told(burst, 'size')} let through; ` +
          `above that, frames ${flow.isShaped === true ? 'wait' : 'are lost'}.`),
    legend: [
      { ...ofFlow(flow, DASH), name: 'highest mean rate offered' },
      ...(burst === null
        ? []
        : [
            {
              name: 'let through',
              colour: PAPER.text,
              look: { kind: 'line', width: 1.6, dash: 'none' },
            } as const,
          ]),
    ],
    drawing: { kind: 'chart', option },
    width: 1000,
    height: 420,
  }
}

/** Figures of the flows that matter most, in the order of the file. */
export const flowFigures = (
  data: ChartData,
  ranked: readonly ChartFlow[],
): readonly (Figure | Omitted)[] => {
  const kept = new Set(ranked.slice(0, FLOWS_DRAWN))
  return data.flows
    .filter(flow => kept.has(flow))
    .flatMap(flow => [overTime(data, flow), burstiness(data, flow)])
}
