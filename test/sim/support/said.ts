/** Everything that a run says, byte for byte. */
import type { Table } from '../../../src/formats/csv/read.ts'
import type { Capture } from '../../../src/formats/pcap/read.ts'
import type { Scenario } from '../../../src/model/scenario.ts'
import type { SeriesInterval } from '../../../src/sim/recording/series.ts'
import type { RunOptions } from '../../../src/sim/run.ts'
import { simulate } from './worlds.ts'

/** A scenario and what it reads. */
export interface Told {
  readonly scenario: Scenario
  readonly captures: ReadonlyMap<string, Capture>
  readonly tables: ReadonlyMap<string, Table>
}

/** What a run of a scenario says outside `run`, as lines of text: document, series, trace. */
export const saidOf = async (
  { scenario, captures, tables }: Told,
  options: Pick<RunOptions, 'kernel' | 'threads' | 'alter'>,
  isRecorded: boolean,
): Promise<readonly string[]> => {
  const series: string[] = []
  const trace: string[] = []
  const recording = {
    onInterval: (interval: SeriesInterval): void => {
      series.push(`interval ${JSON.stringify(interval)}`)
    },
    trace: {
      frame: (time: number, head: Uint8Array, length: number): void => {
        trace.push(`frame ${time} ${Buffer.from(head).toString('hex')} ${length}`)
      },
    },
  }
  const { run: _, ...document } = await simulate(
    scenario,
    captures,
    { ...(isRecorded ? recording : {}), ...options },
    undefined,
    tables,
  )
  const parts = Object.entries(document).flatMap(([key, value]) =>
    Array.isArray(value)
      ? value.map((each, i) => `${key}[${i}] ${JSON.stringify(each)}`)
      : [`${key} ${JSON.stringify(value)}`],
  )
  return [...parts, ...series, ...trace]
}
