/**
 * An event queue for a fixed set of agents, each with the instant of its next event.
 *
 * Everything in a lane that can happen next is the next event of a known agent, and only the agent that
 * has just acted gets another one. So the queue needs no insertion and no removal: it is a heap whose
 * top is replaced. Among equal instants the agent with the lower number wins, which is the whole order
 * that a lane promises; no sequence numbers are kept.
 *
 * A key of the heap is one float64: 2^52 + (instant - base) × 2^k + agent, where 2^k is at least the number
 * of agents. Nearer than 2^(52 - k) ps to the base all three are whole and their sum is below 2^53, so it
 * is exact: keys compare as instants and then as agents do, and the last k bits of a key are the agent.
 * Events further away have the key Infinity, behind all of these. When such a key comes to the top, nothing
 * nearer is left, and the base moves on to the earliest instant.
 */

/** What keys have so that all of their whole part, and nothing else, is in the float64's fraction. */
const SHIFT = 2 ** 52

/** Which word of a pair holds the last bits of a float64's fraction on this machine. */
const LOW = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1

// Numbers of an agenda (`docs/decisions/v8.md`).
const BASE = 0
/** 2^k, and 1 / 2^k. */
const AGENTS = 1
const SHARE = 2
/** From here on an event is too far from the base, ps. */
const REACH = 3
/** When the next event is, ps. */
const TIME = 4

/** Next events of a fixed set of agents. */
export class Agenda {
  declare private readonly count: number
  /** The heap: the root is 1, the children of i are 2i and 2i + 1; behind the last one Infinity. */
  declare private readonly keys: Float64Array
  /** The same as pairs of 32-bit words. */
  declare private readonly words: Int32Array
  /** 2^k - 1. */
  declare private readonly mask: number
  /** Events that are too far from the base, ps, by agent. */
  declare private readonly far: Float64Array
  declare private readonly numbers: Float64Array

  /** @param times  the first event of each of 1 … 2^20 agents; whole ps up to 2^53; Infinity: none */
  constructor(times: readonly number[]) {
    this.count = times.length
    const agents = 2 ** (32 - Math.clz32(times.length - 1))
    this.keys = new Float64Array(times.length + 16).fill(Infinity)
    this.words = new Int32Array(this.keys.buffer)
    this.mask = agents - 1
    this.far = Float64Array.from(times)
    this.numbers = new Float64Array(16)
    this.numbers[AGENTS] = agents
    this.numbers[SHARE] = 1 / agents
    this.numbers[REACH] = SHIFT / agents
    this.rebase()
  }

  /** The agent whose event is next; any when nothing is left. */
  next(): number {
    const { keys, numbers } = this
    if (keys[1] === Infinity) this.rebase()
    const agent = this.words[2 + LOW]! & this.mask
    numbers[TIME] = numbers[BASE]! + (keys[1]! - SHIFT - agent) * numbers[SHARE]!
    return agent
  }

  /** When the event is that `next` has found, ps; Infinity: nothing is left. */
  get time(): number {
    return this.numbers[TIME]!
  }

  /** Replaces the event that `next` has found. @param time  not before it; Infinity: none */
  replace(agent: number, time: number): void {
    const { keys, count } = this
    const key = this.keyOf(agent, time)
    let hole = 1
    let child = 2
    while (child <= count) {
      // Which child is earlier is a coin toss that no branch predictor knows: add it, do not jump.
      child = (child + +(keys[child + 1]! < keys[child]!)) | 0
      const earlier = keys[child]!
      if (earlier >= key) break
      keys[hole] = earlier
      hole = child
      child = hole << 1
    }
    keys[hole] = key
  }

  private keyOf(agent: number, time: number): number {
    const { numbers } = this
    const elapsed = time - numbers[BASE]!
    if (elapsed < numbers[REACH]!) return elapsed * numbers[AGENTS]! + agent + SHIFT
    this.far[agent] = time
    return Infinity
  }

  /** Every event is too far from the base: moves it on to the earliest. */
  private rebase(): void {
    const { keys, far, numbers, count } = this
    const base = far.reduce((least, time) => Math.min(least, time), Infinity)
    if (base < Infinity) numbers[BASE] = base
    for (let agent = 0; agent < count; agent++) keys[agent + 1] = this.keyOf(agent, far[agent]!)
    // Keys in rising order are a heap.
    keys.subarray(1, count + 1).sort()
  }
}
