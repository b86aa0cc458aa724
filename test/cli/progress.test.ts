import { describe, expect, it } from 'vitest'
import { consoleOf } from '../../src/cli/console.ts'
import { listenForInterrupt } from '../../src/cli/interrupt.ts'
import { startProgress } from '../../src/cli/progress.ts'
import { Signals } from '../../src/cli/signals.ts'
import { type Given, fakeHost } from './host.ts'

/** Reports every 10 ms for `seconds` and counts the drawings. */
const play = (given: Given, seconds: number) => {
  const host = fakeHost(given)
  let now = 0
  const progress = startProgress(consoleOf(host).err, 1.05, () => now)
  const drawings: { readonly at: number; readonly text: string }[] = []
  for (let step = 1; step <= seconds * 100; step++) {
    now = step / 100
    const before = host.written.err.length
    const share = now / seconds
    progress.report({ share, frames: step * 1000 })
    const text = host.written.err.slice(before)
    if (text !== '') drawings.push({ at: now, text })
  }
  progress.end()
  return { drawings, written: host.written }
}

describe('progress', () => {
  it('is first drawn after 200 ms and at most ten times a second', () => {
    const { drawings } = play({ terminal: true }, 3)
    expect(drawings[0]!.at).toBeGreaterThanOrEqual(0.2)
    expect(drawings.length).toBeGreaterThan(20)
    for (const [index, { at }] of drawings.entries()) {
      if (index > 0) expect(at - drawings[index - 1]!.at).toBeGreaterThan(0.0999)
    }
  })

  it('is redrawn in one line and erased at the end', () => {
    const { drawings, written } = play({ terminal: true }, 1)
    for (const { text } of drawings) {
      expect(text.startsWith('\rrun ')).toBe(true)
      expect(text.endsWith('\u001b[K')).toBe(true)
      expect(text.slice(1)).not.toMatch(/[\r\n]/)
    }
    expect(written.err.endsWith('\r\u001b[K')).toBe(true)
    expect(written.out).toBe('')
  })

  it.each([
    ['a pipe', {}],
    ['a dumb terminal', { terminal: true, env: { TERM: 'dumb' } }],
  ])('is silent in %s', (_name, given) => {
    expect(play(given, 1).written.err).toBe('')
  })

  it('leaves no trace of what took less than 200 ms', () => {
    expect(play({ terminal: true }, 0.15).written.err).toBe('')
  })
})

describe('Ctrl-C', () => {
  it('is acknowledged at once; a second one ends the process', () => {
    const host = fakeHost({ terminal: true })
    let stopped = 0
    const interrupt = listenForInterrupt(host, consoleOf(host), () => stopped++)
    host.raise('SIGINT')
    expect(host.written.err).toBe('\r^C stopping…\n')
    expect(interrupt.signal.aborted).toBe(true)
    expect(stopped).toBe(1)
    expect(host.exits).toEqual([])
    host.raise('SIGTERM')
    expect(host.exits).toEqual([130])
  })

  it('is left alone once nothing runs', () => {
    const host = fakeHost()
    const interrupt = listenForInterrupt(host, consoleOf(host), () => {})
    interrupt.release()
    host.raise('SIGINT')
    expect(host.written.err).toBe('')
    expect(interrupt.signal.aborted).toBe(false)
  })
})

describe('signals', () => {
  /** A process that can be sent one. */
  const receiver = () => {
    const listeners = new Map<string, () => void>()
    const exits: number[] = []
    return {
      on: (signal: string, listener: () => void) => listeners.set(signal, listener),
      exit: (code: number) => exits.push(code),
      raise: (signal: string) => listeners.get(signal)!(),
      exits,
    }
  }

  it('end a process that does not listen yet', () => {
    const fake = receiver()
    expect(new Signals(fake)).toBeDefined()
    fake.raise('SIGTERM')
    expect(fake.exits).toEqual([130])
  })

  it('are answered by who listened last, and end the process once nobody does', () => {
    const fake = receiver()
    const signals = new Signals(fake)
    const heard: string[] = []
    const [first, second] = [() => heard.push('first'), () => heard.push('second')]
    signals.on('SIGINT', first)
    signals.on('SIGINT', second)
    fake.raise('SIGINT')
    signals.off('SIGINT', second)
    fake.raise('SIGINT')
    signals.off('SIGINT', first)
    expect([heard, fake.exits]).toEqual([['second', 'first'], []])
    fake.raise('SIGINT')
    expect(fake.exits).toEqual([130])
  })
})
