/** `series.csv` and `ports.csv`: a line per interval and flow, and per interval and port. */
import type { SeriesInterval } from '../../sim/recording/series.ts'
import { ps, toSeconds } from '../../units.ts'

/** The first line of `series.csv`. */
export const SERIES_HEADER =
  'time,interlink,direction,offered_bps,delivered_bps,dropped_bps,shaper_queue_bytes,bucket_bytes\n'

/** The first line of `ports.csv`. */
export const PORTS_HEADER = 'time,connection,direction,utilisation,queue_bytes\n'

// Ids are letters, digits, - and _, so nothing needs quotes (RFC 4180 §2).

/** The lines of one interval in `series.csv`. */
export const seriesLines = ({ start, flows }: SeriesInterval): string => {
  const time = toSeconds(ps(start))
  return flows
    .map(
      it =>
        `${time},${it.interlink},${it.direction},${it.offered},${it.delivered},${it.dropped},` +
        `${it.shaperQueue},${it.bucket}\n`,
    )
    .join('')
}

/** The lines of one interval in `ports.csv`. */
export const portLines = ({ start, ports }: SeriesInterval): string => {
  const time = toSeconds(ps(start))
  return ports
    .map(it => `${time},${it.connection},${it.direction},${it.utilisation},${it.queue}\n`)
    .join('')
}
