/** The two workloads that every program plays: `bench/w1.yaml` and `bench/w2.yaml` say all of them. */

export interface Workload {
  readonly name: string
  /** Beside `bench/run.ts`. */
  readonly file: string
  readonly interlinks: number
  readonly portGbps: number
  readonly interlinkGbps: number
}

const FRAME_BITS = 8000
const OFFERED = 0.95

export const W1: Workload = {
  name: 'W1',
  file: 'w1.yaml',
  interlinks: 8,
  portGbps: 10,
  interlinkGbps: 1,
}

export const W2: Workload = {
  name: 'W2',
  file: 'w2.yaml',
  interlinks: 64,
  portGbps: 100,
  interlinkGbps: 1.5,
}

/** How long so many packets take in simulated time, on average, ps. */
export const durationOf = ({ interlinks, interlinkGbps }: Workload, packets: number): number =>
  Math.round((packets * FRAME_BITS * 1000) / (interlinks * interlinkGbps * OFFERED))
