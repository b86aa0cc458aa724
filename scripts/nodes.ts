/**
 * `npm run test:nodes [-- 20 22 24] [--tests PATH] [--no-tests]`: the same bytes under every Node.
 * Runs scenarios under each, compares all of the result documents but what tells how the run went, and
 * runs the tests. Nodes that are not there come from the npm package `node`, into `.cache`.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { SOURCE_KEYS } from '../src/scenario/schema.ts'
import { type GeneratorName, caseOf, nameOf } from '../test/fuzz/cases.ts'
import { place } from '../test/fuzz/examine.ts'
import { framesOf } from '../test/fuzz/work.ts'
import { load } from '../src/scenario/load.ts'
import { nodeFiles } from '../src/scenario/files.ts'

const ROOT = new URL('../', import.meta.url).pathname

/** What is wrong with the surroundings, told in one line. */
class Unable extends Error {}

/** A run of the command whose result must be the same everywhere. */
interface Run {
  readonly name: string
  readonly args: readonly string[]
}

const files = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.yaml'))
    .toSorted()
    .map(name => join(folder, name))

/** How many of each kind, and of how many frames at most. */
const EACH = 8
const FRAMES_MAX = 50_000

/** Generated scenarios that are sound and simulated in a moment, with every kind of source. */
const generated = (folder: string): Run[] => {
  const runs: Run[] = []
  const missing = new Set(SOURCE_KEYS.keys())
  const left = new Map<GeneratorName, number>([
    ['sound', EACH],
    ['sound captures', EACH],
    ['sound series', EACH],
  ])
  for (let index = 0; index < 5_000; index += 1) {
    const name = nameOf(1, index)
    const count = left.get(name.generator) ?? 0
    if (count === 0) continue
    const path = place(caseOf(name), join(folder, String(index)))
    const result = load(path, { files: nodeFiles, allowRead: [] })
    if (!result.ok) continue
    const frames = framesOf(result.loaded)
    if (frames === 0 || frames > FRAMES_MAX) continue
    for (const { source } of result.loaded.scenario.traffic) missing.delete(source.kind)
    left.set(name.generator, count - 1)
    runs.push({ name: `generated ${index}`, args: [path] })
  }
  if (missing.size > 0) {
    throw new Unable(`no generated scenario has a source of kind ${[...missing].join(', ')}`)
  }
  return runs
}

const runsIn = (folder: string): Run[] => [
  ...['scenarios', 'test/vectors'].flatMap(files).map(name => ({ name, args: [name] })),
  ...files('bench').map(name => ({ name, args: [name, '--duration', '20ms'] })),
  ...generated(folder),
]

/** The binary of a Node, installed where it is not there. */
const binaryOf = (version: string): string => {
  if (`${process.versions.node}.`.startsWith(`${version}.`)) return process.execPath
  const folder = join(ROOT, '.cache', `node${version}`)
  const binary = join(folder, 'node_modules/node/bin/node')
  if (existsSync(binary)) return binary
  console.error(`installing Node ${version} into ${folder}`)
  mkdirSync(folder, { recursive: true })
  const options = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund']
  const { error, status, stderr } = spawnSync(
    'npm',
    ['install', '--prefix', folder, ...options, `node@${version}`],
    { encoding: 'utf8' },
  )
  if (existsSync(binary)) return binary
  const why =
    /npm (?:error|ERR!) code (\S+)/.exec(stderr)?.[1] ?? error?.message ?? `exit ${status}`
  const isOffline = /ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|FETCH/.test(why)
  const reason = isOffline
    ? `the npm registry cannot be reached (${why}); try again with a network`
    : status === 0
      ? "npm has not run the package's install script; allow it"
      : `npm install node@${version} failed (${why})`
  throw new Unable(`Node ${version} cannot be installed: ${reason}`)
}

/** The block of a result document that tells how the run went, to its last brace. */
const OWN = /,?\n {2}"run": \{\n(?: {4}.*\n)* {2}\}/

