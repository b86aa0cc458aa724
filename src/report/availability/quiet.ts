/** One line per objective that is missed or undecided, in base units, for scripts. */
import type { Scenario } from '../../model/scenario.ts'
import type { AvailabilityDocument } from '../../study/availability/document.ts'
import { judgeAvailability } from '../../study/availability/objectives.ts'
import type { Locate } from '../judged.ts'
import { printable } from '../terminal/text.ts'

/**
 * `missed web ipv4 availability 0.99917… limit 0.9999 five-nines.yaml:58:5`; `undecided` where the limit
 * lies inside the interval.
 *
 * @param file  the scenario as the user named it
 * @returns lines, each ended by a line feed; empty when all are met
 */
export const renderQuietAvailability = (
  scenario: Scenario,
  document: AvailabilityDocument,
  locate: Locate,
  file: string,
): string =>
  judgeAvailability(scenario.objectives, document.subjects)
    .filter(({ result }) => !result.met)
    .map(({ index, result }) => {
      const { interlink, family, metric, value, above, below, undecided } = result
      const place = locate(['objectives', index])
      const where = place === null ? file : `${file}:${place.line}:${place.column}`
      const word = undecided === true ? 'undecided' : 'missed'
      const limit = above ?? below
      return `${word} ${interlink} ${family} ${metric} ${value} limit ${limit} ${printable(where)}\n`
    })
    .join('')
