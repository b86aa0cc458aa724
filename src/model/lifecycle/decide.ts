/**
 * The lifecycle's answer to every command in every state: what happens, or why not.
 *
 * Which statuses there are is the API's (v1beta1); which step leads from one to another is our own
 * model, for the API states none (`docs/decisions/lifecycle.md`).
 */
import { match } from 'ts-pattern'
import { compareInstants, isInstant } from '../../calendar.ts'
import type { Command } from './commands.ts'
import { decideConnection } from './decide-connection.ts'
import { decideCreation } from './decide-creation.ts'
import { decideInterlink } from './decide-interlink.ts'
import { decideOrder } from './decide-order.ts'
import { type Decision, refuse } from './decision.ts'
import type { Estate } from './estate.ts'

/**
 * Answers a command. A refused one changes nothing; the events of an accepted one are for `evolve`.
 *
 * @param command  not earlier than the last event of the estate; at the same instant is fine
 */
export const decide = (estate: Estate, command: Command): Decision => {
  const { at } = command
  const { now } = estate
  if (!isInstant(at)) return refuse({ kind: 'no-instant', at })
  if (now !== null && compareInstants(at, now) < 0) {
    return refuse({ kind: 'before-last-event', at, now })
  }
  return match(command)
    .with(
      { kind: 'order' },
      { kind: 'loaIssued' },
      { kind: 'loaExpired' },
      { kind: 'patched' },
      { kind: 'linkDetected' },
      each => decideOrder(estate, each),
    )
    .with({ kind: 'createInterlink' }, each => decideCreation(estate, each))
    .otherwise(each =>
      'interlink' in each ? decideInterlink(estate, each) : decideConnection(estate, each),
    )
}
