/** The engine on worlds, with plain C's W2 in between: nanoseconds, and how many times plain C's they are. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { W2 } from '../peers/workload.ts'
import type { Runner } from '../peers/program.ts'
import { type EngineRun, type Order, type Program, BUILT, runEngine } from './engine.ts'
import { interleave } from './rounds.ts'
import { type Spread, median, spread } from './statistics.ts'
import { type World, durationFor, scenarioText } from './world.ts'

/** A world and how it is played. */
export interface Case {
  readonly label: string
  readonly world: World
  readonly packets: number
  readonly kernel: Order['kernel']
  readonly threads: number
}

/** What the rounds of a case come to. */
export interface Measure {
  readonly label: string
  readonly packets: number
  /** Per packet, of the simulation proper. */
  readonly nanoseconds: Spread
  /** Per packet, from the start of the command to its exit. */
  readonly whole: Spread
  /** Times plain C's W2 in the same minute; `null` where no C is measured. */
  readonly ratio: Spread | null
  readonly wholeRatio: Spread | null
  /** Bytes, largest of the process. */
  readonly memory: number
}

export interface Measured {
  readonly measures: readonly Measure[]
  /** Plain C's W2, ns per packet, of all rounds. */
  readonly plainC: Spread | null
}

export interface Setting {
  readonly rounds: number
  /** Plain C, and how many packets of W2 it is given. */
  readonly plainC: { readonly run: Runner; readonly packets: number } | null
  readonly program?: Program
  readonly tell?: (what: string) => void
}

/**
 * Plays all cases in every round.
 *
 * @throws Error with what the command said, if it failed
 */
export const measureCases = (cases: readonly Case[], setting: Setting): Measured => {
  const { rounds, plainC, program = BUILT, tell = () => {} } = setting
  const folder = mkdtempSync(join(tmpdir(), 'interlink-sim-bench-'))
  try {
    const orders = cases.map((item, index): Order => {
      const duration = durationFor(item.world, item.packets)
      const scenario = join(folder, `${index}.yaml`)
      writeFileSync(scenario, scenarioText(item.world, duration))
      return { scenario, duration, kernel: item.kernel, threads: item.threads }
    })
    const bases: number[] = []
    const runs = interleave([...orders.keys()], rounds, (index, round) => {
      tell(`round ${round + 1} of ${rounds}: ${cases[index]!.label}`)
      // Right before each case, as the machine's mood changes within seconds.
      const against = plainC?.run(W2, plainC.packets).nanoseconds ?? null
      if (against !== null) bases.push(against)
      return { ...runEngine(orders[index]!, program), against }
    })
    return {
      measures: cases.map(({ label }, index) => measureOf(label, runs[index]!)),
      plainC: bases.length === 0 ? null : spread(bases),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const measureOf = (
  label: string,
  runs: readonly (EngineRun & { readonly against: number | null })[],
): Measure => {
  const relative = (cost: (run: EngineRun) => number): Spread | null => {
    const quotients = runs.flatMap(run => (run.against === null ? [] : cost(run) / run.against))
    return quotients.length === 0 ? null : spread(quotients)
  }
  return {
    label,
    packets: runs[0]!.packets,
    nanoseconds: spread(runs.map(run => run.nanoseconds)),
    whole: spread(runs.map(run => run.wholeNanoseconds)),
    ratio: relative(run => run.nanoseconds),
    wholeRatio: relative(run => run.wholeNanoseconds),
    memory: median(runs.map(run => run.peakMemory)),
  }
}
