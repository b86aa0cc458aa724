/** A run as a report sees it: the scenario that was asked for and the document that answers. */
import { match } from 'ts-pattern'
import type { Direction } from '../model/direction.ts'
import { countedOverhead } from '../model/frame.ts'
import type { Scenario } from '../model/scenario.ts'
import { type Connection, type Interlink, connectionOf } from '../model/world.ts'
import type { FlowResult, PortResult, ResultDocument } from '../sim/result/document.ts'
import { groupBy } from '../group.ts'
import { oncePer } from './once.ts'

/** What was simulated and what came of it. */
export interface Context {
  readonly scenario: Scenario
  readonly document: ResultDocument
}

const interlinksById = oncePer(
  ({ interlinks }: Scenario['world']): ReadonlyMap<string, Interlink> =>
    new Map(interlinks.map(interlink => [interlink.id, interlink])),
)

/** The InterLink of a flow. */
export const interlinkOf = ({ scenario }: Context, id: string): Interlink =>
  interlinksById(scenario.world).get(id)!

/** A connection by its id. */
export const connectionNamed = ({ scenario }: Context, id: string): Connection =>
  scenario.world.connections.find(candidate => candidate.id === id)!

/** The connection that carries an InterLink. */
export const carrierOf = (context: Context, interlink: string): Connection =>
  connectionOf(context.scenario.world, interlinkOf(context, interlink))

const flowsByName = oncePer(
  ({ flows }: ResultDocument): ReadonlyMap<string, FlowResult> =>
    new Map(flows.map(flow => [`${flow.interlink} ${flow.direction}`, flow])),
)

/** The flow of an InterLink in one direction, if traffic names it. */
export const flowOf = (
  { document }: Context,
  interlink: string,
  direction: Direction,
): FlowResult | undefined => flowsByName(document).get(`${interlink} ${direction}`)

const flowsByPort = oncePer((context: Context) =>
  groupBy(
    context.document.flows,
    flow => `${interlinkOf(context, flow.interlink).connection} ${flow.direction}`,
  ),
)

/** The flows that a connection's port sees in one direction, in the order of the file. */
export const flowsOn = (
  context: Context,
  connection: string,
  direction: Direction,
): readonly FlowResult[] => flowsByPort(context).get(`${connection} ${direction}`) ?? []

/** A connection's port in one direction. */
export const portOf = (
  { document }: Context,
  connection: string,
  direction: Direction,
): PortResult | undefined =>
  document.ports.find(port => port.connection === connection && port.direction === direction)

/** Whose port the frames of a direction queue for. */
export const portOwner = (direction: Direction): string =>
  direction === 'toCustomer' ? "the provider's port" : "the customer's port"

/** The flow that lost most frames; undefined where none lost any. */
export const lossiest = ({ document }: Context): FlowResult | undefined =>
  document.flows
    .filter(({ dropped }) => dropped.frames > 0)
    .toSorted((a, b) => b.dropped.frames - a.dropped.frames)[0]

/** Measured seconds that counts were made in: of all replications together. */
export const secondsMeasured = ({ simulated, replications }: ResultDocument): number =>
  simulated.duration * (replications?.count ?? 1)

/** Mean offered rate of a flow, frame bytes, bit/s. */
export const offeredRate = ({ document }: Pick<Context, 'document'>, flow: FlowResult): number =>
  (8 * flow.offered.bytes) / secondsMeasured(document)

/** Mean offered rate of a flow as its bandwidth counts it, bit/s. */
export const countedRate = (context: Context, flow: FlowResult): number => {
  const overhead = countedOverhead(interlinkOf(context, flow.interlink).countAs)
  const bytes = flow.offered.bytes + overhead * flow.offered.frames
  return (8 * bytes) / secondsMeasured(context.document)
}

/** Frames of all flows together. */
export const totals = ({
  document,
}: Pick<Context, 'document'>): Record<'offered' | 'delivered' | 'dropped' | 'inFlight', number> => {
  const sum = (part: 'offered' | 'delivered' | 'dropped' | 'inFlight'): number =>
    document.flows.reduce((frames, flow) => frames + flow[part].frames, 0)
  return {
    offered: sum('offered'),
    delivered: sum('delivered'),
    dropped: sum('dropped'),
    inFlight: sum('inFlight'),
  }
}

/** What happens to excess on an InterLink in one direction: `shaped`, `policed`, or both in turn. */
export type Treatment = 'shaped' | 'policed' | 'router-shaped, policed' | 'router-shaped, shaped'

/** How an InterLink treats excess. */
export const treatmentOf = (interlink: Interlink, direction: Direction): Treatment =>
  match({ direction, enforce: interlink.enforce[direction], before: interlink.customerShaper })
    .returnType<Treatment>()
    .with({ direction: 'toCustomer', enforce: 'shape' }, () => 'shaped')
    .with({ direction: 'toCustomer', enforce: 'police' }, () => 'policed')
    .with({ enforce: 'shape', before: null }, () => 'shaped')
    .with({ enforce: 'police', before: null }, () => 'policed')
    .with({ enforce: 'shape' }, () => 'router-shaped, shaped')
    .with({ enforce: 'police' }, () => 'router-shaped, policed')
    .exhaustive()

/** A treatment explained at its first use. */
export const explained = (treatment: Treatment): string =>
  match(treatment)
    .with('shaped', () => 'shaped, excess waits')
    .with('policed', () => 'policed, excess is dropped')
    .with(
      'router-shaped, policed',
      () => "shaped on the customer's router, excess waits there; then policed, excess is dropped",
    )
    .with(
      'router-shaped, shaped',
      () => "shaped on the customer's router and again at the provider's port, excess waits",
    )
    .exhaustive()
