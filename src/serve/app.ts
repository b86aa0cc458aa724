/**
 * What is answered to which request. Only reading, only from this machine, only what the library lists.
 *
 * Pages bring their script and style with them; nothing may be kept, framed or read by another origin.
 */
import { type Context, Hono } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import { differencesOf } from './difference.ts'
import { folderOf, nameOf } from './entry.ts'
import type { Library, Snapshot } from './folder/library.ts'
import { streamOf } from './folder/stream.ts'
import type { Watch } from './folder/watch.ts'
import { type TellInstant, brief, listingOf } from './listing.ts'
import { besidePage } from './pages/beside.ts'
import type { Framed } from './pages/frame.ts'
import { listPage } from './pages/list.ts'
import { openPage } from './pages/open.ts'
import { refusedPage } from './pages/refused.ts'
import type { Made } from './pages/shell.ts'
import type { Opened } from './readers/reader.ts'
import type { News } from './row.ts'

/** What a server is made of. */
export interface Served {
  readonly library: Library
  readonly watch: Watch
  /** Of this program. */
  readonly version: string
  /** The port that is listened at. */
  readonly port: () => number
  readonly tell: TellInstant
}

/** Names of this machine that no one else can answer to. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

/** Streams of news at a time; a browser has one for each window. */
const STREAMS_MAX = 100

/** Milliseconds between two signs of life of a stream. */
const ALIVE_EVERY = 15_000

const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/** For what is no page. */
const NOTHING = "default-src 'none'; sandbox; frame-ancestors 'none'"
/** Beside the report page's own, which it says itself. */
const FRAMED = "frame-ancestors 'self'"

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
}

const typeOf = (path: string): string =>
  TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream'

const send = (
  c: Context,
  { html, policy }: Made,
  status: 200 | 400 | 403 | 404 | 405 | 500 | 503 = 200,
): Response => {
  c.header('Content-Security-Policy', policy)
  return c.html(html, status)
}

const notFound = (c: Context, why = 'There is nothing of this name here.'): Response =>
  send(c, refusedPage('Not found', why), 404)

/** A document that is listed, opened, and as its frame needs it. */
type Chosen =
  | { readonly ok: true; readonly shown: Framed; readonly opened: Opened }
  | { readonly ok: false; readonly why: string }

const choose = (library: Library, snapshot: Snapshot, path: string): Chosen => {
  const entry = snapshot.byPath.get(path)
  if (entry === undefined) return { ok: false, why: 'There is no such result in this folder.' }
  const read = library.open(path)
  if (read === null || !read.ok) {
    const reason = read?.reason ?? 'it is no document that has a page'
    return { ok: false, why: `${brief(path)} is not readable: ${reason}.` }
  }
  const { opened } = read
  return { ok: true, opened, shown: { path, stamp: entry.stamp, name: opened.summary.name } }
}

/** What may be saved of a result: the document, the series, pictures in its folder and below. */
const filesBeside = ({ others }: Snapshot, path: string): readonly string[] => {
  const folder = folderOf(path)
  return [path, ...others.filter(other => folder === '' || other.startsWith(`${folder}/`))].filter(
    other => !other.endsWith('.csv') || folderOf(other) === folder,
  )
}

const isListed = ({ byPath, others }: Snapshot, path: string): boolean =>
  byPath.get(path)?.content.kind === 'read' || others.includes(path)

const newsOf = ({ digest, byPath }: Snapshot, paths: readonly string[]): News => ({
  digest,
  stamps: paths.map(path => byPath.get(path)?.stamp ?? null),
})

/** Tells what is new until the other side has gone. */
const tellNews = async (
  stream: SSEStreamingApi,
  watch: Watch,
  paths: readonly string[],
): Promise<void> => {
  let last = ''
  const leave = watch.join(snapshot => {
    const data = JSON.stringify(newsOf(snapshot, paths))
    if (data === last) return
    last = data
    void stream.writeSSE({ data })
  })
  const alive = setInterval(() => void stream.write(': alive\n\n'), ALIVE_EVERY)
  await new Promise<void>(resolve => stream.onAbort(resolve))
  clearInterval(alive)
  leave()
}

