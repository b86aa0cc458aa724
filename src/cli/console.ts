/** Where a command writes to: what its two streams are and what they can show. */
import type { Surface } from '../report/terminal/style.ts'
import type { Stopping } from './signals.ts'

/** A stream as Node gives it. */
interface Stream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** The part of a process that commands use. */
export interface Host {
  readonly stdout: Stream
  readonly stderr: Stream
  readonly env: Readonly<Record<string, string | undefined>>
  cwd(): string
  /** Seconds since the process started. */
  uptime(): number
  /** How many threads can be at work at once. */
  cores(): number
  on(signal: Stopping, listener: () => void): unknown
  off(signal: Stopping, listener: () => void): unknown
  exit(code: number): void
}

/** A stream, and what it can show. */
export interface Output {
  readonly surface: Surface
  readonly isTerminal: boolean
  /** Whether the cursor can be moved: a terminal that is not dumb. */
  readonly canRedraw: boolean
  readonly write: (text: string) => void
}

/** Both streams: `out` for results, `err` for everything about them. */
export interface Console {
  readonly out: Output
  readonly err: Output
}

/** Columns of what is not a terminal. */
const WIDTH_OF_PIPES = 100
/** Columns of a terminal that does not say. */
const WIDTH_UNKNOWN = 80

const isSet = (value: string | undefined): boolean => value !== undefined && value !== ''

/** Whether text may be UTF-8: what the locale says, and where it says nothing, yes. */
const speaksUnicode = (env: Host['env']): boolean => {
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(isSet)
  return locale === undefined || /utf-?8/i.test(locale)
}

/** Whether colours are wanted: in a terminal, unless NO_COLOR or a dumb one forbids them. */
const wantsColour = (env: Host['env'], isTerminal: boolean): boolean =>
  isTerminal && !isSet(env['NO_COLOR']) && env['TERM'] !== 'dumb'

const outputOf = (stream: Stream, env: Host['env']): Output => {
  const isTerminal = stream.isTTY === true
  const { columns } = stream
  const known = columns !== undefined && columns > 0 ? columns : WIDTH_UNKNOWN
  return {
    surface: {
      width: isTerminal ? known : WIDTH_OF_PIPES,
      colour: wantsColour(env, isTerminal),
      unicode: speaksUnicode(env),
    },
    isTerminal,
    canRedraw: isTerminal && env['TERM'] !== 'dumb',
    write: text => {
      stream.write(text)
    },
  }
}

/** The streams of a process. */
export const consoleOf = ({ stdout, stderr, env }: Host): Console => ({
  out: outputOf(stdout, env),
  err: outputOf(stderr, env),
})
