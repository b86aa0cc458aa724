/** VLAN ids of one connection: chosen ones are unique, the others get the lowest free ones. */
import { VLAN_MAX, VLAN_MIN } from './defaults.ts'
import type { InterlinkDraft } from './draft.ts'
import type { Findings } from './findings.ts'

/** Rejects a chosen VLAN id that is none; returns whether the one chosen, if any, is one. */
export const checkVlan = (findings: Findings, { id, vlan }: InterlinkDraft): boolean =>
  vlan === undefined || findings.whole(['interlinks', id, 'vlan'], vlan, VLAN_MIN, VLAN_MAX)

/**
 * Assigns a VLAN id to each InterLink of a connection. Chosen ids anywhere in the file are taken
 * before any is assigned.
 *
 * @param drafts  the InterLinks of `connection`, in the order of the file
 * @returns the id of each, by InterLink; absent where none could be had
 */
export const assignVlans = (
  findings: Findings,
  connection: string,
  drafts: readonly InterlinkDraft[],
): ReadonlyMap<string, number> => {
  const holders = new Map<number, string>()
  const assigned = new Map<string, number>()
  const latecomers: InterlinkDraft[] = []
  for (const draft of drafts) {
    const { id, vlan } = draft
    if (vlan === undefined) continue
    if (!checkVlan(findings, draft)) continue
    if (holders.has(vlan)) {
      latecomers.push(draft)
      continue
    }
    holders.set(vlan, id)
    assigned.set(id, vlan)
  }
  let lowest = VLAN_MIN
  const free = (): number | null => {
    while (holders.has(lowest)) lowest += 1
    return lowest > VLAN_MAX ? null : lowest
  }
  for (const { id, vlan } of latecomers) {
    findings.reject({
      kind: 'vlan-taken',
      path: ['interlinks', id, 'vlan'],
      vlan: vlan!,
      connection,
      holder: holders.get(vlan!)!,
      free: free(),
    })
  }
  for (const { id, vlan } of drafts) {
    if (vlan !== undefined) continue
    const next = free()
    if (next === null) {
      findings.reject({ kind: 'no-vlan-left', path: ['interlinks', id], connection })
      continue
    }
    holders.set(next, id)
    assigned.set(id, next)
  }
  return assigned
}
