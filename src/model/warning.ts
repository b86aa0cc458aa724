/** What is allowed but hardly wished: each a value, with where it stands. */
import { match } from 'ts-pattern'
import { exampleOf, formatQuantity } from '../quantity.ts'
import {
  type BitsPerSecond,
  type Bytes,
  type Millimetres,
  type NanoDbm,
  type Ps,
  bitsPerSecond,
} from '../units.ts'
import { PRODUCT_STEP } from './defaults.ts'
import type { Family } from './demand.ts'
import type { Direction } from './direction.ts'
import { type Explanation, listing } from './explain.ts'
import type { EventKind } from './event-draft.ts'
import { ETHERNET_OVERHEAD } from './frame.ts'
import { type Idle, explainIdle } from './idle.ts'
import { type LightFound, lightRemedy, lightTowards } from './light.ts'
import type { Medium } from './media.ts'
import { type FlowMetric, type PortMetric, dimensionOf } from './objective.ts'
import { explainLight } from './optics.ts'
import type { Path } from './path.ts'

/** Something allowed that a planner should know. `path` is where in the document. */
export type Warning = { readonly path: Path } & (
  | { readonly kind: 'not-whole-mbps'; readonly bandwidth: BitsPerSecond }
  | {
      readonly kind: 'carries-nothing'
      readonly interlink: string
      /** The first entry of traffic that names it; null when none does. */
      readonly traffic: Path | null
    }
  | {
      readonly kind: 'not-propagated'
      readonly interlink: string
      /** Whether only an event gives it a policy, without which propagation is never on. */
      readonly isLate: boolean
      /** The first entry of traffic that names it; null when none does. */
      readonly traffic: Path | null
    }
  | {
      readonly kind: 'family-blocked'
      readonly interlink: string
      readonly family: Family
      /** The first entry of its traffic of that family. */
      readonly traffic: Path
    }
  | { readonly kind: 'order-without-start'; readonly connections: readonly string[] }
  | {
      readonly kind: 'always-oversize'
      readonly interlink: string
      /** The smallest frame of the source. */
      readonly frame: Bytes
      readonly mtu: Bytes
    }
  | {
      readonly kind: 'matches-no-flow'
      readonly subject: string
      readonly direction: Direction | null
    }
  | {
      readonly kind: 'shaper-above-port'
      readonly rate: BitsPerSecond
      readonly connection: string
      readonly portSpeed: BitsPerSecond
    }
  | { readonly kind: 'launch-outside-medium'; readonly tx: NanoDbm; readonly medium: Medium }
  | {
      readonly kind: 'beyond-reach'
      readonly connection: string
      readonly length: Millimetres
      readonly medium: Medium
    }
  | {
      readonly kind: 'no-light'
      readonly connection: string
      readonly found: LightFound
    }
  | { readonly kind: 'starts-after-end'; readonly start: Ps; readonly end: Ps }
  | { readonly kind: 'event-after-end'; readonly at: Ps; readonly end: Ps }
  | {
      readonly kind: 'changes-nothing'
      readonly event: EventKind
      readonly at: Ps
      /** What it happens to, `segment mmr of paris-1`. */
      readonly subject: string
      readonly families: readonly Family[]
      readonly idle: Idle
      /** Where what it happens to is defined. */
      readonly grounds: Path
    }
  | {
      readonly kind: 'left-unpropagated'
      readonly interlink: string
      readonly at: Ps
      readonly event: EventKind
      /** What has switched propagation off before. */
      readonly cause: EventKind
    }
  | { readonly kind: 'hold-time-refused'; readonly holdTime: Ps }
  | { readonly kind: 'bfd-above-hold-time'; readonly bfd: Ps; readonly holdTime: Ps }
  | { readonly kind: 'interval-above-duration'; readonly interval: Ps; readonly duration: Ps }
  | {
      readonly kind: 'never-met'
      readonly metric: FlowMetric | PortMetric
      /** As written. */
      readonly limit: string
    }
  | { readonly kind: 'series-silent'; readonly column: string }
  | {
      readonly kind: 'series-barely-begun'
      /** How long the source may emit. */
      readonly active: Ps
      /** How long the first sample holds, after speedup, seconds. */
      readonly hold: number
      /** The speedup that plays all samples. */
      readonly enough: number
    }
)

const time = (value: Ps): string => formatQuantity(value, 'simulated time', ' ')

/** Keys beside the one at `path`. */
const sourceKeys = (path: Path, keys: readonly string[]): readonly Path[] =>
  keys.map(key => [...path.slice(0, -1), key])

