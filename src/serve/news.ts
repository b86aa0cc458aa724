/** News of the folder as a stream of events (HTML §9.2), for pages that are looked at. */
import type { Context, Handler } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Snapshot } from './folder/library.ts'
import type { Watch } from './folder/watch.ts'
import { refusedPage } from './pages/refused.ts'
import type { News } from './row.ts'
import { send } from './send.ts'

/** Streams at a time; a browser has one for each window. */
const STREAMS_MAX = 100

/** Results that a page asks about. */
const PATHS_MAX = 2

/** Milliseconds between two signs of life of a stream. */
const ALIVE_EVERY = 15_000

const newsOf = ({ digest, byPath }: Snapshot, paths: readonly string[]): News => ({
  digest,
  stamps: paths.map(path => byPath.get(path)?.stamp ?? null),
})

/** Tells what is new until the other side has gone. */
const tell = async (
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

/** Answers with news: at once how it stands, then whenever the list or a result asked about changes. */
export const newsFrom = (watch: Watch): Handler => {
  let streams = 0
  return (c: Context) => {
    c.header('Content-Type', 'text/event-stream')
    if (c.req.method === 'HEAD') return c.body(null)
    if (streams >= STREAMS_MAX) {
      return send(c, refusedPage('Too many windows', 'Close some of them.'), 503)
    }
    streams++
    const paths = (c.req.queries('path') ?? []).slice(0, PATHS_MAX)
    return streamSSE(c, stream =>
      tell(stream, watch, paths).finally(() => {
        streams--
      }),
    )
  }
}
