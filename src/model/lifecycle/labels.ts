/** What a name and an AS number may be (API: `ValidationRules`). */
import { NAME_MAX, PEER_ASN_MAX, PEER_ASN_MIN } from '../defaults.ts'
import type { Findings } from '../findings.ts'
import type { InterlinkLabels } from './interlink.ts'
import type { Refusal } from './refusal.ts'

/** Rejects an AS number that no peer may have, and returns why a name cannot be, or null. */
export const checkLabels = (
  findings: Findings,
  interlink: string,
  { name, peerAsn }: InterlinkLabels,
): Refusal | null => {
  if (peerAsn !== null) {
    findings.whole(['interlinks', interlink, 'peerAsn'], peerAsn, PEER_ASN_MIN, PEER_ASN_MAX)
  }
  return name.length >= 1 && name.length <= NAME_MAX
    ? null
    : { kind: 'name-length', interlink, length: name.length }
}
