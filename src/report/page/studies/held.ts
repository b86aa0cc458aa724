/** The scenario of a study, read again from the text that its document holds. */
import { parseScenario } from '../../../scenario/load.ts'
import type { Scenario } from '../../../model/scenario.ts'
import { PS_PER_SECOND } from '../../../units.ts'
import { exact } from '../../terminal/figures.ts'

/** Null where there is no text, or none that can be read. */
export const heldScenario = (text: unknown): Scenario | null => {
  if (typeof text !== 'string') return null
  const result = parseScenario(text)
  return result.ok ? result.loaded.scenario : null
}

/** `--duration` where what was played lasted for another time than its file says; else nothing. */
export const durationWords = (
  scenario: Scenario | null,
  { duration }: { readonly duration: number },
): readonly string[] =>
  scenario === null || scenario.duration === Math.round(duration * PS_PER_SECOND)
    ? []
    : ['--duration', exact(duration, 'duration').replaceAll(/[\u00a0,]/gu, '')]
