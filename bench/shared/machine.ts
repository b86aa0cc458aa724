/** Where and of what something was measured. */
import { execFileSync } from 'node:child_process'
import { cpus } from 'node:os'

export interface Surroundings {
  readonly machine: string
  readonly node: string
  readonly commit: string
}

const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()

const commit = (): string => {
  try {
    const changed = git('status', '--porcelain', '--', 'src', 'package-lock.json') !== ''
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' and changes' : ''}`
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
