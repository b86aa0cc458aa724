/**
 * The M/D/1 queue, exactly: Poisson arrivals, one server, constant service. Time is in services, the
 * load ρ is below 1 unless said otherwise, and waits are without the service.
 *
 * @see C. D. Crommelin, "Delay probability formulae when the holding times are constant", P.O.
 *   Electr. Engrs. J. 25, 1932; G. J. Franx, "A simple solution for the M/D/c waiting time
 *   distribution", Oper. Res. Lett. 29, 2001
 */

/** Mean wait. */
export const meanWait = (load: number): number => load / (2 * (1 - load))

/** P(A > m) for m = 0, 1, …, A being Poisson of mean `mean`: sums of positive terms. */
const poissonTails = (mean: number, most: number): number[] => {
  let term = Math.exp(-mean)
  const terms = [term]
  for (let j = 1; j <= most + 60; j++) terms.push((term *= mean / j))
  const tails: number[] = []
  let sum = 0
  for (let m = terms.length - 2; m >= 0; m--) tails[m] = sum += terms[m + 1]!
  return tails.slice(0, most + 1)
}

/**
 * Of the frames in the system as departing ones leave it, p(0) … p(most), with p(0) = 1.
 *
 * As often as the number rises above n it falls to n again: p(n + 1)·P(none arrive in a service) =
 * p(0)·P(A > n) + Σ p(k)·P(A > n - k + 1). Every term is positive: nothing cancels, at any load.
 */
const relativeSizes = (load: number, most: number): number[] => {
  const tails = poissonTails(load, most)
  const sizes = [1]
  for (let n = 0; n < most; n++) {
    let up = tails[n]!
    for (let k = 1; k <= n; k++) up += sizes[k]! * tails[n - k + 1]!
    sizes.push(up * Math.exp(load))
  }
  return sizes
}

/**
 * P(wait ≤ x), by Franx: with k - 1 ≤ x < k and r = k - x, an arrival waits at most x exactly when
 * those that queued r before it and those that came since are fewer than k.
 *
 * @param most  x below this may be asked about
 */
export const waitCdf = (load: number, most: number): ((x: number) => number) => {
  const atMost: number[] = []
  let sum = 0
  for (const size of relativeSizes(load, most + 1)) atMost.push((sum += (1 - load) * size))
  return x => {
    if (x < 0) return 0
    const k = Math.floor(x) + 1
    if (k > most) throw new RangeError(`${x} services asked about, ${most} prepared`)
    const mean = load * (k - x)
    let term = Math.exp(-mean)
    let probability = 0
    for (let arrived = 0; arrived < k; arrived++) {
      // Queued besides the one being served.
      probability += term * atMost[k - arrived]!
      term *= mean / (arrived + 1)
    }
    return probability
  }
}

const BITS = 320n
const ONE = 1n << BITS

/** e^y, fixed point, y not negative. */
const exponential = (y: bigint): bigint => {
  let term = ONE
  let sum = 0n
  for (let j = 1n; term > 0n; j++) {
    sum += term
    term = (term * y) / (j * ONE)
  }
  return sum
}

/**
 * P(wait ≤ x) by Crommelin's alternating sum, (1 - ρ) Σ (-y)^k/k! · e^y with y = ρ(x - k), in numbers
 * of 320 binary places: its terms reach e^(ρx) and cancel to less than 1.
 *
 * @param load  of at most six decimals
 * @param x     a multiple of 1/64
 */
export const crommelin = (load: number, x: number): number => {
  const rho = (BigInt(Math.round(load * 1e6)) * ONE) / 1_000_000n
  let sum = 0n
  let factorial = 1n
  for (let k = 0; k <= x; k++) {
    if (k > 0) factorial *= BigInt(k)
    const y = (rho * BigInt((x - k) * 64)) / 64n
    let term = exponential(y)
    for (let j = 0; j < k; j++) term = (term * -y) / ONE
    sum += term / factorial
  }
  const scaled = ((ONE - rho) * sum) / ONE
  return Number((scaled * 10n ** 18n) / ONE) / 1e18
}

/** Integral of a smooth function by Simpson's rule on `pieces` pairs of intervals. */
const integral = (f: (x: number) => number, from: number, to: number, pieces: number): number => {
  const h = (to - from) / (2 * pieces)
  let sum = f(from) + f(to)
  for (let i = 1; i < 2 * pieces; i++) sum += (i % 2 === 1 ? 4 : 2) * f(from + i * h)
  return (sum * h) / 3
}

/** Mean of what the wait exceeds x by, 0 where it does not: E[(wait - x)⁺], x whole. */
export const meanBeyond = (load: number, x: number): number => {
  const cdf = waitCdf(load, x + 1)
  let mean = meanWait(load)
  // Between whole numbers the distribution is smooth; its kink is at 1.
  for (let k = 0; k < x; k++)
    mean -= integral(y => 1 - cdf(Math.min(y, k + 1 - 1e-12)), k, k + 1, 32)
  return mean
}

/**
 * Share of the frames lost by M/D/1/K: those that find K in the system. Any load.
 *
 * Seen by departures the sizes are those of M/D/1, cut at K - 1; a server that is idle a share
 * p(0)/(p(0) + ρ) of the time loses 1 - 1/(p(0) + ρ) of its frames.
 *
 * @param places  K, the one being served included
 */
export const lossWith = (places: number, load: number): number => {
  const sizes = relativeSizes(load, places - 1)
  const idle = 1 / sizes.reduce((sum, size) => sum + size, 0)
  return 1 - 1 / (idle + load)
}
