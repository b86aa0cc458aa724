/** A worker as its parent sees it: asked, watched, and replaced when it is spent or stuck. */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Examination } from './examine.ts'
import type { Answer, Question } from './worker.ts'

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))

/** Resident bytes from which on a worker is replaced by a fresh one. */
const SPENT = 350_000_000

/** Characters of what a worker writes to stderr that are kept. */
const LAST_WORDS = 500

/** What came of one input: what the worker said of it, or how the worker ended over it. */
export type Report =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'stuck' | 'died'; readonly words: string }

/** How workers work. */
export interface CrewOptions extends Omit<Examination, 'asProcess'> {
  /** Seconds without an answer after which a worker counts as stuck. */
  readonly patience: number
  /** Their script, where it is not the usual one. */
  readonly script?: string
}

/** One worker after another, of which one is there at a time. */
export class Worker {
  readonly #options: CrewOptions
  #child: ChildProcess | null = null
  #lastWords = ''

  constructor(options: CrewOptions) {
    this.#options = options
  }

  /**
   * Asks for inputs.
   *
   * @yields a report on each, in their order; where it gets stuck or dies that is the last one
   * @throws Error when a worker does not even start
   */
  async *ask(question: Question): AsyncGenerator<Report, void> {
    const child = await this.start()
    const reports: Report[] = []
    let wake = (): void => {}
    const take = (report: Report): void => {
      reports.push(report)
      wake()
    }
    const onMessage = (answer: unknown): void => take({ kind: 'answer', answer: answer as Answer })
    const onExit = (code: number | null, signal: string | null): void =>
      take({ kind: 'died', words: `${signal ?? `exit ${code}`}: ${this.#lastWords}` })
    // Its last words have come when it closes.
    child.on('message', onMessage).on('close', onExit)
    child.send(question)
    const { patience } = this.#options
    let left = question.kind === 'case' ? 1 : question.indices.length
    let resident = 0
    try {
      while (left > 0) {
        const timer = setTimeout(
          () => take({ kind: 'stuck', words: `no answer for ${patience} s` }),
          patience * 1e3,
        )
        if (reports.length === 0) {
          await new Promise<void>(resolve => {
            wake = resolve
          })
        }
        clearTimeout(timer)
        const report = reports.shift()!
        left -= 1
        if (report.kind === 'answer') resident = report.answer.resident
        else left = 0
        if (report.kind === 'stuck') child.kill('SIGKILL')
        if (report.kind !== 'answer') this.#child = null
        yield report
      }
    } finally {
      // Whoever asked may have heard enough.
      child.off('message', onMessage).off('close', onExit)
      if (resident > SPENT) this.end()
    }
  }

  end(): void {
    this.#child?.disconnect()
    this.#child = null
  }

  /** Starts a worker where none is there, and waits until it can be asked. */
  async start(): Promise<ChildProcess> {
    if (this.#child !== null) return this.#child
    const { program, limits, suspicious, script = WORKER } = this.#options
    const child = fork(script, [JSON.stringify({ program, limits, suspicious })], {
      execArgv: ['--import', 'tsx'],
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    })
    this.#lastWords = ''
    child.stderr!.on('data', chunk => {
      this.#lastWords = (this.#lastWords + String(chunk)).slice(-LAST_WORDS)
    })
    // It takes its time to load; only what follows is its inputs' time.
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve())
      child.once('close', code =>
        reject(new Error(`a worker ended with ${code} before it began: ${this.#lastWords}`)),
      )
    })
    this.#child = child
    return child
  }
}
