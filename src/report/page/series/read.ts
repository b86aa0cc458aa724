/** `series.csv` and `ports.csv` read back, as far as they belong to a result. */
import type { FlowResult, PortResult, ResultDocument } from '../../../sim/result/document.ts'
import type { FlowInterval, PortInterval } from '../../../sim/recording/series.ts'
import { PORTS_HEADER, SERIES_HEADER } from '../../files/series.ts'
import { type GatheredSeries, SeriesGatherer } from './gather.ts'

/** Intervals that the series of a result have. */
export const intervalsOf = ({
  simulated,
  seriesInterval,
}: Pick<ResultDocument, 'simulated' | 'seriesInterval'>): number =>
  // Both are whole picoseconds; their quotient as seconds is off by less than this.
  Math.max(1, Math.ceil(simulated.duration / seriesInterval - 1e-6))

/** Whether two figures are the same but for how they were rounded. */
const isAlike = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(a, b)

/** Thrown inside where a file is none of this result. */
class Foreign extends Error {}

function* linesOf(chunks: Iterable<string>): Generator<string, void> {
  let rest = ''
  for (const chunk of chunks) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest !== '') throw new Foreign()
}

const figureOf = (cell: string | undefined): number => {
  const value = Number(cell)
  if (cell === undefined || cell === '' || !Number.isFinite(value) || value < 0) throw new Foreign()
  return value
}

const cellsOf = (
  line: IteratorResult<string, void>,
  time: number,
  first: string,
  second: string,
): string[] => {
  if (line.done === true) throw new Foreign()
  const cells = line.value.split(',')
  const isThere = cells[1] === first && cells[2] === second
  if (!isThere || !isAlike(figureOf(cells[0]), time)) throw new Foreign()
  return cells
}

const flowRow = (
  line: IteratorResult<string, void>,
  time: number,
  of: FlowResult,
): FlowInterval => {
  const { interlink, direction } = of
  const cells = cellsOf(line, time, interlink, direction)
  const [offered, delivered, dropped, shaperQueue, bucket] = [3, 4, 5, 6, 7].map(i =>
    figureOf(cells[i]),
  ) as [number, number, number, number, number]
  return { interlink, direction, offered, delivered, dropped, shaperQueue, bucket }
}

const portRow = (
  line: IteratorResult<string, void>,
  time: number,
  of: PortResult,
): PortInterval => {
  const { connection, direction } = of
  const cells = cellsOf(line, time, connection, direction)
  return { connection, direction, utilisation: figureOf(cells[3]), queue: figureOf(cells[4]) }
}

/**
 * Gathers the series of a result from its two files.
 *
 * @param series  the text of `series.csv`, in pieces
 * @param ports   the text of `ports.csv`, in pieces
 * @returns null where the files are those of another result, or damaged
 */
export const readSeries = (
  document: ResultDocument,
  series: Iterable<string>,
  ports: Iterable<string>,
): GatheredSeries | null => {
  const intervals = intervalsOf(document)
  const gatherer = new SeriesGatherer({
    flows: document.flows.length,
    ports: document.ports.length,
    intervals,
    interval: document.seriesInterval,
  })
  try {
    const [flowLines, portLines] = [linesOf(series), linesOf(ports)]
    if (`${flowLines.next().value ?? ''}\n` !== SERIES_HEADER) return null
    if (`${portLines.next().value ?? ''}\n` !== PORTS_HEADER) return null
    const peaks = document.flows.map(() => 0)
    for (let i = 0; i < intervals; i++) {
      const time = i * document.seriesInterval
      const flows = document.flows.map(flow => flowRow(flowLines.next(), time, flow))
      const rows = document.ports.map(port => portRow(portLines.next(), time, port))
      for (const [flow, { offered }] of flows.entries()) {
        peaks[flow] = Math.max(peaks[flow]!, offered)
      }
      gatherer.take({ flows, ports: rows })
    }
    const isWhole = flowLines.next().done === true && portLines.next().done === true
    // Of replications the series are those of the first alone, and so is no figure of the result.
    const isOwn =
      document.replications !== undefined ||
      document.flows.every(({ peak }, i) => isAlike(peaks[i]!, peak))
    return isWhole && isOwn ? gatherer.finish() : null
  } catch (error) {
    if (error instanceof Foreign) return null
    throw error
  }
}
