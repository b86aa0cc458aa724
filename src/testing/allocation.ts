/** Whether InterLinks fit on their ports. */
import { type Verdict, broken, held } from './verdict.ts'

/** What of a world is needed for it; a loaded scenario's `scenario.world` is such. Rates in bit/s. */
export interface Allocation {
  readonly connections: readonly { readonly id: string; readonly portSpeed: number }[]
  readonly interlinks: readonly {
    readonly id: string
    readonly connection: string
    readonly bandwidth: number
  }[]
}

/**
 * The bandwidths of the InterLinks on a connection sum to at most its port's speed, and every InterLink
 * is on a connection.
 *
 * @returns the InterLink, by its index, with which the sum exceeds the port, and by how many bit/s
 */
export const checkAllocation = ({ connections, interlinks }: Allocation): Verdict => {
  const speeds = new Map(connections.map(({ id, portSpeed }) => [id, BigInt(portSpeed)]))
  const sums = new Map<string, bigint>()
  for (const [index, { id, connection, bandwidth }] of interlinks.entries()) {
    const speed = speeds.get(connection) ?? 0n
    const sum = (sums.get(connection) ?? 0n) + BigInt(bandwidth)
    sums.set(connection, sum)
    if (sum <= speed) continue
    return broken('allocation', {
      problem: speeds.has(connection)
        ? `with ${id} the InterLinks on ${connection} have ${sum} bit/s, ${sum - speed} more than its port`
        : `${id} is on ${connection}, which is no connection`,
      index,
      at: null,
      by: Number(sum - speed),
      unit: 'bit/s',
    })
  }
  return held('allocation')
}
