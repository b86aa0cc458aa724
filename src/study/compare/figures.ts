/** Which figures two sides have in common, and what only one of them has. */
import type { Simulation } from '../../sim/run.ts'
import type { ComparedFigure, ComparedSubject, FlowSubject, PortSubject } from './document.ts'
import { USUAL, figureKey } from './ledger.ts'
import { figureIn } from './objectives.ts'

/** What was found in both. */
export interface Matched {
  readonly figures: readonly ComparedFigure[]
  readonly onlyIn: {
    readonly a: readonly ComparedSubject[]
    readonly b: readonly ComparedSubject[]
  }
}

type Side = Pick<Simulation, 'flows' | 'ports' | 'objectives'>

const keyOf = (subject: ComparedSubject): string =>
  'interlink' in subject
    ? `interlink ${subject.interlink} ${subject.direction}`
    : `connection ${subject.connection} ${subject.direction}`

const flowsOf = ({ flows }: Side): readonly FlowSubject[] =>
  flows.map(({ interlink, direction }) => ({ interlink, direction }))

/** Ports that an objective of any side is about. */
const portsOf = ({ ports }: Side, asked: ReadonlySet<string>): readonly PortSubject[] =>
  ports
    .map(({ connection, direction }) => ({ connection, direction }))
    .filter(port => asked.has(keyOf(port)))

/** Matches flows by InterLink and direction, ports by connection and direction. */
export const matched = (a: Side, b: Side): Matched => {
  const wanted = new Map<string, ComparedFigure[]>()
  const seen = new Set<string>()
  const want = (figure: ComparedFigure): void => {
    if (seen.has(figureKey(figure))) return
    seen.add(figureKey(figure))
    const key = keyOf(figure)
    wanted.set(key, [...(wanted.get(key) ?? []), figure])
  }
  for (const flow of flowsOf(a)) for (const metric of USUAL) want({ ...flow, metric })
  for (const result of [...a.objectives, ...b.objectives]) want(figureIn(result))
  const asked = new Set(wanted.keys())
  const subjects = (side: Side): readonly ComparedSubject[] => [
    ...flowsOf(side),
    ...portsOf(side, asked),
  ]
  const [inA, inB] = [subjects(a), subjects(b)]
  const [keysA, keysB] = [new Set(inA.map(keyOf)), new Set(inB.map(keyOf))]
  return {
    figures: inA
      .filter(subject => keysB.has(keyOf(subject)))
      .flatMap(subject => wanted.get(keyOf(subject))!),
    onlyIn: {
      a: inA.filter(subject => !keysB.has(keyOf(subject))),
      b: inB.filter(subject => !keysA.has(keyOf(subject))),
    },
  }
}
