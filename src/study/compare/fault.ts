/** A replication of one side failed: a fault of ours, or of a thread. */
import { ReplicationError } from '../replications/fault.ts'
import type { SideName } from './question.ts'

/** Says of which side it was. */
export class ComparisonError extends ReplicationError {
  declare readonly side: SideName

  constructor({ cause, seed, done }: ReplicationError, side: SideName) {
    super(cause, seed, done)
    this.name = 'ComparisonError'
    this.side = side
  }
}
