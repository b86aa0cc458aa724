/** Instants of the calendar beside simulated time. */
import type { CalendarInstant } from '../../calendar.ts'
import { PS_PER_SECOND, type Ps } from '../../units.ts'

/** Simulated time 0 where a scenario names no `start`: 1970-01-01, as traces have it. */
export const EPOCH: CalendarInstant = { seconds: 0, picos: 0 }

/** Seconds of which the picoseconds are whole numbers of a float64. */
const EXACT_SECONDS = 9_000

/**
 * Time from one instant to another, ps, negative where the other is earlier; exact up to 9,000 s, and
 * beyond that no less far.
 */
export const psFrom = (from: CalendarInstant, to: CalendarInstant): number =>
  (to.seconds - from.seconds) * PS_PER_SECOND + (to.picos - from.picos)

/** The same in seconds: the float64 nearest to it up to 9,000 s. */
export const secondsFrom = (from: CalendarInstant, to: CalendarInstant): number =>
  Math.abs(to.seconds - from.seconds) < EXACT_SECONDS
    ? psFrom(from, to) / PS_PER_SECOND
    : to.seconds - from.seconds + (to.picos - from.picos) / PS_PER_SECOND

/** Whole seconds and picoseconds of a time, exactly: a product beyond 2^53 ps would round. */
const split = (time: Ps): readonly [seconds: number, picos: number] => {
  if (time <= Number.MAX_SAFE_INTEGER) {
    const whole = Math.floor(time / PS_PER_SECOND)
    return [whole, time - whole * PS_PER_SECOND]
  }
  const second = BigInt(PS_PER_SECOND)
  return [Number(BigInt(time) / second), Number(BigInt(time) % second)]
}

/** The instant a time after another. */
export const later = ({ seconds, picos }: CalendarInstant, time: Ps): CalendarInstant => {
  const [whole, rest] = split(time)
  const sum = picos + rest
  const carry = sum >= PS_PER_SECOND ? 1 : 0
  return { seconds: seconds + whole + carry, picos: sum - carry * PS_PER_SECOND }
}