/** The server's answers, without a socket. */
export const createApp = ({ library, watch, version, port, tell }: Served): Hono => {
  const app = new Hono()
  let streams = 0

  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value)
    if (!c.res.headers.has('Content-Security-Policy')) {
      c.res.headers.set('Content-Security-Policy', NOTHING)
    }
  })
  app.use(async (c, next) => {
    // A page elsewhere may have its name lead here (DNS rebinding); it would still say its own name.
    const host = c.req.header('host') ?? ''
    const hosts = LOOPBACK.flatMap(name => [`${name}:${port()}`, ...(port() === 80 ? [name] : [])])
    if (!hosts.includes(host) || !hosts.includes(new URL(c.req.url).host)) {
      return send(
        c,
        refusedPage('Refused', 'This server answers to the names of this machine alone.'),
        403,
      )
    }
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      c.header('Allow', 'GET, HEAD')
      return send(c, refusedPage('Refused', 'This server is read, never written to.'), 405)
    }
    return next()
  })

  app.get('/', async c => {
    const listing = listingOf(await library.scan(), tell)
    return send(c, listPage(brief(nameOf(library.folder.root) || library.folder.root), listing))
  })
  app.get('/results.json', async c => c.json(listingOf(await library.scan(), tell)))
  app.get('/open', async c => {
    const path = c.req.query('path') ?? ''
    const snapshot = await library.scan()
    const chosen = choose(library, snapshot, path)
    if (!chosen.ok) return notFound(c, chosen.why)
    return send(c, openPage(chosen.shown, folderOf(path), filesBeside(snapshot, path)))
  })
  app.get('/page', async c => {
    const path = c.req.query('path') ?? ''
    const chosen = choose(library, await library.scan(), path)
    if (!chosen.ok) return notFound(c, chosen.why)
    return send(c, { html: chosen.opened.page(library.folder, path, version), policy: FRAMED })
  })
  app.get('/beside', async c => {
    const [first, second, ...more] = c.req.queries('pick') ?? []
    if (first === undefined || second === undefined || more.length > 0) {
      return send(c, refusedPage('Two are needed', 'Tick two results, no more and no fewer.'), 400)
    }
    const snapshot = await library.scan()
    const [a, b] = [choose(library, snapshot, first), choose(library, snapshot, second)]
    if (!a.ok) return notFound(c, a.why)
    if (!b.ok) return notFound(c, b.why)
    const differences = differencesOf(a.opened.figures(), b.opened.figures())
    return send(c, besidePage(a.shown, b.shown, differences))
  })
  app.get('/file', async c => {
    const path = c.req.query('path') ?? ''
    if (!isListed(await library.scan(), path)) return notFound(c)
    const answer = library.folder.open(path)
    if (!answer.ok) return notFound(c)
    c.header('Content-Type', typeOf(path))
    const name = encodeURIComponent(nameOf(path)).replaceAll("'", '%27')
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${name}`)
    const stream = streamOf(answer.value)
    if (c.req.method !== 'HEAD') return c.body(stream)
    await stream.cancel()
    return c.body(null)
  })
  app.get('/events', c => {
    c.header('Content-Type', 'text/event-stream')
    if (c.req.method === 'HEAD') return c.body(null)
    if (streams >= STREAMS_MAX) {
      return send(c, refusedPage('Too many windows', 'Close some of them.'), 503)
    }
    streams++
    const paths = (c.req.queries('path') ?? []).slice(0, 2)
    return streamSSE(c, async stream => {
      try {
        await tellNews(stream, watch, paths)
      } finally {
        streams--
      }
    })
  })

  app.notFound(c => notFound(c))
  app.onError((_error, c) =>
    send(c, refusedPage('A fault of ours', 'This page cannot be made.'), 500),
  )
  return app
}
