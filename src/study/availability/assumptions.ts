/** What the study of availability takes for granted, in sentences. */
import type { Change } from './change.ts'

/** In the order in which they matter. */
export const ASSUMPTIONS: readonly string[] = [
  'Every part is whole and every InterLink in service at the beginning of each replication; orders, ' +
    '`configuring` and the `events` of the scenario are not looked at.',
  'Nothing fails but what `faults` lists. Faults are independent of each other, come at a constant rate ' +
    'while their part is whole, and are repaired at once and in parallel; two of one kind at one place ' +
    'are one for as long as either lasts.',
  'Detection, the return of sessions and whose down time it is are those of a run: while faults overlap ' +
    "it is the earlier one's until that ends.",
  'A VPC is up while any of its InterLinks carries the family, whatever its bandwidth; while none does, ' +
    'its down time belongs to the owner of the earliest impediment that still lasts.',
  'A year has 365.25 days.',
]

/** What each change is. */
export const ABOUT: Readonly<Record<Exclude<Change, 'asItIs'>, string>> = {
  bfd: 'BFD of 900 ms on every InterLink that has none',
  spareOptic: 'a spare optic on the shelf: one that fails is replaced within 4 h',
  secondConnection:
    'a second connection like the first, with faults of its own, for each VPC that has one alone',
}
