/** Copies of the simulator's source with a bug planted in them. */
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Simulator } from '../sim/support/worlds.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What the simulator needs of `src`: the floors below its own, of which the lowest are single files. */
const FLOORS = [
  ...readdirSync(join(root, 'src')).filter(name => name.endsWith('.ts')),
  'formats',
  'model',
  'theory',
  'sim',
]

/** A text of a file of `src`, found exactly once, and what stands there instead. */
export interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** `text` with what `find` says replaced. @throws Error unless it is there exactly once */
const edited = (text: string, { file, find, replace }: Edit): string => {
  const count = text.split(find).length - 1
  if (count === 1) return text.replace(find, () => replace)
  throw new Error(`src/${file} has ${count} places, not one, that read: ${find}`)
}

/** @throws Error unless what an edit looks for is there exactly once */
export const checkPlace = (edit: Edit): void => {
  edited(readFileSync(join(root, 'src', edit.file), 'utf8'), edit)
}

/** The simulator of a copy of `src` with edits, which is gone again once it is loaded. */
export const plant = async (edits: readonly Edit[]): Promise<Simulator> => {
  const folder = mkdtempSync(join(tmpdir(), 'interlink-sim-planted-'))
  try {
    for (const name of FLOORS) {
      cpSync(join(root, 'src', name), join(folder, name), { recursive: true })
    }
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    for (const edit of edits) {
      const file = join(folder, edit.file)
      writeFileSync(file, edited(readFileSync(file, 'utf8'), edit))
    }
    const { run } = (await import(/* @vite-ignore */ join(folder, 'sim/run.ts'))) as Simulator
    // Bugs are planted in the kernel that plays event by event.
    return { run: (input, options) => run(input, { ...options, kernel: 'event' }) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
