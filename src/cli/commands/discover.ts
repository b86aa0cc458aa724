/** The scenario that `run` means when none is named. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { printable } from '../../report/terminal/text.ts'
import { UsageError } from '../exit.ts'

/** Whether a YAML file is a scenario at all, by its own first-level keys. */
const looksLikeScenario = (path: string): boolean => {
  try {
    const text = readFileSync(path, 'utf8')
    return /^interlinks\s*:/m.test(text) && /^traffic\s*:/m.test(text)
  } catch {
    return false
  }
}

/**
 * The only scenario of a folder.
 *
 * @throws UsageError when there is none, or more than one
 */
export const onlyScenario = (folder: string): string => {
  const found = readdirSync(folder)
    .filter(name => /^[^.].*\.ya?ml$/.test(name) && looksLikeScenario(join(folder, name)))
    .toSorted()
  const [only, ...others] = found
  if (only === undefined) {
    throw new UsageError('run: no SCENARIO named, and the current folder holds none')
  }
  if (others.length > 0) {
    const names = found.map(name => `  ${printable(name)}`).join('\n')
    throw new UsageError(`run: no SCENARIO named, and the current folder holds several:\n${names}`)
  }
  return only
}
