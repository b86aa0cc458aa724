/**
 * A folder out of which nothing leads: files below it are read, and no link is followed on the way to any.
 *
 * What is opened is held against the path that was asked for once it is open, so that nobody can put a link
 * in its place between a look and the opening. What a hard link names is in the folder.
 */
import {
  type Stats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  readlinkSync,
  realpathSync,
} from 'node:fs'
import path from 'node:path'
import {
  type FileAnswer,
  type FileReader,
  type OpenFile,
  fileFaultOf,
  whyNotRegular,
} from '../../scenario/files.ts'
import { namesOf } from './names.ts'

/** A file that is open; whoever asked for it closes it. */
export interface Opened {
  readonly descriptor: number
  readonly size: number
}

const CHUNK = 1 << 18

/** Reads on; null at the end. @throws Error of the file system */
export const nextChunk = (descriptor: number): Uint8Array<ArrayBuffer> | null => {
  const buffer = new Uint8Array(CHUNK)
  const count = readSync(descriptor, buffer)
  return count === 0 ? null : buffer.subarray(0, count)
}

function* chunksOf(descriptor: number): Generator<Uint8Array, void> {
  for (let chunk = nextChunk(descriptor); chunk !== null; chunk = nextChunk(descriptor)) yield chunk
}

const { O_RDONLY, O_NONBLOCK } = constants
/** Not on every platform. */
const O_NOFOLLOW = constants.O_NOFOLLOW ?? 0

/** Where an open file lies, as the kernel says; null where it does not say. */
const placeOfOpen = (descriptor: number): string | null => {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`)
  } catch {
    return null
  }
}

/** Whether an open file is the one at a place, with no link on the way there. */
const isAt = (place: string, descriptor: number, { dev, ino }: Stats): boolean => {
  const found = placeOfOpen(descriptor)
  // A file that was replaced meanwhile is still the one that lay there.
  if (found !== null) return found === place || found === `${place} (deleted)`
  if (realpathSync(place) !== place) return false
  const there = lstatSync(place)
  return there.dev === dev && there.ino === ino
}

/** A folder that is served. */
export class Folder implements Pick<FileReader, 'read'> {
  /** Absolute, without links. */
  readonly root: string

  /** @throws Error of the file system where there is no such folder */
  constructor(root: string) {
    this.root = realpathSync(root)
  }

  /** Where a path leads, or null for one that is never looked at. */
  placeOf(file: string): string | null {
    const names = namesOf(file)
    return names === null ? null : path.join(this.root, ...names)
  }

  /** Opens a regular file. Pipes, devices, folders and links are refused and never waited for. */
  open(file: string): FileAnswer<Opened> {
    const place = this.placeOf(file)
    if (place === null) return { ok: false, fault: 'missing' }
    try {
      return this.#openAt(place)
    } catch (error) {
      return { ok: false, fault: fileFaultOf(error) }
    }
  }

  read<T>(file: string, use: (file: OpenFile) => T): FileAnswer<T> {
    const answer = this.open(file)
    if (!answer.ok) return answer
    const { descriptor, size } = answer.value
    try {
      return { ok: true, value: use({ size, chunks: chunksOf(descriptor) }) }
    } finally {
      closeSync(descriptor)
    }
  }

  #openAt(place: string): FileAnswer<Opened> {
    // Opening a device may already do something, so it is looked at first.
    const before = lstatSync(place)
    if (before.isSymbolicLink() || realpathSync(place) !== place)
      return { ok: false, fault: 'missing' }
    const fault = whyNotRegular(before)
    if (fault !== null) return { ok: false, fault }
    const descriptor = openSync(place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    try {
      const stats = fstatSync(descriptor)
      if (stats.isFile() && isAt(place, descriptor, stats)) {
        return { ok: true, value: { descriptor, size: stats.size } }
      }
    } catch (error) {
      closeSync(descriptor)
      throw error
    }
    closeSync(descriptor)
    return { ok: false, fault: 'missing' }
  }
}
