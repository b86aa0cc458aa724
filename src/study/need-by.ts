/** The instant by which something is needed, as people write it. */
import {
  type CalendarFault,
  DAY_MS,
  LATEST,
  type UnixMs,
  readCalendar,
  toUnixMs,
  unixMs,
} from '../calendar.ts'

/**
 * Reads a deadline.
 *
 * @param text  a date, which means its end, 24:00 UTC or of the zone that it names; or a date and a
 *   time of day, which mean that instant
 * @returns at most the last instant of the year 9999; or what is wrong with the text
 */
export const readNeedBy = (text: string): UnixMs | CalendarFault => {
  const read = readCalendar(text)
  if (typeof read === 'string') return read
  return unixMs(Math.min(LATEST, toUnixMs(read) + (read.hasTime ? 0 : DAY_MS)))
}
