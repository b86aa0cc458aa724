/** Rules of lead times: bounds, and a p90 that is not below the median. */
import { DAY_MS } from '../calendar.ts'
import { type Ms, ms } from '../units.ts'
import type { Findings } from './findings.ts'
import type { Lead } from './lead.ts'
import type { Path } from './path.ts'
import { LEAD_DAYS_MAX } from './provisioning.ts'
import type { LeadDraft } from './provisioning-draft.ts'

const LEAD_MAX = ms(LEAD_DAYS_MAX * DAY_MS)

/** Rejects a time above what a step of an order, or a repair, may take. */
export const boundLead = (findings: Findings, path: Path, time: Ms): boolean =>
  findings.bound(path, 'lead time', time, 0, LEAD_MAX)

/** @returns the lead time; null where it is none */
export const completeLead = (findings: Findings, path: Path, draft: LeadDraft): Lead | null => {
  if (typeof draft === 'number') {
    return boundLead(findings, path, draft) ? { kind: 'certain', duration: draft } : null
  }
  const { median, p90 } = draft
  const within = (key: string, time: Ms): boolean =>
    findings.lasting([...path, key], time, '5d') && boundLead(findings, [...path, key], time)
  const areWithin = [within('median', median), within('p90', p90)].every(Boolean)
  if (p90 < median) {
    findings.reject({ kind: 'p90-below-median', path: [...path, 'p90'], p90, median })
    return null
  }
  if (!areWithin) return null
  return p90 === median ? { kind: 'certain', duration: median } : { kind: 'lognormal', median, p90 }
}
