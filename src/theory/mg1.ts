/**
 * M/G/1: frames arrive as a Poisson process and are served one after the other, first in, first out.
 *
 * Poisson processes together are one, and a share of one that is drawn by size is one too, so the port of
 * a lane whose sources are all Poisson is this queue, frame mixes included.
 */

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
