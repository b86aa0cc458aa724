/** Names of files that any system takes. */

/** Letters of a part of a name at most: two of them and an ending fit into 255 bytes. */
const MOST = 80

/** A text as part of a file's name: letters of ASCII, digits, `-` and `_`. */
export const slug = (text: string): string => {
  const plain = text
    .slice(0, 4 * MOST)
    .normalize('NFKD')
    .replaceAll(/[^\w-]+/gu, '-')
    .replaceAll(/-{2,}/gu, '-')
    .replaceAll(/^-|-$/gu, '')
    .slice(0, MOST)
  return plain === '' ? 'unnamed' : plain
}

/**
 * Makes names unique, also where a file system takes capitals for small letters: the second one of a
 * name ends in `-2`.
 */
export class Names {
  readonly #taken = new Set<string>()

  /** @returns `name`, or the next of it that is free */
  take(name: string): string {
    let free = name
    for (let i = 2; this.#taken.has(free.toLowerCase()); i++) free = `${name}-${i}`
    this.#taken.add(free.toLowerCase())
    return free
  }
}
