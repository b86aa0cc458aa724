/** Answers that are pages. */
import type { Context } from 'hono'
import { refusedPage } from './pages/refused.ts'
import type { Made } from './pages/shell.ts'

/** Sends a page with its policy. */
export const send = (
  c: Context,
  { html, policy }: Made,
  status: 200 | 400 | 403 | 404 | 405 | 500 | 503 = 200,
): Response => {
  c.header('Content-Security-Policy', policy)
  return c.html(html, status)
}

/** Says that there is nothing, and why. */
export const notFound = (
  c: Context,
  why: string = 'There is nothing of this name here.',
): Response => send(c, refusedPage('Not found', why), 404)
