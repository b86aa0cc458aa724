/** News from the server, as long as the page is looked at: a browser has few connections to one server. */
import type { News } from '../row.ts'

/** What the page is told. */
export interface Listener {
  readonly news: (news: News) => void
  /** Whether the server can be heard. */
  readonly heard: (isHeard: boolean) => void
}

const open = (paths: readonly string[], { news, heard }: Listener): EventSource => {
  const query = paths.map(path => `path=${encodeURIComponent(path)}`).join('&')
  const source = new EventSource(`/events?${query}`)
  source.addEventListener('message', ({ data }) => {
    heard(true)
    news(JSON.parse(String(data)) as News)
  })
  source.addEventListener('error', () => heard(false))
  return source
}

/** Begins to listen; what happened while nobody looked is told at the next look. */
export const listen = (paths: readonly string[], listener: Listener): void => {
  let source: EventSource | null = null
  const follow = (): void => {
    if (document.visibilityState === 'hidden') {
      source?.close()
      source = null
    } else source ??= open(paths, listener)
  }
  document.addEventListener('visibilitychange', follow)
  addEventListener('pagehide', () => {
    source?.close()
    source = null
  })
  addEventListener('pageshow', follow)
  follow()
  // A server that was ended does not come back by itself in every browser.
  setInterval(() => {
    if (source?.readyState !== EventSource.CLOSED) return
    source = null
    follow()
  }, 5_000)
}
