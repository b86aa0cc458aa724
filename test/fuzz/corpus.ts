/** Every scenario of the project, with the files it names. */
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InputFile } from './sound.ts'

/** A scenario as it stands in the project. */
export interface Exhibit {
  readonly text: string
  readonly files: readonly InputFile[]
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDERS = ['scenarios', 'bench', 'test/vectors', 'test/scenario/golden']

const scenariosIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => /\.(?:ya?ml|json)$/.test(name) && !name.endsWith('expected.json'))
    .toSorted()
    .map(name => join(ROOT, folder, name))

/** Files that a scenario names, as far as they are there. */
const filesOf = (text: string, folder: string): InputFile[] => {
  const names = [...text.matchAll(/\bfile"?: *"?([^\s",}]+)/g)].map(([, name]) => name!)
  return [...new Set(names)].flatMap(name => {
    try {
      return [{ name, content: readFileSync(join(folder, name)) }]
    } catch {
      return []
    }
  })
}

/** The same scenario for a millisecond: what is fuzzed is how it is read, not its length. */
const shortened = (text: string): string =>
  text
    .replace(/^( *"?duration"?: *"?)[\w.]+/m, (_, head: string) => `${head}1ms`)
    .replace(/^( *"?warmup"?: *"?)[\w.]+/m, (_, head: string) => `${head}50us`)

const readAll = (): readonly Exhibit[] => {
  const files = FOLDERS.flatMap(scenariosIn).map(file => {
    const text = readFileSync(file, 'utf8')
    return { text: shortened(text), files: filesOf(text, dirname(file)) }
  })
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  const shown = [...readme.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text!)
  return [...files, ...shown.map(text => ({ text: shortened(text), files: [] }))]
}

let exhibits: readonly Exhibit[] | undefined

/** Scenarios of the project, sound ones and faulty ones; read once. */
export const corpus = (): readonly Exhibit[] => {
  exhibits ??= readAll()
  return exhibits
}
