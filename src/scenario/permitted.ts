/** Which files a scenario may read: regular files of allowed folders, whatever links say. */
import path from 'node:path'
import type { FileFault, FileReader } from './files.ts'

/** Says why a file cannot be read. */
export const inWords = (name: string, fault: FileFault): string => {
  switch (fault) {
    case 'missing':
      return `there is no file ${name}; paths begin at the scenario's folder`
    case 'folder':
      return `${name} is a folder; name a file in it`
    case 'special':
      return `${name} is a pipe or a device; name a regular file`
    case 'denied':
      return `${name} may not be read; change its permissions`
    case 'loop':
      return `${name} is a link that leads to itself; name the file itself`
    case 'unreadable':
      return `${name} cannot be read; check the path`
    default:
      return fault satisfies never
  }
}

const isInside = (folder: string, file: string): boolean => {
  const relative = path.relative(folder, file)
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative)
}

/** A file that may be read, by its path without links, or why it may not. */
export type Permission =
  | { readonly ok: true; readonly real: string }
  | { readonly ok: false; readonly message: string }

/** The folders of which files may be read. */
export class PermittedFolders {
  readonly #files: FileReader
  readonly #folder: string
  /** Real paths of the folders that may be read; null: not yet looked up. */
  #roots: readonly string[] | null = null
  readonly #allowed: readonly string[]

  /**
   * @param folder   the scenario's folder
   * @param allowed  further folders that may be read
   */
  constructor(files: FileReader, folder: string, allowed: readonly string[]) {
    this.#files = files
    this.#folder = path.resolve(folder)
    this.#allowed = allowed.map(each => path.resolve(each))
  }

  /**
   * Finds a file.
   *
   * @param name  as the scenario names it, relative to its folder
   */
  find(name: string): Permission {
    const refuse = (message: string): Permission => ({ ok: false, message })
    if (name.includes('\0')) return refuse('the file name holds a NUL character; remove it')
    const asked = path.resolve(this.#folder, name)
    const outside = `${name} is outside the scenario's folder; move it there, or allow its folder with --allow-read`
    // What is plainly elsewhere is not even looked at: its existence is nobody's business.
    const lexical = [this.#folder, ...this.#allowed, ...this.#realRoots()]
    // A folder that may be read is no way out; it is only no file.
    if (lexical.includes(asked)) return refuse(inWords(name, 'folder'))
    if (!lexical.some(each => isInside(each, asked))) return refuse(outside)
    const real = this.#files.realPath(asked)
    if (!real.ok) return refuse(inWords(name, real.fault))
    if (this.#realRoots().includes(real.value)) return refuse(inWords(name, 'folder'))
    if (!this.#realRoots().some(each => isInside(each, real.value))) return refuse(outside)
    return { ok: true, real: real.value }
  }

  #realRoots(): readonly string[] {
    this.#roots ??= [this.#folder, ...this.#allowed].flatMap(folder => {
      const real = this.#files.realPath(folder)
      return real.ok ? [real.value] : []
    })
    return this.#roots
  }
}
