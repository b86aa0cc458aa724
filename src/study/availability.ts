/**
 * Years of faults without frames: how long is each InterLink and each VPC down, and whose is it?
 *
 * Replication by replication, random faults are drawn and the lives of connections and InterLinks are
 * played through them, as a run plays them; nothing else is needed for that.
 */
import type { Scenario } from '../model/scenario.ts'
import { type ConnectionPlayed, playConnection } from '../sim/life/connection.ts'
import { playInterlink } from '../sim/life/interlink.ts'
import type { Phase } from '../sim/life/phase.ts'
import { EPOCH } from '../sim/life/moment.ts'
import { PS_PER_SECOND } from '../units.ts'
import { ABOUT, ASSUMPTIONS } from './availability/assumptions.ts'
import { drawEvents, meanRepair } from './availability/breakdown.ts'
import type { Change } from './availability/change.ts'
import type { AvailabilityDocument, AvailabilityFigures, WhatIf } from './availability/document.ts'
import {
  type Estimate,
  availabilityEstimate,
  availabilityOf,
  minutesEstimate,
} from './availability/estimate.ts'
import { measure } from './availability/measure.ts'
import { judgeAvailability } from './availability/objectives.ts'
import { type AvailabilityQuestion, YEAR_MS } from './availability/question.ts'
import { type Measured, type Outlook, type Roster, rosterOf } from './availability/roster.ts'
import { Tally } from './availability/tally.ts'
import { StoppedError } from './stopped.ts'

export interface AvailabilityOptions {
  readonly signal?: AbortSignal
  /** Told the share of the work that is done, 0 … 1. */
  readonly onProgress?: (share: number) => void
}

const MINUTE_MS = 60_000

/** Events and measurements between two looks at the outside world: some ten milliseconds. */
const WORK_PER_TURN = 1_000

const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/**
 * Plays one replication and adds it to the tallies.
 *
 * @param end  of the replication, ms
 * @returns how much work it was: events and measurements
 */
const replicate = (
  { connections, lives, measured }: Roster,
  { world }: Scenario,
  seed: number,
  end: number,
  tallies: readonly Tally[],
): number => {
  let work = lives.length + measured.length
  const played: readonly ConnectionPlayed[] = connections.map(({ connection, places }) => {
    const events = drawEvents(places, seed, end)
    work += events.length
    return playConnection(connection, seed, EPOCH, false, events)
  })
  const phases: readonly (readonly Phase[])[] = lives.map(({ connection, interlink }) => {
    const on = played[connection]!
    return playInterlink(interlink, on, { ...world, connection: on.life }, [], EPOCH).phases
  })
  for (const [index, { kind, lives: ids, preferences, family }] of measured.entries()) {
    const members = ids.map((id, i) => ({
      connection: connections[lives[id]!.connection]!.connection.id,
      preference: preferences[i]!,
      phases: phases[id]!,
    }))
    const tally = tallies[index]!
    measure(kind, members, family, end / 1000, tally)
    tally.close()
  }
  return work
}

/** What an outage takes at most, on average, minutes; 0 where one member cannot fail. */
const outageMean = ({ connections, lives }: Roster, { lives: ids }: Measured): number => {
  const members = ids.map(id => lives[id]!)
  const faultsOf = members.map(({ connection }) => connections[connection]!.breakdowns)
  if (faultsOf.some(faults => faults.length === 0)) return 0
  const repair = Math.max(...faultsOf.flat().map(meanRepair))
  const establish = Math.max(...members.map(({ interlink }) => interlink.bgp.establish))
  return repair / MINUTE_MS + establish / PS_PER_SECOND / 60
}

const minutesOf = (
  roster: Roster,
  measured: Measured,
  tally: Tally,
  { years, confidence }: AvailabilityQuestion,
): Estimate =>
  minutesEstimate(
    {
      count: tally.count,
      years,
      mean: tally.meanOf('customer') / years + tally.meanOf('provider') / years,
      deviation: tally.deviation / years,
      outages: tally.outages,
      outageMean: outageMean(roster, measured),
    },
    confidence,
  )

const figuresOf = (
  tally: Tally,
  minutesPerYear: Estimate,
  { years }: AvailabilityQuestion,
): AvailabilityFigures => {
  const all = tally.count * years
  return {
    availability: availabilityEstimate(minutesPerYear),
    minutesPerYear,
    minutesPerYearByOwner: {
      customer: tally.meanOf('customer') / years,
      provider: tally.meanOf('provider') / years,
    },
    undetectedMinutesPerYear: tally.undetectedMean / years,
    outagesPerYear: tally.outages / all,
    outages: tally.outages,
    longestOutageMinutes: tally.longest,
    minutesPerYearByCause: tally.causes.map(({ minutes, ...cause }) => ({
      ...cause,
      minutes: minutes / all,
    })),
  }
}

const whatIfOf = (
  { subjects }: Roster,
  { change, measured }: Outlook,
  tallies: readonly Tally[],
  { years }: AvailabilityQuestion,
): WhatIf => {
  const kind = change as Exclude<Change, 'asItIs'>
  return {
    change: kind,
    about: ABOUT[kind],
    subjects: subjects.map((subject, i) => {
      const tally = tallies[measured[i]!]!
      const minutes = tally.meanOf('customer') / years + tally.meanOf('provider') / years
      const { family } = subject
      return {
        ...('interlink' in subject
          ? { interlink: subject.interlink, family }
          : { vpc: subject.vpc, family }),
        availability: availabilityOf(minutes),
        minutesPerYear: minutes,
        undetectedMinutesPerYear: tally.undetectedMean / years,
        outages: tally.outages,
      }
    }),
  }
}

const documentOf = (
  question: AvailabilityQuestion,
  roster: Roster,
  tallies: readonly Tally[],
): AvailabilityDocument => {
  const { scenario, sha256, years, replications, confidence } = question
  const figures = new Map<number, AvailabilityFigures>()
  for (const index of roster.asItIs.measured) {
    if (figures.has(index)) continue
    const minutes = minutesOf(roster, roster.measured[index]!, tallies[index]!, question)
    figures.set(index, figuresOf(tallies[index]!, minutes, question))
  }
  const subjects = roster.subjects.map((subject, i) => ({
    ...subject,
    ...figures.get(roster.asItIs.measured[i]!)!,
  }))
  return {
    format: 'interlink-sim/availability',
    version: 1,
    scenario: { name: scenario.name, sha256 },
    seed: scenario.seed,
    confidence,
    years,
    replications,
    assumptions: ASSUMPTIONS,
    subjects,
    objectives: judgeAvailability(scenario.objectives, subjects).map(({ result }) => result),
    whatIf: roster.changes.map(outlook => whatIfOf(roster, outlook, tallies, question)),
  }
}

/**
 * Answers the question.
 *
 * @throws StoppedError when `signal` aborts
 */
export const availability = async (
  question: AvailabilityQuestion,
  { signal, onProgress }: AvailabilityOptions = {},
): Promise<AvailabilityDocument> => {
  const { scenario, years, replications } = question
  const look = (done: number): void => {
    if (signal?.aborted === true) throw new StoppedError(done, replications)
  }
  look(0)
  const roster = rosterOf(scenario)
  const tallies = roster.measured.map(() => new Tally(replications))
  const end = years * YEAR_MS
  let work = 0
  for (let i = 0; i < replications; i++) {
    if (work >= WORK_PER_TURN) {
      work = 0
      onProgress?.(i / replications)
      await nextTurn()
      look(i)
    }
    work += replicate(roster, scenario, scenario.seed + i, end, tallies)
  }
  return documentOf(question, roster, tallies)
}
