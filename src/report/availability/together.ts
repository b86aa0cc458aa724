/** Objectives that an InterLink misses alone and its VPC, by all of its InterLinks, meets. */
import type { AvailabilityDocument } from '../../study/availability/document.ts'
import type { JudgedAvailability } from '../../study/availability/objectives.ts'

/** The VPC that meets what one of its InterLinks does not; null: there is none. */
export const meetsTogether = (
  { subjects }: AvailabilityDocument,
  { result: { interlink, family, above, below } }: JudgedAvailability,
): string | null => {
  for (const subject of subjects) {
    if (!('vpc' in subject) || subject.family !== family) continue
    if (subject.interlinks.length < 2 || !subject.interlinks.includes(interlink)) continue
    const { low, high } = subject.availability
    if (above === undefined ? high < below! : low > above) return subject.vpc
  }
  return null
}

/** `The objective asks for each InterLink alone; together, as vpc-web, they meet it.`; else empty. */
export const toldTogether = (
  document: AvailabilityDocument,
  failed: readonly JudgedAvailability[],
): string => {
  const vpcs = new Set(failed.map(each => meetsTogether(document, each)))
  if (failed.length === 0 || vpcs.has(null)) return ''
  const names = [...vpcs].map(String)
  const [first] = names
  const what = names.length === 1 ? first! : `their ${names.length} VPCs`
  return `Objectives ask for each InterLink alone; together, as ${what}, they meet ${failed.length === 1 ? 'it' : 'them'}.`
}
