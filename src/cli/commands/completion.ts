/** `completion`: prints a script with which a shell completes this program's commands. */
import { match } from 'ts-pattern'
import type { Console } from '../console.ts'
import { bashScript } from '../completion/bash.ts'
import { fishScript } from '../completion/fish.ts'
import { zshScript } from '../completion/zsh.ts'
import { either } from '../declared/declaration.ts'
import { SHELLS, type Shell } from '../declared/completion.ts'
import { EXIT, type Exit, UsageError } from '../exit.ts'

/** The script for a shell. */
export const scriptFor = (shell: Shell): string =>
  match(shell).with('bash', bashScript).with('zsh', zshScript).with('fish', fishScript).exhaustive()

/**
 * Prints the script.
 *
 * @throws UsageError when `shell` is none of those that are known
 */
export const completionCommand = ({ out }: Console, shell: string): Exit => {
  const known = SHELLS.find(name => name === shell)
  if (known === undefined) {
    throw new UsageError(`completion: ${JSON.stringify(shell)} found; ${either(SHELLS)} is needed`)
  }
  out.write(scriptFor(known))
  return EXIT.done
}
