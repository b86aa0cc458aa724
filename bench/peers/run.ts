/**
 * `npm run bench:peers [-- --rounds 5] [--packets 30000000] [--only c,batch,…] [--json FILE]`: the same
 * work by this engine and by others, in turn. What is not installed is named, with its Debian package.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { inWords, surroundings } from '../shared/machine.ts'
import { textTable } from '../shared/table.ts'
import { type Ready, compare, rowsOf, strangers } from './compare.ts'
import { PROGRAMS } from './programs.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    packets: { type: 'string', default: '30000000' },
    only: { type: 'string' },
    json: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const packets = Number(values.packets)
const names = PROGRAMS.map(({ name }) => name)
const only = values.only?.split(',') ?? names
const unknown = only.filter(name => !names.includes(name))
const wrong =
  unknown.length > 0
    ? `--only: ${unknown.join(', ')} unknown; there are ${names.join(', ')}`
    : !(Number.isInteger(rounds) && rounds >= 1)
      ? `--rounds ${values.rounds}: a whole number from 1 is needed`
      : !(Number.isInteger(packets) && packets >= 1_000_000)
        ? `--packets ${values.packets}: a whole number from 1000000 is needed`
        : undefined
if (wrong !== undefined) {
  console.error(wrong)
  process.exit(2)
}

const about = surroundings()
console.log(`${inWords(about)}, ${rounds} rounds\n`)

const ready: Ready[] = []
const absent: string[] = []
const broken: string[] = []
for (const program of PROGRAMS.filter(({ name }) => only.includes(name))) {
  const prepared = program.prepare()
  switch (prepared.kind) {
    case 'ready':
      ready.push({ program, run: prepared.run })
      break
    case 'missing':
      absent.push(
        `${program.title}: ${prepared.what} is missing; apt-get install ${prepared.packages.join(' ')}`,
      )
      break
    case 'broken':
      broken.push(`${program.title} does not compile: ${prepared.command}\n${prepared.output}`)
      break
    default:
      prepared satisfies never
  }
}

const { comparisons, failed } = compare(ready, ['batch', 'bucket'], rounds, packets, what => {
  process.stderr.write(`${what}\n`)
})
const odd = strangers(comparisons)
console.log(textTable(rowsOf(comparisons)))
if (odd.length > 0) console.log(`\n${odd.join('\n')}`)
if (absent.length > 0) console.log(`\n${absent.join('\n')}`)
const wrecks = [...broken, ...failed]
if (wrecks.length > 0) console.log(`\n${wrecks.join('\n')}`)
if (values.json !== undefined) {
  const report = { ...about, rounds, packets, comparisons, strangers: odd, absent, broken: wrecks }
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`)
}
if (odd.length > 0 || wrecks.length > 0) process.exitCode = 1
