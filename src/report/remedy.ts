/** What to change in the scenario when an objective is missed: the key, its value, its line. */
import { match } from 'ts-pattern'
import type { ObjectiveResult } from '../sim/result/document.ts'
import { freeBandwidth } from '../model/world.ts'
import { type Context, carrierOf, countedRate, flowOf, interlinkOf } from './context.ts'
import { delayParts } from './delay-cause.ts'
import { type Judged, limitOf } from './judged.ts'
import { mainCause } from './loss-cause.ts'
import { count, exact } from './terminal/figures.ts'

/** An edit of the scenario file. */
export interface Remedy {
  /** In the imperative, for instance `raise interlinks.data.burst (5 MB) or bandwidth`. */
  readonly edit: string
  /** The key to edit, as a path of the document. */
  readonly path: readonly (string | number)[]
}

const bandwidth = (context: Context, id: string): Remedy => {
  const interlink = interlinkOf(context, id)
  const free = freeBandwidth(context.scenario.world, carrierOf(context, id))
  const room = free > 0 ? `${exact(free, 'rate')} free` : 'none free'
  return {
    edit: `raise interlinks.${id}.bandwidth (${exact(interlink.bandwidth, 'rate')}, ${room})`,
    path: ['interlinks', id, 'bandwidth'],
  }
}

const shaped = (context: Context, result: FlowObjective): Remedy => {
  const { interlink: id, direction } = result
  const { queue, customerShaper } = interlinkOf(context, id)
  const lossy = result.metric === 'loss' || result.metric === 'throughput'
  if (direction === 'toCloud' && customerShaper !== null) {
    const keys = lossy
      ? `queue (${exact(customerShaper.queue, 'size')}) or rate`
      : `rate (${exact(customerShaper.rate, 'rate')}) or burst`
    return {
      edit: `raise interlinks.${id}.customerShaper.${keys}`,
      path: ['interlinks', id, 'customerShaper'],
    }
  }
  if (lossy && !overloaded(context, result)) {
    return {
      edit: `raise interlinks.${id}.queue (${exact(queue, 'size')}), burst or bandwidth`,
      path: ['interlinks', id, 'queue'],
    }
  }
  return bandwidth(context, id)
}

const port = (context: Context, id: string, key: 'queue' | 'portSpeed'): Remedy => {
  const connection = context.scenario.world.connections.find(candidate => candidate.id === id)!
  const value =
    key === 'queue' ? exact(connection.queue, 'size') : exact(connection.portSpeed, 'rate')
  const edit =
    key === 'queue'
      ? `raise connections.${id}.queue (${value}) or portSpeed, or offer less`
      : `raise connections.${id}.portSpeed (${value}) or offer less`
  return { edit, path: ['connections', id, key] }
}

type FlowObjective = Extract<ObjectiveResult, { readonly interlink: string }>

const overloaded = (context: Context, { interlink, direction }: FlowObjective): boolean => {
  const flow = flowOf(context, interlink, direction)
  return (
    flow !== undefined && countedRate(context, flow) > interlinkOf(context, interlink).bandwidth
  )
}

const lossRemedy = (context: Context, result: FlowObjective): Remedy | null => {
  const id = result.interlink
  const { burst, mtu } = interlinkOf(context, id)
  const flow = flowOf(context, id, result.direction)
  const cause = flow === undefined ? null : mainCause(flow)
  return match(cause)
    .returnType<Remedy | null>()
    .with('policed', () =>
      overloaded(context, result)
        ? bandwidth(context, id)
        : {
            edit: `raise interlinks.${id}.burst (${exact(burst, 'size')}) or bandwidth`,
            path: ['interlinks', id, 'burst'],
          },
    )
    .with('shaperQueueFull', () => shaped(context, result))
    .with('portQueueFull', () => port(context, carrierOf(context, id).id, 'queue'))
    .with('oversize', () => ({
      edit: `raise interlinks.${id}.mtu (${count(mtu)}) or send shorter frames`,
      path: ['interlinks', id, 'mtu'],
    }))
    .with('notRouted', () => ({
      edit: `give interlinks.${id} a vpc`,
      path: ['interlinks', id],
    }))
    .with('linkDown', 'bitError', null, () => null)
    .exhaustive()
}

const delayRemedy = (context: Context, result: FlowObjective): Remedy | null => {
  const flow = flowOf(context, result.interlink, result.direction)
  const part = flow === undefined ? undefined : delayParts(flow, result.metric)[0]?.part
  return match(part)
    .returnType<Remedy | null>()
    .with('shaper', () => bandwidth(context, result.interlink))
    .with('customer', () => shaped(context, result))
    .with('port', () => port(context, carrierOf(context, result.interlink).id, 'portSpeed'))
    .with('wire', undefined, () => null)
    .exhaustive()
}

/** What would help a missed objective; at least, the objective itself can be loosened. */
export const remedyFor = (context: Context, { index, result }: Judged): Remedy => {
  const loosen: Remedy = {
    edit: `offer ${limitOf(result) === 0 || result.below !== undefined ? 'less' : 'more'} or loosen the objective`,
    path: ['objectives', index],
  }
  if ('connection' in result) {
    if (result.above !== undefined) return loosen
    return port(context, result.connection, 'portSpeed')
  }
  if (result.value === null) return lossRemedy(context, result) ?? loosen
  const flow = flowOf(context, result.interlink, result.direction)
  const lossy = (flow?.dropped.frames ?? 0) > 0
  return (
    match(result)
      .returnType<Remedy | null>()
      .with({ metric: 'loss' }, () =>
        result.below === undefined ? null : lossRemedy(context, result),
      )
      .with({ metric: 'throughput' }, () =>
        result.above !== undefined && lossy ? lossRemedy(context, result) : null,
      )
      .with({ metric: 'utilisation' }, () =>
        result.below === undefined ? null : bandwidth(context, result.interlink),
      )
      .with({ metric: 'availability' }, () => lossRemedy(context, result))
      .otherwise(() => (result.below === undefined ? null : delayRemedy(context, result))) ?? loosen
  )
}
