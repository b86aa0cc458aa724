/** From the draft of a connection's order to its provisioning: rules, all of them applied, and defaults. */
import { DAY_MS, toUnixMs } from '../calendar.ts'
import { type Ms, ms } from '../units.ts'
import { boundLead, completeLead } from './complete-lead.ts'
import { UNASSIGNED } from './demarcation-info.ts'
import type { ConnectionDraft } from './draft.ts'
import type { Findings } from './findings.ts'
import { type Lead, deviationOf } from './lead.ts'
import type { Path } from './path.ts'
import {
  LOA_VALIDITY_DAYS_DEFAULT,
  PATCHERS,
  PATCH_DEVIATION_MIN,
  type Provisioning,
} from './provisioning.ts'
import type { ProvisioningDraft } from './provisioning-draft.ts'
import type { Connection } from './world.ts'

/** Rejects a patch that is practically never done while its LOA is valid. */
const checkPatch = (findings: Findings, path: Path, patch: Lead, validity: Ms): void => {
  const isInTime =
    patch.kind === 'certain'
      ? patch.duration <= validity
      : deviationOf(patch, validity) >= PATCH_DEVIATION_MIN
  if (isInTime) return
  findings.reject({ kind: 'patch-outlasts-loa', path: [...path, 'patch'], patch, validity })
}

const completeSteps = (findings: Findings, path: Path, draft: ProvisioningDraft): Provisioning => {
  const { ordered, turnUp = ms(0), patch } = draft
  const loaValidity = draft.loaValidity ?? ms(LOA_VALIDITY_DAYS_DEFAULT * DAY_MS)
  const leads = {
    loa: completeLead(findings, [...path, 'loa'], draft.loa),
    patch: completeLead(findings, [...path, 'patch'], patch),
    turnUp: completeLead(findings, [...path, 'turnUp'], turnUp),
  }
  const at = [...path, 'loaValidity']
  const isValid = findings.lasting(at, loaValidity, '90d') && boundLead(findings, at, loaValidity)
  if (isValid && leads.patch !== null) checkPatch(findings, path, leads.patch, loaValidity)
  // What is rejected is never looked at again.
  const none: Lead = { kind: 'certain', duration: ms(0) }
  return {
    ordered: toUnixMs(ordered),
    loa: leads.loa ?? none,
    patch: leads.patch ?? none,
    patchedBy: (typeof patch === 'number' ? undefined : patch.by) ?? PATCHERS[0]!,
    turnUp: leads.turnUp ?? none,
    loaValidity,
  }
}

/**
 * Completes what leads a connection from order to bill, and puts every violation into `findings`.
 *
 * @param path  of the connection
 */
export const completeProvisioning = (
  findings: Findings,
  path: Path,
  { provisioning, loa = {}, price }: ConnectionDraft,
): Pick<Connection, 'provisioning' | 'loa' | 'price'> => ({
  provisioning:
    provisioning === undefined
      ? null
      : completeSteps(findings, [...path, 'provisioning'], provisioning),
  loa: {
    room: loa.room ?? UNASSIGNED.room,
    cabinet: loa.cabinet ?? UNASSIGNED.cabinet,
    panel: loa.panel ?? UNASSIGNED.panel,
    port: loa.port ?? UNASSIGNED.port,
    media: loa.media ?? UNASSIGNED.media,
  },
  price: price ?? null,
})
