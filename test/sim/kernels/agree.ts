/** Kernels agree in every byte: of the document, of the series, of the trace. */
import fc from 'fast-check'
import { saidOf } from '../support/said.ts'
import { troubled } from '../support/trouble.ts'
import { type Case, cases } from './worlds.ts'

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
      const alter = troubled(it.trouble, it.scenario.traffic)
      const event = await saidOf(it, { kernel: 'event', alter }, isRecorded)
      compare(event, await saidOf(it, { kernel: 'batch', alter }, isRecorded))
    }),
    parameters,
  )
}
