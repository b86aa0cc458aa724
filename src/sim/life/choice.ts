/** Which InterLink of a VPC the frames of a source take, and when. */
import { type CalendarInstant, compareInstants } from '../../calendar.ts'
import type { Family } from '../../model/demand.ts'
import { PREFERENCES, type Preference } from '../../model/peering.ts'
import { type Gate, type GateState, gateOf } from './gate.ts'
import { psFrom } from './moment.ts'
import type { Phase } from './phase.ts'

/** An InterLink that the frames of a VPC may take. */
export interface Candidate {
  readonly preference: Preference
  readonly phases: readonly Phase[]
}

/** How good a candidate is now, the least first; of several alike the first in the file is taken. */
const rankOf = (
  { preference }: Candidate,
  phase: Phase,
  vpc: string,
  family: Family,
): readonly [attached: number, up: number, preference: number] => {
  const isAttached = phase.vpc === vpc
  const isUp = isAttached && phase[family].refusal === null
  return [isAttached ? 1 : 0, isUp ? 1 : 0, PREFERENCES.indexOf(preference)]
}

/** Where the best stands. */
const bestOf = (
  candidates: readonly Candidate[],
  phases: readonly Phase[],
  vpc: string,
  family: Family,
): number => {
  const ranks = candidates.map((each, i) => rankOf(each, phases[i]!, vpc, family))
  return ranks.reduce((best, rank, i) => {
    const differs = rank.findIndex((value, place) => value !== ranks[best]![place])
    return differs >= 0 && rank[differs]! > ranks[best]![differs]! ? i : best
  }, 0)
}

/**
 * The gates of a VPC's InterLinks for frames of a family: each frame takes the InterLink of highest
 * preference that is believed up, and else the one of highest preference that is attached, which
 * drops it.
 *
 * @param candidates  in the order of the file
 * @param start       calendar instant of simulated time 0
 * @returns one gate for each
 */
export const gatesByChoice = (
  candidates: readonly Candidate[],
  vpc: string,
  family: Family,
  start: CalendarInstant,
): readonly Gate[] => {
  const instants = candidates
    .flatMap(({ phases }) => phases.map(({ from }) => from))
    .toSorted(compareInstants)
    // Thousands of InterLinks change at one instant, that of a cut.
    .filter((at, i, all) => i === 0 || compareInstants(all[i - 1]!, at) !== 0)
  const states: GateState[][] = candidates.map(() => [])
  const places = candidates.map(() => 0)
  for (const at of instants) {
    const now = candidates.map(({ phases }, i) => {
      while (
        places[i]! + 1 < phases.length &&
        compareInstants(phases[places[i]! + 1]!.from, at) <= 0
      ) {
        places[i]!++
      }
      return phases[places[i]!]!
    })
    const chosen = bestOf(candidates, now, vpc, family)
    states.forEach((each, i) => {
      const { vpc: attached, [family]: phase } = now[i]!
      const refusal = attached === vpc ? phase.refusal : 'notRouted'
      each.push({ from: psFrom(start, at), cause: i === chosen ? refusal : 'elsewhere' })
    })
  }
  return states.map(gateOf)
}
