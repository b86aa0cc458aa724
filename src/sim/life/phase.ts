/** What an InterLink is from an instant on, and what follows over a stretch of time. */
import { type CalendarInstant, compareInstants } from '../../calendar.ts'
import type { Owner } from '../../model/demarcation.ts'
import { FAMILIES, type Family } from '../../model/demand.ts'
import type { DropCause } from '../../model/drop-cause.ts'

/** What keeps a family from being carried. */
export interface Impediment {
  /** Since when. */
  readonly from: CalendarInstant
  /** In a few words: `mmr: cut`. */
  readonly cause: string
  /** Who must act. */
  readonly owner: Owner
}

/** A family of an InterLink. */
export interface FamilyPhase {
  /** What keeps it from being carried: of several impediments the earliest; null: it is carried. */
  readonly impediment: Impediment | null
  /**
   * What drops frames at their sender; null: they are sent. They are also while a loss of frames has
   * not been detected.
   */
  readonly refusal: DropCause | null
}

/** An InterLink from an instant on, up to the next phase. */
export interface Phase extends Readonly<Record<Family, FamilyPhase>> {
  readonly from: CalendarInstant
  /** The VPC that is attached, or will be when it is configured; null: none. */
  readonly vpc: string | null
}

/** Whether two phases differ in nothing but their instant. */
export const isSamePhase = (a: Phase, b: Phase): boolean =>
  a.vpc === b.vpc &&
  FAMILIES.every(
    family =>
      a[family].impediment === b[family].impediment && a[family].refusal === b[family].refusal,
  )

/** A stretch of time in which one impediment keeps a family from being carried. */
export interface DownStretch {
  readonly from: CalendarInstant
  readonly to: CalendarInstant
  readonly impediment: Impediment
  /** When frames are first held back at their sender for it; null: not before it ends. */
  readonly detected: CalendarInstant | null
}

const latest = (a: CalendarInstant, b: CalendarInstant): CalendarInstant =>
  compareInstants(a, b) < 0 ? b : a
const earliest = (a: CalendarInstant, b: CalendarInstant): CalendarInstant =>
  compareInstants(a, b) < 0 ? a : b

/**
 * The stretches within [`from`, `to`) in which a family is not carried, in the order of time. They do
 * not overlap and together are all of that time.
 *
 * @param phases  in the order of time; the first holds before its instant, too
 */
export const downStretches = (
  phases: readonly Phase[],
  family: Family,
  from: CalendarInstant,
  to: CalendarInstant,
): readonly DownStretch[] => {
  const stretches: DownStretch[] = []
  for (const [index, phase] of phases.entries()) {
    const { impediment, refusal } = phase[family]
    const begin = index === 0 ? from : latest(from, phase.from)
    const end = earliest(to, phases[index + 1]?.from ?? to)
    if (impediment === null || compareInstants(begin, end) >= 0) continue
    const last = stretches.at(-1)
    const detected = refusal === null ? null : begin
    if (last?.impediment === impediment && compareInstants(last.to, begin) === 0) {
      stretches[stretches.length - 1] = {
        ...last,
        to: end,
        detected: last.detected ?? detected,
      }
    } else stretches.push({ from: begin, to: end, impediment, detected })
  }
  return stretches
}
