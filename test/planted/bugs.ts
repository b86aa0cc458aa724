/**
 * Bugs that the laws must catch: what is wrong, which laws find it, and the text that plants it. Texts
 * are short, so that they outlive changes around them; one that is gone, or there twice, fails its
 * test and asks for another.
 */
import type { Claim } from '../laws/index.ts'
import type { Edit } from './plant.ts'

/** A bug and the laws that it breaks. */
export interface Bug {
  readonly bug: string
  /** Each of these must fail; others may. */
  readonly caughtBy: readonly Claim[]
  readonly edits: readonly Edit[]
}

const edit = (file: string, find: string, replace: string): Edit => ({
  file: `sim/${file}`,
  find,
  replace,
})

const ORACLE = 'every figure is that of the slow oracle'
const EDGES =
  'every figure is that of the slow oracle, too, where windows and queues end as something happens'

/** The size of a frame judged before its gate. */
const MTU_FIRST = edit(
  'kernel/emissions.ts',
  'const cause = tap.cause === OPEN ? this.refusals[flow]![frameClass]! : tap.cause',
  `const tooLong = this.refusals[flow]![frameClass]!
    const cause = tooLong >= 0 ? tooLong : tap.cause`,
)

const inBuckets: readonly Bug[] = [
  {
    bug: 'a bucket one byte too generous',
    caughtBy: ['a bucket starts full and holds its burst to the byte', ORACLE],
    edits: [edit('bucket.ts', 'BigInt(burst), rate', 'BigInt(burst + 1), rate')],
  },
  {
    bug: 'a release one picosecond early',
    caughtBy: [
      'a shaper releases a frame at the first whole picosecond at which its bucket holds it',
      ORACLE,
    ],
    edits: [edit('bucket.ts', 'part === 0 ? whole : whole + 1', 'part === 0 ? whole - 1 : whole')],
  },
  {
    bug: 'a release one picosecond late',
    caughtBy: [
      'a shaper releases a frame at the first whole picosecond at which its bucket holds it',
      ORACLE,
    ],
    edits: [
      edit('bucket.ts', 'part === 0 ? whole : whole + 1', 'part === 0 ? whole + 1 : whole + 2'),
    ],
  },
  {
    bug: 'a fraction of a picosecond dropped with each frame',
    caughtBy: ['fractions of a picosecond carry from frame to frame', ORACLE],
    edits: [
      edit('bucket.ts', 'part += this.costPart[k]!', 'part = 0'),
      edit('bucket.ts', '(isFull ? fullPart : part) + this.costPart[k]!', '0'),
    ],
  },
  {
    bug: 'a bucket that starts empty',
    caughtBy: ['a bucket starts full and holds its burst to the byte', ORACLE],
    edits: [
      edit('bucket.ts', 'this.emptyWhole[i] = this.depthWhole[i]!', 'this.emptyWhole[i] = 0'),
    ],
  },
  {
    bug: 'a bucket that saves up without limit',
    caughtBy: ['a bucket never holds more than its burst, however long the silence', ORACLE],
    edits: [
      edit('bucket.ts', 'whole = fullWhole', 'whole += 0'),
      edit('bucket.ts', '(isFull ? fullWhole : whole) + this', 'whole + this'),
    ],
  },
  {
    bug: 'a bucket that saves up the fraction of a picosecond for which it was full',
    caughtBy: [
      'a bucket that stood full for a fraction of a picosecond has overflowed meanwhile',
      ORACLE,
    ],
    edits: [edit('bucket.ts', 'this.drains[k] === 1', 'this.drains[k] === 2')],
  },
  {
    bug: 'one bucket for both directions',
    caughtBy: [
      'the directions share neither bucket nor queue nor port',
      'each direction alone fares as both do together',
    ],
    edits: [
      edit(
        'lane.ts',
        'limiter: limiterOf(interlink, direction)',
        'limiter: { ...limiterOf(interlink, direction), owner: interlink } as LimiterSpec',
      ),
      edit(
        'bucket.ts',
        'this.emptyWhole = new Float64Array(count)',
        `const owner = (specs[0] as { owner?: object } | null | undefined)?.owner ?? this
    this.emptyWhole = levels.get(owner) ?? new Float64Array(count)
    levels.set(owner, this.emptyWhole)`,
      ),
      edit(
        'bucket.ts',
        'export class Buckets {',
        'const levels = new WeakMap<object, Float64Array>()\nexport class Buckets {',
      ),
    ],
  },
  {
    bug: 'what is policed takes its tokens all the same',
    caughtBy: ['what is dropped takes no tokens', ORACLE],
    edits: [
      edit(
        'kernel/event.ts',
        'path.drop(flow, CAUSE.policed,',
        `buckets.conformsAt(flow, frameClass, now)
      buckets.take(flow)
      path.drop(flow, CAUSE.policed,`,
      ),
    ],
  },
  {
    bug: 'a frame too long for the MTU takes tokens',
    caughtBy: ['what is dropped takes no tokens', ORACLE],
    edits: [
      edit(
        'kernel/event.ts',
        'this.refuse(flow, emissions',
        `if (emissions.causes[at]! >= 0) {
        this.buckets.conformsAt(flow, ~code, FRAME[NOW]!)
        this.buckets.take(flow)
      }
      this.refuse(flow, emissions`,
      ),
    ],
  },
  {
    bug: 'a policer that waits',
    caughtBy: ['a policer drops at once what a shaper would hold', ORACLE],
    edits: [edit('lane.ts', "interlink.enforce[direction] === 'shape'", 'interlink !== null')],
  },
  {
    bug: 'l2 counted as l1',
    caughtBy: ['l1 counts n + 24, l2 n + 4 and l3 n - 18'],
    edits: [{ file: 'model/frame.ts', find: "'l2', () => 4", replace: "'l2', () => 24" }],
  },
  {
    bug: 'l2 counted as l3',
    caughtBy: ['l1 counts n + 24, l2 n + 4 and l3 n - 18'],
    edits: [{ file: 'model/frame.ts', find: "'l2', () => 4", replace: "'l2', () => -18" }],
  },
  {
    bug: 'the cloud’s bucket in front of the port',
    caughtBy: ['towards the cloud the bucket stands behind the port', ORACLE],
    edits: [
      // Frames are judged by when they enter the port, not by when they have crossed the cable.
      edit(
        'kernel/passage.ts',
        'takesAt(flow, frameClass, FRAME, ARRIVAL)',
        'takesAt(flow, frameClass, FRAME, NOW)',
      ),
      edit(
        'kernel/passage.ts',
        'path.leaveBucket(flow, frameClass, size, FRAME[EMISSION]!, arrival)',
        `arrival - FRAME[NOW]! +
      path.leaveBucket(flow, frameClass, size, FRAME[EMISSION]!, FRAME[NOW]!)`,
      ),
    ],
  },
  {
    bug: 'a customer’s shaper that is not there',
    caughtBy: ['a customer’s shaper stands before the port, towards the cloud alone', ORACLE],
    edits: [edit('lane.ts', "direction === 'toCloud' && customerShaper !== null", 'false')],
  },
]

