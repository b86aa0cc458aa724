/** Pieces of sentences about the lifecycle that several explanations share. */
import { match } from 'ts-pattern'
import type { Family } from '../demand.ts'
import type { LinkDownCause } from './connection.ts'
import type { OrderStage } from './order.ts'

/** Subjects in sentences. */
export const NOUN: Readonly<Record<'connection' | 'interlink', string>> = {
  connection: 'connection',
  interlink: 'InterLink',
}

/** Families in sentences. */
export const FAMILY: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' }

/** Alternatives in a sentence: `ready, active or locked`. */
export const either = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)!}`

/** What an order waits for, as a remedy. */
export const awaitedStep = (stage: OrderStage): string =>
  match(stage)
    .with('requested', () => 'wait until the provider issues its LOA')
    .with('loa-issued', () => 'have its cross-connect patched')
    .with('loa-expired', () => 'wait until the provider issues another LOA')
    .with('patched', () => 'wait until the provider detects its link')
    .exhaustive()

/** Why a physical link is down, after the connection's name; and what to do. */
export const describeDown = (
  cause: LinkDownCause,
): { readonly problem: string; readonly remedy: string } =>
  match(cause)
    .with({ kind: 'not-detected' }, ({ stage }) => ({
      problem: `is only ordered (${stage})`,
      remedy: awaitedStep(stage),
    }))
    .with({ kind: 'disabled' }, () => ({
      problem: 'is disabled',
      remedy: 'ask the provider to enable it',
    }))
    .with({ kind: 'fault' }, ({ fault }) => ({
      problem: `is broken by ${fault.id} (${fault.element})`,
      remedy: 'repair that first',
    }))
    .with({ kind: 'connection-deleted' }, () => ({
      problem: 'is deleted',
      remedy: 'order another connection',
    }))
    .exhaustive()
