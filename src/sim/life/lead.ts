/** Lead times, drawn. */
import type { Lead } from '../../model/lead.ts'
import { sigmaOf } from '../../model/lead.ts'
import { exp } from '../../portable.ts'
import { type Ms, ms } from '../../units.ts'
import { nextNormal } from '../random/normal.ts'
import type { Stream } from '../random/stream.ts'

/** No lead time is drawn longer: ten thousand years, in milliseconds. */
const DRAWN_MAX = 10_000 * 365 * 86_400_000
/** Lead times of which half are longer than this, 1,000 s, are drawn in whole seconds. */
const MEDIAN_OF_SECONDS = 1_000_000
const SECOND = 1_000

/**
 * Draws a lead time. Every draw takes one uniform number of the stream, a certain lead time too: what
 * is drawn after it does not change when it becomes certain.
 *
 * @returns whole seconds where the median is above 1,000 s, whole milliseconds below; at most ten
 *   thousand years
 */
export const drawLead = (stream: Stream, lead: Lead): Ms => {
  const deviation = nextNormal(stream)
  if (lead.kind === 'certain') return lead.duration
  const drawn = Math.min(DRAWN_MAX, lead.median * exp(sigmaOf(lead) * deviation))
  const grain = lead.median > MEDIAN_OF_SECONDS ? SECOND : 1
  return ms(Math.round(drawn / grain) * grain)
}
