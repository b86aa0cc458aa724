/** Inputs of the command: which kinds there are, and the one that a seed and a number name. */
import fc from 'fast-check'
import { anyCapture, soundCapture } from './captures.ts'
import { corpus } from './corpus.ts'
import { hostileValue } from './hostile.ts'
import { type Mutation, mutation } from './mutations.ts'
import { applied, binaryNoise, textNoise } from './noise.ts'
import { anySeriesSource, soundSeriesSource } from './series.ts'
import { type FileSource, type InputFile, type Sound, soundScenario } from './sound.ts'
import { type Tree, changedAt, fields, isAbove, isMapping, mapping } from './tree.ts'
import { type Style, anyStyle, written } from './write.ts'

/** How the third of three calls of the command is shown; the other two write to pipes. */
export interface Showing {
  readonly command: 'run' | 'validate'
  readonly quiet: boolean
  readonly terminal: boolean
  readonly columns: number
  readonly env: Readonly<Record<string, string>>
}

/** An input of the command. */
export interface FuzzCase {
  readonly scenario: InputFile
  readonly files: readonly InputFile[]
  /** Whether it must be accepted. */
  readonly isSound: boolean
  readonly showing: Showing
}

type Arranged = Omit<FuzzCase, 'showing'>

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text)

const scenarioFile = (tree: Tree, style: Style): InputFile => ({
  name: style.layout === 'json' ? 'scenario.json' : 'scenario.yaml',
  content: encoded(written(tree, style)),
})

const replaying = (content: fc.Arbitrary<Uint8Array>): fc.Arbitrary<FileSource> =>
  fc
    .record({
      content,
      name: fc.constantFrom('noon.pcap', 'a b.pcapng', 'été.cap', 'x'),
      speedup: fc.option(fc.constantFrom(1, 0.5, 3, 1e-9, 1e9, 0.1), { nil: undefined }),
      family: fc.option(fc.constantFrom('ipv4', 'ipv6'), { nil: undefined }),
    })
    .map(({ content, name, ...options }) => ({ kind: 'pcap', options, file: { name, content } }))

/** Values that a changed document may have: copies of copies would take longer to write than to read. */
const VALUES_MAX = 5_000

const arranged = (
  sound: fc.Arbitrary<Sound>,
  mutations: fc.Arbitrary<readonly Mutation[]>,
  isSound: boolean,
): fc.Arbitrary<Arranged> =>
  fc.tuple(sound, mutations, anyStyle).map(([{ tree, files }, mutations, style]) => {
    const changed = mutations.reduce((sofar, change) => {
      const next = change(sofar)
      return isAbove(next, VALUES_MAX) ? sofar : next
    }, tree)
    return { scenario: scenarioFile(changed, style), files, isSound }
  })

const none = fc.constant<readonly Mutation[]>([])
const few = fc.array(mutation, { minLength: 1, maxLength: 3 })
const many = fc.array(mutation, { minLength: 4, maxLength: 40 })

const exhibit = fc.nat(10_000).map(at => corpus()[at % corpus().length]!)
const anyText = exhibit.map(({ text }) => encoded(text))

const noisyText: fc.Arbitrary<Arranged> = fc
  .tuple(exhibit, fc.array(textNoise(anyText), { minLength: 1, maxLength: 8 }))
  .map(([{ text, files }, noises]) => ({
    scenario: { name: 'scenario.yaml', content: applied(encoded(text), noises) },
    files,
    isSound: false,
  }))

const noisyCaptures: fc.Arbitrary<Arranged> = fc
  .tuple(
    exhibit.filter(({ files }) => files.length > 0),
    fc.array(binaryNoise, { minLength: 1, maxLength: 4 }),
  )
  .map(([{ text, files }, noises]) => ({
    scenario: { name: 'scenario.yaml', content: encoded(text) },
    files: files.map(({ name, content }) => ({ name, content: applied(content, noises) })),
    isSound: false,
  }))

/** Data of the right keys and any values. */
const anyData: fc.Arbitrary<Arranged> = fc
  .tuple(
    fc.dictionary(
      fc.constantFrom(
        ...['name', 'seed', 'duration', 'warmup', 'organization', 'pops', 'vpcs', 'connections'],
        ...['interlinks', 'traffic', 'objectives', 'series', 'engine', '$schema'],
      ),
      hostileValue,
    ),
    anyStyle,
  )
  .map(([data, style]) => ({
    scenario: scenarioFile(fields(data), style),
    files: [],
    isSound: false,
  }))

