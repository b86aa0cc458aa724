/** Answers about policies, propagation and sessions of an InterLink that is configured. */
import { match } from 'ts-pattern'
import type { InterlinkCommand } from './commands.ts'
import { bgpStatusOf } from './bgp.ts'
import { physicalLinkOf } from './connection.ts'
import { type Decision, accept, refuse } from './decision.ts'
import type { Estate } from './estate.ts'
import type { UsableInterlink } from './interlink.ts'
import { familiesOf } from './routing.ts'

/** Commands about the routes of one family. */
export type FamilyCommand = Extract<
  InterlinkCommand,
  { kind: 'attachPolicy' | 'detachPolicy' | 'setPolicy' | 'bgpUp' | 'bgpDown' }
>

/** Answers a command about one family. */
export const decideFamily = (
  estate: Estate,
  usable: UsableInterlink,
  command: FamilyCommand,
): Decision => {
  const { at, interlink, family } = command
  const { routing, propagation } = usable
  const routes = routing[family]
  if (routes.kind === 'blocked') {
    return command.kind === 'attachPolicy'
      ? accept({ kind: 'policyAttached', at, interlink, family, policy: command.policy })
      : refuse({ kind: 'no-policy', interlink, family })
  }
  const session = bgpStatusOf(routes.session)
  return match(command)
    .with({ kind: 'attachPolicy' }, () =>
      refuse({ kind: 'policy-attached', interlink, family, policy: routes.policy.id }),
    )
    .with({ kind: 'setPolicy' }, ({ policy }) =>
      accept({ kind: 'policySet', at, interlink, family, policy }),
    )
    .with({ kind: 'detachPolicy' }, () => {
      const isLast = familiesOf(routing).length === 1
      return accept(isLast && propagation ? { kind: 'propagationDisabled', at, interlink } : null, {
        kind: 'policyDetached',
        at,
        interlink,
        family,
      })
    })
    .with({ kind: 'bgpUp' }, () => {
      if (session === 'up') return refuse({ kind: 'session-already', interlink, family, session })
      const connection = estate.connections.find(({ id }) => id === usable.terms.connection)!
      const link = physicalLinkOf(connection)
      return link.kind === 'down'
        ? refuse({ kind: 'link-not-up', interlink, connection: connection.id, cause: link.cause })
        : accept({ kind: 'sessionUp', at, interlink, family })
    })
    .with({ kind: 'bgpDown' }, ({ owner }) =>
      session === 'up'
        ? accept({ kind: 'sessionDown', at, interlink, family, owner })
        : refuse({ kind: 'session-already', interlink, family, session: 'down' }),
    )
    .exhaustive()
}

/** Answers the wish for propagation, which needs a policy and no more, or for its end. */
export const decidePropagation = (
  { routing, propagation }: UsableInterlink,
  {
    at,
    interlink,
    kind,
  }: Extract<InterlinkCommand, { kind: 'enablePropagation' | 'disablePropagation' }>,
): Decision => {
  if (propagation === (kind === 'enablePropagation')) {
    const already = propagation ? 'on' : 'off'
    return refuse({ kind: 'propagation-already', interlink, propagation: already })
  }
  if (propagation) return accept({ kind: 'propagationDisabled', at, interlink })
  return familiesOf(routing).length === 0
    ? refuse({ kind: 'propagation-without-policy', interlink })
    : accept({ kind: 'propagationEnabled', at, interlink })
}
