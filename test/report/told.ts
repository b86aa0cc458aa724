/** What a summary tells in words, in one line each. */
import { judgedIn } from '../../src/report/judged.ts'
import { nextStep } from '../../src/report/terminal/next.ts'
import type { SummaryInput } from '../../src/report/terminal/summary.ts'
import { verdictOn } from '../../src/report/verdict.ts'

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ')

export const told = (
  input: SummaryInput,
): { readonly headline: string; readonly cause: string; readonly next: string } => {
  const { scenario, document, locate, file } = input
  const context = { scenario, document }
  const judged = judgedIn(context)
  const { headline, cause } = verdictOn(context, judged)
  const { command } = nextStep(context, judged, locate, { file, options: [] })
  return {
    headline: spaced(headline),
    cause: spaced(cause),
    next: spaced(command.split(' in scenarios/')[0]!),
  }
}
