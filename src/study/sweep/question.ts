/** What identifies a sweep: results of another question are none of this one. */
import { createHash } from 'node:crypto'
import { changesAt } from './axes.ts'
import type { LoadedSweep } from './load.ts'
import { refused } from './outcome.ts'

/** What a question is made of, each as a hash or a text; two questions with the same parts are the same. */
export interface QuestionParts {
  /** Of this program. */
  readonly version: string
  readonly sweep: string
  readonly scenario: string
  readonly inputs: string
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/**
 * Hashes of all input files. Where their paths are varied, the files are read once for that, and what is wrong
 * with one counts as its content.
 */
const inputsHash = ({ loaded, axes }: LoadedSweep): string => {
  const named = axes
    .filter(({ path }) => path.at(-1) === 'file')
    .flatMap(axis =>
      axis.values.flatMap((_, index): readonly object[] => {
        const result = loaded.vary(changesAt([axis], index))
        return result.ok
          ? result.loaded.inputs.map(({ file, sha256 }) => ({ file, sha256 }))
          : [refused(result.faults, result.faultCount)]
      }),
    )
  const inputs = loaded.inputs.map(({ file, sha256 }) => ({ file, sha256 }))
  return hashOf(JSON.stringify([...inputs, ...named]))
}

/**
 * The parts of a question.
 *
 * @param version  of this program
 */
export const partsOf = (sweep: LoadedSweep, version: string): QuestionParts => ({
  version,
  sweep: sweep.sha256,
  scenario: sweep.loaded.sha256,
  inputs: inputsHash(sweep),
})

/** The question's own hash, hexadecimal. */
export const questionHash = ({ version, sweep, scenario, inputs }: QuestionParts): string =>
  hashOf(JSON.stringify([version, sweep, scenario, inputs]))
