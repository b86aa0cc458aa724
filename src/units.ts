/**
 * Branded quantities: plain numbers at run time, distinct types at compile time.
 *
 * Every value is a whole number of its base unit, of a magnitude below 2^53, hence exact; only the
 * simulated time of fluid goes beyond (`FLUID_HORIZON`).
 */
declare const unit: unique symbol
type Quantity<U extends string> = number & { readonly [unit]: U }

/** Simulated time or a duration, whole picoseconds. */
export type Ps = Quantity<'ps'>
/** A rate, whole bits per second. ("Bps" would read as bytes.) */
export type BitsPerSecond = Quantity<'bit/s'>
/** A size, whole bytes. */
export type Bytes = Quantity<'byte'>
/** A length, whole millimetres. */
export type Millimetres = Quantity<'mm'>
/** An attenuation or a margin, whole 10^-9 dB: what a millimetre of fibre loses is whole in it. */
export type NanoDb = Quantity<'ndB'>
/** An optical power, whole 10^-9 dB above (or, negative, below) one milliwatt. */
export type NanoDbm = Quantity<'ndBm'>

/** A duration of days, weeks or years: whole milliseconds. */
export type Ms = Quantity<'ms'>

/** Picoseconds in a second. */
export const PS_PER_SECOND = 1_000_000_000_000

/** The longest simulated time of frames: 2^53 ps, 2 h 30 min. Beyond it a float64 skips picoseconds. */
export const HORIZON: Ps = (2 ** 53) as Ps
/**
 * The longest simulated time of fluid: a hundred years of 365.25 days. Whole days are exact in a float64 of
 * picoseconds up to here; other instants are off by at most 0.3 µs.
 */
export const FLUID_HORIZON: Ps = (36_525 * 86_400 * 10 ** 12) as Ps

/** `value` as whole picoseconds. */
export const ps = (value: number): Ps => value as Ps
/** `value` as whole bits per second. */
export const bitsPerSecond = (value: number): BitsPerSecond => value as BitsPerSecond
/** `value` as whole bytes. */
export const bytes = (value: number): Bytes => value as Bytes
/** `value` as whole millimetres. */
export const millimetres = (value: number): Millimetres => value as Millimetres
/** `value` as whole 10^-9 dB. */
export const nanoDb = (value: number): NanoDb => value as NanoDb
/** `value` as whole 10^-9 dBm. */
export const nanoDbm = (value: number): NanoDbm => value as NanoDbm

/** `value` as whole milliseconds. */
export const ms = (value: number): Ms => value as Ms

/** Seconds of a duration: the float64 nearest to it. */
export const toSeconds = (duration: Ps): number => duration / PS_PER_SECOND

/** dB of an attenuation or a margin, dBm of a power: the float64 nearest to it. */
export const toDecibels = (value: NanoDb | NanoDbm): number => value / 1_000_000_000

/**
 * The least whole number not below `numerator` ÷ `denominator`, exactly.
 *
 * @param numerator    whole, not negative
 * @param denominator  whole, positive
 */
export const ceilDiv = (numerator: bigint, denominator: bigint): bigint =>
  (numerator + denominator - 1n) / denominator

/** Greatest common divisor of two whole numbers, not both zero. */
export const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))
