/**
 * Scenarios that hold every rule, small enough to be simulated in a moment: the frames that each
 * source sends are chosen first, and its rate follows.
 */
import fc from 'fast-check'
import { MEDIA } from '../../src/model/media.ts'
import { FLOW_METRICS, PORT_METRICS, dimensionOf } from '../../src/model/objective.ts'
import { REGIONS } from '../../src/model/world.ts'
import { happenings, happeningsIn, soundRoutes } from './happenings.ts'
import { soundOrder } from './orders.ts'
import { type Tree, fields, mapping } from './tree.ts'

/** A file beside a scenario, as the scenario names it. */
export interface InputFile {
  readonly name: string
  readonly content: Uint8Array
}

/** A scenario and the files it names. */
export interface Sound {
  readonly tree: Tree
  readonly files: readonly InputFile[]
}

/** A source that reads a file, and that file. */
export interface FileSource {
  readonly kind: string
  /** Keys of the source besides its kind and file. */
  readonly options: Readonly<Record<string, Tree | undefined>>
  readonly file: InputFile
}

const HORIZON = 2n ** 53n
const FRAMES_MAX = 2_000

const DURATIONS = {
  ps: 1n,
  ns: 10n ** 3n,
  us: 10n ** 6n,
  µs: 10n ** 6n,
  ms: 10n ** 9n,
  s: 10n ** 12n,
}
const RATES = { bps: 1n, kbps: 10n ** 3n, Mbps: 10n ** 6n, Gbps: 10n ** 9n, 'Mbit/s': 10n ** 6n }
const SIZES = { B: 1n, kB: 10n ** 3n, KiB: 2n ** 10n, MiB: 2n ** 20n, MB: 10n ** 6n }
const LENGTHS = { m: 10n ** 3n, km: 10n ** 6n }
const LOSSES = { dB: 10n ** 9n }
const POWERS = { dBm: 10n ** 9n }

/** `value` of base units in a unit, exactly; null where that takes more digits than anyone writes. */
const inUnit = (value: bigint, unit: bigint): string | null => {
  const whole = value / unit
  let rest = value % unit
  let digits = ''
  while (rest !== 0n && digits.length < 15) {
    rest *= 10n
    digits += String(rest / unit)
    rest %= unit
  }
  return rest === 0n ? `${whole}${digits === '' ? '' : `.${digits}`}` : null
}

/** A quantity in any of its spellings; the salt chooses. */
const spelled =
  (units: Readonly<Record<string, bigint>>) =>
  (value: bigint, salt: number): string => {
    const spellings = Object.entries(units).flatMap(([name, unit]) => {
      const number = inUnit(value, unit)
      return number === null ? [] : [`${number}${name}`, `${number} ${name}`]
    })
    return spellings[salt % spellings.length]!
  }
const duration = spelled(DURATIONS)
const rate = spelled(RATES)
const size = spelled(SIZES)
const length = spelled(LENGTHS)
const loss = spelled(LOSSES)
const power = spelled(POWERS)

const clamp = (value: bigint, least: bigint, most: bigint): bigint =>
  value < least ? least : value > most ? most : value

/** Ids, those among them that objects have a meaning of their own for. */
const id = fc.oneof(
  { weight: 5, arbitrary: fc.stringMatching(/^[a-z][a-z0-9_-]{0,5}$/) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', 'length', 'then'],
      ...['101', '0', '007', '-', '_', 'null', 'true', 'yes', '1e3', '0x1F', 'x'.repeat(63)],
    ),
  },
)

const ids = (count: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(id, { minLength: count, maxLength: count })

const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined })

const salt = fc.nat(1_000)

/** A whole number of any magnitude up to `most`. */
const magnitude = (most: bigint): fc.Arbitrary<bigint> =>
  fc.oneof(
    fc.bigInt({ min: 1n, max: most }),
    fc.nat(most.toString().length - 1).map(digits => clamp(10n ** BigInt(digits), 1n, most)),
  )

