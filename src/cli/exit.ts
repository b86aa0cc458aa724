/** Exit codes, and what ends a command early. */

/** What the process reports to its caller. */
export const EXIT = {
  /** Done, and the answer is yes. */
  done: 0,
  /** Done, but an objective is missed or undecided. */
  missed: 1,
  /** The command line or an input file is wrong. */
  input: 2,
  /** A fault of ours. */
  fault: 70,
  /** Stopped from outside. */
  interrupted: 130,
} as const
/** An exit code. */
export type Exit = (typeof EXIT)[keyof typeof EXIT]

/** The command line is wrong; the message says what was found and what is needed, a line each. */
export class UsageError extends Error {}

/** A fault of ours, with what it takes to see it again. */
export class OurFault extends Error {
  declare readonly circumstances: string
  declare readonly replay: string

  /**
   * @param cause          what was thrown
   * @param circumstances  seed and simulated time, in words
   * @param replay         the command that repeats it
   */
  constructor(cause: unknown, circumstances: string, replay: string) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.circumstances = circumstances
    this.replay = replay
  }
}
