/** What to change in the scenario when an objective is missed: the key, its value, its line. */
import { match } from 'ts-pattern'
import type { Direction } from '../model/direction.ts'
import { freeBandwidth } from '../model/world.ts'
import { formatQuantity } from '../quantity.ts'
import type { FlowResult, ObjectiveResult } from '../sim/result/document.ts'
import { toSeconds } from '../units.ts'
import { bitErrorRemedy } from './bit-error-cause.ts'
import { type Context, carrierOf, connectionNamed, flowOf, interlinkOf } from './context.ts'
import { delayParts } from './delay-cause.ts'
import { type Excess, excessOn, listed, meanExcessOn } from './excess.ts'
import { impossibilityOf } from './impossible.ts'
import { type Judged, judgedIn } from './judged.ts'
import {
  type Limiter,
  customerLimiter,
  isOverloaded,
  limiterThatDropped,
  ownLimiter,
} from './limiter.ts'
import { availabilityRemedy, lifeRemedy } from './life-cause.ts'
import { mainCause } from './loss-cause.ts'
import { isPortOverloaded, uncountedLoadOn } from './port-load.ts'
import { count, exact } from './terminal/figures.ts'
import { NBSP } from './terminal/text.ts'

/** An edit of the scenario file. */
export interface Remedy {
  /** In the imperative, for instance `raise interlinks.data.burst (5 MB) or bandwidth`. */
  readonly edit: string
  /** The key to edit, as a path of the document. */
  readonly path: readonly (string | number)[]
}

type FlowObjective = Extract<ObjectiveResult, { readonly interlink: string }>
type FlowName = Pick<FlowResult, 'interlink' | 'direction'>

/** A limiter's rate, and for a bandwidth what is left of the port for it. */
const rateOf = (context: Context, { rate, rateKey, path }: Limiter): string => {
  const asked = `${rateKey} (${exact(rate, 'rate')}`
  if (rateKey === 'rate') return `${asked})`
  const free = freeBandwidth(context.scenario.world, carrierOf(context, path[1]!))
  return `${asked}, ${free > 0 ? `${exact(free, 'rate')} free` : 'none free'})`
}

const raiseRate = (context: Context, limiter: Limiter): Remedy => ({
  edit: `raise ${limiter.path.join('.')}.${rateOf(context, limiter)}`,
  path: [...limiter.path, limiter.rateKey],
})

/** Neither a bucket nor a queue cures an overload: they are named only where the mean fits. */
const raise = (
  context: Context,
  limiter: Limiter,
  first: 'burst' | 'queue',
  others: string,
): Remedy =>
  isOverloaded(limiter)
    ? raiseRate(context, limiter)
    : {
        edit: `raise ${limiter.path.join('.')}.${first} (${exact(limiter[first], 'size')})${others} or ${limiter.rateKey}`,
        path: [...limiter.path, first],
      }

/** For those who wait in a shaper: its rate, or a bucket that lets their bursts through. */
const hurry = (context: Context, limiter: Limiter): Remedy => {
  const rate = raiseRate(context, limiter)
  return isOverloaded(limiter) ? rate : { ...rate, edit: `${rate.edit} or burst` }
}

const port = (context: Context, id: string, key: 'queue' | 'portSpeed'): Remedy => {
  const connection = connectionNamed(context, id)
  const value =
    key === 'queue' ? exact(connection.queue, 'size') : exact(connection.portSpeed, 'rate')
  const edit =
    key === 'queue'
      ? `raise connections.${id}.queue (${value}) or portSpeed, or offer less`
      : `raise connections.${id}.portSpeed (${value}) or offer less`
  return { edit, path: ['connections', id, key] }
}

/** To hold those back in their own router who take more of a port than they may carry. */
const holdBack = (context: Context, excess: readonly Excess[]): Remedy | null => {
  const [most, ...others] = excess
  if (most === undefined) return null
  const rate = formatQuantity(most.bandwidth, 'rate')
  const path = ['interlinks', most.interlink]
  const besides = others.length === 0 ? '' : `, likewise ${listed(others.map(o => o.interlink))}`
  return interlinkOf(context, most.interlink).customerShaper === null
    ? { edit: `give ${path.join('.')} a customerShaper with rate: ${rate}${besides}`, path }
    : {
        edit: `lower ${path.join('.')}.customerShaper.rate to ${rate}${besides}`,
        path: [...path, 'customerShaper', 'rate'],
      }
}

/** What a sum of bandwidths is rounded down to, bit/s. */
const RATE_STEP = 10e6

/** To allocate no more than the port can send, all of the wire counted. */
const allocateLess = (context: Context, id: string, direction: Direction): Remedy | null => {
  const load = uncountedLoadOn(context, id, direction)
  if (load === null) return null
  const { portSpeed } = connectionNamed(context, id)
  const fitting = Math.floor((load.counted * portSpeed) / load.wire / RATE_STEP) * RATE_STEP
  return {
    edit:
      `lower the bandwidths on ${id} to ${exact(fitting, 'rate')} together ` +
      `or raise connections.${id}.portSpeed (${exact(portSpeed, 'rate')})`,
    path: ['connections', id, 'portSpeed'],
  }
}

const LATENESS = /^(?:delay|portWait)\./u