/** A cable of pieces, up to 10^6 km each. */
const segments: fc.Arbitrary<Tree> = fc.integer({ min: 1, max: 5 }).chain(count =>
  fc
    .tuple(
      ids(count),
      fc.array(
        fc.record({
          kind: fc.constantFrom('fibre', 'connector', 'splice'),
          length: magnitude(10n ** 12n),
          loss: maybe(fc.bigInt({ min: 0n, max: 10n ** 11n })),
          salt,
        }),
        { minLength: count, maxLength: count },
      ),
    )
    .map(([names, pieces]) =>
      pieces.map((piece, i) =>
        fields({
          id: names[i]!,
          kind: piece.kind,
          length: piece.kind === 'fibre' ? length(piece.length, piece.salt) : undefined,
          loss: piece.loss === undefined ? undefined : loss(piece.loss, piece.salt),
        }),
      ),
    ),
)

/** Both optics, one of them or none; from -60 to 30 dBm. */
const optics: fc.Arbitrary<Tree> = fc
  .record({
    customer: maybe(fc.bigInt({ min: 0n, max: 6n * 10n ** 10n })),
    provider: maybe(fc.bigInt({ min: 0n, max: 3n * 10n ** 10n })),
    salt,
  })
  .map(({ customer, provider, salt }) =>
    fields({
      customer: customer === undefined ? undefined : fields({ tx: `-${power(customer, salt)}` }),
      provider: provider === undefined ? undefined : fields({ tx: power(provider, salt) }),
    }),
  )

interface Times {
  readonly duration: bigint
  readonly warmup: bigint
}

const times: fc.Arbitrary<Times> = fc
  .tuple(magnitude(HORIZON), fc.constantFrom(0n, 1n, 2n), magnitude(HORIZON))
  .map(([duration, share, other]) => {
    const warmup = share === 0n ? 0n : share === 1n ? duration / 10n : other
    return duration + warmup > HORIZON ? { duration, warmup: 0n } : { duration, warmup }
  })