/** The hash of a result document without its block `run`. */
const hashOf = (node: string, { name, args }: Run): string => {
  const { status, stdout, stderr } = spawnSync(
    node,
    ['dist/cli/main.js', 'run', ...args, '--format', 'json'],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  if (status !== 0 && status !== 1)
    throw new Unable(`${name} under ${node}: exit ${status}: ${stderr}`)
  const figures = stdout.replace(OWN, '')
  if (figures.length === stdout.length) throw new Unable(`${name}: the result has no block run`)
  return createHash('sha256').update(figures).digest('hex')
}

interface Tests {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly failures: readonly string[]
}

/** Ms that a test may take: how fast this machine is, is not asked here. */
const PATIENCE = 120_000

/** Runs tests under a Node. */
const testsUnder = (node: string, paths: readonly string[], folder: string): Tests => {
  const report = join(folder, 'tests.json')
  rmSync(report, { force: true })
  const { stdout, stderr } = spawnSync(
    node,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      ...paths,
      `--testTimeout=${PATIENCE}`,
      '--reporter=json',
      `--outputFile=${report}`,
    ],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 28 },
  )
  if (!existsSync(report))
    throw new Unable(`the tests do not run under ${node}: ${stdout}${stderr}`)
  const told = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly numPassedTests: number
    readonly numFailedTests: number
    readonly numPendingTests: number
    readonly testResults: readonly {
      readonly name: string
      readonly status: string
      readonly message: string
      readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
    }[]
  }
  const failures = told.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter(each => each.status === 'failed')
    if (failed.length === 0 && status === 'failed') return [`${name}: ${message}`]
    return failed.map(({ fullName }) => `${name}: ${fullName}`)
  })
  return {
    passed: told.numPassedTests,
    failed: failures.length,
    skipped: told.numPendingTests,
    failures,
  }
}

const print = (rows: readonly (readonly string[])[]): void => {
  const widths = rows[0]!.map((_, k) => Math.max(...rows.map(row => row[k]!.length)))
  for (const row of rows) {
    console.log(
      row
        .map((cell, k) => cell.padEnd(widths[k]!))
        .join('  ')
        .trimEnd(),
    )
  }
}

const compare = (folder: string): boolean => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      tests: { type: 'string', multiple: true, default: [] },
      'no-tests': { type: 'boolean', default: false },
    },
  })
  const versions = positionals.length > 0 ? positionals : ['20', '22', '24']
  const nodes = versions.map(version => ({ version, binary: binaryOf(version) }))
  const runs = runsIn(folder)
  const rows: string[][] = [['Node', 'V8', 'scenarios', 'results', 'tests']]
  const told: string[] = []
  let first: readonly string[] | undefined
  for (const { version, binary } of nodes) {
    const { stdout } = spawnSync(binary, ['-p', 'process.version + " " + process.versions.v8'])
    const [node = version, v8 = ''] = String(stdout).trim().split(' ')
    const hashes = runs.map(run => hashOf(binary, run))
    first ??= hashes
    const others = runs.filter((_, i) => hashes[i] !== first![i])
    told.push(...others.map(({ name }) => `${name} has other figures under Node ${node}`))
    const all = createHash('sha256').update(hashes.join()).digest('hex').slice(0, 16)
    const equal = others.length === 0 ? `${all} equal` : `${all} ${others.length} differ`
    let tests = '–'
    if (!values['no-tests']) {
      const { passed, failed, skipped, failures } = testsUnder(binary, values.tests, folder)
      tests = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
      told.push(...failures.map(failure => `Node ${node}: ${failure}`))
    }
    rows.push([node, v8, String(runs.length), equal, tests])
  }
  print(rows)
  for (const line of told) console.log(`✗ ${line}`)
  return told.length === 0
}

const folder = mkdtempSync(join(tmpdir(), 'nodes-'))
try {
  process.exitCode = compare(folder) ? 0 : 1
} catch (error) {
  const isPlain =
    error instanceof Unable || (error as NodeJS.ErrnoException).code?.startsWith('ERR_PARSE')
  if (!isPlain) throw error
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true })
}
