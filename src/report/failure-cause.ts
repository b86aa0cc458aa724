/** Why an objective is not met without a connection, and what would help. */
import { match } from 'ts-pattern'
import { type Interlink, freeBandwidth } from '../model/world.ts'
import { type Context, carrierOf, connectionNamed, interlinkOf } from './context.ts'
import { type Failure, leadOf } from './failures.ts'
import type { Remedy } from './remedy.ts'
import { exact } from './terminal/figures.ts'

/** How a missed objective has to do with the connection that is absent. */
type Relation =
  /** There is no other. */
  | { readonly kind: 'only' }
  /** It is about an InterLink of it, whose VPC has none on another. */
  | { readonly kind: 'no-other-way'; readonly interlink: string; readonly vpc: string }
  /** It is about an InterLink of it, whose VPC has others. */
  | { readonly kind: 'elsewhere'; readonly interlink: string; readonly others: readonly string[] }
  /** It is about an InterLink that takes over from these. */
  | { readonly kind: 'takes-over'; readonly interlink: string; readonly from: readonly string[] }
  /** It is about the port of one that is there. */
  | { readonly kind: 'port'; readonly connection: string }
  | { readonly kind: 'other' }

const vpcOf = ({ attachment }: Interlink): string | null =>
  attachment.kind === 'attached' ? attachment.vpc : null

/** InterLinks of the same VPC; all of them on the connection that is absent, or none. */
const fellows = (
  { scenario }: Context,
  interlink: Interlink,
  absent: string,
  areAbsent: boolean,
): readonly string[] =>
  scenario.world.interlinks
    .filter(
      each =>
        vpcOf(each) !== null &&
        vpcOf(each) === vpcOf(interlink) &&
        (each.connection === absent) === areAbsent,
    )
    .map(({ id }) => id)

const relationOf = (context: Context, failure: Failure): Relation => {
  const absent = failure.connection
  const { result } = leadOf(failure)
  const { connections } = context.scenario.world
  if (connections.length === 1) return { kind: 'only' }
  if ('connection' in result) {
    const { connection } = result
    return connection === absent ? { kind: 'other' } : { kind: 'port', connection }
  }
  const interlink = interlinkOf(context, result.interlink)
  const vpc = vpcOf(interlink)
  if (vpc === null) return { kind: 'other' }
  if (interlink.connection !== absent) {
    const from = fellows(context, interlink, absent, true)
    return from.length === 0
      ? { kind: 'other' }
      : { kind: 'takes-over', interlink: interlink.id, from }
  }
  const others = fellows(context, interlink, absent, false)
  return others.length === 0
    ? { kind: 'no-other-way', interlink: interlink.id, vpc }
    : { kind: 'elsewhere', interlink: interlink.id, others }
}

/** Names in a sentence; of more than three, the first and how many. */
const named = (ids: readonly string[]): string => {
  if (ids.length > 3) return `${ids[0]!} and ${ids.length - 1} more`
  return ids.length < 2 ? ids.join('') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)!}`
}

/** Why the worst objective of a failure is not met, in a sentence; empty where that is not known. */
export const failureCause = (context: Context, failure: Failure): string =>
  match(relationOf(context, failure))
    .with(
      { kind: 'only' },
      () => 'There is no other connection: everything that it carried is lost.',
    )
    .with(
      { kind: 'no-other-way' },
      ({ interlink, vpc }) =>
        `${interlink} is on ${failure.connection}, and ${vpc} has no InterLink on another connection.`,
    )
    .with(
      { kind: 'elsewhere' },
      ({ interlink, others }) =>
        `${interlink} is on ${failure.connection}; its traffic takes ${named(others)} instead.`,
    )
    .with({ kind: 'takes-over' }, ({ interlink, from }) => {
      const { bandwidth } = interlinkOf(context, interlink)
      return `${interlink} then carries the traffic of ${named(from)} as well, on ${exact(bandwidth, 'rate')}.`
    })
    .with(
      { kind: 'port' },
      ({ connection: other }) => `${other} then carries traffic of ${failure.connection} as well.`,
    )
    .with({ kind: 'other' }, () => '')
    .exhaustive()

/** More for an InterLink that takes over, as far as its port has it. */
const raiseBandwidth = (context: Context, id: string): Remedy => {
  const carrier = carrierOf(context, id)
  const now = exact(interlinkOf(context, id).bandwidth, 'rate')
  const free = freeBandwidth(context.scenario.world, carrier)
  const path = ['interlinks', id, 'bandwidth']
  if (free > 0) {
    return { edit: `raise interlinks.${id}.bandwidth (${now}, ${exact(free, 'rate')} free)`, path }
  }
  const port = `connections.${carrier.id}.portSpeed (${exact(carrier.portSpeed, 'rate')})`
  return { edit: `raise ${port} and interlinks.${id}.bandwidth (${now})`, path }
}

/** What to change so that the worst objective of a failure holds. */
export const failureRemedy = (context: Context, failure: Failure): Remedy => {
  const { index, result } = leadOf(failure)
  const isMore = result.below !== undefined || result.metric === 'throughput'
  return match({ relation: relationOf(context, failure), isMore })
    .returnType<Remedy>()
    .with({ relation: { kind: 'only' } }, () => ({
      edit: 'add a second connection, and InterLinks of the same VPCs on it,',
      path: ['connections'],
    }))
    .with({ relation: { kind: 'no-other-way' } }, ({ relation: { vpc } }) => ({
      edit: `add an InterLink of ${vpc} on another connection`,
      path: ['interlinks'],
    }))
    .with({ relation: { kind: 'takes-over' }, isMore: true }, ({ relation: { interlink } }) =>
      raiseBandwidth(context, interlink),
    )
    .with({ relation: { kind: 'port' }, isMore: true }, ({ relation: { connection: id } }) => ({
      edit: `raise connections.${id}.portSpeed (${exact(connectionNamed(context, id).portSpeed, 'rate')})`,
      path: ['connections', id, 'portSpeed'],
    }))
    .otherwise(() => ({ edit: 'loosen the objective', path: ['objectives', index] }))
}
