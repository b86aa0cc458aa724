/** Rejections in words: what is wrong, with value and limit, and what makes it right. */
import { match } from 'ts-pattern'
import { type Dimension, explainQuantity, formatQuantity } from '../quantity.ts'
import { type BitsPerSecond, type Ps, HORIZON, bitsPerSecond } from '../units.ts'
import { BANDWIDTH_STEP, INTERVALS_MAX, MIX_MAX, PORT_SPEEDS, horizonOf } from './defaults.ts'
import type { SubjectKey } from './event-draft.ts'
import { FAMILY, either } from './lifecycle/words.ts'
import { nearest } from './nearest.ts'
import type { Path } from './path.ts'
import type { Collection, Rejection, SubjectKind } from './rejection.ts'

/** A rejection or warning in words. */
export interface Explanation {
  /** The value found and the limit it breaks. */
  readonly problem: string
  /** What to do. */
  readonly remedy: string
  /** The text that would make it right, to stand in place of the one found. */
  readonly fix?: string
  /** Another place in the document that explains this one. */
  readonly related?: { readonly path: Path; readonly note: string }
}

const rate = (value: BitsPerSecond): string => formatQuantity(value, 'rate', ' ')
/** A rate of any size; exactly where that can be read. */
const fast = (value: number): string =>
  value < Number.MAX_SAFE_INTEGER
    ? rate(bitsPerSecond(Math.ceil(value)))
    : `${(value / 1e9).toExponential(2)} Gbps`
const typed = (value: BitsPerSecond): string => formatQuantity(value, 'rate')
const time = (value: Ps): string =>
  value === HORIZON ? '2^53 ps (2 h 30 min)' : formatQuantity(value, 'simulated time', ' ')
const MILLISECOND = 1_000_000_000
const count = (value: number): string => value.toLocaleString('en-US')

