/** Largest distance of an instant from the epoch, seconds: differences stay exact. */
export const INSTANT_MAX: number = 2 ** 52

/** How an interface counts time, from `if_tsresol` and `if_tsoffset`. */
export interface Clock {
  /** Ticks in a second when timestamps divide in floating point exactly, else 0. */
  readonly quick: number
  /** Picoseconds of a tick; only for `quick`. */
  readonly picosPerTick: number
  readonly ticksPerSecond: bigint
  /** Added to every timestamp, whole seconds. */
  readonly offset: number
}

/** An instant: whole seconds and whole picoseconds, 0 … 10^12 - 1. Written over by each reading. */
export interface Instant {
  second: number
  pico: number
}

/**
 * Clock of an interface.
 *
 * @param resolution  the byte of `if_tsresol`: 10^-n, or 2^-n when its highest bit is set; 6 by default
 * @param offset      `if_tsoffset`, seconds, whole, at most `INSTANT_MAX` either way
 */
export const clockOf = (resolution: number, offset: number): Clock => {
  const exponent = resolution & 0x7f
  const binary = resolution > 0x7f
  const ticksPerSecond = (binary ? 2n : 10n) ** BigInt(exponent)
  // 10^11 and 2^12 are the last that both divide 10^12 and stay below 2^37, see `readTicks`.
  const quick = exponent <= (binary ? 12 : 11) ? Number(ticksPerSecond) : 0
  return { quick, picosPerTick: quick === 0 ? 0 : 1e12 / quick, ticksPerSecond, offset }
}

/**
 * Reads a 64-bit timestamp exactly; what is finer than a picosecond is rounded down.
 *
 * @param high  its upper 32 bits
 * @param low   its lower 32 bits
 * @param into  takes the instant
 * @returns false when the instant is further than `INSTANT_MAX` from the epoch
 */
export const readTicks = (clock: Clock, high: number, low: number, into: Instant): boolean => {
  const { quick, offset } = clock
  let second: number
  if (quick > 0) {
    // Long division, 16 bits at a time: the rest stays below 2^37, each dividend below 2^53.
    let rest = high % quick
    second = (high - rest) / quick
    let dividend = rest * 0x1_0000 + (low >>> 16)
    rest = dividend % quick
    second = second * 0x1_0000 + (dividend - rest) / quick
    dividend = rest * 0x1_0000 + (low & 0xffff)
    rest = dividend % quick
    second = second * 0x1_0000 + (dividend - rest) / quick
    into.pico = rest * clock.picosPerTick
  } else {
    const ticks = (BigInt(high) << 32n) | BigInt(low)
    second = Number(ticks / clock.ticksPerSecond)
    into.pico = Number(((ticks % clock.ticksPerSecond) * 1_000_000_000_000n) / clock.ticksPerSecond)
  }
  // Above 2^53 the quotient may be rounded, but never to below the limit.
  into.second = second + offset
  return second <= 2 * INSTANT_MAX && Math.abs(into.second) <= INSTANT_MAX
}
