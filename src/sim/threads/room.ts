/**
 * How far a thread may be ahead of the one that takes what it tells: so many turns that are told and
 * not worked off. It is a counter in memory that both share, on which the thread can wait.
 */

/** Turns told and not worked off, at most: enough to have the next one ready. */
const TURNS_AHEAD = 4

/** The counter, for who takes turns. */
export class Room {
  declare readonly memory: Int32Array

  constructor() {
    this.memory = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  }

  /** So many further turns are worked off. */
  free(turns: number): void {
    Atomics.add(this.memory, 0, turns)
    Atomics.notify(this.memory, 0)
  }
}

/** The same counter, for the thread that tells turns. */
export class Teller {
  declare private readonly memory: Int32Array
  declare private told: number

  constructor(memory: Int32Array) {
    this.memory = memory
    this.told = 0
  }

  /** Whether a turn can be told now. */
  get hasRoom(): boolean {
    return this.told - Atomics.load(this.memory, 0) < TURNS_AHEAD
  }

  /** Waits until a turn can be told, and counts it as told. */
  enter(): void {
    for (;;) {
      const freed = Atomics.load(this.memory, 0)
      if (this.told - freed < TURNS_AHEAD) break
      Atomics.wait(this.memory, 0, freed)
    }
    this.told++
  }
}
