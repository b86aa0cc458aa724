/** A run without one of the connections failed: a fault of ours, or of a thread. */
export class FailureError extends Error {
  /** The connection that was absent. */
  declare readonly connection: string
  /** Of the run; another with it fails alike. */
  declare readonly seed: number
  /** Which replication of the variant it was, from 0. */
  declare readonly index: number

  constructor(cause: unknown, connection: string, seed: number, index: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'FailureError'
    this.connection = connection
    this.seed = seed
    this.index = index
  }
}
