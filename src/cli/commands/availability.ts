/** `availability`: years of faults without frames. */
import { renderQuietAvailability } from '../../report/availability/quiet.ts'
import { command } from '../../report/command.ts'
import { renderAvailability } from '../../report/terminal/availability/summary.ts'
import { count } from '../../report/terminal/figures.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import { type LocatedFault, formatFault } from '../../scenario/fault.ts'
import type { Loaded } from '../../scenario/load.ts'
import { availability } from '../../study/availability.ts'
import type { AvailabilityDocument } from '../../study/availability/document.ts'
import { FAILURES_MAX, tooOften } from '../../study/availability/question.ts'
import { readVersion } from '../../version.ts'
import {
  type AvailabilityOptions,
  type RawAvailabilityOptions,
  availabilityWords,
  readAvailabilityOptions,
} from '../availability-options.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'
import { answer, placeOf } from './study.ts'

/**
 * @throws UsageError where there is nothing whose availability could be told, or faults are beyond count
 */
const checkQuestion = (loaded: Loaded, years: number): void => {
  const { world } = loaded.scenario
  if (world.interlinks.every(({ routing }) => routing.ipv4 === null && routing.ipv6 === null)) {
    throw new UsageError(
      `${placeOf(loaded, ['interlinks'])}no InterLink has a routing policy, nothing is ever carried; add one`,
    )
  }
  const wrong = tooOften(loaded.scenario, years).map(
    ({ index, failures }) =>
      `${placeOf(loaded, ['faults', index, 'mtbf'])}about ${count(failures)} failures in --years ` +
      `${years}; at most ${count(FAILURES_MAX)} are played; fewer years or a longer mtbf`,
  )
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'))
}

/** Whether a warning is about more than orders, at which this does not look. */
const concernsLives = ({ path }: LocatedFault): boolean =>
  !/^connections\.[\w-]+\.provisioning$/u.test(path)

/** Objectives that name an InterLink of which nothing is told: that must not pass for a yes. */
const vacuous = ({ scenario, ...loaded }: Loaded): readonly string[] =>
  scenario.objectives.flatMap(({ subject }, index) => {
    if (subject.kind !== 'interlink' || subject.metric !== 'availability') return []
    const named = scenario.world.interlinks.find(({ id }) => id === subject.interlink)
    if (named === undefined || named.routing.ipv4 !== null || named.routing.ipv6 !== null) return []
    const where = placeOf(loaded, ['objectives', index])
    return [`${where}${named.id} has no routing policy, it carries nothing to judge; add one`]
  })

const print = (
  { out, err }: Console,
  loaded: Loaded,
  document: AvailabilityDocument,
  options: AvailabilityOptions,
  raw: RawAvailabilityOptions,
): void => {
  const { scenario, locate, file } = loaded
  const warn = (lines: readonly string[]): void => {
    for (const line of lines) err.write(`! ${shown(err.surface, line)}\n`)
  }
  const unjudged = vacuous(loaded).map(printable)
  if (options.quiet) {
    out.write(renderQuietAvailability(scenario, document, locate, file))
    warn(unjudged)
    return
  }
  const warnings = [
    ...loaded.warnings.filter(concernsLives).map(formatFault).map(printable),
    ...unjudged,
  ]
  if (options.format === 'json') {
    out.write(`${JSON.stringify(document, null, 2)}\n`)
    warn(warnings)
    return
  }
  const words = availabilityWords(raw)
  const version = readVersion()
  const input = { scenario, document, locate, file, options: words, version, warnings }
  out.write(renderAvailability(input, out.surface))
}

/**
 * Draws the faults of a scenario over years and prints what comes of them.
 *
 * @throws UsageError when the command line is wrong, or nothing could be told
 * @throws OurFault   when the study failed
 */
export const availabilityCommand = async (
  host: Host,
  console: Console,
  file: string,
  raw: RawAvailabilityOptions,
): Promise<Exit> => {
  const options = readAvailabilityOptions(raw)
  checkNamed('availability', [file])
  const { seed, allowRead, years } = options
  const result = loadFile(file, allowRead, seed === null ? {} : { seed })
  if (!result.ok) {
    writeFaults(console.err, result)
    return EXIT.input
  }
  const { loaded } = result
  checkQuestion(loaded, years)
  const seedWords = ['--seed', String(loaded.scenario.seed)]
  const replay = command('availability', file, ...availabilityWords(raw), ...seedWords)
  const { scenario, sha256 } = loaded
  const { replications, confidence, quiet } = options
  const question = { scenario, sha256, years, replications, confidence }
  const document = await answer(
    host,
    console,
    'availability',
    { seed: scenario.seed, replay, quiet },
    each => availability(question, each),
  )
  if (document === null) return EXIT.interrupted
  print(console, loaded, document, options, raw)
  return document.objectives.every(({ met }) => met) ? EXIT.done : EXIT.missed
}
