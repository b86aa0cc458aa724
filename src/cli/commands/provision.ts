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
import { StoppedError } from '../../study/stopped.ts'
import { readVersion } from '../../version.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, OurFault, UsageError } from '../exit.ts'
import { listenForInterrupt } from '../interrupt.ts'
import { startProgress } from '../progress.ts'
import {
  type ProvisionOptions,
  type RawProvisionOptions,
  provisionWords,
  readProvisionOptions,
} from '../provision-options.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'

/** What stands at a place of the file, for a message: `hybrid.yaml:24:3: connections.paris-1: `. */
const at = ({ locate, file }: Loaded, path: readonly string[]): string => {
  const place = locate(path)
  const where = place === null ? file : `${file}:${place.line}:${place.column}`
  return `${where}: ${path.join('.')}: `
}

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
      `${at(loaded, ['connections'])}no connection has provisioning, nothing is ordered; add ` +
        `provisioning: ${example} to one`,
    )
  }
  const late = ordered.filter(each => needBy !== null && each.at > needBy)
  if (late.length === 0) return
  throw new UsageError(
    late
      .map(
        each =>
          `${at(loaded, ['connections', each.id, 'provisioning', 'ordered'])}ordered on ` +
          `${longDate(each.at)}, after --need-by ${deadlineText(needBy!)}; need it later or order it ` +
          'earlier',
      )
      .join('\n')
      .replaceAll('\u00a0', ' '),
  )
}

/** Answers; null when it was stopped from outside. */
const answer = async (
  host: Host,
  console: Console,
  loaded: Loaded,
  { needBy, confidence, replications }: ProvisionOptions,
  replay: string,
): Promise<ProvisionDocument | null> => {
  const { scenario, sha256 } = loaded
  const clock = (): number => host.uptime()
  const progress = startProgress(console.err, null, clock, 'provision')
  const interrupt = listenForInterrupt(host, console, progress.end)
  try {
    return await provision(
      { scenario, sha256, replications, needBy, confidence },
      {
        signal: interrupt.signal,
        onProgress: share => progress.report({ share, frames: 0 }),
      },
    )
  } catch (error) {
    if (error instanceof StoppedError) {
      progress.end()
      const share = Math.floor((100 * error.done) / error.total)
      console.err.write(`stopped at ${share} % of the replications. Exit ${EXIT.interrupted}.\n`)
      return null
    }
    throw new OurFault(error, `seed ${scenario.seed}`, replay)
  } finally {
    progress.end()
    interrupt.release()
  }
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
  const document = await answer(host, console, loaded, options, replay)
  if (document === null) return EXIT.interrupted
  print(console, loaded, document, options, raw)
  return document.connections.some(isMissed) ? EXIT.missed : EXIT.done
}