const frame: fc.Arbitrary<{ tree: Tree; mean: number; least: number }> = fc.oneof(
  fc
    .integer({ min: 64, max: 9216 })
    .chain(bytes =>
      salt.map(salt => ({ tree: size(BigInt(bytes), salt), mean: bytes, least: bytes })),
    ),
  fc.constant({ tree: 'imix', mean: 362, least: 64 }),
  fc
    .array(
      fc.record({
        bytes: fc.integer({ min: 64, max: 9216 }),
        weight: fc.constantFrom(1, 0.001, 7, 1e9, 1e-9),
        salt,
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map(mix => ({
      tree: mix.map(({ bytes, weight, salt }) =>
        fields({ size: size(BigInt(bytes), salt), weight }),
      ),
      mean: mix.reduce((sum, { bytes }) => sum + bytes, 0) / mix.length,
      least: Math.min(...mix.map(({ bytes }) => bytes)),
    })),
)

/** The rate at which frames of a size fill a time, within what a source may send. */
const rateFor = (frames: number, bytes: number, time: bigint): bigint =>
  clamp((BigInt(Math.ceil(frames * bytes)) * 8n * 10n ** 12n) / time, 1n, 10n ** 13n)

const source = ({ duration: measured, warmup }: Times): fc.Arbitrary<Tree> => {
  const time = measured + warmup
  return fc
    .record({
      kind: fc.constantFrom('cbr', 'poisson', 'onoff'),
      frames: fc.nat(FRAMES_MAX),
      frame,
      share: fc.integer({ min: 1, max: 100 }),
      shape: maybe(fc.constantFrom(1.5, 2, 1000, 1_000_000)),
      family: maybe(fc.constantFrom('ipv4', 'ipv6')),
      start: maybe(fc.nat(120)),
      lasts: maybe(fc.integer({ min: 1, max: 120 })),
      phase: maybe(fc.nat(100)),
      salt,
    })
    .map(it => {
      const part = (percent: number): bigint => (time * BigInt(percent)) / 100n
      const start = it.start === undefined ? undefined : clamp(part(it.start), 0n, HORIZON)
      const end = it.lasts === undefined ? undefined : (start ?? 0n) + part(it.lasts) + 1n
      const stop = end === undefined || end > HORIZON ? undefined : end
      const speed = rate(rateFor(it.frames, it.frame.least, time), it.salt)
      const period = (percent: number): string => {
        const least = time / 100n + 1n
        return duration(clamp(part(percent), least, HORIZON), it.salt)
      }
      const ofKind: Record<string, Tree | undefined> =
        it.kind === 'onoff'
          ? { peak: speed, on: period(it.share), off: period(100 - it.share), shape: it.shape }
          : { rate: speed }
      const phase =
        it.kind === 'cbr' && it.phase !== undefined ? duration(part(it.phase), it.salt) : undefined
      return fields({
        kind: it.kind,
        ...ofKind,
        frame: it.frame.tree,
        phase,
        family: it.family,
        start: start === undefined ? undefined : duration(start, it.salt),
        stop: stop === undefined ? undefined : duration(stop, it.salt),
      })
    })
}

/** A token bucket's depth and queue that hold for its rate, or nothing. */
const limiter = (bits: bigint, mtu: number) =>
  fc
    .record({ depth: maybe(fc.nat(100)), queue: maybe(magnitude(2n ** 40n)), salt })
    .map(({ depth, queue, salt }) => {
      const least = BigInt(mtu + 42)
      const most = clamp((bits * 9_007n) / 8n, least, 2n ** 30n)
      return {
        burst:
          depth === undefined
            ? undefined
            : size(least + ((most - least) * BigInt(depth)) / 100n, salt),
        queue: queue === undefined ? undefined : size(queue, salt),
      }
    })

const interlink = (
  portSpeed: bigint,
  share: number,
  vpcs: readonly string[],
  projects: readonly string[],
): fc.Arbitrary<Readonly<Record<string, Tree | undefined>>> =>
  fc
    .record({
      kbps: magnitude(portSpeed / 1_000n / BigInt(share)),
      mtu: maybe(fc.integer({ min: 46, max: 9198 })),
      shaped: maybe(magnitude(10n ** 9n)),
      toCustomer: maybe(fc.constantFrom('shape', 'police')),
      toCloud: maybe(fc.constantFrom('shape', 'police')),
      vpc: maybe(fc.constantFrom(...vpcs)),
      project: maybe(fc.constantFrom(...projects)),
      type: maybe(fc.constant('self-hosted')),
      countAs: maybe(fc.constantFrom('l1', 'l2', 'l3')),
      routes: soundRoutes,
      salt,
    })
    .chain(it => {
      const [bits, mtu] = [it.kbps * 1_000n, it.mtu ?? 1500]
      const shaped = it.shaped === undefined ? undefined : it.shaped * 1_000n
      return fc
        .tuple(limiter(bits, mtu), limiter(shaped ?? 1_000n, mtu))
        .map(([own, customers]) => ({
          type: it.type,
          project: it.project,
          bandwidth: rate(bits, it.salt),
          ...own,
          mtu: it.mtu,
          countAs: it.countAs,
          vpc: it.vpc,
          ...it.routes,
          enforce:
            it.toCustomer === undefined && it.toCloud === undefined
              ? undefined
              : fields({ toCustomer: it.toCustomer, toCloud: it.toCloud }),
          customerShaper:
            shaped === undefined
              ? undefined
              : fields({ rate: rate(shaped, it.salt), ...customers }),
        }))
    })

const LIMITS = {
  duration: (value: bigint, salt: number) => duration(value, salt),
  rate: (value: bigint, salt: number) => rate(value, salt),
  size: (value: bigint, salt: number) => size(value, salt),
  share: (value: bigint) => `${Number(value % 1_000n) / 10}%`,
}

const objective = (
  interlinks: readonly string[],
  connections: readonly string[],
): fc.Arbitrary<Tree> =>
  fc
    .record({
      ofPort: fc.boolean(),
      flow: fc.constantFrom('*', ...interlinks),
      port: fc.constantFrom(...connections),
      flowMetric: fc.constantFrom(...FLOW_METRICS),
      portMetric: fc.constantFrom(...PORT_METRICS),
      direction: maybe(fc.constantFrom('toCustomer', 'toCloud')),
      side: fc.constantFrom('below', 'above'),
      limit: fc.oneof(fc.constant(0n), magnitude(10n ** 12n)),
      salt,
    })
    .map(it => {
      const metric = it.ofPort ? it.portMetric : it.flowMetric
      return fields({
        ...(it.ofPort ? { connection: it.port } : { interlink: it.flow }),
        direction: it.direction,
        metric,
        [it.side]: LIMITS[dimensionOf(metric)](it.limit, it.salt),
      })
    })

const portSpeeds = fc.constantFrom(10n ** 9n, 10n ** 10n, 10n ** 11n)

interface Replayed {
  readonly interlink: string
  readonly direction: string
  readonly source: FileSource
}

const replayed = (
  interlinks: readonly string[],
  source: fc.Arbitrary<FileSource> | undefined,
): fc.Arbitrary<readonly Replayed[]> =>
  source === undefined
    ? fc.constant([])
    : fc.array(
        fc.record({
          interlink: fc.constantFrom(...interlinks),
          direction: fc.constantFrom('toCustomer', 'toCloud'),
          source,
        }),
        { minLength: 1, maxLength: 3 },
      )

/** Numbers of things in a world, and who is on which connection. */
const plan = fc
  .record({
    projects: fc.integer({ min: 1, max: 3 }),
    connections: fc.integer({ min: 1, max: 2 }),
    interlinks: fc.integer({ min: 1, max: 4 }),
    vpcs: fc.integer({ min: 1, max: 2 }),
    region: fc.constantFrom(...REGIONS),
  })
  .chain(counts =>
    fc.record({
      counts: fc.constant(counts),
      organization: id,
      projects: ids(counts.projects),
      pop: id,
      vpcs: ids(counts.vpcs),
      connections: ids(counts.connections),
      interlinks: ids(counts.interlinks),
      speeds: fc.tuple(portSpeeds, portSpeeds),
      on: fc.array(fc.nat(1), { minLength: counts.interlinks, maxLength: counts.interlinks }),
      times,
    }),
  )

/**
 * Sound scenarios.
 *
 * @param fileSource  what the sources that read a file read; none do where it is left out
 */
export const soundScenario = (fileSource?: fc.Arbitrary<FileSource>): fc.Arbitrary<Sound> =>
  plan.chain(it => {
    const { counts, projects, vpcs, connections, interlinks, speeds } = it
    const connectionOf = (index: number): number => it.on[index]! % counts.connections
    const maybeProject = maybe(fc.constantFrom(...projects))
    return fc
      .record({
        name: fc.oneof(
          fc.constant('fuzz'),
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).filter(isText),
        ),
        seed: maybe(fc.nat(2 ** 31 - 1)),
        engine: maybe(fc.constant('packet')),
        links: fc.tuple(
          ...interlinks.map((_, i) =>
            interlink(speeds[connectionOf(i)]!, counts.interlinks, vpcs, projects),
          ),
        ),
        withVlans: fc.boolean(),
        fromVlan: fc.integer({ min: 1, max: 4_090 }),
        ports: fc.array(
          fc.record({
            project: maybeProject,
            queue: maybe(magnitude(2n ** 40n)),
            length: maybe(magnitude(10n ** 12n)),
            propagation: maybe(magnitude(HORIZON)),
            segments: maybe(segments),
            optics: maybe(optics),
            medium: maybe(fc.nat(1)),
            order: soundOrder,
            salt,
          }),
          { minLength: 2, maxLength: 2 },
        ),
        traffic: fc.array(
          fc.record({
            to: fc.nat(interlinks.length - 1),
            isOfVpc: fc.boolean(),
            direction: fc.constantFrom('toCustomer', 'toCloud'),
            source: source(it.times),
          }),
          { maxLength: 4 },
        ),
        replayed: replayed(interlinks, fileSource),
        objectives: maybe(fc.array(objective(interlinks, connections), { maxLength: 4 })),
        intervals: maybe(fc.integer({ min: 1, max: 2_000 })),
        city: maybe(fc.constant('Zürich 漢字')),
        vpcProject: maybeProject,
        happenings,
        salt,
      })
      .map(given => {
        const { duration: measured, warmup } = it.times
        const fed = given.replayed.map(({ source, ...demand }, i) => ({
          ...demand,
          name: `${i}-${source.file.name}`,
          source,
        }))
        const tree = fields({
          name: given.name,
          seed: given.seed,
          engine: given.engine,
          duration: duration(measured, given.salt),
          warmup: warmup === 0n ? undefined : duration(warmup, given.salt),
          organization: fields({ id: it.organization, projects }),
          pops: mapping([[it.pop, fields({ region: counts.region, city: given.city })]]),
          vpcs: mapping(
            vpcs.map(vpc => [vpc, fields({ project: given.vpcProject, region: counts.region })]),
          ),
          connections: mapping(
            connections.map((connection, i) => {
              const port = given.ports[i]!
              const { salt } = port
              const cable = {
                length:
                  port.length === undefined || port.segments !== undefined
                    ? undefined
                    : length(port.length, salt),
                segments: port.segments,
                propagation:
                  port.propagation === undefined ? undefined : duration(port.propagation, salt),
              }
              const known = MEDIA.filter(({ portSpeed }) => BigInt(portSpeed) === speeds[i]!)
              return [
                connection,
                fields({
                  pop: it.pop,
                  project: port.project,
                  portSpeed: rate(speeds[i]!, salt),
                  media:
                    port.medium === undefined ? undefined : known[port.medium % known.length]!.name,
                  crossConnect: fields(cable),
                  optics: port.optics,
                  queue: port.queue === undefined ? undefined : size(port.queue, salt),
                  ...port.order,
                }),
              ]
            }),
          ),
          interlinks: mapping(
            interlinks.map((interlink, i) => [
              interlink,
              fields({
                connection: connections[connectionOf(i)]!,
                region: given.withVlans ? counts.region : undefined,
                vlan: given.withVlans ? given.fromVlan + i : undefined,
                ...given.links[i],
              }),
            ]),
          ),
          traffic: [
            ...given.traffic.map(({ to, isOfVpc, ...demand }) => {
              const vpc = given.links[to]!['vpc']
              // A VPC to which no InterLink is attached has none to take.
              const target = isOfVpc && vpc !== undefined ? { vpc } : { interlink: interlinks[to]! }
              return fields({ ...target, ...demand })
            }),
            ...fed.map(({ interlink, direction, name, source }) =>
              fields({
                interlink,
                direction,
                source: fields({ kind: source.kind, file: name, ...source.options }),
              }),
            ),
          ],
          objectives: given.objectives,
          ...happeningsIn(given.happenings, {
            connections,
            segments: connections.map((_, i) => given.ports[i]!.segments),
            interlinks,
            vpcs,
            instant: when =>
              duration(clamp(((measured + warmup) * BigInt(when)) / 100n, 0n, HORIZON), given.salt),
          }),
          series:
            given.intervals === undefined
              ? undefined
              : fields({
                  interval: duration(
                    clamp(measured / BigInt(given.intervals) + 1n, 1n, HORIZON),
                    given.salt,
                  ),
                }),
        })
        const files = fed.map(({ name, source }) => ({ name, content: source.file.content }))
        return { tree, files }
      })
  })

/** Whether a text may stand in a file: no control characters, no halves of characters. */
const isText = (text: string): boolean => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\uFEFF]/u.test(text)
