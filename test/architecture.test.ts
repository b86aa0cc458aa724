import { readFileSync, readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

/** Floors of the house: a folder imports only from lower ones. `docs/architecture.md` draws them. */
const FLOOR: Readonly<Record<string, number>> = {
  'gregorian.ts': 0,
  'units.ts': 0,
  'version.ts': 1,
  'quantity.ts': 1,
  'calendar.ts': 1,
  'group.ts': 1,
  'portable.ts': 1,
  formats: 2,
  model: 2,
  theory: 2,
  scenario: 3,
  sim: 3,
  testing: 3,
  study: 4,
  report: 5,
  serve: 6,
  cli: 7,
  library: 7,
  'index.ts': 8,
  'testing.ts': 8,
}

/** Floors inside `src/sim`. */
const SIM_FLOOR: Readonly<Record<string, number>> = {
  'agenda.ts': 1,
  'exact.ts': 1,
  'invariant.ts': 1,
  'progress.ts': 1,
  'zero.ts': 1,
  random: 1,
  'bucket.ts': 2,
  life: 2,
  meter: 3,
  source: 3,
  'outline.ts': 4,
  'lane.ts': 5,
  bounds: 6,
  trace: 6,
  kernel: 7,
  result: 8,
  recording: 9,
  'turns.ts': 10,
  threads: 11,
  'run.ts': 12,
}

/** Floors inside `src/serve`: what is said, then what is read and shown, then who is answered. */
const SERVE_FLOOR: Readonly<Record<string, number>> = {
  'entry.ts': 1,
  'figure.ts': 1,
  'row.ts': 1,
  'difference.ts': 2,
  'listing.ts': 2,
  readers: 2,
  browser: 3,
  folder: 3,
  pages: 3,
  'chosen.ts': 4,
  'send.ts': 4,
  'guard.ts': 5,
  'news.ts': 5,
  'app.ts': 6,
  'listen.ts': 7,
}

const root = new URL('../src/', import.meta.url)
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name =>
  name.endsWith('.ts'),
)

/** Files of `src` that a file of `src` imports, as paths from `src`. */
const importsOf = (file: string): string[] => {
  const text = readFileSync(new URL(file, root), 'utf8')
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)]
  return specifiers.map(([, specifier]) =>
    new URL(specifier!, new URL(file, root)).pathname.slice(root.pathname.length),
  )
}

const wrongArrows = (within: string, floors: Readonly<Record<string, number>>): string[] =>
  files
    .filter(file => file.startsWith(within))
    .flatMap(file =>
      importsOf(file)
        .filter(target => target.startsWith(within))
        .flatMap(target => {
          const room = (path: string): string => path.slice(within.length).split('/')[0]!
          const [from, to] = [room(file), room(target)]
          if (from === to) return []
          const allowed = (floors[from] ?? Number.NaN) > (floors[to] ?? Number.NaN)
          return allowed ? [] : [`${file} imports ${target}`]
        }),
    )

test('every file of src has a floor', () => {
  const rooms = new Set(files.map(file => file.split('/')[0]!))
  expect([...rooms].filter(room => !(room in FLOOR))).toEqual([])
})

test('a folder imports only from lower floors', () => {
  expect(wrongArrows('', FLOOR)).toEqual([])
})

test('inside sim, too, arrows point one way', () => {
  expect(wrongArrows('sim/', SIM_FLOOR)).toEqual([])
})

test('inside serve, too, arrows point one way', () => {
  expect(wrongArrows('serve/', SERVE_FLOOR)).toEqual([])
})

test('in serve, only the folder touches files, and only what listens touches the network', () => {
  const users = (module: RegExp): readonly string[] =>
    files.filter(
      file => file.startsWith('serve/') && module.test(readFileSync(new URL(file, root), 'utf8')),
    )
  const room = (file: string): string => file.split('/')[1]!
  expect(new Set(users(/'node:fs/u).map(room))).toEqual(new Set(['folder']))
  expect(users(/'node:(?:net|http)|@hono\/node-server/u)).toEqual(['serve/listen.ts'])
})

test("charts know no page and no terminal, and a page's script nothing but charts", () => {
  const beyond = (within: string, allowed: readonly string[]): string[] =>
    files
      .filter(file => file.startsWith(within))
      .flatMap(file =>
        importsOf(file)
          .filter(target => ![within, ...allowed].some(each => target.startsWith(each)))
          .map(target => `${file} imports ${target}`),
      )
  expect(beyond('report/charts/', ['model/direction.ts'])).toEqual([])
  expect(beyond('report/page/browser/', ['report/charts/'])).toEqual([])
})