const inQueues: readonly Bug[] = [
  {
    bug: 'a shaper’s queue one byte short',
    caughtBy: [
      'a shaper’s queue takes a frame that fills it exactly and refuses one byte more',
      ORACLE,
    ],
    edits: [edit('kernel/front.ts', 'new Backlog(spec.queue,', 'new Backlog(spec.queue - 1,')],
  },
  {
    bug: 'a shaper’s queue one byte too long, towards the cloud',
    caughtBy: ['a shaper’s queue takes a frame that fills it exactly and refuses one byte more'],
    edits: [edit('kernel/path.ts', 'new Backlog(spec.queue,', 'new Backlog(spec.queue + 1,')],
  },
  {
    bug: 'a port’s queue one byte short',
    caughtBy: [
      'a port’s queue takes a frame that fills it exactly and refuses one byte more',
      ORACLE,
    ],
    edits: [edit('meter/port.ts', 'new Backlog(queue,', 'new Backlog(queue - 1,')],
  },
  {
    bug: 'a frame in the queue until its last bit has left',
    caughtBy: [
      'a frame on the wire is in no queue: as it begins it has made room for an arrival',
      ORACLE,
    ],
    edits: [
      edit('meter/port.ts', 'join(now, start, size)', 'join(now, start + size * byteTime, size)'),
    ],
  },
  {
    bug: 'a frame that leaves a queue at the instant of an arrival is still in it',
    caughtBy: [
      'a frame on the wire is in no queue: as it begins it has made room for an arrival',
      'a frame that a shaper releases has made room for one that comes at that instant',
      EDGES,
    ],
    edits: [edit('meter/backlog.ts', '& mask]! <= now', '& mask]! < now')],
  },
  {
    bug: 'a port that is free again a picosecond late',
    caughtBy: ['a frame that reaches the port as it is free again does not wait', ORACLE],
    edits: [
      edit('meter/port.ts', 'this.free > now', 'this.free >= now'),
      edit('kernel/outlet.ts', 'wait > this.waitMax', 'wait >= this.waitMax'),
    ],
  },
]

