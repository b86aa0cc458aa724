/** Nothing outside the folder is ever served, whatever is asked for and however the folder is changed. */
import fs, { linkSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { Folder } from '../../src/serve/folder/folder.ts'
import { openedDuring, patch } from './patched.ts'
import { MET, asked, serving, textOf } from './served.ts'

const SECRET = 'what nobody may read'

/** A folder with a result, secrets outside and hidden, and links to all of them. */
const world = () => {
  const served = serving({
    'a/result.json': textOf(MET),
    'a/path.svg': '<svg/>',
    '.hidden/result.json': textOf(MET, SECRET),
    'node_modules/result.json': textOf(MET, SECRET),
  })
  const outside = dirname(served.root)
  writeFileSync(join(outside, 'result.json'), textOf(MET, SECRET))
  writeFileSync(join(outside, 'path.svg'), SECRET)
  mkdirSync(join(outside, 'results-too'))
  writeFileSync(join(outside, 'results-too', 'result.json'), textOf(MET, SECRET))
  symlinkSync(outside, served.at('out'))
  symlinkSync('..', served.at('up'))
  symlinkSync('/', served.at('root'))
  symlinkSync(join(outside, 'result.json'), served.at('link.json'))
  symlinkSync(join(outside, 'path.svg'), served.at('a/link.svg'))
  symlinkSync('loop.json', served.at('loop.json'))
  return { ...served, outside }
}

const NAMES = [
  ...['..', '.', '', 'a', 'out', 'up', 'root', 'results', 'results-too', '.hidden', 'node_modules'],
  ...[
    'result.json',
    'path.svg',
    'link.json',
    'link.svg',
    'loop.json',
    'series.csv',
    'etc',
    'passwd',
  ],
  ...['%2e%2e', '%2E.', '..%2f', '%252e%252e', '..\\', '..%5c', '%00', '\0', '...', '..;', '~'],
]

const paths = (outside: string): fc.Arbitrary<string> => {
  const name = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...NAMES) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  )
  const walked = fc
    .tuple(
      fc.constantFrom('', '/', 'a/', `${outside}/`, 'file://'),
      fc.array(name, { maxLength: 6 }),
    )
    .map(([start, names]) => start + names.join('/'))
  const long = fc.constantFrom('a/'.repeat(3000), `${'x'.repeat(5000)}/result.json`)
  return fc.oneof({ weight: 20, arbitrary: walked }, { weight: 1, arbitrary: long })
}

/** Without halves of characters, which no request can carry. */
const sent = (path: string): string => Buffer.from(path).toString()

/** As a browser sends it, encoded twice, and as it is. */
const QUERIES: readonly ((path: string) => string)[] = [
  path => encodeURIComponent(sent(path)),
  path => encodeURIComponent(encodeURIComponent(sent(path))),
  sent,
]

describe('a path', () => {
  it('whatever it is never leads out of the folder', async () => {
    const { get, outside } = world()
    const routes = ['file', 'page', 'open', 'events', 'beside?pick=a/result.json&pick', ''] as const
    const requests = fc.tuple(
      paths(outside),
      fc.constantFrom(...routes),
      fc.constantFrom(...QUERIES),
    )
    await fc.assert(
      fc.asyncProperty(requests, async ([path, route, query]) => {
        const target =
          route === ''
            ? `/${query(path)}`
            : route.includes('?')
              ? `/${route}=${query(path)}`
              : `/${route}?path=${query(path)}`
        const response = await get(target, route === 'events' ? { method: 'HEAD' } : {})
        expect([200, 400, 404]).toContain(response.status)
        expect(await response.text()).not.toContain(SECRET)
      }),
      { numRuns: Number(process.env['RUNS'] ?? 400) },
    )
  })

  it('whatever it is opens nothing by the folder itself, not only by the list', () => {
    const { root, outside } = world()
    const folder = new Folder(root)
    fc.assert(
      fc.property(paths(outside), path => {
        const answer = folder.read(path, ({ chunks }) => Buffer.concat([...chunks]).toString())
        if (answer.ok) expect(answer.value).not.toContain(SECRET)
      }),
      { numRuns: Number(process.env['RUNS'] ?? 2_000) },
    )
  })

  it.each([
    'link.json',
    'a/link.svg',
    'out/result.json',
    'up/result.json',
    'loop.json',
    'up/results/a/result.json',
  ])('with a link in it is not opened: %s', async path => {
    const { get, root } = world()
    const folder = new Folder(root)
    expect(await openedDuring(() => expect(folder.open(path).ok).toBe(false))).toBe(0)
    for (const route of ['file', 'page', 'open']) {
      expect((await get(asked(route, path))).status).toBe(404)
    }
  })
})

/** A kernel that does not say where an open file lies. */
const UNKNOWN = {
  readlinkSync: (() => {
    throw new Error('there is no /proc')
  }) as unknown as typeof fs.readlinkSync,
}

describe.each([
  ['', {}],
  [', where the kernel does not say what is open', UNKNOWN],
])('a folder that becomes a link while a file is opened%s', (_where, kernel) => {
  let restore = (): void => {}
  afterEach(() => restore())

  /** Runs something at the last instant before a file is opened, and something at the first after. */
  const aroundOpening = (before: () => void, after: () => void = () => {}): void => {
    const open = fs.openSync
    restore = patch({
      ...kernel,
      openSync: (...given) => {
        restore()
        before()
        const descriptor = open(...given)
        after()
        restore = patch(kernel)
        return descriptor
      },
    })
  }

  it.each([
    ['', false],
    [', even if it is a folder again by then', true],
  ])('is noticed once the file is open%s', (_when, isBack) => {
    const { root, at, outside } = world()
    const folder = new Folder(root)
    mkdirSync(join(outside, 'prepared'))
    writeFileSync(join(outside, 'prepared', 'result.json'), SECRET)
    aroundOpening(
      () => {
        renameSync(at('a'), at('b'))
        symlinkSync(join(outside, 'prepared'), at('a'))
      },
      () => {
        if (!isBack) return
        rmSync(at('a'))
        renameSync(at('b'), at('a'))
      },
    )
    expect(folder.open('a/result.json')).toEqual({ ok: false, fault: 'missing' })
  })

  it('does no harm to a file that is only replaced', () => {
    const { root, at } = world()
    const folder = new Folder(root)
    aroundOpening(() => {
      writeFileSync(at('new'), 'new')
      renameSync(at('new'), at('a/result.json'))
    })
    expect(folder.read('a/result.json', ({ size }) => size)).toEqual({ ok: true, value: 3 })
  })
})

it('what a hard link names is in the folder', () => {
  const { root, at, outside } = world()
  linkSync(join(outside, 'path.svg'), at('hard.svg'))
  expect(new Folder(root).open('hard.svg').ok).toBe(true)
  rmSync(at('hard.svg'))
})
