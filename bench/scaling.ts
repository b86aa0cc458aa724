/**
 * `npm run bench:scaling [-- --rounds 5] [--quick] [--out DIR]`: time and memory against the number of
 * InterLinks, simulated time, frame sizes, utilisation and threads. Writes `RESULTS.md` and its pictures
 * into `bench`; with `--quick`, a tenth of the packets in two rounds, into `.cache/scaling`.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PLAIN_C } from './peers/programs.ts'
import { draw } from './scaling/chart.ts'
import { reportOf } from './scaling/report.ts'
import { FULL, QUICK, sectionsOf } from './scaling/sections.ts'
import { surroundings } from './shared/machine.ts'
import { measureCases } from './shared/runs.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
})
const root = new URL('../', import.meta.url).pathname
const rounds = Number(values.rounds ?? (values.quick ? 2 : 5))
const out = values.out ?? join(root, values.quick ? '.cache/scaling' : 'bench')
const size = values.quick ? QUICK : FULL
if (!(Number.isInteger(rounds) && rounds >= 1)) {
  console.error(`--rounds ${values.rounds}: a whole number from 1 is needed`)
  process.exit(2)
}

// Now, as commits may be made while it runs.
const { machine, node, commit } = surroundings()
const plainC = PLAIN_C.prepare()
if (plainC.kind !== 'ready') {
  console.error(
    plainC.kind === 'missing'
      ? `${plainC.what} is missing, so there is no plain C to compare with; apt-get install ${plainC.packages.join(' ')}`
      : `plain C does not compile: ${plainC.command}\n${plainC.output}`,
  )
}
const setting = {
  rounds,
  plainC: plainC.kind === 'ready' ? { run: plainC.run, packets: size.packets / 2 } : null,
}

mkdirSync(out, { recursive: true })
const results = []
for (const section of sectionsOf(size)) {
  const tell = (what: string): void => {
    process.stderr.write(`${section.title}: ${what}\n`)
  }
  const cases = section.points.map(({ item }) => item)
  const measured = measureCases(cases, { ...setting, tell })
  writeFileSync(join(out, `${section.id}.svg`), await draw(section, measured))
  results.push({ section, measured })
}
const about = [
  `${machine}, Node ${node}`,
  `commit ${commit}, ${new Date().toISOString().slice(0, 10)}`,
  `\`npm run bench:scaling${values.quick ? ' -- --quick' : ''}\`, ${rounds} rounds`,
]
const report = reportOf(results, about)
writeFileSync(join(out, 'RESULTS.md'), report)
console.log(report)
