/** The document of a run: `interlink-sim/result`. */
import { towards } from '../../model/direction.ts'
import { dimensionOf } from '../../model/objective.ts'
import { metricName } from '../../report/judged.ts'
import { count, exact } from '../../report/terminal/figures.ts'
import { plural } from '../../report/verdict.ts'
import type {
  FlowResult,
  ObjectiveResult,
  PortResult,
  ResultDocument,
} from '../../sim/result/document.ts'
import type { Standing, Summary } from '../entry.ts'
import type { Figure, Figures, Outcome } from '../figure.ts'
import type { Told } from './reader.ts'

type Verdict = Pick<Summary, 'standing' | 'verdict'>

const outcomeOf = ({ met, undecided }: ObjectiveResult): Outcome =>
  met ? 'met' : undecided === true ? 'undecided' : 'missed'

/** `1 of 7 objectives missed, 2 undecided`; null where all are met. */
const failing = (judged: readonly ObjectiveResult[]): Verdict | null => {
  const missed = judged.filter(each => outcomeOf(each) === 'missed').length
  const undecided = judged.filter(each => outcomeOf(each) === 'undecided').length
  if (missed + undecided === 0) return null
  const standing: Standing = missed === 0 ? 'undecided' : 'missed'
  const of = plural(judged.length, 'objective')
  if (missed === 0) return { standing, verdict: `${count(undecided)} of ${of} undecided` }
  const more = undecided === 0 ? '' : `, ${count(undecided)} undecided`
  return { standing, verdict: `${count(missed)} of ${of} missed${more}` }
}

const verdictOn = ({ objectives, worstCases = [], flows }: ResultDocument): Verdict => {
  const failed = failing(objectives)
  if (failed !== null) return failed
  const worst = failing(worstCases)
  if (worst !== null) {
    return { ...worst, verdict: `with a connection lost, ${worst.verdict}` }
  }
  if (objectives.length > 0) {
    const all =
      objectives.length === 1
        ? 'the only objective'
        : `all ${plural(objectives.length, 'objective')}`
    return { standing: 'met', verdict: `${all} met` }
  }
  const lost = flows.reduce((sum, { dropped }) => sum + dropped.frames, 0)
  return lost > 0
    ? { standing: 'warning', verdict: `no objectives; ${plural(lost, 'frame')} lost` }
    : { standing: 'none', verdict: 'no objectives; nothing lost' }
}

const seedText = ({ seed, replications }: ResultDocument): string =>
  replications === undefined || replications.count < 2
    ? String(seed)
    : `${seed} and ${count(replications.count - 1)} more`

const summaryOf = (document: ResultDocument): Summary => ({
  name: document.scenario.name,
  ...verdictOn(document),
  seed: seedText(document),
  engine: document.engine,
  measured: {
    text: exact(document.simulated.duration, 'duration'),
    value: document.simulated.duration,
  },
})

const nameOf = (of: ObjectiveResult | FlowResult | PortResult): string =>
  'interlink' in of
    ? `${of.interlink} ${towards(of.direction)}`
    : `port of ${of.connection} ${towards(of.direction)}`

const objectiveFigure = (result: ObjectiveResult): Figure => {
  const { metric, below, above, value } = result
  const dimension = dimensionOf(metric)
  const limit =
    below === undefined ? `above ${exact(above!, dimension)}` : `below ${exact(below, dimension)}`
  const measure = `${metricName(metric)} ${limit}`
  const subject = nameOf(result)
  return { subject, measure, dimension, value, limit: below ?? above!, outcome: outcomeOf(result) }
}

const plain = (
  subject: string,
  measure: string,
  dimension: Figure['dimension'],
  value: number | null,
): Figure => ({ subject, measure, dimension, value, limit: null, outcome: null })

const flowFigures = (flow: FlowResult): readonly Figure[] => {
  const name = nameOf(flow)
  return [
    plain(name, 'frames lost', 'share', flow.loss),
    plain(name, 'delivered', 'rate', flow.throughput),
    plain(name, 'delay p99', 'duration', flow.delay.p99),
    plain(name, 'used', 'share', flow.utilisation),
  ]
}

const figuresOf = ({ objectives, flows, ports }: ResultDocument): Figures => {
  const frames = (of: 'offered' | 'delivered' | 'dropped'): number =>
    flows.reduce((sum, flow) => sum + flow[of].frames, 0)
  return {
    objectives: objectives.map(objectiveFigure),
    others: [
      plain('', 'frames offered', 'count', frames('offered')),
      plain('', 'frames delivered', 'count', frames('delivered')),
      plain('', 'frames dropped', 'count', frames('dropped')),
      ...flows.flatMap(flowFigures),
      ...ports.map(port => plain(nameOf(port), 'busy', 'share', port.utilisation)),
    ],
  }
}

/** What is told of a `result.json`. */
export const tellRun = (document: ResultDocument): Told => ({
  summary: summaryOf(document),
  figures: () => figuresOf(document),
})
