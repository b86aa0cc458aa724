/** `validate`: lists every fault of every file and runs nothing. */
import { setImmediate } from 'node:timers/promises'
import { formatFault } from '../../scenario/fault.ts'
import { renderPhysical } from '../../report/terminal/physical.ts'
import { paint, symbolsOf } from '../../report/terminal/style.ts'
import { printable, shown } from '../../report/terminal/text.ts'
import { plural } from '../../report/verdict.ts'
import type { Loaded } from '../../scenario/load.ts'
import type { Console, Output } from '../console.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'
import { folderFaults } from '../folders.ts'
import { checkNamed, loadFile, writeFaults } from './scenario.ts'

/** What a sound file describes: `✓ hybrid-paris.yaml: 1 connection, 3 InterLinks, …` */
const writeSound = (output: Output, file: string, { scenario }: Loaded): void => {
  const { surface } = output
  const { world, traffic, objectives } = scenario
  const contents = [
    plural(world.connections.length, 'connection'),
    plural(world.interlinks.length, 'InterLink'),
    plural(traffic.length, 'source'),
    plural(objectives.length, 'objective'),
  ].join(', ')
  const symbol = paint(surface, 'met', symbolsOf(surface).met)
  output.write(`${symbol} ${shown(surface, `${printable(file)}: ${contents}`)}\n`)
}

/** What `validate` may be asked besides files. */
export interface ValidateOptions {
  readonly allowRead?: readonly string[]
  /** Print what each connection is made of. */
  readonly verbose?: boolean
}

/**
 * Checks scenario files.
 *
 * @param files  at least one
 * @throws UsageError  when the command line is wrong
 */
export const validateCommand = async (
  { out }: Console,
  files: readonly string[],
  { allowRead = [], verbose = false }: ValidateOptions,
): Promise<Exit> => {
  const { surface, isTerminal } = out
  const wrong = folderFaults(allowRead)
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'))
  checkNamed('validate', files)
  let exit: Exit = EXIT.done
  for (const [index, file] of files.entries()) {
    // Between two files, Ctrl-C is heard.
    await setImmediate()
    const result = loadFile(file, allowRead)
    if (index > 0 && (verbose || (isTerminal && !result.ok))) out.write('\n')
    if (result.ok) {
      writeSound(out, file, result.loaded)
    } else {
      exit = EXIT.input
      writeFaults(out, result)
    }
    const warnings = result.ok ? result.loaded.warnings : result.warnings
    if (warnings.length > 0 && isTerminal && !result.ok) out.write('\n')
    for (const warning of warnings) {
      const symbol = paint(surface, 'warning', symbolsOf(surface).warning)
      out.write(`${symbol} ${shown(surface, formatFault(warning))}\n`)
    }
    if (result.ok && verbose) {
      out.write(renderPhysical(result.loaded.scenario.world, surface))
    }
  }
  return exit
}
