/** What a path names among what is listed; what is not listed is not there. */
import { folderOf } from './entry.ts'
import type { Library, Snapshot } from './folder/library.ts'
import { brief } from './listing.ts'
import type { Framed } from './pages/frame.ts'
import type { Opened } from './readers/reader.ts'

/** Why there is none, in a sentence. */
interface Absent {
  readonly ok: false
  readonly why: string
}

/** A document of the list as its frame needs it. */
export type Listed = { readonly ok: true; readonly shown: Framed } | Absent

/** The same, opened. */
export type Chosen = { readonly ok: true; readonly shown: Framed; readonly opened: Opened } | Absent

const unreadable = (path: string, reason: string): Absent => ({
  ok: false,
  why: `${brief(path)} is not readable: ${brief(reason)}.`,
})

/** Looks a document up. */
export const listedAt = ({ byPath }: Snapshot, path: string): Listed => {
  const entry = byPath.get(path)
  if (entry === undefined) return { ok: false, why: 'There is no such result in this folder.' }
  const { content, stamp } = entry
  if (content.kind === 'unreadable') return unreadable(path, content.reason)
  return { ok: true, shown: { path, stamp, name: content.summary.name } }
}

/** Looks a document up and opens it. */
export const choose = (library: Library, snapshot: Snapshot, path: string): Chosen => {
  const listed = listedAt(snapshot, path)
  if (!listed.ok) return listed
  const read = library.open(path)
  if (read?.ok === true) return { ...listed, opened: read.opened }
  return unreadable(path, read?.reason ?? 'it is no document that has a page')
}

/** What may be saved of a result: the document, the series beside it, pictures beside it and below. */
export const filesOf = ({ others }: Snapshot, path: string): readonly string[] => {
  const folder = folderOf(path)
  const isOwn = (other: string): boolean =>
    other.endsWith('.csv')
      ? folderOf(other) === folder
      : folder === '' || other.startsWith(`${folder}/`)
  return [path, ...others.filter(isOwn)]
}

/** Whether a file may be saved at all. */
export const maySave = ({ byPath, others }: Snapshot, path: string): boolean =>
  byPath.get(path)?.content.kind === 'read' || others.includes(path)
