/**
 * M/G/1: frames arrive as a Poisson process and are served one after the other, first in, first out.
 *
 * Poisson processes together are one, and a share of one that is drawn by size is one too, so the port of
 * a lane whose sources are all Poisson is this queue, frame mixes included.
 */
import { exp } from '../portable.ts'

/** Frames of one size. */
export interface Service {
  /** Frames per second. */
  readonly arrivals: number
  /** How long one is served, seconds. */
  readonly time: number
}

/** The share of its time in which the server works, if it can: Σλs. */
export const loadOf = (services: readonly Service[]): number =>
  services.reduce((sum, { arrivals, time }) => sum + arrivals * time, 0)

/**
 * Mean wait without service: λE[S²] ÷ 2(1 - ρ) (Pollaczek and Khinchine; L. Kleinrock, "Queueing Systems",
 * volume 1, section 5.6). All frames wait alike on average, whatever their size: they see the queue as
 * it is at any time.
 *
 * @param services  of a load below 1
 * @returns seconds
 */
export const meanWait = (services: readonly Service[]): number =>
  services.reduce((sum, { arrivals, time }) => sum + arrivals * time * time, 0) /
  (2 * (1 - loadOf(services)))

/** Beyond this `exp` is next to nothing, and not defined. */
const EXPONENT_MAX = 700

/**
 * The share of frames that find more than so much work: ρe^(-ρx/W), the tail that is exact for exponential
 * service (M/M/1) and has the right mean for any.
 *
 * @param wait  mean wait W, seconds
 * @param load  ρ, below 1
 * @param work  x, as time of the server, seconds
 */
export const shareBeyond = (wait: number, load: number, work: number): number => {
  const exponent = wait === 0 ? Infinity : (load * work) / wait
  return exponent > EXPONENT_MAX ? 0 : load * exp(-exponent)
}

/**
 * The mean of what they find beyond it, over all frames: We^(-ρx/W). What a token bucket of depth x lets
 * wait by chance.
 *
 * @returns seconds
 */
export const meanBeyond = (wait: number, load: number, work: number): number =>
  load === 0 ? 0 : (wait / load) * shareBeyond(wait, load, work)