/** The other places that a warning rests on: when one of them is damaged, it is not given. */
export const warningGroundsOf = (warning: Warning): readonly Path[] =>
  match(warning)
    .returnType<readonly Path[]>()
    .with({ kind: 'carries-nothing' }, why => [
      ['interlinks', why.interlink, 'vpc'],
      ['traffic'],
      ['events'],
    ])
    .with({ kind: 'not-propagated' }, why => [
      ['interlinks', why.interlink, 'vpc'],
      ['interlinks', why.interlink, 'routing'],
      ['traffic'],
      ['events'],
    ])
    .with({ kind: 'family-blocked' }, why => [
      ['interlinks', why.interlink, 'vpc'],
      ['interlinks', why.interlink, 'propagation'],
      ['traffic'],
      ['events'],
    ])
    .with({ kind: 'order-without-start' }, () => [['start']])
    .with({ kind: 'always-oversize' }, why => [why.path, ['interlinks', why.interlink, 'mtu']])
    .with({ kind: 'matches-no-flow' }, () => [['traffic'], ['interlinks'], ['events']])
    .with({ kind: 'launch-outside-medium' }, ({ path: [top, id] }) => [
      [top!, id!, 'media'],
      [top!, id!, 'portSpeed'],
    ])
    .with({ kind: 'beyond-reach' }, { kind: 'no-light' }, why =>
      ['portSpeed', 'media', 'crossConnect', 'optics'].map(key => [
        'connections',
        why.connection,
        key,
      ]),
    )
    .with({ kind: 'starts-after-end' }, () => [['duration'], ['warmup']])
    .with({ kind: 'event-after-end' }, () => [['duration'], ['warmup']])
    .with({ kind: 'changes-nothing' }, why => [['events'], why.grounds])
    .with({ kind: 'left-unpropagated' }, why => [['events'], ['interlinks', why.interlink]])
    .with({ kind: 'bfd-above-hold-time' }, why => [[...why.path.slice(0, -1), 'holdTime']])
    .with({ kind: 'interval-above-duration' }, () => [['duration']])
    .with({ kind: 'never-met' }, why => [[...why.path.slice(0, -1), 'metric']])
    .with({ kind: 'series-silent' }, why => sourceKeys(why.path, ['file', 'column']))
    .with({ kind: 'series-barely-begun' }, why => [
      ['duration'],
      ['warmup'],
      ...sourceKeys(why.path, ['file', 'time', 'speedup', 'start', 'stop']),
    ])
    .with(
      { kind: 'not-whole-mbps' },
      { kind: 'shaper-above-port' },
      { kind: 'hold-time-refused' },
      () => [],
    )
    .exhaustive()

