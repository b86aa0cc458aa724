/** The page of a sweep from its document and the rows beside it. */
import type { SweepDocument } from '../../../study/sweep/document.ts'
import { standingOf } from '../../../study/sweep/document.ts'
import type { FlowFigures, Outcome } from '../../../study/sweep/outcome.ts'
import { SweepGatherer } from '../../sweep/chart.ts'
import { isObjective } from '../document.ts'
import { type Json, hasFigures, isDirection, isFigureOrNull, isListOf, isObject } from '../json.ts'
import type { PageMade, Pieces, Surroundings } from '../made.ts'
import { sweepPageOf } from './sweep.ts'

/** Rows that are not as a sweep writes them. */
class Unsound extends Error {}

function* linesOf(pieces: Pieces): Generator<string, void> {
  let rest = ''
  for (const piece of pieces) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop()!
    yield* lines
  }
  if (rest !== '') yield rest
}

const rowIn = (line: string): Json => {
  let value: unknown = null
  try {
    value = JSON.parse(line)
  } catch {
    // What is no JSON is no row.
  }
  if (!isObject(value) || !hasFigures(value, 'combination')) throw new Unsound()
  return value
}

const flowIn = (row: Json): FlowFigures | null => {
  if (row['interlink'] === null) return null
  const isSound =
    typeof row['interlink'] === 'string' &&
    isDirection(row['direction']) &&
    hasFigures(row, 'offered_frames', 'loss', 'throughput') &&
    ['delay_mean', 'delay_p99', 'delay_max'].every(key => isFigureOrNull(row[key]))
  if (!isSound) throw new Unsound()
  return {
    interlink: row['interlink'],
    direction: row['direction'],
    offeredFrames: row['offered_frames'],
    loss: row['loss'],
    throughput: row['throughput'],
    delayMean: row['delay_mean'],
    delayP99: row['delay_p99'],
    delayMax: row['delay_max'],
  } as FlowFigures
}

const outcomeOf = (rows: readonly Json[]): Outcome => {
  const [first] = rows
  const { kind, error, objectives } = first as {
    readonly kind?: unknown
    readonly error?: unknown
    readonly objectives?: unknown
  }
  if (kind === 'refused' || kind === 'failed') {
    if (typeof error !== 'string') throw new Unsound()
    return { kind, error }
  }
  if (kind !== 'played' || !isListOf(objectives, isObjective)) throw new Unsound()
  const flows = rows.flatMap(row => {
    const flow = flowIn(row)
    return flow === null ? [] : [flow]
  })
  return { kind, flows, objectives } as Outcome
}

/** The outcomes of a `sweep.ndjson`, in their order. @throws Unsound where it is none */
function* outcomesIn(pieces: Pieces): Generator<Outcome, void> {
  let rows: Json[] = []
  let next = 0
  for (const line of linesOf(pieces)) {
    const row = rowIn(line)
    if (rows.length > 0 && row['combination'] !== next - 1) {
      yield outcomeOf(rows)
      rows = []
    }
    if (rows.length === 0 && row['combination'] !== next++) throw new Unsound()
    rows.push(row)
  }
  if (rows.length > 0) yield outcomeOf(rows)
}

/** Whether rows are those of a document: as many of each standing. */
const gathered = (document: SweepDocument, pieces: Pieces): SweepGatherer | null => {
  const gatherer = new SweepGatherer()
  const counts = { met: 0, undecided: 0, missed: 0, unjudged: 0, refused: 0, failed: 0 }
  let all = 0
  try {
    for (const outcome of outcomesIn(pieces)) {
      all++
      counts[standingOf(outcome)]++
      gatherer.take(outcome)
    }
  } catch (error) {
    if (error instanceof Unsound) return null
    throw error
  }
  const { count, ...standings } = document.combinations
  const isOwn = (Object.keys(counts) as (keyof typeof counts)[]).every(
    each => counts[each] === standings[each],
  )
  return all === count && isOwn ? gatherer : null
}

/** The page of a `sweep.json`. */
export const sweepPageFrom = (value: Json, { beside, version }: Surroundings): PageMade => {
  const document = value as unknown as SweepDocument
  const found = beside(['sweep.ndjson'], ([rows]) => gathered(document, rows!))
  if (found === null) {
    return {
      ok: false,
      fault: 'sweep.ndjson is not beside it, which has the combinations',
      remedy: 'sweep --out DIR writes both',
    }
  }
  if (found.value === null) {
    return {
      ok: false,
      fault: 'sweep.ndjson beside it is of another sweep',
      remedy: 'sweep --out DIR writes both',
    }
  }
  const chart = found.value.chart(document)
  const page = sweepPageOf(document, chart, version)
  return { ok: true, page, remark: '', drawable: { kind: 'sweep', document, chart } }
}
