/** A process for tests: what it was given, and what was written to it. */
import type { Host } from '../../src/cli/console.ts'

export interface FakeHost extends Host {
  readonly written: { out: string; err: string }
  readonly exits: number[]
  readonly raise: (signal: 'SIGINT' | 'SIGTERM') => void
}

export interface Given {
  readonly terminal?: boolean
  readonly columns?: number
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** Called on every look at the clock; returns seconds. */
  readonly uptime?: () => number
  /** Default: 1. */
  readonly cores?: number
}

export const fakeHost = (given: Given = {}): FakeHost => {
  const written = { out: '', err: '' }
  const exits: number[] = []
  const listeners = new Map<string, Set<() => void>>()
  const stream = (key: 'out' | 'err') => ({
    ...(given.terminal === true ? { isTTY: true, columns: given.columns ?? 100 } : {}),
    write: (text: string): void => {
      written[key] += text
    },
  })
  const began = performance.now()
  return {
    stdout: stream('out'),
    stderr: stream('err'),
    env: { LANG: 'C.UTF-8', ...given.env },
    cwd: () => given.cwd ?? '/',
    uptime: given.uptime ?? (() => (performance.now() - began) / 1000),
    cores: () => given.cores ?? 1,
    on: (signal, listener) => {
      listeners.set(signal, (listeners.get(signal) ?? new Set()).add(listener))
    },
    off: (signal, listener) => listeners.get(signal)?.delete(listener),
    exit: code => {
      exits.push(code)
    },
    written,
    exits,
    raise: signal => {
      for (const listener of listeners.get(signal) ?? []) listener()
    },
  }
}