const onTheWire: readonly Bug[] = [
  {
    bug: 'the cable takes no time',
    caughtBy: ['a lone frame takes n + 12 bytes of wire and the cable’s time', ORACLE],
    edits: [edit('kernel/path.ts', '* lane.byteTime + lane.propagation', '* lane.byteTime')],
  },
  {
    bug: 'the preamble forgotten',
    caughtBy: ['a lone frame takes n + 12 bytes of wire and the cable’s time', ORACLE],
    edits: [
      edit('kernel/path.ts', '(size + TAG_AND_PREAMBLE) *', '(size + TAG_AND_PREAMBLE - 8) *'),
    ],
  },
  {
    bug: 'the gap between frames forgotten',
    caughtBy: ['a frame occupies the port for n + 24 bytes of wire', ORACLE],
    edits: [edit('meter/port.ts', '(size + WIRE_OVERHEAD) *', '(size + WIRE_OVERHEAD - 12) *')],
  },
  {
    bug: 'small frames overtake at the port',
    caughtBy: ['frames leave the port in the order in which they came', ORACLE],
    edits: [
      edit('meter/port.ts', 'if (this.free > now)', 'if (this.free > now && size > 100)'),
      edit('kernel/outlet.ts', 'if (wait > 0)', 'if (wait > 0 && this.sizes[frameClass]! > 100)'),
    ],
  },
  {
    bug: 'ties at the port taken from the end of the file',
    caughtBy: [
      'at the same picosecond InterLinks enter the port in the order of the file',
      'frames of one InterLink at one instant come in the order of traffic',
      'a frame released by a shaper and one that never waited are alike to the port',
      ORACLE,
    ],
    edits: [
      edit('agenda.ts', '* numbers[AGENTS]! + agent', '* numbers[AGENTS]! + this.mask - agent'),
      edit('agenda.ts', 'return agent', 'return this.mask - agent'),
    ],
  },
]

