/** `compare`: two scenarios under the same seeds. */
import { command } from '../../report/command.ts'
import type { CompareReportInput } from '../../report/compare/input.ts'
import { renderQuietCompare } from '../../report/compare/quiet.ts'
import { compareWarnings, onlyInWarnings } from '../../report/compare/warnings.ts'
import { comparePageOf } from '../../report/page/studies/compare.ts'
import { renderCompare } from '../../report/terminal/compare/summary.ts'
import { count } from '../../report/terminal/figures.ts'
import { formatFault } from '../../scenario/fault.ts'
import type { LoadResult, Loaded } from '../../scenario/load.ts'
import { InvariantError } from '../../sim/invariant.ts'
import { ComparisonError } from '../../study/compare/fault.ts'
import type { CompareDocument } from '../../study/compare/document.ts'
import type { ComparedInput } from '../../study/compare/question.ts'
import { compare } from '../../study/compare.ts'
import { toSeconds } from '../../units.ts'
import { readVersion } from '../../version.ts'
import {
  type RawCompareOptions,
  compareWords,
  readCompareOptions,
  sideWords,
} from '../compare-options.ts'
import type { Console, Host } from '../console.ts'
import { EXIT, type Exit, OurFault, UsageError } from '../exit.ts'
import { openStudyOutputs } from '../study-outputs.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'
import { answer, documentText, filesRead, printStudy } from './study.ts'

/** Two files. @throws UsageError when there are more or fewer, or one has no name */
const twoOf = (files: readonly string[]): readonly [a: string, b: string] => {
  const [a, b, ...others] = files
  if (a === undefined || b === undefined || others.length > 0) {
    const found = files.length === 0 ? 'nothing' : count(files.length)
    throw new UsageError(
      `compare: ${found} named; two scenario files are needed: interlink-sim compare A B`,
    )
  }
  checkNamed('compare', files)
  return [a, b]
}

/** Prints the faults of every file that has some, a file that is named twice once. */
const writeAllFaults = (
  { err }: Console,
  results: readonly LoadResult[],
  duration: string | undefined,
): void => {
  const faulty = results.filter(result => !result.ok)
  const once = faulty.filter(({ file }, i) => faulty.findIndex(each => each.file === file) === i)
  for (const [i, result] of once.entries()) {
    if (i > 0 && err.isTerminal) err.write('\n')
    writeFaults(err, result)
  }
  const isMoved = once.some(({ faults }) => faults.some(({ path }) => path === 'duration'))
  if (isMoved && duration !== undefined) {
    err.write(`--duration ${duration} stands for the duration of both files\n`)
  }
}

const inputOf = ({ scenario, sha256, text, inputs }: Loaded): ComparedInput => ({
  scenario,
  sha256,
  text,
  inputs,
})

/** A replication that failed, with the command that plays it alone. */
const confessed = (error: unknown, a: Loaded, b: Loaded, words: readonly string[]): unknown => {
  if (!(error instanceof ComparisonError)) return error
  const { cause, seed, done, side } = error
  const { file } = side === 'a' ? a : b
  const at =
    cause instanceof InvariantError ? `, at ${toSeconds(cause.simulated as never)} s simulated` : ''
  return new OurFault(
    cause,
    `seed ${seed}, replication ${count(done + 1)} of ${side.toUpperCase()}${at}`,
    command('run', file, ...words, '--seed', String(seed)),
  )
}

/**
 * Compares two scenarios and prints what comes of it.
 *
 * @throws UsageError when the command line is wrong
 * @throws OurFault   when a replication failed; it is named, and the command that plays it alone
 */
export const compareCommand = async (
  host: Host,
  console: Console,
  named: readonly string[],
  raw: RawCompareOptions,
): Promise<Exit> => {
  const options = readCompareOptions(raw)
  const files = twoOf(named)
  const { allowRead, duration, replications, confidence, kernel, threads, quiet } = options
  const overrides = duration === null ? {} : { duration }
  const [a, b] = files.map(file => loadFile(file, allowRead, overrides)) as [LoadResult, LoadResult]
  if (!a.ok || !b.ok) {
    writeAllFaults(console, [a, b], raw.duration)
    return EXIT.input
  }
  const seed = options.seed ?? a.loaded.scenario.seed
  const words = compareWords(raw)
  const replay = command('compare', ...files, ...words, '--seed', String(seed))
  const sides = [a.loaded, ...(b.loaded.file === a.loaded.file ? [] : [b.loaded])]
  const outputs = openStudyOutputs(options.out, 'compare.json', [
    ...new Set([a.loaded, b.loaded].flatMap(filesRead)),
  ])
  try {
    const document = await answer(host, console, 'compare', { seed, replay, quiet }, async each => {
      try {
        return await compare(
          { a: inputOf(a.loaded), b: inputOf(b.loaded), seed, replications, confidence, kernel },
          { clock: () => host.uptime(), threads: threads ?? host.cores(), ...each },
        )
      } catch (error) {
        throw confessed(error, a.loaded, b.loaded, sideWords(raw))
      }
    })
    if (document === null) return EXIT.interrupted
    const version = readVersion()
    const text = documentText(document)
    const input: CompareReportInput = {
      document,
      files: { a: files[0], b: files[1] },
      unusedSeed:
        options.seed === null && b.loaded.scenario.seed !== seed ? b.loaded.scenario.seed : null,
      options: words,
      version,
      warnings: sides.flatMap(({ warnings }) => warnings.map(formatFault)),
      wrote: outputs.complete(text, read => comparePageOf(read as CompareDocument, version)),
    }
    printStudy(console, options, {
      text,
      quiet: renderQuietCompare(document),
      // That something was not compared must not pass for nothing being worse.
      remarks: onlyInWarnings(document),
      warnings: compareWarnings(input),
      summary: surface => renderCompare(input, surface),
    })
    return EXIT.done
  } finally {
    outputs.abandon()
  }
}
