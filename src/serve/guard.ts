/** Who is answered at all, and what every answer forbids. */
import type { MiddlewareHandler } from 'hono'
import { refusedPage } from './pages/refused.ts'
import { send } from './send.ts'

/** Names of this machine that no one else can answer to. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]']

const HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/** For what is no page. */
const NOTHING = "default-src 'none'; sandbox; frame-ancestors 'none'"

/** Nothing may be kept, framed, guessed at or read by another origin. */
export const forbidding: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value)
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', NOTHING)
}

/**
 * Refuses requests to any name but this machine's: a page elsewhere may have its own name lead here
 * (DNS rebinding), and would still say that name.
 *
 * @param port  the one that is listened at
 */
export const onlyThisMachine =
  (port: () => number): MiddlewareHandler =>
  async (c, next) => {
    const hosts = LOOPBACK.flatMap(name => [`${name}:${port()}`, ...(port() === 80 ? [name] : [])])
    const isOurs = [c.req.header('host') ?? '', new URL(c.req.url).host].every(host =>
      hosts.includes(host),
    )
    if (isOurs) return next()
    return send(
      c,
      refusedPage('Refused', 'This server answers to the names of this machine alone.'),
      403,
    )
  }

/**
 * Refuses what a page elsewhere loads into itself: it could not read the answer, but it could have pages
 * made without end, or tell by the time it takes what is there. A link that leads here is followed.
 *
 * @see Fetch Metadata Request Headers; a browser that sends none is not told apart
 */
export const onlyOurPages: MiddlewareHandler = async (c, next) => {
  const site = c.req.header('sec-fetch-site') ?? 'none'
  const isOurs = site === 'none' || site === 'same-origin'
  if (isOurs || c.req.header('sec-fetch-dest') === 'document') return next()
  return send(c, refusedPage('Refused', 'This server answers to its own pages alone.'), 403)
}

/** Refuses whatever is not reading. */
export const onlyReading: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  c.header('Allow', 'GET, HEAD')
  return send(c, refusedPage('Refused', 'This server is read, never written to.'), 405)
}
