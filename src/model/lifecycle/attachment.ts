/**
 * The VPC of an InterLink: one at most, of any Project of the Organization, in the region where the
 * connection ends. Detaching it and attaching another is always possible.
 */
import type { CalendarInstant } from '../../calendar.ts'
import { Findings } from '../findings.ts'
import { checkVpc, projectOf } from '../place.ts'
import { type Decision, accept, refuse, refuseBy } from './decision.ts'
import { type Estate, placesOf } from './estate.ts'
import type { UsableInterlink } from './interlink.ts'

/** Answers the wish to attach a VPC. */
export const decideAttachment = (
  estate: Estate,
  { id, terms, attachment }: UsableInterlink,
  at: CalendarInstant,
  vpc: string,
): Decision => {
  if (attachment.kind === 'attached') {
    return refuse({ kind: 'vpc-attached', interlink: id, vpc: attachment.vpc })
  }
  const findings = new Findings()
  const places = placesOf(estate)
  const named = { id, connection: terms.connection, vpc }
  checkVpc(findings, ['interlinks', id, 'vpc'], named, terms.region, places)
  // A Project that the Organization does not have is another Organization's.
  projectOf(findings, ['vpcs', vpc], places.vpcs.get(vpc)?.project, places)
  return refuseBy(findings) ?? accept({ kind: 'vpcAttached', at, interlink: id, vpc })
}

/** Answers the wish to detach it; without a VPC nothing is propagated. */
export const decideDetachment = (
  { id, attachment, propagation }: UsableInterlink,
  at: CalendarInstant,
): Decision =>
  attachment.kind === 'detached'
    ? refuse({ kind: 'no-vpc', interlink: id })
    : accept(propagation ? { kind: 'propagationDisabled', at, interlink: id } : null, {
        kind: 'vpcDetached',
        at,
        interlink: id,
      })
