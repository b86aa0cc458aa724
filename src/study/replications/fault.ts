/** A replication failed: a fault of ours, or of a thread. */
export class ReplicationError extends Error {
  /** Of the replication; a run with it fails alike. */
  declare readonly seed: number
  /** Replications before it, which were played. */
  declare readonly done: number

  constructor(cause: unknown, seed: number, done: number) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'ReplicationError'
    this.seed = seed
    this.done = done
  }
}
