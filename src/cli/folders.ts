/** The folders of `--allow-read`: each must be there, or a typing error would go unnoticed. */
import { statSync } from 'node:fs'

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** What is wrong with the folders of `--allow-read`, a line each. */
export const folderFaults = (folders: readonly string[]): readonly string[] =>
  folders
    .filter(folder => !isFolder(folder))
    .map(folder => `--allow-read: ${JSON.stringify(folder)} found; a folder that exists is needed`)
