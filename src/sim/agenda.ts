/**
 * An event queue for a fixed set of agents, each with the instant of its next event.
 *
 * Everything in a lane that can happen next is the next event of a known agent: a source's next
 * emission, a shaper's next release. So the queue needs no insertion and no removal: it is a
 * tournament over the agents (Knuth, TAOCP 3, 5.4.1), whose winner has the earliest event. Among
 * equal instants the agent with the lower number wins, which is the whole order that a lane promises; no
 * sequence numbers are kept.
 */

/** Next events of a fixed set of agents. */
export class Agenda {
  /** Number of leaves: a power of two, at least the number of agents. */
  declare private readonly leaves: number
  /** Next event of each agent, ps; Infinity: none. */
  declare readonly times: Float64Array
  /** Winner of each subtree; the root is 1, the children of i are 2i and 2i + 1. */
  declare readonly winners: Int32Array

  /** @param agents  how many, at least 1; none has an event yet */
  constructor(agents: number) {
    this.leaves = Math.max(2, 2 ** (32 - Math.clz32(agents - 1)))
    this.times = new Float64Array(this.leaves).fill(Infinity)
    this.winners = new Int32Array(2 * this.leaves)
    for (let i = 0; i < this.leaves; i++) this.winners[this.leaves + i] = i
    for (let i = this.leaves - 1; i >= 1; i--) this.winners[i] = this.winners[2 * i]!
  }

  /** The agent whose event is next. Its time is Infinity when nothing is left. */
  next(): number {
    return this.winners[1]!
  }

  /** Sets an agent's next event; Infinity: none. */
  set(agent: number, time: number): void {
    const { times, winners } = this
    times[agent] = time
    let node = (this.leaves + agent) >> 1
    while (node > 0) {
      const left = winners[2 * node]!
      const right = winners[2 * node + 1]!
      // Which child wins is a coin toss that no branch predictor knows: choose by mask, not by jump.
      const rightWins = -+(times[right]! < times[left]!)
      winners[node] = left ^ ((left ^ right) & rightWins)
      node >>= 1
    }
  }
}
