/** Kernels agree in every byte: of the document, of the series, of the trace. */
import fc from 'fast-check'
import type { KernelName } from '../../../src/sim/kernel/choice.ts'
import type { SeriesInterval } from '../../../src/sim/recording/series.ts'
import { troubled } from '../support/trouble.ts'
import { simulate } from '../support/worlds.ts'
import { type Case, cases } from './worlds.ts'

/** Everything that a kernel says of a case, as lines of text. */
const saidOf = async (
  { scenario, captures, tables, trouble }: Case,
  kernel: KernelName,
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
    { ...(isRecorded ? recording : {}), kernel, alter: troubled(trouble, scenario.traffic) },
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

/** The first line on which two lists differ. @throws Error with both of them */
const compare = (event: readonly string[], batch: readonly string[]): void => {
  for (let i = 0; i < Math.max(event.length, batch.length); i++) {
    if (event[i] === batch[i]) continue
    throw new Error(`kernels differ\n  event: ${event[i]}\n  batch: ${batch[i]}`)
  }
}

/**
 * Holds the batch kernel to the event kernel.
 *
 * @throws Error with seed, counterexample and the first figure that differs
 */
export const kernelsAgree = async (parameters: fc.Parameters<[Case, boolean]>): Promise<void> => {
  await fc.assert(
    fc.asyncProperty(cases, fc.boolean(), async (it, isRecorded) => {
      const event = await saidOf(it, 'event', isRecorded)
      compare(event, await saidOf(it, 'batch', isRecorded))
    }),
    parameters,
  )
}
