/** Compilers and libraries: what is missing, and what comes out. Builds are kept in `.cache/peers`. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import type { Outcome, Prepared, Runner } from './program.ts'

const here = new URL('.', import.meta.url).pathname
const cache = new URL('../../.cache/peers/', import.meta.url).pathname

export interface Source {
  /** From `bench/peers`. */
  readonly file: string
  readonly compiler: 'gcc' | 'g++'
  readonly flags: readonly string[]
  /** As pkg-config names them. */
  readonly modules: readonly string[]
  /** The Debian packages that have them. */
  readonly packages: readonly string[]
}

const succeeds = (command: string, args: readonly string[], input = ''): boolean =>
  spawnSync(command, args, { input }).status === 0

/** What of a compiler and libraries is not there. */
const missing = ({ compiler, modules, packages }: Source): Prepared | undefined => {
  const libraries = modules.length === 0 ? [] : ['pkg-config', ...packages]
  if (!succeeds(compiler, ['--version'])) {
    return { kind: 'missing', what: compiler, packages: [compiler, 'libc6-dev', ...libraries] }
  }
  if (!succeeds(compiler, ['-E', '-x', 'c', '-'], '#include <stdio.h>\n')) {
    return { kind: 'missing', what: 'stdio.h', packages: ['libc6-dev', ...libraries] }
  }
  if (modules.length === 0) return undefined
  if (!succeeds('pkg-config', ['--version'])) {
    return { kind: 'missing', what: 'pkg-config', packages: libraries }
  }
  const absent = modules.filter(module => !succeeds('pkg-config', ['--exists', module]))
  return absent.length === 0 ? undefined : { kind: 'missing', what: absent.join(', '), packages }
}

const words = (text: string): string[] => text.split(/\s+/).filter(word => word !== '')

/** The line of JSON that each program prints last. */
const outcomeOf = (text: string): Outcome => {
  const told = JSON.parse(text) as { operations: number; seconds: number; meanDelay?: number }
  return {
    operations: told.operations,
    nanoseconds: (told.seconds * 1e9) / told.operations,
    meanDelay: told.meanDelay ?? null,
  }
}

/**
 * Runs a yardstick: of a workload it is told InterLinks, Gbps of port and InterLink, and packets.
 *
 * @param bucket  what stands before the number of operations where it plays the bucket alone
 */
export const yardstick =
  (command: string, before: readonly string[], bucket: readonly string[] = []): Runner =>
  (task, operations) => {
    const asked =
      task === 'bucket' ? bucket : [task.interlinks, task.portGbps, task.interlinkGbps].map(String)
    const args = [...before, ...asked, String(operations)]
    const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
    if (status !== 0) {
      const line = [command, ...args].join(' ')
      throw new Error(`${line}, exit ${status}: ${error?.message ?? stderr}`)
    }
    return outcomeOf(stdout)
  }

/** Compiles a program, unless the same was compiled of the same text for the same processor. */
export const compile = (source: Source, bucket: readonly string[] = []): Prepared => {
  const lacking = missing(source)
  if (lacking !== undefined) return lacking
  const { file, compiler, modules } = source
  const libraries =
    modules.length === 0
      ? []
      : words(spawnSync('pkg-config', ['--cflags', '--libs', ...modules]).stdout.toString())
  const flags = [...source.flags, join(here, file), ...libraries, '-lm']
  const hash = createHash('sha256')
  for (const text of [file, 'c/common.h']) hash.update(readFileSync(join(here, text)))
  hash.update(JSON.stringify([compiler, flags, cpus()[0]?.model]))
  hash.update(spawnSync(compiler, ['--version']).stdout)
  const binary = join(cache, hash.digest('hex').slice(0, 16))
  if (!existsSync(binary)) {
    mkdirSync(cache, { recursive: true })
    const fresh = `${binary}.${process.pid}`
    const { status, stderr } = spawnSync(compiler, ['-o', fresh, ...flags], { encoding: 'utf8' })
    if (status !== 0) {
      return { kind: 'broken', command: [compiler, ...flags].join(' '), output: stderr }
    }
    renameSync(fresh, binary)
  }
  return { kind: 'ready', run: yardstick(binary, [], bucket) }
}

/** Needs the interpreter of Debian, whose packages it sees. */
export const python = (file: string, module: string, packages: readonly string[]): Prepared => {
  const interpreter = '/usr/bin/python3'
  if (!succeeds(interpreter, ['-c', `import ${module}`])) {
    return { kind: 'missing', what: module, packages }
  }
  return { kind: 'ready', run: yardstick(interpreter, [join(here, file)]) }
}

/** A TypeScript file, in a process of its own. */
export const script = (file: string): Prepared => ({
  kind: 'ready',
  run: yardstick(process.execPath, ['--import', import.meta.resolve('tsx'), join(here, file)]),
})
