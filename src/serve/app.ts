/** What is answered to which request. Only reading, only from this machine, only what the library lists. */
import { type Handler, Hono } from 'hono'
import { filesBeside } from '../report/page/from-file.ts'
import { choose, filesOf, listedAt, maySave } from './chosen.ts'
import { differencesOf } from './difference.ts'
import { folderOf, nameOf } from './entry.ts'
import type { Library } from './folder/library.ts'
import { streamOf } from './folder/stream.ts'
import type { Watch } from './folder/watch.ts'
import { forbidding, onlyOurPages, onlyReading, onlyThisMachine } from './guard.ts'
import { type TellInstant, brief, listingOf } from './listing.ts'
import { newsFrom } from './news.ts'
import { besidePage } from './pages/beside.ts'
import { listPage } from './pages/list.ts'
import { openPage } from './pages/open.ts'
import { refusedPage } from './pages/refused.ts'
import { notFound, send } from './send.ts'

/** What a server is made of. */
export interface Served {
  readonly library: Library
  readonly watch: Watch
  /** Of this program. */
  readonly version: string
  /** The port that is listened at. */
  readonly port: () => number
  readonly tell: TellInstant
  /** Takes note of a fault of ours; whoever asked is only told that there is one. */
  readonly fault: (error: unknown) => void
}

/** Beside the report page's own policy, which it says itself. */
const FRAMED = "frame-ancestors 'self'"

const TYPES: Readonly<Record<string, string>> = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
}

const typeOf = (path: string): string =>
  TYPES[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream'

const list =
  ({ library, tell }: Served): Handler =>
  async c => {
    const listing = listingOf(await library.scan(), tell)
    const { root } = library.folder
    return send(c, listPage(brief(nameOf(root) || root), listing))
  }

const open =
  ({ library }: Served): Handler =>
  async c => {
    const path = c.req.query('path') ?? ''
    const snapshot = await library.scan()
    const listed = listedAt(snapshot, path)
    if (!listed.ok) return notFound(c, listed.why)
    return send(c, openPage(listed.shown, folderOf(path), filesOf(snapshot, path)))
  }

const report =
  ({ library, version }: Served): Handler =>
  async c => {
    const path = c.req.query('path') ?? ''
    const chosen = choose(library, await library.scan(), path)
    if (!chosen.ok) return notFound(c, chosen.why)
    const surroundings = { file: path, beside: filesBeside(library.folder, path), version }
    const made = chosen.opened.page(surroundings)
    return made.ok ? send(c, { html: made.page, policy: FRAMED }) : notFound(c, made.fault)
  }

const beside =
  ({ library }: Served): Handler =>
  async c => {
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
  }

const file =
  ({ library }: Served): Handler =>
  async c => {
    const path = c.req.query('path') ?? ''
    if (!maySave(await library.scan(), path)) return notFound(c)
    const answer = library.folder.open(path)
    if (!answer.ok) return notFound(c)
    const stream = streamOf(answer.value)
    const name = encodeURIComponent(nameOf(path)).replaceAll("'", '%27')
    c.header('Content-Type', typeOf(path))
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${name}`)
    if (c.req.method !== 'HEAD') return c.body(stream)
    await stream.cancel()
    return c.body(null)
  }

/** The server's answers, without a socket. */
export const createApp = (served: Served): Hono =>
  new Hono()
    .use(forbidding, onlyThisMachine(served.port), onlyOurPages, onlyReading)
    .get('/', list(served))
    .get('/results.json', async c => c.json(listingOf(await served.library.scan(), served.tell)))
    .get('/open', open(served))
    .get('/page', report(served))
    .get('/beside', beside(served))
    .get('/file', file(served))
    .get('/events', newsFrom(served.watch))
    .notFound(c => notFound(c))
    .onError((error, c) => {
      served.fault(error)
      return send(c, refusedPage('A fault of ours', 'This page cannot be made.'), 500)
    })
