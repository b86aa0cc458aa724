/** `npm run bench`: every subject at full size, as a table, and as JSON with `--json FILE`. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { subjects as agenda } from './agenda.bench.ts'
import { subjects as bucket } from './bucket.bench.ts'
import { subjects as kernel } from './kernel.bench.ts'
import { measure } from './measure.ts'
import { subjects as scenario } from './scenario.bench.ts'
import type { Subject } from './subject.ts'
import { commands } from './command.ts'

const { values } = parseArgs({ options: { json: { type: 'string' } } })

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}

const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}`
const groups: [readonly Subject[], number][] = [
  [[bucket, agenda, scenario, kernel].flatMap(subjects => subjects('full')), 5],
  [commands(), 3],
]

const measurements = []
for (const [subjects, rounds] of groups) measurements.push(...(await measure(subjects, rounds)))

const number = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const rows = measurements.map(({ name, operation, nanoseconds, perSecond, hash }) => [
  name,
  number.format(nanoseconds.median),
  `${number.format(nanoseconds.min)} … ${number.format(nanoseconds.max)}`,
  `${number.format(perSecond)} ${operation}s/s`,
  hash,
])
const table = [['subject', 'ns', 'least … most', 'speed', 'result'], ...rows]
const widths = table[0]!.map((_, column) => Math.max(...table.map(row => row[column]!.length)))
console.log(`${machine}, Node ${process.version}, commit ${commit()}\n`)
for (const row of table) {
  const cells = row.map((cell, column) =>
    column === 0 || column === 4 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
  )
  console.log(cells.join('  ').trimEnd())
}
if (values.json !== undefined) {
  const report = { machine, node: process.version, commit: commit(), measurements }
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
