/** Why no formula gives the mean delay of a flow. */
import { match } from 'ts-pattern'
import type { Source } from '../../model/demand.ts'

/** What keeps a lane from being M/G/1, or a flow of it from waiting at its port alone. */
export type Unmodelled =
  | { readonly kind: 'noFrames' }
  | { readonly kind: 'notPoisson'; readonly interlink: string; readonly source: Source['kind'] }
  | { readonly kind: 'notThroughout'; readonly interlink: string }
  | { readonly kind: 'interrupted'; readonly interlink: string }
  | { readonly kind: 'lossyCable' }
  | { readonly kind: 'overloaded' }
  | { readonly kind: 'portFills' }
  | {
      readonly kind: 'limited'
      readonly interlink: string
      readonly by: 'shaper' | 'policer' | "customer's shaper"
    }

/** Says it in words. */
export const explainUnmodelled = (why: Unmodelled): string =>
  match(why)
    .with({ kind: 'noFrames' }, () => 'no frame of the flow may enter')
    .with(
      { kind: 'notPoisson' },
      ({ interlink, source }) =>
        `not all sources of the port are Poisson: one of ${interlink} is ${source}`,
    )
    .with(
      { kind: 'notThroughout' },
      ({ interlink }) => `a source of ${interlink} does not send all the time`,
    )
    .with(
      { kind: 'interrupted' },
      ({ interlink }) => `frames of ${interlink} may not enter all the time`,
    )
    .with({ kind: 'lossyCable' }, () => 'the cable loses frames')
    .with({ kind: 'overloaded' }, () => 'the port is offered as much as it carries, or more')
    .with({ kind: 'portFills' }, () => 'more than one frame in a million may find the port full')
    .with(
      { kind: 'limited' },
      ({ interlink, by }) =>
        `the ${by} of ${interlink} may hold up more than one frame in a million`,
    )
    .exhaustive()
