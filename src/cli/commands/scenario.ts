/** Scenario files as commands read them, and their faults as commands print them. */
import { type LoadResult, type Overrides, load } from '../../scenario/load.ts'
import { nodeFiles } from '../../scenario/files.ts'
import { faultHeading, renderFaults } from '../../report/faults.ts'
import type { Output } from '../console.ts'
import type { CommandName } from '../declared/commands.ts'
import { UsageError } from '../exit.ts'

/** A scenario file that has faults. */
export type Faulty = Extract<LoadResult, { readonly ok: false }>

/** @throws UsageError when a command names no file where it names one */
export const checkNamed = (command: CommandName, files: readonly string[]): void => {
  if (files.includes('')) throw new UsageError(`${command}: SCENARIO is empty; a file is needed`)
}

/**
 * Reads and checks a scenario file, input files included.
 *
 * @param headers  whether the first bytes of captured frames are kept, for a trace
 */
export const loadFile = (
  file: string,
  allowRead: readonly string[],
  overrides: Overrides = {},
  headers: boolean = false,
): LoadResult => load(file, { files: nodeFiles, allowRead, overrides, headers })

/** Prints every fault of a file: with the lines it is about in a terminal, a line each elsewhere. */
export const writeFaults = (output: Output, { file, text, faults, faultCount }: Faulty): void => {
  const { surface, isTerminal } = output
  if (!isTerminal) {
    output.write(renderFaults(faults, text, surface, 'lines'))
    return
  }
  output.write(`${faultHeading(faultCount, file, surface)}\n`)
  output.write(renderFaults(faults, text, surface, 'frames'))
}
