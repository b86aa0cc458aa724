/** What lies in a folder and below: documents, series, pictures. Links are not followed. */
import { type Dirent, lstatSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import type { Found } from '../entry.ts'
import type { Folder } from './folder.ts'
import { isPlain } from './names.ts'

/** What a file may be; only these are ever served. */
export type FileKind = 'document' | 'series' | 'picture'

/** How much is looked at. */
export interface Limits {
  /** Folders below each other. */
  readonly depth: number
  readonly folders: number
  readonly files: number
}

/** Far more than anyone keeps in one place, and soon looked through. */
export const LIMITS: Limits = { depth: 8, folders: 10_000, files: 50_000 }

/** What was found. */
export interface Walk {
  readonly documents: readonly Found[]
  /** Series and pictures by their paths. */
  readonly others: readonly string[]
  /** Absolute paths of the folders that were looked at. */
  readonly folders: readonly string[]
  /** Whether there was more than the limits allow. */
  readonly isCut: boolean
}

/** What a name says a file is; null: nothing that is served. */
export const kindOf = (name: string): FileKind | null => {
  if (name === 'series.csv' || name === 'ports.csv') return 'series'
  if (/\.json$/iu.test(name)) return 'document'
  return /\.(?:svg|png)$/iu.test(name) ? 'picture' : null
}

const entriesOf = async (place: string): Promise<readonly Dirent[]> => {
  try {
    return await readdir(place, { withFileTypes: true })
  } catch {
    // It is gone, or may not be read: nothing is listed of it.
    return []
  }
}

/** Null where a file is gone again, or is none. */
const foundAt = (place: string, path: string): Found | null => {
  try {
    const stats = lstatSync(place)
    const { ino, size, mtimeMs, ctimeMs } = stats
    return stats.isFile()
      ? { path, stamp: [ino, size, mtimeMs, ctimeMs].join(' '), written: mtimeMs }
      : null
  } catch {
    return null
  }
}

/** Looks through a folder, one folder after the other, those near the top first. */
export const walk = async (folder: Folder, limits: Limits = LIMITS): Promise<Walk> => {
  const documents: Found[] = []
  const others: string[] = []
  const folders: string[] = []
  let [files, isCut] = [0, false]
  const take = (path: string, kind: FileKind, place: string): void => {
    if (kind !== 'document') others.push(path)
    else {
      const found = foundAt(place, path)
      if (found !== null) documents.push(found)
    }
  }
  const queue: { readonly path: string; readonly place: string; readonly depth: number }[] = [
    { path: '', place: folder.root, depth: 0 },
  ]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    folders.push(next.place)
    for (const entry of await entriesOf(next.place)) {
      if (!isPlain(entry.name)) continue
      const path = next.path === '' ? entry.name : `${next.path}/${entry.name}`
      const place = folder.placeOf(path)
      if (place === null) continue
      const kind = entry.isFile() ? kindOf(entry.name) : null
      if (entry.isDirectory()) {
        const hasRoom = next.depth < limits.depth && folders.length + queue.length < limits.folders
        if (hasRoom) queue.push({ path, place, depth: next.depth + 1 })
        else isCut = true
      } else if (kind !== null) {
        if (++files <= limits.files) take(path, kind, place)
        else isCut = true
      }
    }
  }
  return { documents, others, folders, isCut }
}
