/** A process that examines inputs, told which by its parent, and says what came of each. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type FuzzCase, caseOf, nameOf } from './cases.ts'
import { type Examination, type Finding, examine } from './examine.ts'

/** What a worker is asked: some inputs of a campaign, or one that is given as it is. */
export type Question =
  | {
      readonly kind: 'range'
      readonly seed: number
      readonly indices: readonly number[]
      /** Each such one also goes to the command's own process. */
      readonly processEvery: number
    }
  | { readonly kind: 'case'; readonly case: FuzzCase }

/** What it says of one input. */
export interface Answer {
  readonly finding: Finding
  /** Resident memory of the worker after it, and the most there ever was, bytes. */
  readonly resident: number
  readonly peak: number
}

const stray: string[] = []
const collect = (error: unknown): void => {
  stray.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
}
process.on('uncaughtException', collect)
process.on('unhandledRejection', collect)

const folder = mkdtempSync(join(tmpdir(), 'fuzz-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('disconnect', () => process.exit())

const examination = JSON.parse(process.argv[2]!) as Omit<Examination, 'asProcess'>

/** The most memory that this process ever took, bytes. */
const peak = (): number => process.resourceUsage().maxRSS * 1024

const answer = async (it: FuzzCase, asProcess: boolean): Promise<void> => {
  const options = { ...examination, asProcess }
  const before = peak()
  let finding = await examine(it, join(folder, 'input'), options)
  const { memory } = examination.limits
  // What this process holds is not all this input's: the command's own process says what it takes.
  if (peak() > Math.max(memory, before) && finding.memory === 0) {
    finding = await examine(it, join(folder, 'input'), { ...options, asProcess: true })
  }
  const broken = [...finding.broken, ...stray.splice(0).map(text => `not caught: ${text}`)]
  const told: Answer = {
    finding: { ...finding, broken },
    resident: process.memoryUsage.rss(),
    peak: peak(),
  }
  process.send!(told)
}

const work = async (question: Question): Promise<void> => {
  if (question.kind === 'case') {
    await answer(question.case, true)
    return
  }
  const { seed, indices, processEvery } = question
  for (const index of indices) {
    await answer(caseOf(nameOf(seed, index)), index % processEvery === processEvery - 1)
  }
}

process.on('message', (question: Question) => {
  void work(question)
})

process.send!('ready')