/** One mapping or list of the document with many entries; reading thousands takes its honest time. */
const crowded: fc.Arbitrary<Arranged> = fc
  .record({
    sound: soundScenario(),
    which: fc.nat(10),
    count: fc.constantFrom(100, 300, 500),
    renames: fc.boolean(),
    style: anyStyle,
  })
  .map(({ sound, which, count, renames, style }) => {
    const { tree } = sound
    const keys = isMapping(tree) ? tree.entries.map(({ key }) => key) : []
    const place = keys.indexOf(
      (['traffic', 'interlinks', 'objectives', 'vpcs', 'connections', 'pops'] as const)[which % 6]!,
    )
    const crowd = (value: Tree): Tree => {
      if (Array.isArray(value)) return Array.from({ length: count }, () => value[0] ?? null)
      if (!isMapping(value)) return value
      const [entry] = value.entries
      if (entry === undefined) return value
      return mapping(
        Array.from({ length: count }, (_, i) => [
          renames ? `${entry.key.slice(0, 50)}${i}` : entry.key,
          entry.value,
        ]),
      )
    }
    const crowdedTree = place < 0 ? tree : changedAt(tree, [place], crowd)
    return { scenario: scenarioFile(crowdedTree, style), files: [], isSound: false }
  })

/** Kinds of inputs: how many of ten thousand, and what they are. */
const GENERATORS = {
  sound: [1_000, arranged(soundScenario(), none, true)],
  'a few slips': [3_300, arranged(soundScenario(), few, false)],
  'many slips': [900, arranged(soundScenario(), many, false)],
  'any data': [500, anyData],
  'noisy text': [1_950, noisyText],
  'sound captures': [500, arranged(soundScenario(replaying(soundCapture)), none, true)],
  'broken captures': [1_000, arranged(soundScenario(replaying(anyCapture)), none, false)],
  'noisy captures': [220, noisyCaptures],
  'sound series': [200, arranged(soundScenario(soundSeriesSource), none, true)],
  'broken series': [400, arranged(soundScenario(anySeriesSource), none, false)],
  crowded: [30, crowded],
} as const satisfies Record<string, readonly [number, fc.Arbitrary<Arranged>]>

/** The name of a kind of inputs. */
export type GeneratorName = keyof typeof GENERATORS

export const GENERATOR_NAMES = Object.keys(GENERATORS) as readonly GeneratorName[]

const showing: fc.Arbitrary<Showing> = fc.record({
  command: fc.constantFrom('run', 'validate'),
  quiet: fc.boolean(),
  terminal: fc.boolean(),
  columns: fc.constantFrom(1, 20, 59, 60, 80, 100, 200),
  env: fc.constantFrom<Record<string, string>>(
    {},
    { LANG: 'C' },
    { NO_COLOR: '1' },
    { TERM: 'dumb' },
  ),
})

/** Every input of a kind. */
export const casesOf = (name: GeneratorName): fc.Arbitrary<FuzzCase> =>
  fc.tuple(GENERATORS[name][1], showing).map(([arranged, showing]) => ({ ...arranged, showing }))

/** A whole number, 0 … 2^31 - 1, that looks random beside those of the neighbours (MurmurHash3's end). */
const scrambled = (seed: number, index: number): number => {
  let x = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(index + 1, 0xc2b2_ae35)
  x = Math.imul(x ^ (x >>> 16), 0x85eb_ca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2_ae35)
  return (x ^ (x >>> 16)) >>> 1
}

/** The input with a number in a campaign: its kind, and what fast-check makes it from. */
export interface CaseName {
  readonly generator: GeneratorName
  readonly parameters: { readonly seed: number; readonly numRuns: 1; readonly unbiased: boolean }
}

/** Names the input with number `index` in the campaign of a seed. */
export const nameOf = (seed: number, index: number): CaseName => {
  let rest = scrambled(seed, index) % 10_000
  let generator = GENERATOR_NAMES[0]!
  for (generator of GENERATOR_NAMES) {
    const [weight] = GENERATORS[generator]
    if (rest < weight) break
    rest -= weight
  }
  const parameters = {
    seed: scrambled(~seed, index),
    numRuns: 1,
    unbiased: index % 2 === 1,
  } as const
  return { generator, parameters }
}

/** The input of that name. */
export const caseOf = ({ generator, parameters }: CaseName): FuzzCase =>
  fc.sample(casesOf(generator), parameters)[0]!
