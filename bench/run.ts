/** `npm run bench`: every subject at full size, as a table, and as JSON with `--json FILE`. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { subjects as agenda } from './agenda.bench.ts'
import { subjects as bucket } from './bucket.bench.ts'
import { subjects as kernel } from './kernel.bench.ts'
import { measure } from './measure.ts'
import { inWords, surroundings } from './shared/machine.ts'
import { figure, textTable } from './shared/table.ts'
import { subjects as scenario } from './scenario.bench.ts'
import type { Subject } from './subject.ts'
import { commands } from './command.ts'

const { values } = parseArgs({ options: { json: { type: 'string' } } })

const about = surroundings()
const groups: [readonly Subject[], number][] = [
  [[bucket, agenda, scenario, kernel].flatMap(subjects => subjects('full')), 5],
  [commands(), 3],
]

const measurements = []
for (const [subjects, rounds] of groups) measurements.push(...(await measure(subjects, rounds)))

const rows = measurements.map(({ name, operation, nanoseconds, perSecond, hash }) => [
  name,
  figure(nanoseconds.median),
  `${figure(nanoseconds.min)} … ${figure(nanoseconds.max)}`,
  `${figure(perSecond)} ${operation}s/s`,
  hash,
])
console.log(`${inWords(about)}\n`)
console.log(textTable([['subject', 'ns', 'least … most', 'speed', 'result'], ...rows]))
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify({ ...about, measurements }, null, 2)}\n`)
}