/** Names in a sentence, the first few of many: `web, voice and 3 more`. */
export const listing = (names: readonly string[], most = 4): string => {
  const shown = names.length > most ? names.slice(0, most - 1) : names
  const rest = names.length - shown.length
  const all = rest > 0 ? [...shown, `${count(rest)} more`] : shown
  return all.length < 2 ? (all[0] ?? '') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)!}`
}

const NOUN: Readonly<Record<Collection, string>> = {
  pops: 'PoP',
  vpcs: 'VPC',
  connections: 'connection',
  interlinks: 'InterLink',
}

const SUBJECT: Readonly<Record<SubjectKind, string>> = {
  interlink: 'an InterLink',
  connection: 'a connection',
}

/** Of names the ones that may be written: one that is no id is a fault of its own. */
const ids = (names: readonly string[]): readonly string[] =>
  names.filter(name => /^[\w-]+$/u.test(name))

/** A remedy that names what is nearest to `name`, and a fix that is it. */
const proposeNearest = (
  name: string,
  known: readonly string[],
  what: string,
  none: string,
): Pick<Explanation, 'remedy' | 'fix'> => {
  const near = nearest(name, known)
  return near === null
    ? { remedy: none }
    : { remedy: `the nearest known ${what} is ${near}`, fix: near }
}

const explainOversubscription = (
  why: Extract<Rejection, { kind: 'oversubscribed' }>,
  written: string | undefined,
): Explanation => {
  const { free, holders, held, portSpeed, connection, offered } = why
  const whole = free - (free % BANDWIDTH_STEP)
  const fitting = offered === null ? whole : Math.max(0, ...offered.filter(each => each <= free))
  const plural = holders.length > 1 ? 's' : ''
  const others = `InterLink${plural} ${listing(holders)}`
  const note =
    held > portSpeed
      ? `${others} ask${plural === '' ? 's' : ''} ${rate(held)} without it`
      : `${others} hold${plural === '' ? 's' : ''} ${rate(held)} of it`
  return {
    problem: `${written ?? typed(why.asked)} asked, ${free > 0 ? rate(free) : 'nothing'} free on ${connection}`,
    remedy: fitting > 0 ? 'lower it' : `lower ${listing(holders)} or move it to another connection`,
    fix:
      fitting > 0
        ? `${typed(bitsPerSecond(fitting))}, or a second connection`
        : 'a second connection',
    related: {
      path: ['connections', connection, 'portSpeed'],
      note: holders.length === 0 ? `${connection} carries ${rate(portSpeed)}` : note,
    },
  }
}

const explainNumber = (
  why: Extract<Rejection, { kind: 'number-out-of-range' }>,
  written: string | undefined,
): Explanation => {
  const found = written ?? String(why.value)
  const { value, min, max, open, whole } = why
  const kind = whole ? 'a whole number' : 'a number'
  const unit = why.unit === '' ? '' : ` ${why.unit}`
  const range = open ? `above ${count(min)} and at most ${count(max)}` : `from ${min} to ${max}`
  const remedy = `write ${kind} ${range}`
  const below = open ? value <= min : value < min
  if (!Number.isFinite(value)) return { problem: `${found} is not finite`, remedy }
  if (below) {
    const fix = open ? {} : { fix: String(min) }
    return {
      problem: `${found}${unit} is ${open ? 'not above' : 'below the limit of'} ${min}`,
      remedy,
      ...fix,
    }
  }
  if (value > max)
    return { problem: `${found}${unit} is above the limit of ${max}`, remedy, fix: String(max) }
  return { problem: `${found}${unit} is not whole`, remedy, fix: String(Math.round(value)) }
}

/** A limit as text; of a frame always in bytes. */
const limitIn = (value: number, dimension: Exclude<Dimension, 'share'>, space: '' | ' '): string =>
  dimension === 'size' && value < 10_000
    ? `${value}${space}B`
    : formatQuantity(value, dimension, space)

const explainRange = (
  why: Extract<Rejection, { kind: 'quantity-out-of-range' }>,
  written: string | undefined,
): Explanation => {
  const { value, min, max, dimension } = why
  const found = written ?? formatQuantity(value, dimension)
  const [side, limit, remedy] =
    value < min ? (['below', min, 'raise it'] as const) : (['above', max, 'lower it'] as const)
  return {
    problem: `${found} is ${side} the limit of ${limitIn(limit, dimension, ' ')}`,
    remedy,
    fix: limitIn(limit, dimension, ''),
  }
}

const explainPatch = (
  { patch, validity }: Extract<Rejection, { kind: 'patch-outlasts-loa' }>,
  written: string | undefined,
): Explanation => {
  const long = (value: number): string => formatQuantity(value, 'lead time', ' ')
  const valid = `the ${long(validity)} that the LOA is valid`
  const remedy = 'each LOA expires first and a new one is drawn up; raise loaValidity'
  return patch.kind === 'certain'
    ? { problem: `${written ?? long(patch.duration)} is more than ${valid}`, remedy }
    : {
        problem: `of patches with a median of ${long(patch.median)} and a p90 of ${long(patch.p90)} not one in 1,000 is done within ${valid}`,
        remedy,
      }
}

const HAPPENS_TO: Readonly<Record<SubjectKey, string>> = {
  connection: 'a connection',
  segment: 'a segment',
  end: 'an end',
  interlink: 'an InterLink',
}

const explainSubject = (why: Extract<Rejection, { kind: 'not-its-subject' }>): Explanation => {
  const { event, to, named, wrong, lacks, others } = why
  const problem = `${event} happens to ${either(to.map(each => HAPPENS_TO[each]))}, not to ${HAPPENS_TO[named]}`
  if (lacks.length === 0) return { problem, remedy: `remove ${listing(wrong)}` }
  const spots = either(lacks.filter(key => key !== 'connection'))
  const needed = listing([...lacks.filter(key => key === 'connection'), spots])
  const instead =
    others.length === 0 ? '' : `, or write what happens to ${HAPPENS_TO[named]}: ${either(others)}`
  return { problem, remedy: `name ${needed} instead of ${listing(wrong)}${instead}` }
}

/** Of the sizes offered the smallest that carries what was asked, else the largest. */
const enough = (
  asked: BitsPerSecond,
  offered: readonly BitsPerSecond[],
): BitsPerSecond | undefined => {
  const rising = offered.toSorted((a, b) => a - b)
  return rising.find(each => each >= asked) ?? rising.at(-1)
}

/**
 * Says in words why a draft is refused.
 *
 * @param written  the value at the rejection's path as the file has it, `1500B`; without it quantities
 *   are shown in the largest unit that suits them, `1.5kB`
 */
export const explain = (rejection: Rejection, written?: string): Explanation =>
  match(rejection)
    .returnType<Explanation>()
    .with({ kind: 'no-projects' }, why => ({
      problem: `Organization ${why.organization} has no Project`,
      remedy: 'name at least one; the first is the default Project',
      fix: '[network]',
    }))
    .with({ kind: 'duplicate-project' }, why => ({
      problem: `Project ${why.project} is named twice`,
      remedy: 'remove one',
      related: { path: why.first, note: `${why.project} is named here first` },
    }))
    .with({ kind: 'unknown-project' }, why => ({
      problem: `Organization ${why.organization} has no Project ${why.project}`,
      ...proposeNearest(why.project, ids(why.known), 'Project', 'name one under organization'),
      related: { path: ['organization', 'projects'], note: `its Projects: ${listing(why.known)}` },
    }))
    .with({ kind: 'unknown-reference' }, why => ({
      problem: `there is no ${NOUN[why.collection]} ${why.id}`,
      ...proposeNearest(why.id, ids(why.known), 'id', `define one under ${why.collection}`),
    }))
    .with({ kind: 'not-the-connections-region' }, why => ({
      problem: `region ${why.region}, but ${why.connection} ends in ${why.needed}`,
      remedy: `an InterLink lies in its connection's region; write ${why.needed}`,
      fix: why.needed,
      related: { path: ['pops', why.pop, 'region'], note: `the region of ${why.connection}` },
    }))
    .with({ kind: 'not-the-vpcs-region' }, why => ({
      problem: `VPC ${why.vpc} is in ${why.vpcRegion}, InterLink ${why.interlink} in ${why.region}`,
      remedy: `attach a VPC of ${why.region}`,
      related: { path: ['vpcs', why.vpc, 'region'], note: `the region of ${why.vpc}` },
    }))
    .with({ kind: 'no-port-speed' }, why => ({
      problem: `${written ?? typed(why.asked)} is no port speed`,
      remedy: `ports run at ${listing(PORT_SPEEDS.map(rate))}`,
      fix: typed(enough(why.asked, PORT_SPEEDS)!),
    }))
    .with({ kind: 'medium-of-another-speed' }, why => ({
      problem: `${why.medium.name} runs at ${rate(why.medium.portSpeed)}, the port at ${rate(why.portSpeed)}`,
      remedy:
        why.known.length === 1
          ? `write ${why.known[0]!}, or leave it out`
          : `write ${why.known.join(' or ')}, or leave it out for ${why.known[0]!}`,
      fix: why.known[0]!,
      related: {
        path: ['connections', why.connection, 'portSpeed'],
        note: `${why.connection} runs at ${rate(why.portSpeed)}`,
      },
    }))
    .with({ kind: 'length-and-segments' }, why => ({
      problem: `the cable of ${why.connection} has a length and segments`,
      remedy: 'the length is that of its fibres; remove this one',
      related: { path: why.segments, note: 'the segments' },
    }))
    .with({ kind: 'no-segments' }, why => ({
      problem: `the cable of ${why.connection} has no segments`,
      remedy: 'name its fibres, connectors and splices, or give a length instead',
      fix: '[{ id: patch, kind: fibre, length: 120m }]',
    }))
    .with({ kind: 'cable-too-long' }, why => ({
      problem: `the fibres of ${why.connection} are ${formatQuantity(why.length, 'length', ' ')} long, above the limit of ${formatQuantity(why.max, 'length', ' ')}`,
      remedy: 'shorten them',
    }))
    .with({ kind: 'duplicate-segment' }, why => ({
      problem: `${why.connection} has two segments ${why.segment}`,
      remedy: 'give each an id of its own',
      related: { path: why.first, note: `the first ${why.segment}` },
    }))
    .with({ kind: 'empty-catalogue' }, why => ({
      problem: `${why.connection} offers no bandwidth at all`,
      remedy: 'name the bandwidths it offers, or remove the key to allow any',
    }))
    .with({ kind: 'offered-above-port' }, why => ({
      problem: `${written ?? typed(why.offered)} is offered, but ${why.connection} carries ${rate(why.portSpeed)}`,
      remedy: 'remove it',
      related: {
        path: ['connections', why.connection, 'portSpeed'],
        note: `${why.connection} carries ${rate(why.portSpeed)}`,
      },
    }))
    .with({ kind: 'not-offered' }, why => ({
      problem: `${written ?? typed(why.asked)} is not offered on ${why.connection}`,
      remedy: `offered: ${listing(why.offered.map(rate), 12)}`,
      fix: typed(enough(why.asked, why.offered)!),
      related: {
        path: ['connections', why.connection, 'availableBandwidths'],
        note: 'what the connection offers',
      },
    }))
    .with({ kind: 'not-a-step' }, why => ({
      problem: `${written ?? typed(why.rate)} is not a multiple of ${rate(why.step)}`,
      remedy: 'round it',
      fix: typed(bitsPerSecond(Math.ceil(why.rate / why.step) * why.step)),
    }))
    .with({ kind: 'oversubscribed' }, why => explainOversubscription(why, written))
    .with({ kind: 'vlan-taken' }, why => ({
      problem: `VLAN ${why.vlan} already carries ${why.holder} on ${why.connection}`,
      ...(why.free === null
        ? { remedy: 'none is free; move it to another connection' }
        : { remedy: `${why.free} is the lowest free one`, fix: String(why.free) }),
      related: {
        path: ['interlinks', why.holder, 'vlan'],
        note: `${why.holder} holds VLAN ${why.vlan}`,
      },
    }))
    .with({ kind: 'no-vlan-left' }, why => ({
      problem: `all 4,094 VLAN ids of ${why.connection} are taken`,
      remedy: 'move it to another connection',
    }))
    .with({ kind: 'burst-below-frame' }, why => ({
      problem: `${written ?? formatQuantity(why.burst, 'size')} is below the ${why.least} B that the largest frame counts as (mtu ${why.mtu}, ${why.countAs})`,
      remedy: 'raise it, or no such frame ever passes',
      fix: `${why.least}B`,
    }))
    .with({ kind: 'burst-never-filled' }, why => ({
      problem: `${written ?? formatQuantity(why.burst, 'size')} takes longer to fill at ${rate(why.rate)} than a run may last (2^53 ps, 2 h 30 min)`,
      remedy: `lower it to at most ${why.most} B`,
      fix: `${why.most}B`,
    }))
    .with({ kind: 'quantity-out-of-range' }, why => explainRange(why, written))
    .with({ kind: 'no-time' }, why => ({
      problem: `${written ?? '0s'} is no time at all`,
      remedy: `a duration above 0 such as ${why.example} is needed`,
      fix: why.example,
    }))
    .with({ kind: 'number-out-of-range' }, why => explainNumber(why, written))
    .with({ kind: 'beyond-horizon' }, why => {
      const { warmup, duration, engine } = why
      const horizon = horizonOf(engine)
      // Whole milliseconds where there are some: nobody types the last picosecond.
      const left = horizon - warmup
      const fix = left > MILLISECOND ? left - (left % MILLISECOND) : left
      return {
        problem: `${warmup === 0 ? '' : `${time(warmup)} of warm-up and `}${time(duration)} are above the limit of ${time(horizon)}`,
        remedy:
          engine === 'packet'
            ? 'shorten the run, or let rates stand for frames: engine: fluid'
            : 'shorten the run',
        ...(fix > 0 ? { fix: formatQuantity(fix, 'simulated time') } : {}),
      }
    })
    .with({ kind: 'too-many-intervals' }, why => ({
      problem: `${time(why.interval)} cuts ${time(why.duration)} into ${count(why.intervals)} intervals; at most ${count(INTERVALS_MAX)} are kept`,
      remedy: 'widen it',
      fix: formatQuantity(Math.ceil(why.duration / INTERVALS_MAX), 'simulated time'),
    }))
    .with({ kind: 'mix-length' }, why =>
      why.count === 0
        ? { problem: 'the mix has no frame size', remedy: 'name one, or imix', fix: 'imix' }
        : {
            problem: `the mix has ${count(why.count)} frame sizes, above the limit of ${MIX_MAX}`,
            remedy: 'merge sizes that are alike',
          },
    )
    .with({ kind: 'stops-before-start' }, why => ({
      problem: `stop ${time(why.stop)} is not after start ${time(why.start)}`,
      remedy: 'a source emits from start until stop; raise stop',
    }))
    .with({ kind: 'empty-file-name' }, why => ({
      problem: 'the file name is empty',
      remedy:
        why.source === 'csv'
          ? 'name a table, such as data/loads.csv'
          : 'name a capture, such as captures/noon.pcap',
    }))
    .with({ kind: 'rates-of-time' }, why => ({
      problem: `${why.column} is the column of times`,
      remedy: 'name the column of rates',
    }))
    .with({ kind: 'series-above-limit' }, why => ({
      problem: `${why.highest} on line ${why.line} of ${why.file} makes ${fast(why.rate)} by unit and scale, above the limit of ${rate(why.max)}`,
      remedy: 'lower scale, or correct unit',
    }))
    .with({ kind: 'propagation-without-policy' }, why => ({
      problem: `${why.interlink} has no routing policy, and there are no routes to propagate`,
      remedy: 'name ipv4 or ipv6 under routing, or remove routing to allow every prefix',
      related: { path: ['interlinks', why.interlink, 'routing'], note: 'names no family' },
    }))
    .with({ kind: 'p90-below-median' }, why => ({
      problem: `${written ?? formatQuantity(why.p90, 'lead time')} is below the median of ${formatQuantity(why.median, 'lead time', ' ')}`,
      remedy: 'nine of ten take longer than half; raise it',
      fix: formatQuantity(why.median, 'lead time'),
    }))
    .with({ kind: 'patch-outlasts-loa' }, why => explainPatch(why, written))
    .with({ kind: 'subjects' }, why => ({
      problem:
        why.count === 0
          ? `${why.what} names neither ${why.keys.join(' nor ')}`
          : `${why.what} names both ${why.keys.join(' and ')}`,
      remedy: 'name exactly one',
    }))
    .with({ kind: 'key-missing' }, why => {
      const line = `${why.key}: ${why.example}`
      return { problem: 'the key is missing', remedy: `add one such as ${line}`, fix: line }
    })
    .with({ kind: 'not-its-subject' }, why => explainSubject(why))
    .with({ kind: 'not-its-key' }, why => ({
      problem: `${why.event} has no ${why.key}, which belongs to ${listing(why.holders)}`,
      remedy: `remove it; keys of ${why.event}: ${why.keys.join(', ')}`,
    }))
    .with({ kind: 'unknown-segment' }, why => {
      const near = nearest(why.segment, ids(why.known))
      return {
        problem: `${why.connection} has no segment ${why.segment}`,
        remedy: `${why.known.length === 1 ? 'its only segment is' : 'its segments are'} ${listing(why.known, 12)}`,
        ...(near === null ? {} : { fix: near }),
        related: {
          path: ['connections', why.connection, 'crossConnect'],
          note: `the cable of ${why.connection}`,
        },
      }
    })
    .with({ kind: 'network-of-another-family' }, why => {
      const own = FAMILY[why.family]
      const other = FAMILY[why.family === 'ipv4' ? 'ipv6' : 'ipv4']
      return {
        problem: `${why.network} is of ${other}, ${why.isNamed ? 'the policy' : 'the first network'} of ${own}`,
        remedy: 'a policy is of one family; set the other with an event of its own',
      }
    })
    .with({ kind: 'no-vpc-of-its-own' }, why => ({
      problem: `${why.interlink} has no vpc of its own to attach`,
      ...(why.known.length === 0
        ? { remedy: 'define one of its region under vpcs and name it' }
        : { remedy: `add one such as vpc: ${why.known[0]!}`, fix: `vpc: ${why.known[0]!}` }),
    }))
    .with({ kind: 'vpc-attached' }, why => ({
      problem: `${why.interlink} is attached to ${why.vpc} at ${time(why.at)}`,
      remedy: 'an InterLink has one VPC at most; detach that with an event detachVpc before',
    }))
    .with({ kind: 'no-policy-then' }, why => ({
      problem: `${why.interlink} has no routing policy at ${time(why.at)}, and there are no routes to propagate`,
      remedy: 'set one with an event setPolicy before',
    }))
    .with({ kind: 'vpc-without-interlink' }, why => ({
      problem: `no InterLink is ever attached to ${why.vpc}`,
      remedy: `write vpc: ${why.vpc} under one of interlinks, or let an event attachVpc attach it`,
    }))
    .with({ kind: 'limits' }, why => ({
      problem:
        why.count === 0
          ? 'the objective has neither below nor above'
          : 'the objective has both below and above',
      remedy: why.count === 0 ? 'name exactly one' : 'write two objectives',
    }))
    .with({ kind: 'unknown-metric' }, why => ({
      problem: `${why.metric} is no metric of ${SUBJECT[why.subject]}`,
      ...proposeNearest(why.metric, why.known, 'one', ''),
    }))
    .with({ kind: 'limit-unreadable' }, why => {
      const { problem, remedy, fix } = explainQuantity(why.fault)
      return {
        problem,
        remedy: `${remedy} for ${why.metric}`,
        ...(fix === undefined ? {} : { fix }),
      }
    })
    .exhaustive()
