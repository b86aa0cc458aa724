/** Which paths may be asked for at all: plain names, joined by `/`, that can lead nowhere but down. */

/** Letters of a path, and of a name in it. */
const [PATH_MAX, NAME_MAX] = [4096, 255]

// Controls and marks that reorder text hide what a name is; a backslash separates names elsewhere.
const ODD = /[\\/\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/u

/** Whether a name is looked at: not hidden, not of a package's innards, nothing odd in it. */
export const isPlain = (name: string): boolean =>
  name !== '' &&
  name.length <= NAME_MAX &&
  !name.startsWith('.') &&
  name !== 'node_modules' &&
  !ODD.test(name)

/** The names of a path; null for one that is never looked at. */
export const namesOf = (path: string): readonly string[] | null => {
  if (path.length > PATH_MAX) return null
  const names = path.split('/')
  return names.every(isPlain) ? names : null
}
