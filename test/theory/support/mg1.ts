/** The M/G/1 queue of a mix of frames: Poisson arrivals, one server. Time is in bytes of wire. */
import type { FrameSizes } from '../../../src/model/demand.ts'
import type { Distribution } from './replicate.ts'

/** A service time and how often it is drawn; shares add up to 1. */
export interface Service {
  readonly bytes: number
  readonly share: number
}

/** What frames of a mix occupy of the wire: n + 24 bytes each. */
export const serviceOf = (mix: FrameSizes): readonly Service[] => {
  const total = mix.reduce((sum, { weight }) => sum + weight, 0)
  return mix.map(({ size, weight }) => ({ bytes: size + 24, share: weight / total }))
}

/** E[S^power]. */
export const moment = (service: readonly Service[], power: number): number =>
  service.reduce((sum, { bytes, share }) => sum + share * bytes ** power, 0)

/** Mean wait by Pollaczek and Khinchine: λE[S²]/(2(1 - ρ)) with λ = ρ/E[S]. */
export const meanWait = (service: readonly Service[], load: number): number =>
  (load * moment(service, 2)) / (2 * (1 - load) * moment(service, 1))

/**
 * P(wait ≤ x) between two bounds.
 *
 * A wait is a geometric number of residual services, P(k of them) = (1 - ρ)ρ^k. Each is rounded up,
 * or down, to a lattice, which makes the wait longer, or shorter, for certain; the sum on the lattice
 * then follows exactly by the recursion for compound geometric distributions (Panjer, ASTIN Bulletin
 * 12, 1981): g(0) = (1 - ρ)/(1 - ρf(0)), g(n) = ρ/(1 - ρf(0)) Σ f(j) g(n - j). All terms positive.
 *
 * @param step  of the lattice, bytes
 * @param most  bounds are close up to here, bytes; beyond they only hold
 */
export const waitBounds = (
  service: readonly Service[],
  load: number,
  step: number,
  most: number,
): Distribution => {
  const mean = moment(service, 1)
  // P(residual ≤ x) = E[min(S, x)]/E[S].
  const residual = (x: number): number =>
    service.reduce((sum, { bytes, share }) => sum + share * Math.min(bytes, x), 0) / mean
  const cells = Math.ceil(Math.max(...service.map(({ bytes }) => bytes)) / step)
  const mass = Float64Array.from(
    { length: cells },
    (_, j) => residual((j + 1) * step) - residual(j * step),
  )
  const points = Math.ceil(most / step) + 1
  const cdfOf = (f: Float64Array, last: 'low' | 'high'): ((x: number) => number) => {
    const atMost = new Float64Array(points)
    const g = new Float64Array(points)
    const factor = load / (1 - load * f[0]!)
    g[0] = (1 - load) / (1 - load * f[0]!)
    atMost[0] = g[0]
    for (let n = 1; n < points; n++) {
      let sum = 0
      const most = Math.min(n, f.length - 1)
      for (let j = 1; j <= most; j++) sum += f[j]! * g[n - j]!
      g[n] = factor * sum
      atMost[n] = atMost[n - 1]! + g[n]!
    }
    // Beyond the table P stays between its last entry and 1.
    const beyond = last === 'low' ? atMost[points - 1]! : 1
    return x => {
      if (x < 0) return 0
      const place = Math.floor(x / step)
      return place < points ? atMost[place]! : beyond
    }
  }
  return { low: cdfOf(Float64Array.of(0, ...mass), 'low'), high: cdfOf(mass, 'high') }
}

/**
 * P(delay ≤ x): the wait and then the frame's own last bit, n + 12 bytes of wire after its first. A
 * frame's wait depends on those before it, not on its own size.
 */
export const delayBounds = (service: readonly Service[], wait: Distribution): Distribution => {
  const own =
    (cdf: (x: number) => number) =>
    (x: number): number =>
      service.reduce((sum, { bytes, share }) => sum + share * cdf(x - (bytes - 12)), 0)
  return { low: own(wait.low), high: own(wait.high) }
}
