/** Many inputs, by several workers, and what came of them all. */
import fc from 'fast-check'
import {
  type CaseName,
  type FuzzCase,
  type GeneratorName,
  caseOf,
  casesOf,
  nameOf,
} from './cases.ts'
import { type CrewOptions, type Report, Worker } from './crew.ts'

/** A campaign: its inputs follow from the seed. */
export interface CampaignOptions extends CrewOptions {
  readonly seed: number
  /** Number of the first input, and how many there are. */
  readonly first: number
  readonly runs: number
  readonly workers: number
  readonly processEvery: number
  /** How many failures are shrunk, and for how long each, seconds. */
  readonly shrinks: number
  readonly shrinkSeconds: number
  readonly onProgress: (tally: Tally) => void
}

/** An input for which a law does not hold. */
export interface Failure {
  readonly index: number
  readonly name: CaseName
  readonly broken: readonly string[]
  /** The smallest input found that fails too; the one with that number where it was not shrunk. */
  readonly case: FuzzCase
  readonly wasShrunk: boolean
}

/** Numbers of one kind of inputs. */
export interface KindTally {
  inputs: number
  accepted: number
  refused: number
  interrupted: number
  failed: number
  /** The longest call, seconds, and the input it was for. */
  slowest: number
  slowestIndex: number
}

/** Numbers of a campaign. */
export interface Tally {
  readonly kinds: Map<GeneratorName, KindTally>
  inputs: number
  failed: number
  /** Inputs that also went to the command's own process. */
  processes: number
  processSlowest: number
  /** The most memory that a process of the command took, bytes, and the most of a worker. */
  processMemory: number
  workerMemory: number
}

/** Numbers and failures of a campaign. */
export interface Outcome {
  readonly tally: Tally
  readonly failures: readonly Failure[]
}

/** Inputs a worker is asked for at a time. */
const SHARE = 100

const brokenIn = (report: Report): readonly string[] =>
  report.kind === 'answer' ? report.answer.finding.broken : [report.words]

const count = (tally: Tally, index: number, { generator }: CaseName, report: Report): void => {
  const { kinds } = tally
  const kind = kinds.get(generator) ?? {
    inputs: 0,
    accepted: 0,
    refused: 0,
    interrupted: 0,
    failed: 0,
    slowest: 0,
    slowestIndex: index,
  }
  kinds.set(generator, kind)
  kind.inputs += 1
  tally.inputs += 1
  if (brokenIn(report).length > 0) {
    kind.failed += 1
    tally.failed += 1
  }
  if (report.kind !== 'answer') return
  const { finding, peak } = report.answer
  kind[finding.verdict] += 1
  if (finding.seconds > kind.slowest) {
    kind.slowest = finding.seconds
    kind.slowestIndex = index
  }
  if (finding.processSeconds > 0) tally.processes += 1
  tally.processSlowest = Math.max(tally.processSlowest, finding.processSeconds)
  tally.processMemory = Math.max(tally.processMemory, finding.memory)
  tally.workerMemory = Math.max(tally.workerMemory, peak)
}

/** Bytes of an input, its files included. */
export const sizeOf = ({ scenario, files }: FuzzCase): number =>
  [scenario, ...files].reduce((sum, { content }) => sum + content.length, 0)

/** Looks for a smaller input that fails too. */
const shrunk = async (
  index: number,
  name: CaseName,
  broken: readonly string[],
  options: CampaignOptions,
): Promise<Failure> => {
  const worker = new Worker(options)
  const first = { case: caseOf(name), broken }
  let smallest = first
  try {
    const fails = async (it: FuzzCase): Promise<boolean> => {
      for await (const report of worker.ask({ kind: 'case', case: it })) {
        const found = brokenIn(report)
        if (found.length === 0) continue
        // What is simpler to its generator may be longer: then it is only a step on the way.
        if (sizeOf(it) < sizeOf(smallest.case)) smallest = { case: it, broken: found }
        return true
      }
      return false
    }
    // Its start is not to count as time spent on shrinking.
    await worker.start()
    await fc.check(
      fc.asyncProperty(casesOf(name.generator), async it => !(await fails(it))),
      { ...name.parameters, interruptAfterTimeLimit: options.shrinkSeconds * 1e3 },
    )
  } finally {
    worker.end()
  }
  return { index, name, ...smallest, wasShrunk: smallest !== first }
}

/** Gives the command every input of a campaign. */
export const campaign = async (options: CampaignOptions): Promise<Outcome> => {
  const { seed, first, runs, processEvery, onProgress } = options
  const tally: Tally = {
    kinds: new Map(),
    inputs: 0,
    failed: 0,
    processes: 0,
    processSlowest: 0,
    processMemory: 0,
    workerMemory: 0,
  }
  const failed: { index: number; name: CaseName; broken: readonly string[] }[] = []
  let next = first
  const end = first + runs
  const work = async (): Promise<void> => {
    const worker = new Worker(options)
    while (next < end) {
      const share = Array.from({ length: Math.min(SHARE, end - next) }, (_, i) => next + i)
      next += share.length
      // A worker that is stuck or dead leaves the rest of its share to the next one.
      while (share.length > 0) {
        const question = { kind: 'range', seed, indices: [...share], processEvery } as const
        for await (const report of worker.ask(question)) {
          const index = share.shift()!
          const name = nameOf(seed, index)
          count(tally, index, name, report)
          const broken = brokenIn(report)
          if (broken.length > 0) failed.push({ index, name, broken })
          onProgress(tally)
        }
      }
    }
    worker.end()
  }
  await Promise.all(Array.from({ length: options.workers }, work))
  failed.sort((a, b) => a.index - b.index)
  const failures: Failure[] = []
  for (const [i, { index, name, broken }] of failed.entries()) {
    failures.push(
      i < options.shrinks
        ? await shrunk(index, name, broken, options)
        : { index, name, broken, case: caseOf(name), wasShrunk: false },
    )
  }
  return { tally, failures }
}