const onTheCable: readonly Bug[] = [
  {
    bug: 'a cut that loses what arrives as it comes',
    caughtBy: [
      'a delivery at the very instant of a cut counts, a picosecond later it is lost',
      EDGES,
    ],
    edits: [
      edit('kernel/path.ts', 'arrival > this.cable.clearUntil', 'arrival >= this.cable.clearUntil'),
      edit('kernel/passage.ts', 'arrival <= path.cable', 'arrival < path.cable'),
      edit('kernel/cable.ts', 'if (instant >= arrival)', 'if (instant > arrival)'),
    ],
  },
  {
    bug: 'a cut that comes a picosecond late',
    caughtBy: [
      'a delivery at the very instant of a cut counts, a picosecond later it is lost',
      EDGES,
    ],
    edits: [edit('kernel/cable.ts', 'if (instant >= arrival)', 'if (instant >= arrival - 1)')],
  },
  {
    bug: 'a repair that comes a picosecond late',
    caughtBy: [
      'a frame that begins at the very instant of a repair passes, a picosecond earlier it is lost',
      EDGES,
    ],
    edits: [edit('kernel/cable.ts', 'start >= this.change', 'start > this.change')],
  },
  {
    bug: 'a cut that spares what is on the wire as it comes',
    caughtBy: ['a cut loses what is on the wire, and what comes onto it while it lasts', ORACLE],
    edits: [edit('kernel/cable.ts', 'return instant', 'break')],
  },
  {
    bug: 'a cut whose losses are told when they would have arrived',
    caughtBy: [
      'a cut loses what is on the wire, and what comes onto it while it lasts',
      'a cut at the very end of a run loses what is on the wire, a picosecond later it is in flight',
      ORACLE,
    ],
    edits: [
      edit(
        'kernel/path.ts',
        'const cut = this.cable.cutAt(start, arrival)',
        `let cut = this.cable.cutAt(start, arrival)
    if (cut < arrival) cut = arrival`,
      ),
    ],
  },
  {
    bug: 'a wire that stops at its first change',
    caughtBy: [
      'a frame that begins at the very instant of a repair passes, a picosecond earlier it is lost',
      ORACLE,
    ],
    edits: [edit('kernel/cable.ts', 'instants[this.at + 1] ?? Infinity', 'Infinity')],
  },
  {
    bug: 'a port that sends nothing while the wire is cut',
    caughtBy: ['queues go on being served while the wire is cut', ORACLE],
    edits: [
      edit(
        'kernel/passage.ts',
        'this.outlet.send(frameClass)',
        `const now = FRAME[NOW]!
    if (this.path.cable.cutAt(now, now + 1) === now) {
      const size = this.sizes[frameClass]!
      this.path.drop(flow, CAUSE.linkDown, size, FRAME[EMISSION]!, 0, now)
      return
    }
    this.outlet.send(frameClass)`,
      ),
      edit(
        'kernel/passage.ts',
        'import { Outlet }',
        "import { CAUSE } from '../meter/flow.ts'\nimport { Outlet }",
      ),
    ],
  },
  {
    bug: 'what a bit error loses takes its tokens all the same',
    caughtBy: ['what the cable loses takes no tokens behind it'],
    edits: [
      edit(
        'kernel/path.ts',
        'this.drop(flow, CAUSE.bitError,',
        `if (this.limits[flow] !== LIMITS.none) {
      this.buckets.conformsAt(flow, this.lane.sizes.indexOf(size), arrival)
      this.buckets.take(flow)
    }
    this.drop(flow, CAUSE.bitError,`,
      ),
    ],
  },
  {
    bug: 'a bit error that is seen as the frame begins',
    caughtBy: [
      'a bit error drops a frame as its last bit arrives, after the end of the run it is in flight',
      ORACLE,
    ],
    edits: [
      edit(
        'kernel/path.ts',
        'this.cable.corrupts(size) || arrival > end',
        'this.cable.corrupts(size)',
      ),
      edit(
        'kernel/path.ts',
        'bitError, size, emission, 1, arrival',
        'bitError, size, emission, 1, start',
      ),
    ],
  },
  {
    bug: 'a bit error before a cut',
    caughtBy: ['of a cut and a bit error the cut counts'],
    edits: [
      edit(
        'kernel/path.ts',
        'this.drop(flow, CAUSE.linkDown,',
        `const cause = this.cable.corrupts(size) ? CAUSE.bitError : CAUSE.linkDown
      this.drop(flow, cause,`,
      ),
    ],
  },
  {
    bug: 'bit errors that stay when the light is better',
    caughtBy: [
      'the bit error ratio is the one in force as a frame begins; at 0 none is ever lost',
      ORACLE,
    ],
    edits: [
      edit('kernel/cable.ts', 'ratio === 0 ? this.change : -Infinity', '-Infinity'),
      edit(
        'kernel/cable.ts',
        'this.hazard = ratio',
        'if (ratio > 0 || this.stream === null) this.hazard = ratio',
      ),
    ],
  },
  {
    bug: 'a budget that is not drawn again',
    caughtBy: ['a frame is lost to bit errors with probability 1 - (1 - p)^((n + 4)·8)', ORACLE],
    edits: [edit('kernel/cable.ts', 'this.budget = nextExponential(stream)', 'void stream')],
  },
  {
    bug: 'a budget that is always the mean',
    caughtBy: ['a frame is lost to bit errors with probability 1 - (1 - p)^((n + 4)·8)', ORACLE],
    edits: [edit('kernel/cable.ts', 'this.budget = nextExponential(stream)', 'this.budget = 1')],
  },
  {
    bug: 'a budget that is drawn again for each frame and never spent',
    caughtBy: [ORACLE],
    edits: [
      edit(
        'kernel/cable.ts',
        'if (this.budget > 0) return false',
        `if (this.budget > 0) {
      this.budget = nextExponential(stream)
      return false
    }`,
      ),
    ],
  },
  {
    bug: 'bits of the tag forgotten',
    caughtBy: ['a frame is lost to bit errors with probability 1 - (1 - p)^((n + 4)·8)'],
    edits: [{ file: 'model/bit-errors.ts', find: '(size + 4) * 8', replace: 'size * 8' }],
  },
  {
    bug: 'one stream for the bit errors of all lanes',
    caughtBy: ['bit errors are drawn from the seed and the lane', ORACLE],
    edits: [edit('kernel/cable.ts', 'bit errors ${laneName(lane)}', 'bit errors')],
  },
  {
    bug: 'bit errors whatever the seed',
    caughtBy: ['bit errors are drawn from the seed and the lane'],
    edits: [edit('kernel/cable.ts', 'openStream(seed,', 'openStream(0 * seed,')],
  },
  {
    bug: 'a wire for both directions',
    caughtBy: ['trouble on one wire changes nothing on any other', ORACLE],
    edits: [
      edit('lane.ts', 'wireOf(connection.id, direction)', "wireOf(connection.id, 'toCustomer')"),
    ],
  },
]

