/**
 * The slow look at fluid: time in small steps, drops of fluid in queues, nothing solved. It knows the
 * rules of `docs/fluid.md` and none of the code.
 */

/** Some fluid of one kind. */
export interface Drop {
  readonly flow: number
  frames: number
  bytes: number
  /** When it was emitted, and when it came where it is, s. */
  readonly emitted: number
  entered: number
  portWait: number
}

export interface PlaceSpec {
  /** Bytes of work per second. */
  readonly rate: number
  readonly depth: number
  /** Frame bytes. */
  readonly queue: number
  readonly overhead: number
}

/** A bucket, a policer or a port. */
export class Place {
  readonly lost: number[] = [0, 0]
  highest = 0
  area = 0
  #tokens: number
  /** What waits, from `#head` on. */
  #queue: Drop[] = []
  #head = 0
  #waiting = 0
  readonly #spec: PlaceSpec

  constructor(spec: PlaceSpec) {
    this.#spec = spec
    this.#tokens = spec.depth
  }

  /** What flows in during a step, and what flows out. */
  step(now: number, time: number, incoming: readonly Drop[]): Drop[] {
    const { rate, depth, queue, overhead } = this.#spec
    // A server without a bucket works off what is there in a step, and saves nothing.
    this.#tokens = Math.min(this.#tokens + rate * time, depth + rate * time)
    const out: Drop[] = []
    const before = this.#queue.length
    for (const drop of incoming) {
      this.#queue.push({ ...drop, entered: now })
      this.#waiting += drop.bytes
    }
    while (this.#head < this.#queue.length && this.#tokens > 0) {
      const head = this.#queue[this.#head]!
      const work = head.bytes + overhead * head.frames
      const part = Math.min(1, this.#tokens / work)
      out.push({ ...head, frames: head.frames * part, bytes: head.bytes * part })
      this.#tokens -= work * part
      this.#waiting -= head.bytes * part
      if (part === 1) this.#head++
      else {
        head.frames *= 1 - part
        head.bytes *= 1 - part
        break
      }
    }
    this.#tokens = Math.min(this.#tokens, depth)
    const fresh = this.#queue.slice(Math.max(before, this.#head))
    const excess = this.#waiting - queue
    const came = fresh.reduce((sum, { bytes }) => sum + bytes, 0)
    if (excess > 0 && came > 0) {
      const kept = Math.max(0, 1 - excess / came)
      for (const drop of fresh) {
        this.lost[drop.flow]! += drop.bytes * (1 - kept)
        this.#waiting -= drop.bytes * (1 - kept)
        drop.frames *= kept
        drop.bytes *= kept
      }
      if (kept === 0) this.#queue.length = Math.max(before, this.#head)
    }
    if (this.#head === this.#queue.length) {
      this.#queue = []
      this.#head = 0
      this.#waiting = 0
    }
    this.highest = Math.max(this.highest, this.#waiting)
    this.area += this.#waiting * time
    return out
  }
}

/** The places of a flow's path in front of the port and behind it; null: none. */
export interface FlowPath {
  readonly front: Place | null
  readonly rear: Place | null
}

export interface Outcome {
  readonly delivered: number[]
  /** Mean over delivered bytes, s, without what frames take themselves. */
  readonly wait: number[]
  readonly portWait: number[]
}

/**
 * @param emit  frames and bytes of each kind that flow in during [now, now + step)
 */
export const inSmallSteps = (
  flows: readonly FlowPath[],
  port: Place,
  emit: (now: number, step: number) => readonly Drop[],
  duration: number,
  steps: number,
): Outcome => {
  const time = duration / steps
  const outcome: Outcome = { delivered: [0, 0], wait: [0, 0], portWait: [0, 0] }
  for (let k = 0; k < steps; k++) {
    const now = k * time
    const emitted = emit(now, time)
    const reaching = flows.flatMap(({ front }, flow) => {
      const own = emitted.filter(drop => drop.flow === flow)
      return front === null ? own : front.step(now, time, own)
    })
    const sent = port
      .step(now, time, reaching)
      .map(drop => ({ ...drop, portWait: now - drop.entered }))
    flows.forEach(({ rear }, flow) => {
      const own = sent.filter(drop => drop.flow === flow)
      for (const drop of rear === null ? own : rear.step(now, time, own)) {
        outcome.delivered[flow]! += drop.bytes
        outcome.wait[flow]! += drop.bytes * (now - drop.emitted)
        outcome.portWait[flow]! += drop.bytes * drop.portWait
      }
    })
  }
  flows.forEach((_, flow) => {
    const all = Math.max(1e-9, outcome.delivered[flow]!)
    outcome.wait[flow]! /= all
    outcome.portWait[flow]! /= all
  })
  return outcome
}
