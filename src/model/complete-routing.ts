/** From the draft of an InterLink's routes to its policies, and whether they are propagated. */
import type { InterlinkDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import type { Path } from './path.ts'
import type { Interlink, Policies } from './world.ts'

/** Where a scenario says nothing of routes, every prefix passes. */
export const OPEN_POLICIES: Policies = {
  ipv4: { in: ['0.0.0.0/0'], out: ['0.0.0.0/0'] },
  ipv6: { in: ['::/0'], out: ['::/0'] },
}

/**
 * Completes what an InterLink routes, and puts every violation into `findings`: propagation needs a
 * policy (provider's documentation).
 *
 * @param path  of the InterLink
 */
export const completeRouting = (
  findings: Findings,
  path: Path,
  { id, routing: draft, propagation }: InterlinkDraft,
): Pick<Interlink, 'routing' | 'propagation'> => {
  const routing: Policies =
    draft === undefined ? OPEN_POLICIES : { ipv4: draft.ipv4 ?? null, ipv6: draft.ipv6 ?? null }
  const hasPolicy = routing.ipv4 !== null || routing.ipv6 !== null
  if (propagation === true && !hasPolicy) {
    findings.reject({
      kind: 'propagation-without-policy',
      path: [...path, 'propagation'],
      interlink: id,
    })
  }
  return { routing, propagation: propagation ?? hasPolicy }
}
