/** Signals from outside, answered from the first instant on: what listens last answers alone. */
import { EXIT } from './exit.ts'

/** Signals that stop the program. */
export const STOPPING = ['SIGINT', 'SIGTERM'] as const
/** The name of one. */
export type Stopping = (typeof STOPPING)[number]

/** The part of a process that signals reach. */
interface Receiver {
  on(signal: Stopping, listener: () => void): unknown
  exit(code: number): void
}

/** Who answers signals: at first nobody in particular, which ends the process. */
export class Signals {
  readonly #listeners = new Map<Stopping, (() => void)[]>(STOPPING.map(signal => [signal, []]))

  constructor(receiver: Receiver) {
    for (const [signal, listeners] of this.#listeners) {
      receiver.on(signal, () => {
        const last = listeners.at(-1)
        if (last === undefined) receiver.exit(EXIT.interrupted)
        else last()
      })
    }
  }

  on(signal: Stopping, listener: () => void): void {
    this.#listeners.get(signal)!.push(listener)
  }

  off(signal: Stopping, listener: () => void): void {
    const listeners = this.#listeners.get(signal)!
    const place = listeners.lastIndexOf(listener)
    if (place >= 0) listeners.splice(place, 1)
  }
}
