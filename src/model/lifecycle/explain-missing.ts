/** In words, why traffic of a family does not flow. */
import { match } from 'ts-pattern'
import type { Missing } from './carries.ts'
import { FAMILY, describeDown } from './words.ts'

/** Says in one line what is missing and what to do. */
export const explainMissing = (interlink: string, missing: Missing): string => {
  const subject = `InterLink ${interlink}`
  return match(missing)
    .with({ kind: 'no-interlink' }, ({ status }) =>
      status === null
        ? `${subject}: there is none of this id; create it`
        : `${subject}: it is ${status}; create another`,
    )
    .with({ kind: 'physical-link' }, ({ connection, cause }) => {
      const { problem, remedy } = describeDown(cause)
      return `${subject}: connection ${connection} ${problem}; ${remedy}`
    })
    .with({ kind: 'interlink-status' }, ({ status }) => {
      const remedy = match(status)
        .with('configuring', () => 'wait until it is ready')
        .with('failed', () => 'delete it and create another')
        .with('locked', () => 'ask the provider to unlock it')
        .exhaustive()
      return `${subject}: it is ${status}; ${remedy}`
    })
    .with(
      { kind: 'session-down' },
      ({ family }) => `${subject}: its ${FAMILY[family]} session is down; bring it up`,
    )
    .with({ kind: 'no-vpc' }, () => `${subject}: no VPC is attached; attach one`)
    .with(
      { kind: 'no-policy' },
      ({ family }) => `${subject}: no ${FAMILY[family]} policy is attached; attach one`,
    )
    .with({ kind: 'propagation-off' }, () => `${subject}: propagation is off; switch it on`)
    .exhaustive()
}