const ofTheWindow: readonly Bug[] = [
  {
    bug: 'frames of the warm-up measured',
    caughtBy: [
      'measured are the frames emitted in [warmup, warmup + duration)',
      'a warm-up is simulated: what it leaves in bucket and queue is there when the window begins',
      ORACLE,
    ],
    edits: [
      edit('kernel/path.ts', 'emission >= from && emission < to', 'emission < to'),
      edit('kernel/passage.ts', 'emission < numbers[FROM]! || ', ''),
    ],
  },
  {
    bug: 'a frame emitted as the warm-up ends not measured',
    caughtBy: ['measured are the frames emitted in [warmup, warmup + duration)', ORACLE],
    edits: [
      edit('kernel/path.ts', 'emission >= from', 'emission > from'),
      edit('kernel/passage.ts', 'emission < numbers[FROM]', 'emission <= numbers[FROM]'),
    ],
  },
  {
    bug: 'a frame emitted as the window ends measured',
    caughtBy: ['measured are the frames emitted in [warmup, warmup + duration)', EDGES],
    edits: [
      edit('kernel/path.ts', 'emission < to', 'emission <= to'),
      edit('kernel/passage.ts', 'emission >= numbers[TO]', 'emission > numbers[TO]'),
    ],
  },
  {
    bug: 'what happens at the very end forgotten',
    caughtBy: ['what happens at the very end still counts, a picosecond later is in flight', EDGES],
    edits: [
      edit('kernel/path.ts', 'if (arrival > end)', 'if (arrival >= end)'),
      edit('kernel/passage.ts', 'arrival <= this.numbers', 'arrival < this.numbers'),
    ],
  },
  {
    bug: 'a port that counts what left before the window',
    caughtBy: [
      'a port counts last bits that leave in the window, its beginning included, its end not',
      ORACLE,
    ],
    edits: [
      edit('meter/port.ts', 'if (left >= window.from && ', 'if ('),
      edit('meter/port.ts', 'if (isMeasured) this.sentBytes', 'this.sentBytes'),
    ],
  },
  {
    bug: 'the MTU compared with the frame',
    caughtBy: ['an MTU admits frames of 18 bytes more and not a byte beyond', ORACLE],
    edits: [edit('lane.ts', 'size > largestFrame(interlink.mtu)', 'size > interlink.mtu')],
  },
  {
    bug: 'oversize before notRouted',
    caughtBy: [
      'without a VPC all is notRouted, oversize or not, and takes neither tokens nor wire',
      ORACLE,
    ],
    edits: [MTU_FIRST],
  },
]

const inLives: readonly Bug[] = [
  {
    bug: 'a gate one picosecond late',
    caughtBy: [
      'a link is down until the picosecond at which it is active, and up from then on',
      'an InterLink in configuring carries nothing yet: created with the link, or at the start',
      EDGES,
    ],
    edits: [edit('kernel/emissions.ts', '>= tap.change', '> tap.change')],
  },
  {
    bug: 'a gate that stops at its first change',
    caughtBy: [
      'an InterLink in configuring carries nothing yet: created with the link, or at the start',
    ],
    edits: [edit('kernel/tap.ts', 'instants[at + 1] ?? Infinity', 'Infinity')],
  },
  {
    bug: 'linkDown takes tokens',
    caughtBy: ['what finds the link down takes neither tokens nor wire nor buffer', ORACLE],
    edits: [
      edit(
        'kernel/event.ts',
        'this.refuse(flow, emissions',
        `if (emissions.causes[at]! === CAUSE.linkDown) {
        this.buckets.conformsAt(flow, ~code, FRAME[NOW]!)
        this.buckets.take(flow)
      }
      this.refuse(flow, emissions`,
      ),
    ],
  },
  {
    bug: 'a link that is down before a family that is never carried',
    caughtBy: [
      'what is never routed is notRouted, even while the link is down, and each family by itself',
    ],
    edits: [
      edit(
        'life/interlink.ts',
        "if (!this.#isRouted(family)) return 'notRouted'",
        "if (this.#link.lit && !this.#isRouted(family)) return 'notRouted'",
      ),
    ],
  },
  {
    bug: 'one gate for both families',
    caughtBy: [
      'what is never routed is notRouted, even while the link is down, and each family by itself',
    ],
    edits: [
      edit(
        'lane.ts',
        'life.gateFor(demand, id)',
        "life.gateFor({ ...demand, family: 'ipv4' }, id)",
      ),
    ],
  },
  {
    bug: 'what goes elsewhere offered here, too, and for ever on its way',
    caughtBy: [
      'a frame that goes elsewhere is none of its flow’s: neither offered nor an event',
      ORACLE,
    ],
    edits: [
      edit(
        'kernel/event.ts',
        'if (cause === ELSEWHERE) return',
        `if (cause === ELSEWHERE) {
      if (this.path.measured(FRAME[NOW]!)) {
        this.passage.figures.offer(flow, size)
        this.path.meters[flow]!.keep(size)
      }
      return
    }`,
      ),
    ],
  },
  {
    bug: 'what goes elsewhere passes here, too',
    caughtBy: [
      'a frame that goes elsewhere is none of its flow’s: neither offered nor an event',
      ORACLE,
    ],
    edits: [edit('kernel/emissions.ts', 'if (cause !== OPEN)', 'if (cause >= 0)')],
  },
  {
    bug: 'what goes elsewhere loses its place among the frames of its source',
    caughtBy: [
      'what went elsewhere keeps its place: a captured frame is traced with its own headers',
    ],
    edits: [
      edit(
        'kernel/emissions.ts',
        'if (this.trace !== null)',
        'if (this.trace !== null && cause !== -2)',
      ),
    ],
  },
  {
    bug: 'the MTU before the gate',
    caughtBy: ['a closed gate comes before the MTU', ORACLE],
    edits: [MTU_FIRST],
  },
  {
    bug: 'availability of the warm-up, too',
    caughtBy: [
      'availability is the share of the measured window in which frames may enter',
      ORACLE,
    ],
    edits: [edit('result/availability.ts', '[later(start, warmup), end]', '[start, end]')],
  },
]

