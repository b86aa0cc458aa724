/**
 * `npm run bench:measures [-- --rounds 5] [--packets 30000000] [--json FILE]`: the README's figures, with
 * plain C's W2 in between, as a Markdown table.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { rowsOf, tableOf, toldOf } from './measures/rows.ts'
import { PLAIN_C } from './peers/programs.ts'
import { inWords, surroundings } from './shared/machine.ts'
import { measureCases } from './shared/runs.ts'

/** Simulated by the whole command. */
const SECONDS = 80

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    packets: { type: 'string', default: '30000000' },
    json: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const packets = Number(values.packets)
if (!(Number.isInteger(rounds) && rounds >= 1 && Number.isInteger(packets) && packets >= 10_000)) {
  console.error('--rounds: a whole number from 1; --packets: a whole number from 10000')
  process.exit(2)
}

// Now, as commits may be made while it runs.
const about = surroundings()
const plainC = PLAIN_C.prepare()
if (plainC.kind !== 'ready') {
  console.error(
    plainC.kind === 'missing'
      ? `${plainC.what} is missing, so there is no plain C to compare with; apt-get install ${plainC.packages.join(' ')}`
      : `plain C does not compile: ${plainC.command}\n${plainC.output}`,
  )
}
const rows = rowsOf(packets, SECONDS)
const measured = measureCases(
  rows.map(({ item }) => item),
  {
    rounds,
    plainC: plainC.kind === 'ready' ? { run: plainC.run, packets: packets / 2 } : null,
    tell: what => process.stderr.write(`${what}\n`),
  },
)
console.log(`${inWords(about)}, ${rounds} rounds\n`)
console.log(tableOf(rows, measured))
if (values.json !== undefined) {
  const figures = rows.map((row, index) => {
    const { label, packets } = measured.measures[index]!
    return { label, packets, ...toldOf(row, measured.measures[index]!) }
  })
  const report = { ...about, rounds, plainC: measured.plainC, figures }
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
