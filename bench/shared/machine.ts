/** Where and of what something was measured. */
import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'

export interface Surroundings {
  readonly machine: string
  readonly node: string
  readonly commit: string
}

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

export const surroundings = (): Surroundings => ({
  machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`,
  node: process.version,
  commit: commit(),
})

export const inWords = ({ machine, node, commit }: Surroundings): string =>
  `${machine}, Node ${node}, commit ${commit}`