const inFigures: readonly Bug[] = [
  {
    bug: 'a p99 that is p98',
    caughtBy: ['a quantile is the smallest value that its share of the frames does not exceed'],
    edits: [edit('result/flow.ts', 'P99 = [99, 100]', 'P99 = [98, 100]')],
  },
  {
    bug: 'ranks of quantiles rounded down',
    caughtBy: [
      'a quantile is the smallest value that its share of the frames does not exceed',
      ORACLE,
    ],
    edits: [edit('meter/counted.ts', 'Math.ceil((count *', 'Math.floor((count *')],
  },
  {
    bug: 'a queue’s mean that counts what waited before the window',
    caughtBy: [ORACLE],
    edits: [edit('meter/backlog.ts', 'Math.max(now, this.from)', 'now')],
  },
  {
    bug: 'drops told of the interval before',
    caughtBy: [ORACLE],
    edits: [
      edit(
        'meter/window.ts',
        'Math.floor((instant - window.from)',
        'Math.floor((instant - window.from - window.interval)',
      ),
    ],
  },
  {
    bug: 'counters eight times as wide as promised',
    caughtBy: [ORACLE],
    edits: [
      edit(
        'meter/distribution.ts',
        'PLACE = COUNTERS_PER_OCTAVE - 1',
        'PLACE = COUNTERS_PER_OCTAVE - 8',
      ),
    ],
  },
  {
    bug: 'the mean delay over frames offered',
    caughtBy: [
      'delays and waits are over the frames delivered, from the first queue to the last bit',
      ORACLE,
    ],
    edits: [
      edit(
        'result/flow.ts',
        'delay: delayOf(counters.delay, counters.spread),',
        `delay: {
      ...delayOf(counters.delay, counters.spread),
      mean: secondsOf(((meanOf(counters.delay) ?? 0) * meter.deliveredFrames) / meter.offeredFrames),
    },`,
      ),
    ],
  },
  {
    bug: 'delay without the wait in the shaper',
    caughtBy: [
      'delays and waits are over the frames delivered, from the first queue to the last bit',
      ORACLE,
    ],
    edits: [
      edit('kernel/figures.ts', 'FRAME[DONE]! - FRAME[EMISSION]!', 'FRAME[DONE]! - FRAME[NOW]!'),
    ],
  },
  {
    bug: 'the sample’s deviation in place of the population’s',
    caughtBy: [
      'delays and waits are over the frames delivered, from the first queue to the last bit',
    ],
    edits: [edit('meter/spread.ts', 'squares / count - offset', 'squares / (count - 1) - offset')],
  },
  {
    bug: 'what is in flight counted as lost',
    caughtBy: [
      'loss is what was dropped of what was offered; what is in flight is neither lost nor delivered',
    ],
    edits: [
      edit(
        'result/flow.ts',
        'droppedFrames / meter',
        '(droppedFrames + meter.inFlightFrames) / meter',
      ),
    ],
  },
  {
    bug: 'frames held at the end leak, and nobody checks',
    caughtBy: [
      'every frame offered is delivered, dropped or in flight, in frames and in bytes',
      ORACLE,
    ],
    edits: [
      edit('kernel/event.ts', 'this.path.keep(', 'void ('),
      edit('kernel/event.ts', 'path.checkConservation()', 'void path'),
    ],
  },
  {
    bug: 'a full port’s drops put down to the shaper',
    caughtBy: ['each cause of loss bears its name', ORACLE],
    edits: [edit('kernel/path.ts', 'CAUSE.portQueueFull', 'CAUSE.shaperQueueFull')],
  },
  {
    bug: 'a full shaper’s drops put down to a policer',
    caughtBy: ['each cause of loss bears its name', ORACLE],
    edits: [edit('kernel/event.ts', 'CAUSE.shaperQueueFull', 'CAUSE.policed')],
  },
  {
    bug: 'utilisation without the tags',
    caughtBy: [
      'rates are of the measured time: throughput of frame bytes, utilisation of counted ones',
      'l1 counts n + 24, l2 n + 4 and l3 n - 18',
    ],
    edits: [
      edit('result/flow.ts', 'meter.deliveredFrames * countedOverhead(', '0 * countedOverhead('),
    ],
  },
  {
    bug: 'throughput over warm-up and duration',
    caughtBy: [
      'rates are of the measured time: throughput of frame bytes, utilisation of counted ones',
    ],
    edits: [
      edit(
        'result/flow.ts',
        'throughput: rateOf(meter.deliveredBytes, picoseconds)',
        'throughput: rateOf(meter.deliveredBytes, window.to)',
      ),
    ],
  },
  {
    bug: 'a port busy only while frames are on it, gaps not',
    caughtBy: ['a frame occupies the port for n + 24 bytes of wire', ORACLE],
    edits: [
      edit(
        'meter/port.ts',
        'this.accepted += occupied',
        'this.accepted += occupied - 12 * byteTime',
      ),
      edit('meter/port.ts', 'accepted += busy', 'accepted += busy - 12 * frames * this.byteTime'),
    ],
  },
  {
    bug: 'releases not counted as events',
    caughtBy: [
      'events are emissions, releases, beginnings on the wire, deliveries and drops',
      ORACLE,
    ],
    edits: [edit('kernel/event.ts', 'this.emitted + this.released +', 'this.emitted +')],
  },
]

