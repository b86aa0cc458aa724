/** Ctrl-C: acknowledged at once, then the run stops where it is; a second one ends the process. */
import { shown } from '../report/terminal/text.ts'
import type { Console, Host } from './console.ts'
import { EXIT } from './exit.ts'
import { STOPPING } from './signals.ts'

/** Listens for signals while something runs. */
export interface Interrupt {
  readonly signal: AbortSignal
  /** Stops listening. */
  release(): void
}

/**
 * Begins to listen.
 *
 * @param onStop  called before the acknowledgement is written, to clear the line
 */
export const listenForInterrupt = (host: Host, { err }: Console, onStop: () => void): Interrupt => {
  const controller = new AbortController()
  const stop = (): void => {
    if (controller.signal.aborted) {
      host.exit(EXIT.interrupted)
      return
    }
    onStop()
    // A terminal has already printed ^C at the cursor; it is written over.
    const over = err.isTerminal ? '\r' : ''
    const text = err.surface.unicode ? '^C stopping…' : '^C stopping...'
    err.write(`${over}${shown(err.surface, text)}\n`)
    controller.abort()
  }
  for (const signal of STOPPING) host.on(signal, stop)
  return {
    signal: controller.signal,
    release: () => {
      for (const signal of STOPPING) host.off(signal, stop)
    },
  }
}
