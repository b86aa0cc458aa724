/** A folder of results, and the server's answers about it without a socket. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { createApp } from '../../src/serve/app.ts'
import { Folder } from '../../src/serve/folder/folder.ts'
import { Library } from '../../src/serve/folder/library.ts'
import { Watch } from '../../src/serve/folder/watch.ts'
import type { ResultDocument } from '../../src/sim/result/document.ts'
import { ranWith, scenarioText } from '../report/page/pages.ts'

export const PORT = 8347
export const ORIGIN = `http://127.0.0.1:${PORT}`

/** Two documents of the same scenario: one objective of three missed, and all met. */
export const [MISSED, MET]: readonly [ResultDocument, ResultDocument] = await (async () => [
  (await ranWith(scenarioText({ name: 'too much', duration: '5ms' }))).document,
  (await ranWith(scenarioText({ name: 'enough', duration: '5ms' }).replace('4Gbps', '400Mbps')))
    .document,
])()

/** The text of a document, with another name; the format stands first, as the program writes it. */
export const textOf = (document: ResultDocument, name: string = document.scenario.name): string =>
  JSON.stringify({ ...document, scenario: { ...document.scenario, name } }, null, 2)

export interface Served {
  readonly root: string
  readonly library: Library
  /** Faults of ours that were noted. */
  readonly faults: readonly unknown[]
  readonly at: (path: string) => string
  /** Writes a file, with its folders. */
  readonly write: (path: string, text: string) => void
  readonly fetch: (request: Request) => Promise<Response>
  readonly get: (path: string, given?: RequestInit) => Promise<Response>
  /** Moves the clock, milliseconds. */
  readonly pass: (time: number) => void
}

/** A folder of its own below a temporary one, with these files; removed after the tests. */
export const serving = (files: Readonly<Record<string, string>> = {}): Served => {
  const outside = realpathSync(mkdtempSync(join(tmpdir(), 'served-')))
  afterAll(() => rmSync(outside, { recursive: true, force: true }))
  const root = join(outside, 'results')
  mkdirSync(root)
  const at = (path: string): string => join(root, path)
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(at(path)), { recursive: true })
    writeFileSync(at(path), text)
  }
  for (const [path, text] of Object.entries(files)) write(path, text)
  let now = 0
  const faults: unknown[] = []
  const library = new Library(new Folder(root), () => now)
  const app = createApp({
    library,
    watch: new Watch(library),
    version: '0.0.0',
    port: () => PORT,
    fault: error => faults.push(error),
    tell: time => ({ text: String(time), iso: new Date(time).toISOString() }),
  })
  return {
    root,
    faults,
    library,
    at,
    write,
    fetch: async request => app.fetch(request),
    get: async (path, given = {}) =>
      app.fetch(
        new Request(`${ORIGIN}${path}`, {
          ...given,
          headers: { host: `127.0.0.1:${PORT}`, ...(given.headers as Record<string, string>) },
        }),
      ),
    pass: time => {
      now += time
    },
  }
}

/** Where a path is asked for. */
export const asked = (route: string, path: string): string =>
  `/${route}?path=${encodeURIComponent(path)}`
