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
  cli: 6,
  library: 6,
  'index.ts': 7,
  'testing.ts': 7,
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
