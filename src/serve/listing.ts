/** What was found, as lines to be shown. */
import { legible, shortened } from '../report/page/markup.ts'
import type { Entry } from './entry.ts'
import type { Listing, Row } from './row.ts'

/** An instant as the people before the machine read it, and as machines do (ISO 8601, UTC). */
export interface Instant {
  readonly text: string
  readonly iso: string
}

/** Tells an instant, milliseconds since 1970. */
export type TellInstant = (at: number) => Instant

/** Letters of a name or a path that a line has room for, and so many that are looked at at all. */
const [ROOM, LOOKED_AT] = [160, 1_000]

/** A text of a document or of a file's name, as far as a line has room for it. */
export const brief = (text: string): string => shortened(legible(text.slice(0, LOOKED_AT)), ROOM)

const rowOf = ({ path, written, content }: Entry, tell: TellInstant): Row => {
  const { text, iso } = tell(written)
  const place = { path, place: brief(path), written: { text, iso, value: written } }
  if (content.kind === 'unreadable') {
    const verdict = brief(`not readable: ${content.reason}`)
    const measured = { text: '', value: null }
    return { ...place, name: '', tone: 'unreadable', verdict, seed: '', engine: '', measured }
  }
  const { name, standing, verdict, seed, engine, measured } = content.summary
  return {
    ...place,
    name: brief(name),
    tone: standing,
    verdict: brief(verdict),
    seed: brief(seed),
    engine: brief(engine),
    measured,
  }
}

/** Everything that is listed, newest first. */
export interface Found {
  readonly entries: readonly Entry[]
  readonly digest: string
  /** Whether more was there than is looked at. */
  readonly isCut: boolean
}

/** The list of what was found. */
export const listingOf = ({ entries, digest, isCut }: Found, tell: TellInstant): Listing => ({
  digest,
  rows: entries.map(entry => rowOf(entry, tell)),
  remark: isCut
    ? 'There is more in this folder than is looked at; serve a folder below it to see the rest.'
    : '',
})