const inSources: readonly Bug[] = [
  {
    bug: 'cbr rounds each gap',
    caughtBy: ['cbr: frame k leaves at 8·(bytes before)/rate, rounded up, without drift'],
    edits: [
      edit(
        'source/paced.ts',
        'this.stepPart.set(frameClass, step.part)',
        'this.stepWhole.set(frameClass, step.whole + Math.sign(step.part))',
      ),
      edit('source/paced.ts', 'this.part += this.stepPart.get(frameClass)!', 'this.part = 0'),
    ],
  },
  {
    bug: 'a source that emits at its stop',
    caughtBy: ['a source emits in [start, stop), its own clock beginning at start'],
    edits: [edit('source/open.ts', 'demand.stop - 1', 'demand.stop')],
  },
  {
    bug: 'poisson without its first gap',
    caughtBy: ['poisson: the first gap is one like the others'],
    edits: [
      edit(
        'source/poisson.ts',
        'let next = base\n',
        `let next = base
    if (Reflect.get(this, 'begun') !== true && most > 0) times[next++] = this.epoch
    Reflect.set(this, 'begun', true)
`,
      ),
    ],
  },
  {
    bug: 'poisson counts what the wire takes',
    caughtBy: ['poisson: the rate counts frame bytes'],
    edits: [edit('source/open.ts', '8e12 * sizes.mean', '8e12 * (sizes.mean + 24)')],
  },
  {
    bug: 'gaps of a poisson process all alike',
    caughtBy: [
      'poisson: the first gap is one like the others',
      'poisson frames of one size wait at the port as in M/D/1',
    ],
    edits: [
      edit('source/poisson.ts', 'elapsed + place * WIDTH[layer]! * gap', 'elapsed + gap'),
      edit('source/poisson.ts', 'variate * this.gap', 'this.gap'),
    ],
  },
  {
    bug: 'uniform gaps in place of exponential ones',
    caughtBy: ['poisson frames of one size wait at the port as in M/D/1'],
    edits: [
      edit(
        'source/poisson.ts',
        'elapsed + place * WIDTH[layer]! * gap',
        'elapsed + (2 * place * gap) / 2 ** 24',
      ),
      edit('source/poisson.ts', 'variate * this.gap', '(2 * place * this.gap) / 2 ** 24'),
    ],
  },
  {
    bug: 'an on-off source that begins in silence',
    caughtBy: ['on-off: it begins with an on-period'],
    edits: [
      edit(
        'source/onoff.ts',
        'this.beginning = period.start\n    this.ending = period.start +',
        `this.beginning = period.start + drawPeriod(spec.off, spec.shape, stream)
    this.ending = this.beginning +`,
      ),
    ],
  },
  {
    bug: 'silences as long as bursts',
    caughtBy: ['on-off: it is on for on ÷ (on + off) of the time'],
    edits: [edit('source/onoff.ts', 'drawPeriod(spec.off,', 'drawPeriod(spec.on,')],
  },
  {
    bug: 'sizes drawn evenly, weights ignored',
    caughtBy: ['sizes are drawn by weight'],
    edits: [edit('source/sizes.ts', 'frame.map(({ weight }) => weight)', 'frame.map(() => 1)')],
  },
  {
    bug: 'captured frames without their FCS',
    caughtBy: ['a captured frame has its FCS again, and at least 64 bytes', ORACLE],
    edits: [edit('source/replay.ts', 'captured + FCS', 'captured')],
  },
  {
    bug: 'captured frames shorter than Ethernet’s',
    caughtBy: ['a captured frame has its FCS again, and at least 64 bytes'],
    edits: [edit('source/replay.ts', 'Math.max(FRAME_MIN, captured + FCS)', 'captured + FCS')],
  },
  {
    bug: 'the seed ignored',
    caughtBy: ['another seed gives other frames, the same one the same'],
    edits: [edit('random/stream.ts', '${seed}', '${0 * seed}')],
  },
  {
    bug: 'a seed that time goes into',
    caughtBy: ['another seed gives other frames, the same one the same'],
    edits: [edit('random/stream.ts', '${seed}', '${performance.now()}')],
  },
  {
    bug: 'twin sources that share a stream',
    caughtBy: ['sources are independent: no two alike emit at the same instants'],
    edits: [edit('lane.ts', 'return `${name}/${twins}`', 'return name')],
  },
  {
    bug: 'one stream for all sources',
    caughtBy: ['sources are independent: no two alike emit at the same instants'],
    edits: [edit('source/open.ts', '`${name}/time`', "'time'")],
  },
  {
    bug: 'streams named by the place in the file',
    caughtBy: ['a source’s frames are the same whatever other sources there are'],
    edits: [edit('lane.ts', 'return `${name}/${twins}`', 'return `${seen.size}`')],
  },
]

