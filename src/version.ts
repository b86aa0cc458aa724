/** The version of this program, as its package says. */
import { readFileSync } from 'node:fs'

/** Reads the version; the package file stands beside them, in sources and in builds alike. */
export const readVersion = (): string => {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  const { version } = JSON.parse(text) as { readonly version: string }
  return version
}
