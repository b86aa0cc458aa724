/** Commands that a user can copy into a shell. */

/** A word of a command, quoted where a shell would read it otherwise. */
const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/** A command of this program. */
export const command = (...words: readonly string[]): string =>
  ['interlink-sim', ...words.map(quoted)].join(' ')
