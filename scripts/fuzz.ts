/**
 * `npm run test:fuzz -- --runs N [--seed S]`: gives the command N generated inputs. Failing ones are
 * shrunk and kept; a line on each says where, and how to see it again.
 */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Failure, type Tally, campaign } from '../test/fuzz/campaign.ts'
import { place } from '../test/fuzz/examine.ts'

const ROOT = new URL('../', import.meta.url).pathname
const LIMITS = { seconds: 1, memory: 500e6 }

const OPTIONS = {
  runs: { type: 'string', default: '2000' },
  seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
  only: { type: 'string' },
  workers: { type: 'string', default: String(availableParallelism()) },
} as const

/** A whole number from the command line. */
const whole = (name: string, text: string): number => {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Error(`--${name}: ${JSON.stringify(text)} found; a whole number is needed`)
}

/** What is asked for; an answer to a mistake ends the process. */
const readOptions = () => {
  try {
    const { values } = parseArgs({ options: OPTIONS })
    const only = values.only === undefined ? null : whole('only', values.only)
    return {
      seed: whole('seed', values.seed),
      only,
      runs: only === null ? whole('runs', values.runs) : 1,
      workers: only === null ? Math.max(1, whole('workers', values.workers)) : 1,
    }
  } catch (error) {
    console.error((error as Error).message)
    return process.exit(2)
  }
}

const { seed, only, runs, workers } = readOptions()
const began = performance.now()

const elapsed = (): number => (performance.now() - began) / 1e3
const number = new Intl.NumberFormat('en')
const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

let drawn = 0
const draw = ({ inputs, failed }: Tally): void => {
  // A line now and then, redrawn in a terminal; a file gets far fewer.
  const interval = process.stderr.isTTY ? 0.2 : 60
  if (elapsed() - drawn < interval) return
  drawn = elapsed()
  const left = (elapsed() / inputs) * (runs - inputs)
  const line = `${number.format(inputs)} of ${number.format(runs)}   ${failed} failed   ${Math.ceil(left)} s left`
  process.stderr.write(process.stderr.isTTY ? `\r${line}\u001B[K` : `${line}\n`)
}

const table = (tally: Tally): void => {
  const rows = [...tally.kinds].map(([kind, it]) => [
    kind,
    ...[it.inputs, it.accepted, it.refused, it.interrupted, it.failed].map(n => number.format(n)),
    `${Math.round(it.slowest * 1e3)} ms`,
    `#${it.slowestIndex}`,
  ])
  const head = ['', 'inputs', 'accepted', 'refused', 'stopped', 'failed', 'slowest', '']
  const widths = head.map((cell, k) => Math.max(cell.length, ...rows.map(row => row[k]!.length)))
  for (const row of [head, ...rows]) {
    const cells = row.map((cell, k) =>
      k === 0 ? cell.padEnd(widths[k]!) : cell.padStart(widths[k]!),
    )
    console.log(cells.join('  ').trimEnd())
  }
}

const EXCERPT = 600

const tell = ({ index, name, broken, case: it, wasShrunk }: Failure): void => {
  const folder = join(ROOT, '.cache/fuzz', `${seed}-${index}`)
  const file = place(it, folder)
  const text = new TextDecoder().decode(it.scenario.content)
  console.log(`\n✗ #${index} (${name.generator}${wasShrunk ? ', shrunk' : ''}): ${file}`)
  for (const law of broken) console.log(`  ${law}`)
  const shown = text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text
  console.log(shown.replaceAll(/[^\P{C}\n]/gu, '\uFFFD').replaceAll(/^/gm, '    '))
  console.log(`  again  npm run test:fuzz -- --seed ${seed} --only ${index}`)
}

const { tally, failures } = await campaign({
  seed,
  first: only ?? 0,
  runs,
  workers,
  processEvery: only === null ? 500 : 1,
  program: [join(ROOT, 'dist/cli/main.js')],
  limits: LIMITS,
  suspicious: 0.5,
  patience: 45,
  shrinks: 5,
  shrinkSeconds: 60,
  onProgress: draw,
})
if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
table(tally)
console.log(
  `\n${number.format(tally.inputs)} inputs, seed ${seed}, ${Math.round(elapsed())} s; ${tally.processes} of them also as processes: at most ${tally.processSlowest.toFixed(2)} s and ${megabytes(tally.processMemory)}; a worker took at most ${megabytes(tally.workerMemory)}`,
)
for (const failure of failures) tell(failure)
if (failures.length > 0) {
  console.log(`\n✗ ${failures.length} of ${number.format(tally.inputs)} inputs failed`)
  process.exitCode = 1
} else console.log('✓ every law held')
