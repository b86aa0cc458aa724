/** Why an event changes nothing, and the words for it. */
import { FAMILIES, type Family } from './demand.ts'
import { FAMILY } from './lifecycle/words.ts'

/** Why an event changes nothing: what it would bring about is so already, or cannot be. */
export type Idle =
  | 'cut'
  | 'degraded'
  | 'vanishing'
  | 'whole'
  | 'not-vanishing'
  | 'port-down'
  | 'port-up'
  | 'optic-failed'
  | 'optic-whole'
  | 'no-session'
  | 'session-down'
  | 'session-not-down'
  | 'locked'
  | 'not-locked'
  | 'locked-out'
  | 'detached'
  | 'propagated'
  | 'not-propagated'
  | 'policy-set'
  | 'no-policy'

const WORDS: Readonly<Record<Idle, (subject: string, family: string) => string>> = {
  cut: subject => `${subject} is cut already`,
  degraded: subject => `${subject} loses as much already`,
  vanishing: subject => `frames vanish at ${subject} already`,
  whole: subject => `${subject} is whole`,
  'not-vanishing': subject =>
    `no frames vanish at ${subject}, and portUp and opticReplace mend the rest`,
  'port-down': subject => `${subject} is down already`,
  'port-up': subject => `${subject} is up already`,
  'optic-failed': subject => `the optic in ${subject} has failed already`,
  'optic-whole': subject => `the optic in ${subject} is whole`,
  'no-session': (subject, family) => `${subject} never has a policy${family}, nor a session`,
  'session-down': (subject, family) => `no session${family} of ${subject} is left to take down`,
  'session-not-down': (subject, family) => `no session${family} of ${subject} was taken down`,
  locked: subject => `${subject} is locked already`,
  'not-locked': subject => `${subject} is not locked`,
  'locked-out': subject => `${subject} is locked, and nothing is done with it`,
  detached: subject => `${subject} has no VPC`,
  propagated: subject => `${subject} propagates its routes already`,
  'not-propagated': subject => `${subject} propagates no routes`,
  'policy-set': (subject, family) => `the policy${family} of ${subject} is the same already`,
  'no-policy': (subject, family) => `${subject} has no policy${family}`,
}

/**
 * Says in words what an event meets that changes nothing.
 *
 * @param subject   what it happens to, `segment mmr of paris-1`
 * @param families  those that it is about; none or both where all are meant
 */
export const explainIdle = (idle: Idle, subject: string, families: readonly Family[]): string => {
  const [only] = families
  const family =
    only === undefined || families.length === FAMILIES.length ? '' : ` of ${FAMILY[only]}`
  return WORDS[idle](subject, family)
}
