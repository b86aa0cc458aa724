/** Folders for what is written. */
import { mkdirSync, rmdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { WriteFailure, whyRefused } from './failure.ts'

/** Whether something is there; what is there must be a folder. */
const exists = (folder: string): boolean => {
  try {
    if (statSync(folder).isDirectory()) return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw new WriteFailure(`${folder} cannot be looked at: ${whyRefused(error)}`)
  }
  throw new WriteFailure(`${folder} is no folder`)
}

/**
 * Makes a folder and those above it, as far as they are missing.
 *
 * One after the other: Node's own recursive way never returns below some paths, such as those of /proc, where a
 * folder can neither be made nor be missing.
 *
 * @returns the folders that were made, the outermost first
 * @throws WriteFailure when one cannot be made; those made before are removed again
 */
export const makeFolder = (folder: string): readonly string[] => {
  const missing: string[] = []
  let at = path.resolve(folder)
  while (!exists(at)) {
    missing.unshift(at)
    at = path.dirname(at)
  }
  const made: string[] = []
  for (const each of missing) {
    try {
      mkdirSync(each)
    } catch (error) {
      // Somebody else may have made it in between.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      removeFolders(made)
      const { code } = error as NodeJS.ErrnoException
      const why = code === 'ENOENT' ? 'no folder can be made there' : whyRefused(error)
      throw new WriteFailure(`${each} cannot be made: ${why}`)
    }
    made.push(each)
  }
  return made
}

/** Removes folders, the innermost first, that hold nothing; others are left alone. */
export const removeFolders = (folders: readonly string[]): void => {
  for (const each of folders.toReversed()) {
    try {
      rmdirSync(each)
    } catch {
      return
    }
  }
}
