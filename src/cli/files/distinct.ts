/** That no file takes the place of another one of the same command. */
import { realpathSync } from 'node:fs'
import path from 'node:path'
import { WriteFailure } from './failure.ts'
import type { WholeFile } from './whole-file.ts'

const realPath = (file: string): string => {
  try {
    return realpathSync(file)
  } catch {
    return path.resolve(file)
  }
}

/**
 * @param inputs  files that the command reads
 * @throws WriteFailure where a file would replace another one of the command
 */
export const checkDistinct = (files: readonly WholeFile[], inputs: readonly string[]): void => {
  const taken = new Set(inputs.map(realPath))
  for (const { name, place } of files) {
    if (taken.has(place)) {
      throw new WriteFailure(`${name} is a file of this very run; name another one`)
    }
    taken.add(place)
  }
}