/** Whether a flow on a port is later than asked: a longer queue would only make it later. */
const isLate = (context: Context, id: string, direction: Direction): boolean =>
  judgedIn(context).some(
    ({ result }) =>
      !result.met &&
      'interlink' in result &&
      result.direction === direction &&
      LATENESS.test(result.metric) &&
      carrierOf(context, result.interlink).id === id,
  )

const relievePort = (
  context: Context,
  id: string,
  direction: Direction,
  key: 'queue' | 'portSpeed',
): Remedy => {
  const queueHelps =
    key === 'queue' && !isPortOverloaded(context, id, direction) && !isLate(context, id, direction)
  return (
    holdBack(context, excessOn(context, id, direction)) ??
    allocateLess(context, id, direction) ??
    port(context, id, queueHelps ? 'queue' : 'portSpeed')
  )
}

const shorten = (context: Context, interlink: string): Remedy => {
  const { id, crossConnect } = carrierOf(context, interlink)
  const oneWay = exact(toSeconds(crossConnect.propagation), 'duration')
  return {
    edit: `shorten connections.${id}.crossConnect (${oneWay} one way) or loosen the objective`,
    path: ['connections', id, 'crossConnect'],
  }
}

/** What would help against the loss of a flow; null where it lost nothing, or nothing helps. */
export const lossRemedy = (context: Context, name: FlowName): Remedy | null => {
  const id = name.interlink
  const { mtu } = interlinkOf(context, id)
  const flow = flowOf(context, id, name.direction)
  if (flow === undefined) return null
  return match(mainCause(flow))
    .returnType<Remedy | null>()
    .with('policed', cause => raise(context, limiterThatDropped(context, flow, cause), 'burst', ''))
    .with('shaperQueueFull', cause =>
      raise(context, limiterThatDropped(context, flow, cause), 'queue', ', burst'),
    )
    .with('portQueueFull', () =>
      relievePort(context, carrierOf(context, id).id, name.direction, 'queue'),
    )
    .with('oversize', () => ({
      edit: `raise interlinks.${id}.mtu (${count(mtu)}${NBSP}bytes) or send shorter frames`,
      path: ['interlinks', id, 'mtu'],
    }))
    .with('notRouted', 'linkDown', cause => lifeRemedy(context, flow, cause))
    .with('bitError', () => bitErrorRemedy(context, carrierOf(context, id).id, name.direction))
    .with(null, () => null)
    .exhaustive()
}

const delayRemedy = (context: Context, result: FlowObjective): Remedy | null => {
  const flow = flowOf(context, result.interlink, result.direction)
  if (flow === undefined) return null
  return match(delayParts(context, flow, result.metric)[0]?.part)
    .returnType<Remedy | null>()
    .with('shaper', () => hurry(context, ownLimiter(context, flow)))
    .with('customer', () => hurry(context, customerLimiter(context, flow)!))
    .with('port', () =>
      relievePort(context, carrierOf(context, flow.interlink).id, flow.direction, 'portSpeed'),
    )
    .with('cable', () => shorten(context, result.interlink))
    .with('sending', () => {
      const { id, portSpeed } = carrierOf(context, result.interlink)
      return {
        edit: `raise connections.${id}.portSpeed (${exact(portSpeed, 'rate')}) or send shorter frames`,
        path: ['connections', id, 'portSpeed'],
      }
    })
    .with(undefined, () => null)
    .exhaustive()
}

/** For what was still on its way when the run ended. */
const lengthen = ({ document }: Context): Remedy => ({
  edit: `raise duration (${exact(document.simulated.duration, 'duration')})`,
  path: ['duration'],
})

/** Whether it is missed since an InterLink is down, whatever it is offered. */
const isHeldBack = (context: Context, result: ObjectiveResult): boolean => {
  if (result.metric === 'availability') return true
  if (result.metric !== 'loss' || !('interlink' in result)) return false
  const flow = flowOf(context, result.interlink, result.direction)
  const cause = flow === undefined ? null : mainCause(flow)
  return cause === 'linkDown' || cause === 'notRouted'
}

/** What would help a missed objective; at least, the objective itself can be loosened. */
export const remedyFor = (context: Context, { index, result }: Judged): Remedy => {
  const offer = `offer ${result.below === undefined ? 'more' : 'less'} or `
  const loosen: Remedy = {
    edit: `${isHeldBack(context, result) ? '' : offer}loosen the objective`,
    path: ['objectives', index],
  }
  const impossible = impossibilityOf(result)
  if (impossible !== null) {
    const { side, instead, bound } = impossible
    return { ...loosen, edit: `write ${side}: ${instead} (nothing lies ${bound})` }
  }
  if ('connection' in result) {
    if (result.above !== undefined) return loosen
    const { connection, direction, metric } = result
    if (metric === 'queue.max') return relievePort(context, connection, direction, 'portSpeed')
    const excess = meanExcessOn(context, connection, direction)
    return holdBack(context, excess) ?? port(context, connection, 'portSpeed')
  }
  if (result.value === null) return lossRemedy(context, result) ?? lengthen(context)
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
        result.below === undefined || flow === undefined
          ? null
          : raiseRate(context, ownLimiter(context, flow)),
      )
      .with({ metric: 'availability' }, () =>
        flow === undefined ? null : availabilityRemedy(context, flow),
      )
      .otherwise(() => (result.below === undefined ? null : delayRemedy(context, result))) ?? loosen
  )
}
