/** `provision`: from order to bill, for every connection that is ordered. */
import type { UnixMs } from '../../calendar.ts'
import { command } from '../../report/command.ts'
import { deadlineText, longDate } from '../../report/dates.ts'
import { isMissed } from '../../report/provision/verdict.ts'
import { renderLetters } from '../../report/terminal/provision/letter.ts'
import { renderProvision } from '../../report/terminal/provision/summary.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import { type LocatedFault, formatFault } from '../../scenario/fault.ts'
import type { Loaded } from '../../scenario/load.ts'
import type { ProvisionDocument } from '../../study/provision-document.ts'
import { provision } from '../../study/provision.ts'
import { readVersion } from '../../version.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import {
  type ProvisionOptions,
  type RawProvisionOptions,
  provisionWords,
  readProvisionOptions,
} from '../provision-options.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'
import { answer, placeOf } from './study.ts'

/**
 * @throws UsageError where no connection is ordered, or one is needed before it is ordered
 */
const checkQuestion = (loaded: Loaded, needBy: UnixMs | null): void => {
  const { connections } = loaded.scenario.world
  const ordered = connections.flatMap(({ id, provisioning }) =>
    provisioning === null ? [] : [{ id, at: provisioning.ordered }],
  )
  if (ordered.length === 0) {
    const example = '{ ordered: 2026-01-12T09:00:00Z, loa: 5d, patch: 7d }'
    throw new UsageError(
      `${placeOf(loaded, ['connections'])}no connection has provisioning, nothing is ordered; add ` +
        `provisioning: ${example} to one`,
    )
  }
  const late = ordered.filter(each => needBy !== null && each.at > needBy)
  if (late.length === 0) return
  throw new UsageError(
    late
      .map(
        each =>
          `${placeOf(loaded, ['connections', each.id, 'provisioning', 'ordered'])}ordered on ` +
          `${longDate(each.at)}, after --need-by ${deadlineText(needBy!)}; need it later or order it ` +
          'earlier',
      )
      .join('\n')
      .replaceAll('\u00a0', ' '),
  )
}

/** Whether a warning is about orders and not about a run alone: an order needs no `start` here. */
const concernsOrders = ({ path }: LocatedFault): boolean =>
  !/^connections\.[\w-]+\.provisioning$/u.test(path)

/** Whether a warning says what ails the light of a connection, which the summary says in its own place. */
const isOfLight = ({ path, message }: LocatedFault): boolean =>
  /^connections\.[\w-]+(?:\.crossConnect)?$/u.test(path) && message.startsWith('light ')

const print = (
  { out, err }: Console,
  loaded: Loaded,
  document: ProvisionDocument,
  options: ProvisionOptions,
  raw: RawProvisionOptions,
): void => {
  const { scenario, locate, file } = loaded
  const isSummary = options.format === 'text' && !options.letter
  const warnings = loaded.warnings
    .filter(each => concernsOrders(each) && !(isSummary && isOfLight(each)))
    .map(formatFault)
    .map(printable)
  if (isSummary) {
    const words = provisionWords(raw)
    const version = readVersion()
    const input = { scenario, document, locate, file, options: words, version, warnings }
    out.write(renderProvision(input, out.surface))
    return
  }
  out.write(
    options.letter
      ? renderLetters(scenario, document, out.surface)
      : `${JSON.stringify(document, null, 2)}\n`,
  )
  for (const line of warnings) err.write(`! ${shown(err.surface, line)}\n`)
}

/**
 * Draws the orders of a scenario's connections and prints what comes of them.
 *
 * @throws UsageError when the command line is wrong, or nothing is ordered
 * @throws OurFault   when the study failed
 */
export const provisionCommand = async (
  host: Host,
  console: Console,
  file: string,
  raw: RawProvisionOptions,
): Promise<Exit> => {
  const options = readProvisionOptions(raw)
  checkNamed('provision', [file])
  const { seed, allowRead, needBy } = options
  const result = loadFile(file, allowRead, seed === null ? {} : { seed })
  if (!result.ok) {
    writeFaults(console.err, result)
    return EXIT.input
  }
  const { loaded } = result
  checkQuestion(loaded, needBy)
  const seedWords = ['--seed', String(loaded.scenario.seed)]
  const replay = command('provision', file, ...provisionWords(raw), ...seedWords)
  const { scenario, sha256 } = loaded
  const { replications, confidence } = options
  const question = { scenario, sha256, replications, needBy, confidence }
  const document = await answer(
    host,
    console,
    'provision',
    { seed: scenario.seed, replay, quiet: false },
    each => provision(question, each),
  )
  if (document === null) return EXIT.interrupted
  print(console, loaded, document, options, raw)
  return document.connections.some(isMissed) ? EXIT.missed : EXIT.done
}
