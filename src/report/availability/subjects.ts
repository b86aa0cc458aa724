/** Subjects of a document as people read them: families that fare alike as one. */
import { groupBy } from '../../group.ts'
import type { Family } from '../../model/demand.ts'
import type {
  AvailabilityDocument,
  AvailabilitySubject,
} from '../../study/availability/document.ts'

/** An InterLink or a VPC, with the families that fare alike. */
export interface Faring {
  readonly kind: 'interlink' | 'vpc'
  readonly id: string
  readonly families: readonly Family[]
  /** Its figures; `family` is the first. */
  readonly subject: AvailabilitySubject
}

/** Subjects by families that fare alike, in the order of the document. */
export const faringsOf = ({ subjects }: AvailabilityDocument): readonly Faring[] => {
  const alike = groupBy(subjects, ({ family: _, ...rest }) => JSON.stringify(rest))
  return [...alike.values()].map(group => {
    const [first] = group as [AvailabilitySubject]
    const families = group.map(({ family }) => family)
    return 'vpc' in first
      ? { kind: 'vpc', id: first.vpc, families, subject: first }
      : { kind: 'interlink', id: first.interlink, families, subject: first }
  })
}

/** The one with the most down time; of several the first. */
const mostDown = (farings: readonly Faring[]): Faring =>
  farings.reduce((worst, each) =>
    each.subject.minutesPerYear.mean > worst.subject.minutesPerYear.mean ? each : worst,
  )

/**
 * Whom the verdict is about: of VPCs, or of InterLinks where there are none, the one with the most down
 * time.
 *
 * @param farings  at least one
 */
export const focusOf = (farings: readonly Faring[]): Faring => {
  const vpcs = farings.filter(({ kind }) => kind === 'vpc')
  return mostDown(vpcs.length > 0 ? vpcs : farings)
}

/** `web`, or `web (ipv6)` where the other family of it fares otherwise. */
export const nameOf = ({ id, families }: Faring, farings: readonly Faring[]): string =>
  farings.filter(each => each.id === id).length > 1 ? `${id} (${families.join(', ')})` : id
