/** The command as people run it: from its start to its exit. */
import { spawnSync } from 'node:child_process'
import type { Subject } from './subject.ts'

const root = new URL('../', import.meta.url).pathname

/** Needs an up-to-date `dist`. */
export const commands = (): readonly Subject[] => [
  {
    name: 'run scenarios/real-capture.yaml',
    operation: 'run',
    work: () => {
      const { status, stdout } = spawnSync(
        process.execPath,
        ['dist/cli/main.js', 'run', 'scenarios/real-capture.yaml'],
        { cwd: root, encoding: 'utf8' },
      )
      if (status === null || status > 1) throw new Error(`exit ${status}`)
      return { operations: 1, hash: `exit ${status}, ${stdout.length} characters` }
    },
  },
]