/** Says a warning in words. */
export const explainWarning = (warning: Warning): Explanation =>
  match(warning)
    .returnType<Explanation>()
    .with({ kind: 'not-whole-mbps' }, why => ({
      problem: `${formatQuantity(why.bandwidth, 'rate')} is not whole in Mbps, the product's unit`,
      remedy: 'it is simulated as written; an order is rounded',
      fix: formatQuantity(
        bitsPerSecond(Math.ceil(why.bandwidth / PRODUCT_STEP) * PRODUCT_STEP),
        'rate',
      ),
    }))
    .with({ kind: 'carries-nothing' }, why =>
      why.traffic === null
        ? {
            problem: `${why.interlink} has no vpc and carries nothing`,
            remedy: 'attach a VPC of its region',
          }
        : {
            problem: `${why.interlink} has no vpc; all its frames are dropped as notRouted`,
            remedy: 'attach a VPC of its region',
            related: { path: why.traffic, note: 'traffic that is dropped' },
          },
    )
    .with({ kind: 'not-propagated' }, why => ({
      problem:
        why.traffic === null
          ? `${why.interlink} propagates no routes and carries nothing`
          : `${why.interlink} propagates no routes; all its frames are dropped as notRouted`,
      ...(why.isLate
        ? { remedy: 'add an event propagationOn once it has a policy' }
        : { remedy: 'write propagation: true', fix: 'true' }),
      ...(why.traffic === null
        ? {}
        : { related: { path: why.traffic, note: 'traffic that is dropped' } }),
    }))
    .with({ kind: 'family-blocked' }, why => ({
      problem: `${why.interlink} has no policy of ${why.family}; its frames are dropped as notRouted`,
      remedy: `name ${why.family} under routing`,
      related: { path: why.traffic, note: `traffic of ${why.family}` },
    }))
    .with({ kind: 'order-without-start' }, why => ({
      problem: `start is missing, so no order has a place in a run: it takes ${listing(why.connections)} as active from its beginning`,
      remedy: 'write start, the calendar instant of simulated time 0',
    }))
    .with({ kind: 'always-oversize' }, why => ({
      problem: `frames of ${why.frame} B and more carry packets above the mtu of ${why.mtu}; all are dropped as oversize`,
      remedy: `raise the mtu of ${why.interlink}, or send frames of at most ${why.mtu + ETHERNET_OVERHEAD} B`,
    }))
    .with({ kind: 'matches-no-flow' }, why => ({
      problem: `no traffic is offered to ${why.subject === '*' ? 'any InterLink' : why.subject}${why.direction === null ? '' : ` ${why.direction}`}`,
      remedy: 'the objective is met without being tested; add traffic or remove it',
    }))
    .with({ kind: 'shaper-above-port' }, why => ({
      problem: `${formatQuantity(why.rate, 'rate')} is above the ${formatQuantity(why.portSpeed, 'rate', ' ')} of ${why.connection}`,
      remedy: 'the port limits first and the shaper holds back little',
    }))
    .with({ kind: 'launch-outside-medium' }, ({ tx, medium }) => {
      const [side, limit] =
        tx > medium.launchMax
          ? (['above', medium.launchMax] as const)
          : (['below', medium.launchMin] as const)
      return {
        problem: `${formatQuantity(tx, 'power')} is ${side} the ${formatQuantity(limit, 'power', ' ')} that ${medium.name} allows`,
        remedy: 'it is reckoned with as written; check the optic and its data sheet',
        fix: formatQuantity(limit, 'power'),
      }
    })
    .with({ kind: 'beyond-reach' }, ({ length, medium }) => ({
      problem: `${formatQuantity(length, 'length', ' ')} of fibre is more than the ${formatQuantity(medium.reach, 'length', ' ')} that ${medium.name} reaches`,
      remedy: 'no margin makes up for its dispersion; choose a medium that reaches further',
    }))
    .with({ kind: 'no-light' }, ({ connection, found }) => ({
      problem: `light ${lightTowards(found)} on ${connection} is ${explainLight(found.budget)}`,
      remedy: lightRemedy(found),
    }))
    .with({ kind: 'starts-after-end' }, why => ({
      problem: `the source starts at ${formatQuantity(why.start, 'simulated time', ' ')}, the run ends at ${formatQuantity(why.end, 'simulated time', ' ')}`,
      remedy: 'it emits nothing; lower start or lengthen the run',
    }))
    .with({ kind: 'event-after-end' }, why => ({
      problem: `the event is at ${time(why.at)}, the run ends at ${time(why.end)}`,
      remedy: 'it never happens; lower at or lengthen the run',
    }))
    .with({ kind: 'changes-nothing' }, why => ({
      problem: `${why.event} at ${time(why.at)}: ${explainIdle(why.idle, why.subject, why.families)}`,
      remedy: 'the event changes nothing; remove it or move it',
    }))
    .with({ kind: 'left-unpropagated' }, why => ({
      problem: `${why.cause} has switched off the propagation of ${why.interlink}, and ${why.event} at ${time(why.at)} does not bring it back`,
      remedy: 'it carries nothing from there on; add an event propagationOn',
    }))
    .with({ kind: 'hold-time-refused' }, why => ({
      problem: `no router accepts a hold time of ${time(why.holdTime)}, below 3 s (RFC 4271)`,
      remedy: 'it is simulated as written; raise it, and find failures sooner with bfd',
      fix: '3s',
    }))
    .with({ kind: 'bfd-above-hold-time' }, why => ({
      problem: `bfd ${time(why.bfd)} is above the hold time of ${time(why.holdTime)}`,
      remedy: 'BFD is there to find failures sooner; lower it, or remove it for the hold time',
    }))
    .with({ kind: 'interval-above-duration' }, why => ({
      problem: `an interval of ${formatQuantity(why.interval, 'simulated time', ' ')} is longer than the ${formatQuantity(why.duration, 'simulated time', ' ')} that are measured`,
      remedy: 'peak is a mean over more than the run; shorten the interval',
      fix: formatQuantity(why.duration, 'simulated time'),
    }))
    .with({ kind: 'series-silent' }, why => ({
      problem: `every value of ${why.column} is 0`,
      remedy: 'the source sends nothing; name another column or remove it',
    }))
    .with({ kind: 'series-barely-begun' }, why => ({
      problem: `the first sample holds for ${Number(why.hold.toPrecision(6))} s, the source emits for ${formatQuantity(why.active, 'simulated time', ' ')}: the rate never changes`,
      remedy: `write speedup: ${why.enough} to play all samples`,
      fix: String(why.enough),
    }))
    .with({ kind: 'never-met' }, why => {
      const dimension = dimensionOf(why.metric)
      const fix = dimension === 'share' ? '0.001%' : exampleOf(dimension)
      return {
        problem: `no ${why.metric} is below ${why.limit}, so the objective is never met`,
        remedy: dimension === 'share' ? `write ${fix}` : `write a positive limit such as ${fix}`,
        fix,
      }
    })
    .exhaustive()
