/**
 * `npm run bench:pages [-- --rounds 5] [--json FILE]`: how large report pages are, how long it takes to
 * make one, and to open it.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { type Opener, startBrowser } from './pages/browser.ts'
import { inWords, surroundings } from './shared/machine.ts'
import { type Spread, spread } from './shared/statistics.ts'
import { figure, markdownTable } from './shared/table.ts'
import { W2_WORLD, parted, scenarioText } from './shared/world.ts'

const root = new URL('../', import.meta.url).pathname

/** 100 ms, ps. */
const DURATION = 100e9

const SUBJECTS: readonly (readonly [label: string, scenario: string])[] = [
  ['scenarios/hybrid-paris.yaml', join(root, 'scenarios/hybrid-paris.yaml')],
  ['64 InterLinks, 1000 intervals', scenarioText({ ...W2_WORLD, intervals: 1000 }, DURATION)],
  ['4094 InterLinks, 100 intervals', scenarioText({ ...parted(4094), intervals: 100 }, DURATION)],
]

interface Round {
  /** ms; `opened` is null without a browser. */
  readonly made: number
  readonly opened: number | null
}

/** @throws Error with what the command said, if it failed */
const command = (...args: readonly string[]): void => {
  const { status, stderr } = spawnSync(process.execPath, ['dist/cli/main.js', ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  // An objective that is missed is no failure here.
  if (status !== 0 && status !== 1) throw new Error(`interlink-sim, exit ${status}: ${stderr}`)
}

const playRound = async (folder: string, browser: Opener | null): Promise<Round> => {
  const page = join(folder, 'report.html')
  const begun = performance.now()
  command('report', join(folder, 'result.json'))
  const made = performance.now() - begun
  return { made, opened: browser === null ? null : await browser.open(page) }
}

const milliseconds = ({ median, min, max }: Spread): string =>
  `${figure(median)} (${figure(min)} … ${figure(max)})`

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'string' } },
})
const rounds = Number(values.rounds)
if (!(Number.isInteger(rounds) && rounds >= 1)) {
  console.error('--rounds: a whole number from 1')
  process.exit(2)
}

const about = surroundings()
const folder = mkdtempSync(join(tmpdir(), 'interlink-sim-pages-'))
const browser = await startBrowser()
if (browser === null) console.error('Chromium is missing (apt-get install chromium): nothing opens')
try {
  const folders = SUBJECTS.map(([, scenario], i) => {
    const place = join(folder, String(i))
    mkdirSync(place)
    const isText = scenario.includes('\n')
    const file = isText ? join(place, 'scenario.yaml') : scenario
    if (isText) writeFileSync(file, scenario)
    command('run', file, '--out', place, '--quiet')
    return place
  })
  const played: Round[][] = folders.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, place] of folders.entries()) played[i]!.push(await playRound(place, browser))
  }
  const figures = SUBJECTS.map(([label], i) => ({
    label,
    bytes: statSync(join(folders[i]!, 'report.html')).size,
    made: spread(played[i]!.map(({ made }) => made)),
    opened: browser === null ? null : spread(played[i]!.map(({ opened }) => opened!)),
  }))
  console.log(`${inWords(about)}, ${rounds} rounds\n`)
  console.log(
    markdownTable([
      ['page', 'kB', 'made, ms', 'opened, ms'],
      ...figures.map(({ label, bytes, made, opened }) => [
        label,
        figure(bytes / 1000),
        milliseconds(made),
        opened === null ? '–' : milliseconds(opened),
      ]),
    ]),
  )
  if (values.json !== undefined) {
    writeFileSync(values.json, `${JSON.stringify({ ...about, rounds, figures }, null, 2)}\n`)
  }
} finally {
  await browser?.close()
  rmSync(folder, { recursive: true })
}