const BURSTS =
  'bursts through a shaper and a port take what network calculus allows them, to the picosecond'
const BUFFERS = 'where nothing bounds arrivals, what fits a queue bounds its wait'
const MEANS = 'Poisson frames wait as M/G/1 says, and where it does not apply it says nothing'

const inBounds: readonly Bug[] = [
  {
    bug: 'a bound that forgets the frame on the wire',
    caughtBy: [BUFFERS],
    edits: [edit('bounds/port.ts', 'BigInt(sizes.max + WIRE_OVERHEAD) * under', '0n')],
  },
  {
    bug: 'a bound that takes bytes of n for bytes of wire',
    caughtBy: [BUFFERS],
    edits: [edit('bounds/port.ts', 'perByte(sizes, WIRE_OVERHEAD, 0)', 'perByte(sizes, 0, 0)')],
  },
  {
    bug: 'a bound that takes bytes of n for bytes of the bucket',
    caughtBy: [BUFFERS],
    edits: [edit('bounds/shaper.ts', 'perByte(sizes, overhead, 0)', 'perByte(sizes, 0, 0)')],
  },
  {
    bug: 'a bound that counts the gap into the delay',
    caughtBy: [BURSTS, BUFFERS],
    edits: [edit('bounds/lane.ts', 'port.time - gap +', 'port.time +')],
  },
  {
    bug: 'a bound that lets a bucket start empty',
    caughtBy: [BURSTS],
    edits: [edit('bounds/shaper.ts', 'over - 8n * BigInt(burst) * BIT * under', 'over')],
  },
  {
    bug: 'a bound that takes all for shaped to no burst',
    caughtBy: [BURSTS, BUFFERS],
    edits: [
      edit(
        'bounds/lane.ts',
        'bucketLine(limiter.rate, limiter.burst)',
        'bucketLine(limiter.rate, 0)',
      ),
    ],
  },
  {
    bug: 'a backlog without the frame whose tokens are nearly there',
    caughtBy: [BURSTS],
    edits: [
      edit(
        'bounds/shaper.ts',
        'beyond + 8n * BigInt(sizes.max + overhead) * BIT * under',
        'beyond',
      ),
    ],
  },
  {
    bug: 'M/G/1 without the factor of two',
    caughtBy: [MEANS],
    edits: [edit('../theory/mg1.ts', '(2 * (1 - loadOf(services)))', '(1 - loadOf(services))')],
  },
  {
    bug: 'a service without the gap',
    caughtBy: [MEANS],
    edits: [
      edit(
        'bounds/mean.ts',
        'time: (size + WIRE_OVERHEAD) * byte',
        'time: (size + TAG_AND_PREAMBLE) * byte',
      ),
    ],
  },
  {
    bug: 'a mean for a port that is overloaded',
    caughtBy: [MEANS],
    edits: [
      edit('bounds/mean.ts', 'if (bits >= connection.portSpeed)', 'if (bits < 0)'),
      edit('../theory/rarely.ts', 'return growth <= theta * rate', 'return true'),
    ],
  },
]

/** All of them. */
export const BUGS: readonly Bug[] = [
  ...inBuckets,
  ...inQueues,
  ...onTheWire,
  ...onTheCable,
  ...ofTheWindow,
  ...inLives,
  ...inFigures,
  ...inSources,
  ...inBounds,
]
