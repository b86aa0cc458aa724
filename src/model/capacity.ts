/** What fits on a port: its speed, the sizes it offers and the sum of its InterLinks. */
import { type BitsPerSecond, bitsPerSecond } from '../units.ts'
import { BANDWIDTH_STEP, PORT_SPEEDS } from './defaults.ts'
import type { ConnectionDraft, InterlinkDraft } from './draft.ts'
import type { Findings } from './findings.ts'

/** Rejects a speed that no port has, and a catalogue that is empty or beyond the port. */
export const checkPort = (findings: Findings, draft: ConnectionDraft): void => {
  const { id, portSpeed, availableBandwidths } = draft
  const path = ['connections', id]
  const known = PORT_SPEEDS.includes(portSpeed)
  if (!known) {
    findings.reject({ kind: 'no-port-speed', path: [...path, 'portSpeed'], asked: portSpeed })
  }
  if (availableBandwidths === undefined) return
  if (availableBandwidths.length === 0) {
    findings.reject({
      kind: 'empty-catalogue',
      path: [...path, 'availableBandwidths'],
      connection: id,
    })
  }
  for (const [index, offered] of availableBandwidths.entries()) {
    if (known && offered > portSpeed) {
      findings.reject({
        kind: 'offered-above-port',
        path: [...path, 'availableBandwidths', index],
        offered,
        connection: id,
        portSpeed,
      })
    }
  }
}

const sum = (drafts: readonly InterlinkDraft[]): BitsPerSecond =>
  bitsPerSecond(drafts.reduce((total, each) => total + each.bandwidth, 0))

/** Rejects bandwidths that the connection does not offer. */
const checkOffer = (
  findings: Findings,
  { id: connection, availableBandwidths: offered }: ConnectionDraft,
  drafts: readonly InterlinkDraft[],
): void => {
  if (offered === undefined || offered.length === 0) return
  const sizes = new Set(offered)
  for (const { id, bandwidth } of drafts) {
    // One that is no bandwidth at all is refused for that alone.
    if (bandwidth === 0 || bandwidth % BANDWIDTH_STEP !== 0 || sizes.has(bandwidth)) continue
    const path = ['interlinks', id, 'bandwidth']
    findings.reject({ kind: 'not-offered', path, asked: bandwidth, connection, offered })
  }
}

/**
 * Rejects bandwidths that are not offered, and the first InterLink in the order of the file whose
 * addition exceeds the port: all the others hold what they have.
 *
 * @param drafts  the InterLinks of `connection`, in the order of the file
 */
export const checkCapacity = (
  findings: Findings,
  connection: ConnectionDraft,
  drafts: readonly InterlinkDraft[],
): void => {
  checkOffer(findings, connection, drafts)
  const { id, portSpeed } = connection
  if (!PORT_SPEEDS.includes(portSpeed)) return
  let total = 0
  const blamed = drafts.find(each => (total += each.bandwidth) > portSpeed)
  if (blamed === undefined) return
  const others = drafts.filter(each => each !== blamed)
  const held = sum(others)
  findings.reject({
    kind: 'oversubscribed',
    path: ['interlinks', blamed.id, 'bandwidth'],
    connection: id,
    portSpeed,
    asked: blamed.bandwidth,
    free: bitsPerSecond(Math.max(0, portSpeed - held)),
    holders: others.filter(each => each.bandwidth > 0).map(each => each.id),
    held,
    offered: connection.availableBandwidths ?? null,
  })
}
